"""What leads add to the pages."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import register_object
from activities import hosting
from leads.models import Lead
from records.naming import kind_of

ACTIONS = ("view", "add", "edit", "reassign", "delete", "convert", "merge", "export")
register_object("leads", label=_("Leads"), actions=ACTIONS)
hosting.host(kind_of(Lead))
