"""Deeds upon many contacts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from activities.bulk import REASSIGN, Deed, deleting, tagging
from contacts.deleting import delete
from records import writing
from records.models import Act


def _archive(rows: QuerySet, _given: Any, *, by, at: datetime, cause: Act) -> int:
    return writing.edit_many(rows.filter(archived_at=None), {"archived_at": at}, by=by, at=at, cause=cause)


def _bring_back(rows: QuerySet, _given: Any, *, by, at: datetime, cause: Act) -> int:
    return writing.edit_many(rows, {"archived_at": None}, by=by, at=at, cause=cause)


ARCHIVE = Deed(
    "archive", "edit", _archive, _("Archive"), "archive", together=True,
    hint=_("They leave the lists and keep their deals, notes and tasks."),
)  # fmt: skip
BRING_BACK = Deed("bring_back", "edit", _bring_back, _("Bring back"), "archive-restore", together=True)
STAY_ON_DEALS = _("They go to the bin, and can be taken out again for 30 days. Those on deals stay.")
DEEDS = (REASSIGN, tagging(), ARCHIVE, BRING_BACK, deleting(delete, STAY_ON_DEALS))
