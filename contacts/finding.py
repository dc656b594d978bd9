"""People and companies in the search of everything."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.choices import Scope
from contacts.models import Contact
from lists.searching import Ask, found, hint
from records.naming import kind_of
from ui.registry import Hit, Inquiry

COLUMNS = ("name", "title", "city", "is_company", "owner__name")
WORKS_AT = ', (SELECT o.name FROM others o WHERE o.id = it.employer_id) AS "works_at"'


def find_people(inquiry: Inquiry) -> list[Hit]:
    """By what is theirs, and by the employer where one may see it: of a company that is found its people are, and with
    more words some may be the company's and some the person's own."""
    _companies(inquiry)
    ask = Ask(
        key="people", model=Contact, tables=_people, newest=True, behind=("employer_id",), leads_to=kind_of(Contact),
        extra=WORKS_AT, columns=COLUMNS, named=True,
    )  # fmt: skip
    people = found(inquiry, ask)
    return [_hit(each, "contact-round", each.works_at or each.title or each.city) for each in people]


def _people(user: Any) -> dict[str, QuerySet]:
    seen = Contact.objects.visible_to(user)
    tables: dict[str, QuerySet] = {"seen": seen.people(), "others": seen.companies()}
    is_all = user.rights.scope(Contact.permission_object, "view") == Scope.ALL
    return {**tables, "wide": seen} if is_all else tables


def find_companies(inquiry: Inquiry) -> list[Hit]:
    return [_hit(each, "building-2", each.city) for each in _companies(inquiry)]


def _companies(inquiry: Inquiry) -> list[Any]:
    """Looked for once."""
    if "companies" not in inquiry.known:
        ask = Ask(
            key="companies", model=Contact, tables=lambda user: {"seen": Contact.objects.visible_to(user).companies()},
            columns=COLUMNS, named=True,
        )  # fmt: skip
        inquiry.known["companies"] = found(inquiry, ask)
    return inquiry.known["companies"]


def _hit(contact: Any, icon: str, what: str) -> Hit:
    return Hit(contact.name, contact.get_absolute_url(), icon, hint(what, contact.owner__name), contact.likeness)
