"""The closed lists of activities."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TaskState(TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")


class EntryVerb(TextChoices):
    """What happened, as the timeline says it; a step of a status is `moved`."""

    CREATED = "created", _("added")
    EDITED = "edited", _("edited")
    MOVED = "moved", _("moved")
    DELETED = "deleted", _("deleted")
    RESTORED = "restored", _("restored")
