"""Deals in the search of everything."""

from __future__ import annotations

from typing import Any

from contacts.models import Contact
from deals.models import Deal, Stage
from lists.searching import Ask, found, hint
from records.naming import kind_of
from ui.registry import Hit, Inquiry

ICON = "square-kanban"
COLUMNS = ("name", "stage__name", "stage__key", "owner__name")


def find_deals(inquiry: Inquiry) -> list[Hit]:
    """By what they are called, and by the name of their primary contact and company where one may see those."""
    ask = Ask(
        key="deals", model=Deal, behind=("contact_id", "company_id"), leads_to=kind_of(Contact),
        tables=lambda user: {"seen": Deal.objects.visible_to(user), "others": Contact.objects.visible_to(user)},
        columns=COLUMNS, named=True,
    )  # fmt: skip
    return [_hit(deal) for deal in found(inquiry, ask)]


def _hit(deal: Any) -> Hit:
    stage = Stage(name=deal.stage__name, key=deal.stage__key)
    return Hit(deal.name, deal.get_absolute_url(), ICON, hint(stage, deal.owner__name), deal.likeness)
