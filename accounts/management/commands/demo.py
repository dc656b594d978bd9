"""manage.py demo [--if-empty] [--locale de] [--seed N]: the demo company in an empty database."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts import demo
from accounts.management.people import refusals
from accounts.models import User


class Command(BaseCommand):
    help = "Fills an empty database with the demo company and prints its sign-ins."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is anybody already")
        parser.add_argument("--locale", choices=demo.LOCALES, default=demo.LOCALES[0], help="language of the company")
        parser.add_argument("--seed", type=int, default=demo.SEED, help="the same number makes the same company")

    def handle(self, *args, if_empty, locale, seed, **options):
        if if_empty and User.objects.exists():
            return
        with refusals():
            demo.seed(at=timezone.now(), number=seed, locale=locale)
        for email, what in demo.SIGN_INS:
            self.stdout.write(f"{what}: {email} / {demo.PASSWORD}")
