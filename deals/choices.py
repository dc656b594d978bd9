"""The closed lists of deals."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(TextChoices):
    """What a stage means (8.2)."""

    INCOMING = "incoming", pgettext_lazy("category of a stage", "incoming")
    IN_PROGRESS = "in_progress", pgettext_lazy("category of a stage", "in progress")
    WON = "won", pgettext_lazy("category of a stage", "won")
    LOST = "lost", pgettext_lazy("category of a stage", "lost")
    UNQUALIFIED = "unqualified", pgettext_lazy("category of a stage", "unqualified")


ACTIVE = (Category.INCOMING, Category.IN_PROGRESS)
CLOSED = (Category.WON, Category.LOST, Category.UNQUALIFIED)
# Every pipeline has exactly one of each (8.7).
ONLY_ONE = (Category.INCOMING, *CLOSED)


class Needed(TextChoices):
    """The fields that an admin may require at creation or for a stage (7.11)."""

    VALUE = "value", _("value")
    COMPANY = "company", _("company")
    SOURCE = "source", _("source")
    ESTIMATED_CLOSE_DATE = "estimated_close_date", _("estimated close date")
    WIN_LIKELIHOOD = "win_likelihood", _("win likelihood")
