"""The closed lists of records."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeVerb(TextChoices):
    CREATED = "created", _("added")
    EDITED = "edited", _("edited")
    DELETED = "deleted", _("deleted")
    RESTORED = "restored", _("restored")


class JobState(TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class Tone(TextChoices):
    """The tones of the style sheet (look.md)."""

    GREY = "grey", _("grey")
    ACCENT = "accent", _("petrol")
    GREEN = "green", _("green")
    AMBER = "amber", _("amber")
    RED = "red", _("red")
    VIOLET = "violet", _("violet")
