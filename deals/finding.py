"""Deals in the search of everything."""

from __future__ import annotations

from contacts.models import Contact
from deals.models import Deal
from lists.searching import behind, found, hint
from records.naming import kind_of
from ui.registry import Hit, Inquiry

ICON = "square-kanban"
COLUMNS = ("name", "stage__name", "stage__key", "owner__name")


def find_deals(inquiry: Inquiry) -> list[Hit]:
    """By what they are called, and by the name of their primary contact and company where one may see those."""
    rows, contacts = Deal.objects.visible_to(inquiry.user), Contact.objects.visible_to(inquiry.user)
    ways = behind(inquiry, rows, ["contact", "company"], contacts, found=inquiry.found.get(kind_of(Contact), []))
    drawn = Deal.objects.select_related("stage", "owner").only(*COLUMNS)
    deals = found(inquiry, rows, drawn=drawn, by_name=rows, ways=ways)
    return [
        Hit(deal.name, deal.get_absolute_url(), ICON, hint(deal.stage, deal.owner), deal.likeness) for deal in deals
    ]
