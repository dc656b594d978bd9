"""What deals add to the pages."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import register_object
from activities import hosting
from deals.models import Deal
from records.naming import kind_of

ACTIONS = ("view", "add", "edit", "reassign", "delete", "export")
register_object("deals", label=_("Deals"), actions=ACTIONS)
hosting.host(kind_of(Deal))
