"""Writing people and companies down, and changing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.hierarchy import refuse_cycle
from contacts.models import Contact, RelationKind
from contacts.models.parts import ordered
from records import writing
from records.acting import Cause
from records.errors import NotAllowed
from records.models import Act
from records.writing import Added


class Missing(NotAllowed):
    """A name that has to be there is not (5.2). `field` is where it belongs."""

    def __init__(self, field: str, sentence: str):
        self.field = field
        super().__init__(sentence)


def add_person(
    *, by, at: datetime, last_name: str, owner=None, tags: Iterable[str] = (), form_token: UUID | None = None,
    cause: Cause = None, **fields: Any,
) -> Added:  # fmt: skip
    """A new person, the adder's own by default. `fields` are columns of Contact. Raises Missing (5.2), NotAllowed."""
    if not last_name.strip():
        raise Missing("last_name", _("A person needs a last name."))
    person = Contact(is_company=False, last_name=last_name, owner=owner or by, form_token=form_token, **fields)
    return _add(person, by=by, at=at, tags=tags, cause=cause)


def add_company(
    *, by, at: datetime, company_name: str, owner=None, tags: Iterable[str] = (), form_token: UUID | None = None,
    cause: Cause = None, **fields: Any,
) -> Added:  # fmt: skip
    """A new company, the adder's own by default. `fields` are columns of Contact. Raises Missing (5.2), NotAllowed."""
    if not company_name.strip():
        raise Missing("company_name", _("A company needs a name."))
    company = Contact(is_company=True, company_name=company_name, owner=owner or by, form_token=form_token, **fields)
    return _add(company, by=by, at=at, tags=tags, cause=cause)


def _add(contact: Contact, *, by, at: datetime, tags: Iterable[str], cause: Cause) -> Added:
    _refuse_wrong_ties(contact, contact.employer, contact.parent)
    return writing.create_once(contact, by=by, at=at, tags=tags, cause=cause)


def fitting(contact: Contact, values: dict[str, Any]) -> Mapping[str, Any]:
    """Plain fields of one of many contacts: NotAllowed for what only people have."""
    if contact.is_company and {"title", "employer", "employed_since"} & set(values):
        raise NotAllowed(_("A company does not have this field."))
    return values


@transaction.atomic
def edit_contact(
    contact: Contact, values: Mapping[str, Any], *, by, at: datetime, version: int | None = None,
    tags: Iterable[str] | None = None, parts: Mapping[str, Any] | None = None, cause: Cause = None,
) -> Act | None:  # fmt: skip
    """Change fields, tags, past employers or relations. None when nothing differs; raises Overtaken, Missing, Cycle,
    NotAllowed.

    Whoever leaves a company has it among the past employers from then on, and a new employer begins without a day
    unless one is given.
    """
    new, kept = dict(values), dict(parts or {})
    needed = "company_name" if contact.is_company else "last_name"
    if needed in new and not str(new[needed]).strip():
        raise Missing(needed, _("A company needs a name.") if contact.is_company else _("A person needs a last name."))
    _refuse_wrong_ties(contact, new.get("employer"), new.get("parent"))
    if "employer" in new and _key(new["employer"]) != contact.employer_id:
        new.setdefault("employed_since", None)
        if contact.employer_id:
            kept.setdefault("past_employers", _with_the_last_employer(contact, at))
    return writing.edit(contact, new, by=by, at=at, version=version, tags=tags, parts=kept, cause=cause)


def _key(contact: Contact | int | None) -> int | None:
    return contact.pk if isinstance(contact, Contact) else contact


def _with_the_last_employer(person: Contact, at: datetime) -> list:
    since = person.employed_since
    until = at.date()
    began = since.isoformat() if since and since <= until else None
    return ordered([*Contact.PARTS["past_employers"].read(person), [person.employer_id, began, until.isoformat()]])


def _refuse_wrong_ties(contact: Contact, employer: Contact | None, parent: Contact | None) -> None:
    """5.3, 5.4: people are employed by companies, companies belong to companies, and never in a circle."""
    if employer is not None and (contact.is_company or not employer.is_company):
        raise NotAllowed(_("Only a person has an employer, and it is a company."))
    if parent is not None and (not contact.is_company or not parent.is_company):
        raise NotAllowed(_("Only a company has a parent, and it is a company."))
    refuse_cycle(contact, parent)


def relate(source: Contact, kind: RelationKind, target: Contact, *, by, at: datetime) -> Act | None:
    """`source` is … of `target` (5.12). None when it is so already; raises NotAllowed, Overtaken."""
    if source == target:
        raise NotAllowed(_("Nobody is related to themselves."))
    was = Contact.PARTS["relations"].read(source)
    if kind.is_single and any(row[0] == kind.pk and row[1] != target.pk for row in was):
        raise NotAllowed(_("%(name)s has such a relation already. Remove it first.") % {"name": source})
    wanted = ordered([*[row for row in was if row != [kind.pk, target.pk]], [kind.pk, target.pk]])
    return writing.edit(source, {}, by=by, at=at, parts={"relations": wanted})


def unrelate(source: Contact, kind: RelationKind, target: Contact, *, by, at: datetime) -> Act | None:
    was = Contact.PARTS["relations"].read(source)
    wanted = [row for row in was if row != [kind.pk, target.pk]]
    return writing.edit(source, {}, by=by, at=at, parts={"relations": wanted})


def archive(contact: Contact, *, by, at: datetime) -> Act | None:
    """Out of the lists, with all that hangs on it; contacts on deals too (26.12)."""
    return writing.edit(contact, {"archived_at": contact.archived_at or at}, by=by, at=at)


def bring_back(contact: Contact, *, by, at: datetime) -> Act | None:
    return writing.edit(contact, {"archived_at": None}, by=by, at=at)
