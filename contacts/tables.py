"""The lists of contacts: their columns and their quick views."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from contacts.models import Contact
from contacts.quickviews import VIEWS
from lists.showing import Tab
from lists.tabling import Column, Table
from records.naming import kind_of

CONTACTS = Table(
    kind=kind_of(Contact), title=_("Contacts"), sort="name", rows="contacts/rows.html",
    empty="contacts/list.html#empty", totals="contacts:totals",
    noun=ngettext_lazy("%(shown)s contact", "%(shown)s contacts", "number"),
    columns=(
        Column("name", _("Name"), order=("name_key",), classes="pin", always=True),
        Column("company", _("Company")),
        Column("customer", _("Customer")),
        Column("prospect", _("Prospect")),
        Column("owner", _("Owner")),
        Column("phone", _("Phone")),
        Column("email", _("E-mail"), shown=False),
        Column("title", _("Job title"), shown=False),
        Column("mobile", _("Mobile"), shown=False),
        Column("city", _("City"), shown=False),
        Column("country", _("Country"), shown=False),
        Column("tags", _("Tags"), shown=False),
        Column("added", _("Added"), order=("created_at",), classes="num", down=True, shown=False),
        Column("activity", _("Last activity"), order=("last_activity_at",), classes="num", down=True),
    ),
)  # fmt: skip

TABS = tuple(Tab(key, label, group) for key, (label, group, _narrow) in VIEWS.items())
