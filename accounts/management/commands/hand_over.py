"""manage.py hand_over FROM TO: everything of one person becomes another's (14.18)."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.leaving import hand_over
from accounts.management.people import person, refusals
from records.choices import JobState
from records.models import Job
from records.working import perform


class Command(BaseCommand):
    help = "Hands all records of one user over to another, as one job that can be undone."

    def add_arguments(self, parser):
        parser.add_argument("giver", metavar="FROM", help="e-mail or #ID")
        parser.add_argument("receiver", metavar="TO", help="e-mail or #ID")

    def handle(self, *args, giver, receiver, **options):
        with refusals():
            started = hand_over(person(giver), person(receiver), by=None, at=timezone.now())
        perform(started.pk)
        job = Job.objects.get(pk=started.pk)
        if job.state == JobState.FAILED:
            raise CommandError(f"Job {job.pk} failed after {job.done} records: {job.message}")
        self.stdout.write(f"Job {job.pk}, {job.get_state_display()}: {job.done} records.")
