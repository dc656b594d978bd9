"""The lists of contacts: their columns and their quick views."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from contacts.models import Contact
from contacts.querysets import ContactQuerySet
from lists.showing import Tab
from lists.tabling import Column, Table
from records.naming import kind_of

Narrow = Callable[[ContactQuerySet, Any], ContactQuerySet]

CONTACTS = Table(
    kind=kind_of(Contact), title=_("Contacts"), sort="name", rows="contacts/rows.html",
    empty="contacts/list.html#empty", totals="contacts:totals",
    noun=ngettext_lazy("%(shown)s contact", "%(shown)s contacts", "number"),
    columns=(
        Column("name", _("Name"), order=("name_key",), classes="pin", always=True),
        Column("company", _("Company")),
        Column("status", _("Status")),
        Column("owner", _("Owner")),
        Column("email", _("E-mail")),
        Column("phone", _("Phone")),
        Column("title", _("Job title"), shown=False),
        Column("mobile", _("Mobile"), shown=False),
        Column("city", _("City"), shown=False),
        Column("country", _("Country"), shown=False),
        Column("tags", _("Tags"), shown=False),
        Column("added", _("Added"), order=("created_at",), classes="num", down=True, shown=False),
        Column("activity", _("Last activity"), order=("last_activity_at",), classes="num", down=True),
    ),
)  # fmt: skip

# Each quick view, and what it holds; all but the last leave out what is archived.
VIEWS: dict[str, tuple[Any, Any, Narrow]] = {
    "all": (_("All"), "", lambda rows, user: rows.in_use()),
    "people": (_("People"), "", lambda rows, user: rows.in_use().people()),
    "companies": (_("Companies"), "", lambda rows, user: rows.in_use().companies()),
    "mine": (_("Mine"), "", lambda rows, user: rows.in_use().filter(owner=user)),
    "prospects": (_("Prospects"), _("Status"), lambda rows, user: rows.in_use().prospects()),
    "lost": (_("Lost prospects"), _("Status"), lambda rows, user: rows.in_use().lost_prospects()),
    "customers": (_("Customers"), _("Status"), lambda rows, user: rows.in_use().customers()),
    "former": (_("Former customers"), _("Status"), lambda rows, user: rows.in_use().former_customers()),
    "archived": (_("Archived"), _("Put away"), lambda rows, user: rows.archived()),
}
TABS = tuple(Tab(key, label, group) for key, (label, group, _narrow) in VIEWS.items())


def view_of(query: Any) -> str:
    wanted = query.get("view", "")
    return wanted if wanted in VIEWS else "all"


def held(view: str, rows: ContactQuerySet, user) -> ContactQuerySet:
    return VIEWS[view][2](rows, user)
