"""To whom a deal's happenings belong: its contact, its company and its further contacts (5.6, 7.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from activities.subjects import Key
from contacts.models import Contact
from deals.models import AssociatedContact, Deal
from records.naming import kind_of


def belongs_to(keys: Collection[int]) -> dict[int, set[Key]]:
    """For each deal the contacts on it, in two statements however many there are."""
    kind, found = kind_of(Contact), defaultdict(set)
    ties = Deal._base_manager.filter(pk__in=keys).values_list("pk", "contact_id", "company_id")
    for deal, contact, company in ties:
        found[deal] |= {(kind, key) for key in (contact, company) if key is not None}
    further = AssociatedContact.objects.filter(deal__in=keys).values_list("deal_id", "contact_id")
    for deal, contact in further:
        found[deal].add((kind, contact))
    return dict(found)
