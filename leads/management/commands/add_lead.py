"""manage.py add_lead OWNER [--last-name NAME] [--company NAME] [--status STATUS] [--source SOURCE] [--email ...]"""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.management.people import active_person, refusals
from accounts.management.reading import the_one, typed
from contacts.management.naming import add_profile_arguments, fields_of_a_profile
from leads.keeping import add_lead
from leads.models import LeadSource, LeadStatus
from records.forms import TagsField, names_in


class Command(BaseCommand):
    help = "Adds a lead, in the name of the system. It needs a last name or a company."

    def add_arguments(self, parser):
        parser.add_argument("owner", help="e-mail or #ID of the one whose lead it is")
        parser.add_argument("--last-name")
        parser.add_argument("--first-name")
        parser.add_argument("--company", dest="company_name", metavar="NAME")
        parser.add_argument("--status", help="name or #ID; the initial one by default")
        parser.add_argument("--source", help="name or #ID of a lead source")
        add_profile_arguments(parser)

    def handle(self, *args, owner, status, source, tags, **options):
        facts = typed({**fields_of_a_profile(), "tags": TagsField(required=False)}, options | {"tags": ", ".join(tags)})
        facts["tags"] = names_in(facts["tags"])
        if status:
            facts["status"] = the_one(LeadStatus.objects.in_use().in_order(), status, what="lead status")
        if source:
            facts["source"] = the_one(LeadSource.objects.in_use().in_order(), source, what="lead source")
        with refusals():
            made = add_lead(by=None, owner=active_person(owner), at=timezone.now(), **facts).record
        self.stdout.write(f"Lead #{made.pk}: {made}, {made.status}.")
