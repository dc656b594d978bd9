"""manage.py add_contact OWNER (--last-name NAME | --company NAME) [--employer COMPANY] [--email ...]"""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.management.people import active_person, refusals
from accounts.management.reading import typed
from contacts.keeping import add_company, add_person
from contacts.management.naming import add_profile_arguments, fields_of_a_profile, the_company
from records.forms import TagsField, names_in


class Command(BaseCommand):
    help = "Adds a person or a company to the contacts, in the name of the system."

    def add_arguments(self, parser):
        parser.add_argument("owner", help="e-mail or #ID of the one whose contact it is")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--last-name", help="a person")
        what.add_argument("--company", dest="company_name", metavar="NAME", help="a company")
        parser.add_argument("--first-name")
        parser.add_argument("--employer", metavar="COMPANY", help="of a person: #ID or name")
        parser.add_argument("--parent", metavar="COMPANY", help="of a company: #ID or name of the one above it")
        add_profile_arguments(parser)

    def handle(self, *args, owner, employer, parent, tags, **options):
        facts = typed({**fields_of_a_profile(), "tags": TagsField(required=False)}, options | {"tags": ", ".join(tags)})
        ties = {"employer": employer and the_company(employer), "parent": parent and the_company(parent)}
        facts |= {name: company for name, company in ties.items() if company}
        facts["tags"] = names_in(facts["tags"])
        add = add_company if "company_name" in facts else add_person
        with refusals():
            made = add(by=None, owner=active_person(owner), at=timezone.now(), **facts).record
        self.stdout.write(f"Contact #{made.pk}: {made}.")
