"""manage.py refold contacts.contact leads.lead: work out anew the words that records are found by."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from records.defining import RECALCULATE
from records.naming import kind_of, record_models
from records.working import start


class Command(BaseCommand):
    help = "Queues a job for each kind that works out anew what is derived from its records; no history is written."

    def add_arguments(self, parser):
        parser.add_argument("kinds", nargs="*", metavar="KIND", help="as in contacts.contact (default: all)")

    def handle(self, *args, **options):
        known = [kind_of(model) for model in record_models()]
        wanted = options["kinds"] or known
        if unknown := sorted({*wanted} - {*known}):
            raise CommandError(f"No kind of record is called {unknown[0]!r}; there are: {', '.join(known)}")
        for kind in wanted:
            start(RECALCULATE, {"kind": kind}, by=None, at=timezone.now(), label=kind)
            self.stdout.write(f"queued: {kind}")
