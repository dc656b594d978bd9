"""manage.py tasks [--owner EMAIL] [--overdue]: open tasks, one per line."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.management.people import person
from activities.due import day_of, zone_of
from activities.models import Task

MOST = 1000


class Command(BaseCommand):
    help = "Lists open tasks, the first due on top."

    def add_arguments(self, parser):
        parser.add_argument("--owner", help="e-mail or #ID: only this person's")
        parser.add_argument("--overdue", action="store_true", help="only what is late")

    def handle(self, *args, owner, overdue, **options):
        rows = Task.objects.live().open().select_related("owner").order_by("due_at", "pk")
        if owner:
            rows = rows.filter(owner=person(owner))
        if overdue:
            rows = rows.overdue(timezone.now())
        found = list(rows[: MOST + 1])
        for task in found[:MOST]:
            self.stdout.write(line_of(task))
        if len(found) > MOST:
            self.stdout.write(f"... and more; the first {MOST} are shown.")
        if not found:
            self.stdout.write("No open tasks." if not overdue else "Nothing is late.")


def line_of(task) -> str:
    """Due in the owner's own time."""
    zone = zone_of(task.owner) if task.owner else timezone.get_default_timezone()
    day = day_of(task, zone)
    clock = timezone.localtime(task.due_at, zone).strftime(" %H:%M") if task.due_at and not task.due_on else ""
    late = "  late" if task.is_late(timezone.now()) else ""
    return f"#{task.pk}  {day or 'no date'}{clock}  {task.owner or 'unassigned'}  {task.text}{late}"
