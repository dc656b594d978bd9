"""A lead's status (3.3 to 3.5), and the one step out of being a lead (4.14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Asking
from accounts.models import Account
from leads.choices import LeadOutcome
from leads.models import Lead, LeadStatus, LeadUnqualifiedReason
from records import writing
from records.acting import Cause
from records.batching import Edit, edit_each
from records.errors import NotAllowed
from records.lifecycle import Move, Step, move, move_each
from records.models import Transition


class ReasonWanted(NotAllowed):
    """The account requires a reason for saying that a lead is not worth it (3.5)."""

    def __init__(self):
        super().__init__(_("Say why this lead is not worth it."))


def asks_for_reason(status: LeadStatus) -> bool:
    """Is a person asked for a reason when a lead gets this status?"""
    return status.is_unqualified and Account.current().ask_lead_unqualified_reason != Asking.OFF


@transaction.atomic
def set_status(
    lead: Lead, status: LeadStatus, *, by, at: datetime, reason: LeadUnqualifiedReason | None = None,
    cause: Cause = None,
) -> Transition:  # fmt: skip
    """Give a lead another status; a status that is not *unqualified* clears the reason (3.5).

    Raises NotAllowed for a converted lead, an archived status or the one it has; ReasonWanted; Overtaken.
    """
    _refuse(status, reason)
    step = move(lead, "status", status, by=by, at=at, cause=cause)
    kept = reason if status.is_unqualified else None
    writing.edit(lead, {"unqualified_reason": kept}, by=by, at=at, cause=step)
    return step


@transaction.atomic
def set_status_each(
    leads: Sequence[Lead], status: LeadStatus, *, by, at: datetime, reason: LeadUnqualifiedReason | None = None,
    cause: Cause = None,
) -> list[Step]:  # fmt: skip
    """The same for many, set-based; their rows are locked."""
    _refuse(status, reason)
    steps = move_each("status", [Move(lead, status, by, at, cause) for lead in leads])
    kept = reason if status.is_unqualified else None
    edit_each([Edit(lead, {"unqualified_reason": kept}, None, step) for lead, step in steps], by=by, at=at)
    return steps


def _refuse(status: LeadStatus, reason: LeadUnqualifiedReason | None) -> None:
    if status.archived_at:
        raise NotAllowed(_("That step is not possible from here."))
    required = Account.current().ask_lead_unqualified_reason == Asking.REQUIRE
    if status.is_unqualified and reason is None and required:
        raise ReasonWanted


def mark_converted(lead: Lead, *, by, at: datetime, cause: Cause) -> Transition:
    """The root of the journey (4.14). Raises NotAllowed when it is converted already, Overtaken."""
    return move(lead, "outcome", LeadOutcome.CONVERTED, by=by, at=at, cause=cause)
