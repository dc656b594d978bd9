"""manage.py convert_lead LEAD [--deal NAME] [--value 1200] [--into-person CONTACT] [--into-company COMPANY]"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.forms import CurrencyField
from accounts.management.people import active_person, refusals
from accounts.management.reading import text, the_record, typed
from contacts.management.naming import the_company
from contacts.models import Contact
from contacts.models.profile import LONGEST_NAME
from deals.management.naming import naming_what_is_wanted
from leads.conversion import Becoming, NewDeal, convert
from leads.management.naming import the_lead
from ui.typed import MoneyField


class Command(BaseCommand):
    help = "Converts a lead into a person, a company or both, and a deal if one is named, in the name of the system."

    def add_arguments(self, parser):
        parser.add_argument("lead", help="its number or name")
        parser.add_argument("--deal", metavar="NAME", help="open a deal of this name")
        parser.add_argument("--value", help="of the deal, as in 1200.50")
        parser.add_argument("--currency", help="of the deal, three letters")
        parser.add_argument("--owner", help="e-mail or #ID of who gets what comes of it; the lead's owner by default")
        parser.add_argument("--into-person", metavar="CONTACT", help="#ID or name of a person who is there already")
        parser.add_argument("--into-company", metavar="CONTACT", help="#ID or name of a company that is there already")

    def handle(self, *args, lead, owner, into_person, into_company, **options):
        found, facts = the_lead(lead), {"deal": deal_of(options), "owner": active_person(owner) if owner else None}
        if into_person:
            facts["person"] = Becoming(the_record(Contact.objects.live().people(), into_person, what="person"))
        if into_company:
            facts["company"] = Becoming(the_company(into_company))
        with refusals(), naming_what_is_wanted():
            result = convert(found, by=None, at=timezone.now(), **facts)
        if not result.is_new:
            self.stdout.write(f"{found} was converted before:")
        for made in (result.person, result.company, result.deal):
            if made is not None:
                self.stdout.write(f"  {made._meta.label_lower}:{made.pk} {made}")


def deal_of(options) -> NewDeal | None:
    fields = {
        "deal": text(LONGEST_NAME), "value": MoneyField(required=False), "currency": CurrencyField(required=False),
    }  # fmt: skip
    facts = typed(fields, options)
    name = facts.pop("deal", "")
    if facts and not name:
        raise CommandError("A value belongs to a deal. Say --deal NAME.")
    return NewDeal(name, **facts) if name else None
