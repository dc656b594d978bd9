"""Prospect and customer status (6.15 to 6.20): settled from facts about deals, or the customer status set by hand.

Contacts know nothing of deals: whoever does passes how many of a contact's deals are active, won and lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from contacts.choices import CustomerStatus, ProspectStatus
from contacts.models import Contact
from records import writing
from records.acting import Cause
from records.batching import Edit, edit_each
from records.lifecycle import Move, move, move_each
from records.models import Transition


class Facts(NamedTuple):
    """How many of the deals on which a contact counts (6.20) are active, won, and lost or unqualified."""

    active: int = 0
    won: int = 0
    lost: int = 0


def settled(contact: Contact, facts: Facts, *, enters_won: bool = False) -> tuple[str, str, bool]:
    """The prospect status, the customer status and whether the latter is by hand, as they ought to be."""
    customer, by_hand = contact.customer_status, contact.customer_by_hand and not (enters_won and facts.won)
    if not by_hand:
        customer = CustomerStatus.CURRENT if facts.won else CustomerStatus.NONE
    if facts.active:
        return ProspectStatus.CURRENT, customer, by_hand
    never_bought = facts.lost and not facts.won and customer == CustomerStatus.NONE
    return ProspectStatus.LOST if never_bought else ProspectStatus.NONE, customer, by_hand


class Settling(NamedTuple):
    """A contact to be settled from these facts, through whom, when and because of what. `enters_won`: one of the deals
    has just been won, which overrules what was set by hand (6.16)."""

    contact: Contact
    facts: Facts
    by: Any
    at: datetime
    cause: Cause = None
    enters_won: bool = False


def settle(
    contact: Contact, facts: Facts, *, by, at: datetime, cause: Cause = None, enters_won: bool = False
) -> list[Transition]:
    """Take the steps that the facts ask for; none when all is as it ought to be. Raises Overtaken."""
    return dict(settle_many([Settling(contact, facts, by, at, cause, enters_won)])).get(contact, [])


@transaction.atomic
def settle_many(cases: Sequence[Settling]) -> list[tuple[Contact, list[Transition]]]:
    """The same for many, set-based; those that differed with the steps they took."""
    taken: dict[Contact, list[Transition]] = {case.contact: [] for case in cases}
    ought = {case.contact: settled(case.contact, case.facts, enters_won=case.enters_won) for case in cases}
    for place, field in enumerate(("prospect_status", "customer_status")):
        moves = [
            Move(case.contact, ought[case.contact][place], case.by, case.at, case.cause)
            for case in cases
            if getattr(case.contact, field) != ought[case.contact][place]
        ]
        for contact, step in move_each(field, moves):
            taken[contact].append(step)
    _note_hands([case for case in cases if case.contact.customer_by_hand != ought[case.contact][2]], ought, taken)
    return [(contact, steps) for contact, steps in taken.items() if steps]


def _note_hands(cases: Sequence[Settling], ought: dict, taken: dict[Contact, list[Transition]]) -> None:
    by_deed: dict[tuple, list[Edit]] = defaultdict(list)
    for case in cases:
        cause = taken[case.contact][-1] if taken[case.contact] else case.cause
        by_deed[case.by, case.at].append(Edit(case.contact, {"customer_by_hand": ought[case.contact][2]}, None, cause))
    for (by, at), edits in by_deed.items():
        edit_each(edits, by=by, at=at)


@transaction.atomic
def set_customer(contact: Contact, to: str, *, by, at: datetime, cause: Cause = None) -> Transition | None:
    """A person says what the customer status is. The value already held is no change and not by hand (6.16.3).

    The prospect status stays what it is until the next event (rows 17 and 21). Raises NotAllowed, Overtaken.
    """
    if contact.customer_status == to:
        return None
    step = move(contact, "customer_status", to, by=by, at=at, cause=cause)
    writing.edit(contact, {"customer_by_hand": True}, by=by, at=at, cause=step)
    return step
