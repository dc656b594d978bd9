"""A lead goes to the bin; what it became stays told for ever (4.14)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from leads.models import Lead
from records import bin as recycling
from records.acting import Cause
from records.errors import NotAllowed
from records.models import Act


def delete(lead: Lead, *, by, at: datetime, cause: Cause = None) -> Act:
    """Raises Overtaken, and NotAllowed for a converted one: reports and the journey of its contact count on it."""
    if lead.is_converted:
        raise NotAllowed(_("This lead was converted. It is kept, because the history of its contact begins with it."))
    return recycling.delete(lead, by=by, at=at, cause=cause)
