"""The closed lists of contacts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProspectStatus(TextChoices):
    """Set by the system only (6.2, 6.15)."""

    NONE = "none", pgettext_lazy("prospect status", "no prospect")
    CURRENT = "current", _("prospect")
    LOST = "lost", _("lost prospect")


class CustomerStatus(TextChoices):
    """Set by the system, and by hand (6.2, 6.16). The screen says "former", the wire says "past"."""

    NONE = "none", pgettext_lazy("customer status", "no customer")
    CURRENT = "current", _("customer")
    PAST = "past", _("former customer")
