"""On which deals a contact counts (6.20), and what follows for its statuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from accounts.models import Account
from contacts.lifecycle import Facts, Settling, settle_many
from contacts.models import Contact
from deals.choices import ACTIVE, Category
from deals.models import AssociatedContact, Deal
from records.acting import Cause
from records.models import Change, Transition

Pairs = set[tuple[int, int, str]]


def facts_of(contacts: Collection[int]) -> dict[int, Facts]:
    """How many active, won and lost deals count for each of these contacts; three statements whatever their number."""
    counted: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for contact, _deal, category in _pairs(contacts):
        counted[contact][_place(category)] += 1
    return {key: Facts(*counted[key]) for key in contacts}


def _pairs(contacts: Collection[int]) -> Pairs:
    """(contact, deal, category), each deal once for a contact however often it is on it."""
    if not contacts:
        return set()
    live = Deal.objects.live()
    found: Pairs = set(live.filter(contact__in=contacts).values_list("contact_id", "pk", "stage__category"))
    if Account.current().count_employees_deals:
        found |= set(live.filter(company__in=contacts).values_list("company_id", "pk", "stage__category"))
    associated = AssociatedContact.objects.filter(contact__in=contacts, deal__deleted_at=None)
    return found | set(associated.values_list("contact_id", "deal_id", "deal__stage__category"))


def _place(category: str) -> int:
    if category in ACTIVE:
        return 0
    return 1 if category == Category.WON else 2


def on_deals(deals: Collection[int]) -> dict[int, set[int]]:
    """For each of these deals the contacts on whom it counts (6.20); one statement."""
    ways = ["contact_id", "associations__contact_id"]
    if Account.current().count_employees_deals:
        ways.append("company_id")
    found: dict[int, set[int]] = {deal: set() for deal in deals}
    for deal, *contacts in Deal.objects.filter(pk__in=found).values_list("pk", *ways):
        found[deal] |= {key for key in contacts if key is not None}
    return found


class Why(NamedTuple):
    """Through whom, when and because of what a contact is settled."""

    by: Any
    at: datetime
    cause: Cause


Settled = list[tuple[Contact, list[Transition]]]


def settle_all(contacts: Collection[int], *, by, at: datetime, cause: Cause, winners: Collection[int] = ()) -> Settled:
    """Settle these contacts for one reason; `winners` are those for whom a deal has just been won. Returns those that
    differed."""
    return settle_each(dict.fromkeys(contacts, Why(by, at, cause)), winners=winners)


def settle_each(reasons: Mapping[int, Why], *, winners: Collection[int] = ()) -> Settled:
    """The same, each contact for a reason of its own.

    They are locked before their deals are counted: of two deals that are closed at once, the second sees the first.
    """
    rows = Contact.objects.live().filter(pk__in=list(reasons)).order_by("pk")
    known = list(rows.select_for_update(no_key=True)) if reasons else []
    facts = facts_of([contact.pk for contact in known])
    return settle_many(
        [
            Settling(contact, facts[contact.pk], *reasons[contact.pk], enters_won=contact.pk in winners)
            for contact in known
        ]
    )


def touched_by(changes: Sequence[Change]) -> list[set[int]]:
    """For each of these changes the contacts that came onto a deal or left it, as far as it counts for them (6.20)."""
    ties = ("contact", "company") if Account.current().count_employees_deals else ("contact",)
    return [_touched(change, ties) for change in changes]


def _touched(change: Change, ties: Collection[str]) -> set[int]:
    named = {key for tie in ties for key in change.fields.get(tie, []) if key is not None}
    for rows in change.fields.get("associates", []):
        named |= {contact for contact, _role in rows or []}
    return named
