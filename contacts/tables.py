"""The lists of contacts: their columns and their quick views."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from contacts import cells
from contacts.models import Contact
from contacts.profile_columns import ADDRESS, DESCRIPTION, NETWORKS
from contacts.quickviews import VIEWS
from lists.columns import (
    address_columns,
    mail_column,
    moment_column,
    owner_column,
    person_column,
    phone_column,
    tags_column,
    text_column,
    website_column,
)
from lists.showing import Tab
from lists.tabling import Column, Table, declare
from records.naming import kind_of


def own_name(contact: Any) -> tuple[str, ...]:
    return ("company_name",) if contact.is_company else ("first_name", "last_name")


def tie(contact: Any) -> tuple[str, ...]:
    return ("parent",) if contact.is_company else ("employer",)


def of_people(name: str) -> Any:
    """A field that the form of a company does not have."""
    return lambda contact: () if contact.is_company else (name,)


CONTACTS = declare(Table(
    kind=kind_of(Contact), title=_("Contacts"), sort="name", empty="contacts/list.html#empty",
    totals="contacts:totals", noun=ngettext_lazy("%(shown)s contact", "%(shown)s contacts", "number"),
    index="contacts:index", show="contacts:show", edit="contacts:edit", reads=("name", "is_company", "customer_status"),
    prepare=cells.prepare,
    columns=(
        Column("name", _("Name"), order=("name_key",), classes="pin", always=True, cell=cells.name, edits=own_name),
        Column("company", _("Company"), cell=cells.company, place="c-sub", reads=("employer", "parent"), edits=tie),
        Column("customer", _("Customer"), cell=cells.customer, place=cells.customer_place, at="contacts:customer"),
        Column("prospect", _("Prospect"), cell=cells.prospect, place=cells.prospect_place, reads=("prospect_status",)),
        owner_column(),
        phone_column("phone", _("Phone"), shown=True),
        mail_column("email", _("E-mail")),
        text_column("title", _("Job title"), edits=of_people("title")),
        phone_column("mobile", _("Mobile")),
        phone_column("fax", _("Fax")),
        website_column("website", _("Website")),
        text_column("industry", _("Industry")),
        *ADDRESS,
        *address_columns("billing", _("Billing")),
        *address_columns("shipping", _("Shipping")),
        *NETWORKS,
        DESCRIPTION,
        moment_column(
            "employed_since", _("There since"), "employed_since", shown=False, edits=of_people("employed_since")
        ),
        tags_column(),
        person_column("created_by", _("Added by")),
        moment_column("added", _("Added"), "created_at", order=("created_at",), shown=False),
        moment_column("updated", _("Last changed"), "updated_at", shown=False),
        moment_column(
            "activity", _("Last activity"), "last_activity_at", never=True, order=("last_activity_at",), place="c-end"
        ),
    ),
))  # fmt: skip

TABS = tuple(Tab(key, label, group) for key, (label, group, _narrow) in VIEWS.items())
