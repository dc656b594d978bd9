"""manage.py add_deal OWNER NAME --contact CONTACT [--value 1200] [--pipeline PIPELINE] [--stage STAGE] ..."""

from django import forms
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.forms import CurrencyField
from accounts.management.people import active_person, refusals
from accounts.management.reading import text, the_one, typed
from contacts.management.naming import the_contact
from contacts.models.profile import LONGEST_NAME
from deals.keeping import add_deal, first_stage
from deals.management.naming import naming_what_is_wanted, the_pipeline, the_stage
from deals.models import DealSource
from ui.typed import DayField, MoneyField


class Command(BaseCommand):
    help = "Adds a deal, in the name of the system; in the first stage of the first pipeline unless told otherwise."

    def add_arguments(self, parser):
        parser.add_argument("owner", help="e-mail or #ID of the one whose deal it is")
        parser.add_argument("name")
        parser.add_argument("--contact", required=True, help="#ID or name of the person or company")
        parser.add_argument("--value", help="as in 1200.50")
        parser.add_argument("--currency", help="three letters; the account's by default")
        parser.add_argument("--pipeline", help="name or #ID")
        parser.add_argument("--stage", help="name or #ID")
        parser.add_argument("--close", dest="estimated_close_date", metavar="DAY", help="when it should close")
        parser.add_argument("--source", help="name or #ID of a deal source")

    def handle(self, *args, owner, contact, pipeline, stage, source, **options):
        fields: dict[str, forms.Field] = {
            "name": text(LONGEST_NAME, strip=True), "value": MoneyField(required=False),
            "currency": CurrencyField(required=False), "estimated_close_date": DayField(required=False),
        }  # fmt: skip
        facts = typed(fields, options)
        if not facts["name"]:
            raise CommandError("A deal needs a name.")
        if source:
            facts["source"] = the_one(DealSource.objects.in_use().in_order(), source, what="deal source")
        whose, on = active_person(owner), the_contact(contact)
        with refusals(), naming_what_is_wanted():
            first = first_stage(the_pipeline(pipeline) if pipeline else None)
            place = the_stage(first.pipeline, stage) if stage else first
            made = add_deal(by=None, owner=whose, at=timezone.now(), contact=on, stage=place, **facts).record
        self.stdout.write(f"Deal #{made.pk}: {made}, {place.pipeline}: {place}.")
