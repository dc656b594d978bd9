"""What contacts add to the pages."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import register_object
from activities import hosting
from contacts.models import Contact
from records.naming import kind_of

ACTIONS = ("view", "add", "edit", "reassign", "delete", "merge", "export")
register_object("contacts", label=_("Contacts"), actions=ACTIONS)
hosting.host(kind_of(Contact))
