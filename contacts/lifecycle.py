"""Prospect and customer status (6.15 to 6.20): settled from facts about deals, or the customer status set by hand.

Contacts know nothing of deals: whoever does passes how many of a contact's deals are active, won and lost.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from contacts.choices import CustomerStatus, ProspectStatus
from contacts.models import Contact
from records import writing
from records.acting import Cause
from records.lifecycle import move
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


@transaction.atomic
def settle(
    contact: Contact, facts: Facts, *, by, at: datetime, cause: Cause = None, enters_won: bool = False
) -> list[Transition]:
    """Take the steps that the facts ask for; none when all is as it ought to be. Raises Overtaken.

    `enters_won`: one of the deals has just been won, which overrules what was set by hand (6.16).
    """
    prospect, customer, by_hand = settled(contact, facts, enters_won=enters_won)
    steps = []
    if contact.prospect_status != prospect:
        steps.append(move(contact, "prospect_status", prospect, by=by, at=at, cause=cause))
    if contact.customer_status != customer:
        steps.append(move(contact, "customer_status", customer, by=by, at=at, cause=cause))
    if contact.customer_by_hand != by_hand:
        writing.edit(contact, {"customer_by_hand": by_hand}, by=by, at=at, cause=steps[-1] if steps else cause)
    return steps


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
