"""What can go wrong with a record, in words that a way in can show."""

from django.utils.translation import gettext as _


class RecordError(Exception):
    """Something a person can be told about; `str()` is a sentence."""


class NotAllowed(RecordError):
    """The step is not on the class's STEPS map, or the act is not open to this person."""


class Overtaken(RecordError):
    """Somebody else was faster. `record` is the row as it is now (None when it has gone)."""

    def __init__(self, record=None):
        self.record = record
        super().__init__(_("Somebody else changed this in the meantime."))


class TakenOver(RecordError):
    """A job's worker was silent past its lease, so another one has the job; raised at the next report of progress."""


class Cancelled(RecordError):
    """A job was told to stop; raised inside it at the next report of progress."""
