"""The quick views of the list of contacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from contacts.querysets import ContactQuerySet
from lists import recents

Narrow = Callable[[ContactQuerySet, Any], ContactQuerySet]

# Each quick view, and what it holds; all but the last and what was looked at leave out what is archived.
VIEWS: dict[str, tuple[Any, Any, Narrow]] = {
    "all": (_("All"), "", lambda rows, user: rows.in_use()),
    "people": (_("People"), "", lambda rows, user: rows.in_use().people()),
    "companies": (_("Companies"), "", lambda rows, user: rows.in_use().companies()),
    "mine": (_("Mine"), "", lambda rows, user: rows.in_use().filter(owner=user)),
    "recent": (_("Recently viewed"), "", recents.looked_at),
    "prospects": (_("Prospects"), _("Status"), lambda rows, user: rows.in_use().prospects()),
    "lost": (_("Lost prospects"), _("Status"), lambda rows, user: rows.in_use().lost_prospects()),
    "customers": (_("Customers"), _("Status"), lambda rows, user: rows.in_use().customers()),
    "former": (_("Former customers"), _("Status"), lambda rows, user: rows.in_use().former_customers()),
    "archived": (_("Archived"), _("Put away"), lambda rows, user: rows.archived()),
}


def view_of(query: Any) -> str:
    wanted = query.get("view", "")
    return wanted if wanted in VIEWS else "all"


def held(view: str, rows: ContactQuerySet, user) -> ContactQuerySet:
    return VIEWS[view][2](rows, user)
