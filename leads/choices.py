"""The closed lists of leads."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LeadOutcome(TextChoices):
    """A converted lead keeps a read-only row (4.14); this is no status that anybody picks (3.3)."""

    OPEN = "open", pgettext_lazy("outcome of a lead", "open")
    CONVERTED = "converted", _("converted")
