"""manage.py deactivate EMAIL: no more signing in; records stay (14.18)."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.leaving import deactivate, reactivate
from accounts.management.people import person, refusals


class Command(BaseCommand):
    help = "Deactivates a user: sessions end, records stay theirs. --undo lets them in again."

    def add_arguments(self, parser):
        parser.add_argument("email", help="e-mail or #ID")
        parser.add_argument("--undo", action="store_true")

    def handle(self, *args, email, undo, **options):
        user = person(email)
        with refusals():
            (reactivate if undo else deactivate)(user, by=None, at=timezone.now())
        self.stdout.write(f"{user.name} is {user.standing.label}.")
