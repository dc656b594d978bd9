"""Deeds upon many contacts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.bulk import REASSIGN, TAG, Deed, Outcome, Refused, deleting
from contacts.deleting import OnDeals, delete_each
from contacts.models import Contact
from records.batching import Edit, edit_each
from records.models import Act


def _archive(contacts: list[Contact], _given: Any, *, by, at: datetime, cause: Act) -> Outcome:
    edits = [Edit(each, {"archived_at": at}) for each in contacts if each.archived_at is None]
    return Outcome(len(edit_each(edits, by=by, at=at, cause=cause)), [])


def _bring_back(contacts: list[Contact], _given: Any, *, by, at: datetime, cause: Act) -> Outcome:
    edits = [Edit(each, {"archived_at": None}) for each in contacts]
    return Outcome(len(edit_each(edits, by=by, at=at, cause=cause)), [])


def _delete(contacts: list[Contact], _given: Any, *, by, at: datetime, cause: Act) -> Outcome:
    stay, said = delete_each(contacts, by=by, at=at, cause=cause), str(OnDeals([]))
    refused = [Refused(each, said) for each in contacts if each.pk in stay]
    return Outcome(len(contacts) - len(refused), refused)


ARCHIVE = Deed(
    "archive", "edit", _archive, _("Archive"), "archive", together=True,
    hint=_("They leave the lists and keep their deals, notes and tasks."),
)  # fmt: skip
BRING_BACK = Deed("bring_back", "edit", _bring_back, _("Bring back"), "archive-restore", together=True)
STAY_ON_DEALS = _("They go to the bin, and can be taken out again for 30 days. Those on deals stay.")
DEEDS = (REASSIGN, TAG, ARCHIVE, BRING_BACK, deleting(_delete, STAY_ON_DEALS))
