"""manage.py add_task EMAIL TEXT [--due 2026-11-24] [--due "2026-11-24 15:00"]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from accounts.management.people import person, refusals
from activities.due import zone_of
from activities.keeping import add_task
from activities.models import LONGEST_TASK


class Command(BaseCommand):
    help = "Gives somebody a task, in the name of the system."

    def add_arguments(self, parser):
        parser.add_argument("email", help="e-mail or #ID of the one who is to do it")
        parser.add_argument("text")
        parser.add_argument("--due", help="a day (2026-11-24) or a moment in the owner's time (2026-11-24 15:00)")

    def handle(self, *args, email, text, due, **options):
        owner, bare = person(email), text.replace("\x00", "").strip()
        if not 1 <= len(bare) <= LONGEST_TASK:
            raise CommandError(f"A task has 1 to {LONGEST_TASK} characters.")
        if not owner.is_active:
            raise CommandError(f"{owner} is deactivated.")
        with refusals():
            task = add_task(by=None, owner=owner, at=timezone.now(), text=bare, **due_of(due, owner)).record
        self.stdout.write(f"Task #{task.pk} is {owner}'s.")


def due_of(said: str | None, owner) -> dict[str, Any]:
    """A day, or a moment on the owner's clock; nothing without one."""
    if not said:
        return {}
    try:
        day, moment = parse_date(said), parse_datetime(said)
    except ValueError as error:
        raise CommandError(f"{said!r} is no date: {error}.") from error
    found: Any = day or moment
    if found is None:
        raise CommandError(f'{said!r} is no date. Write 2026-11-24 or "2026-11-24 15:00".')
    if not 1970 <= found.year <= 2199:
        raise CommandError("A due date lies between 1970 and 2199.")
    if day:
        return {"due_on": day}
    return {"due_at": found if found.tzinfo else found.replace(tzinfo=zone_of(owner))}
