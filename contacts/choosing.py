"""Choosing a contact by its name: what is offered, what was meant, and making one that is not there yet (5.5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from contacts.keeping import add_company, add_person
from contacts.models import Contact
from contacts.querysets import ContactQuerySet
from records.acting import Cause
from records.folding import fold

PERSON, COMPANY = "person", "company"
KINDS = (PERSON, COMPANY)
MOST_OFFERED, MOST_COMPARED, LONGEST_TEXT = 8, 60, 200


class NewContact(NamedTuple):
    """One that was named and is to be made; `kind` is "person" or "company"."""

    kind: str
    name: str

    def __str__(self) -> str:
        return self.name


def choosable(user, kind: str = "") -> ContactQuerySet:
    """What this person may tie others to: all they may view, of one kind if it is named."""
    rows = Contact.objects.visible_to(user)
    if kind == COMPANY:
        return rows.companies()
    return rows.people() if kind == PERSON else rows


def offered(user, text: str, *, kind: str = "", most: int = MOST_OFFERED) -> list[Contact]:
    """What a text may mean, those first whose name begins with it; archived ones are not offered."""
    wanted = text[:LONGEST_TEXT]
    rows = choosable(user, kind).in_use().search(wanted).select_related("employer").order_by("name_key", "pk")
    found = list(rows[:MOST_COMPARED])
    return sorted(found, key=lambda contact: _rank(contact, fold(wanted)))[:most]


def _rank(contact: Contact, wanted: str) -> int:
    name = fold(contact.name)
    if name == wanted:
        return 0
    return 1 if name.startswith(wanted) or contact.name_key.startswith(wanted) else 2


def named(user, text: str, *, kind: str = "") -> list[Contact]:
    """Those of exactly this name, whatever its case and accents."""
    wanted = fold(text.replace("\x00", ""))
    rows = choosable(user, kind).in_use().search(text[:LONGEST_TEXT]).order_by("name_key", "pk")[:MOST_COMPARED]
    return [contact for contact in rows if fold(contact.name) == wanted]


def settle(
    value: Contact | NewContact | None, *, by, at: datetime, cause: Cause = None, **fields: Any
) -> Contact | None:  # fmt: skip
    """The contact itself; one that is not there yet is added, with these columns."""
    if not isinstance(value, NewContact):
        return value
    if value.kind == COMPANY:
        return add_company(company_name=value.name, by=by, at=at, cause=cause, **fields).record
    first, last = split(value.name)
    return add_person(first_name=first, last_name=last, by=by, at=at, cause=cause, **fields).record


def split(name: str) -> tuple[str, str]:
    """First and last name: the last word is the last name."""
    first, _space, last = name.strip().rpartition(" ")
    return first.strip(), last
