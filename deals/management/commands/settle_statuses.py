"""manage.py settle_statuses: every contact's prospect and customer status, recomputed from the deals (6.15 to 6.20)."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from deals.settling import settle_statuses


class Command(BaseCommand):
    help = "Recomputes the statuses of all contacts, prints those that differed and how many; a second run finds none."

    def handle(self, *args, **options):
        count = 0
        for contact, steps in settle_statuses(by=None, at=timezone.now()):
            count += 1
            said = ", ".join(f"{step.field} {step.was} -> {step.now}" for step in steps)
            self.stdout.write(f"contacts.contact:{contact.pk} {contact}: {said}")
        self.stdout.write(f"{count} differed." if count else "Nothing differed.")
