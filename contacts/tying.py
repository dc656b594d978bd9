"""Contacts together with the ones they name, which may be new (5.5): both in one act, taken back together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contacts import keeping
from contacts.choosing import NewContact, settle
from contacts.models import Contact, RelationKind
from contacts.models.parts import ordered
from lists.rights import may
from records.acting import begin
from records.errors import NotAllowed
from records.models import Act
from records.writing import Added

TIES = ("employer", "parent")


@transaction.atomic
def add(*, is_company: bool, by, at: datetime, label: str = "", **values: Any) -> Added:
    """A new contact; its employer or parent may be a NewContact. Raises Missing, NotAllowed."""
    fresh = any(isinstance(values.get(tie), NewContact) for tie in TIES)
    cause = begin("created", by=by, at=at, label=label) if fresh else None
    add_one = keeping.add_company if is_company else keeping.add_person
    return add_one(by=by, at=at, cause=cause, **_settled(values, by=by, at=at, cause=cause))


@transaction.atomic
def change(
    contact: Contact, values: Mapping[str, Any], *, by, at: datetime, version: int | None = None,
    tags: Iterable[str] | None = None,
) -> Act | None:  # fmt: skip
    """Edit a contact; its employer or parent may be a NewContact. Raises as keeping.edit_contact does, and then the
    new one is not there either."""
    fresh = any(isinstance(values.get(tie), NewContact) for tie in TIES)
    cause = begin("edited", by=by, at=at, label=str(contact)) if fresh else None
    settled = _settled(dict(values), by=by, at=at, cause=cause)
    return keeping.edit_contact(contact, settled, by=by, at=at, version=version, tags=tags, cause=cause)


def _settled(values: dict[str, Any], *, by, at: datetime, cause: Act | None) -> dict[str, Any]:
    for tie in TIES:
        if tie in values:
            values[tie] = settle(values[tie], by=by, at=at, cause=cause)
    return values


@transaction.atomic
def tie(contact: Contact, tie_name: str, other: Contact | NewContact, *, by: User, at: datetime) -> Act | None:
    """Make `other` an employee (`employer`) or a child (`parent`) of this company; a new one is made for it. Raises
    NotAllowed for one that this person may not edit, Cycle."""
    if isinstance(other, NewContact):
        act = begin("created", by=by, at=at, label=other.name)
        settle(other, by=by, at=at, cause=act, **{tie_name: contact})
        return act
    must_edit(other, by)
    return keeping.edit_contact(other, {tie_name: contact}, by=by, at=at)


def must_edit(contact: Contact, by: User) -> None:
    if not may(by, "edit", contact):
        raise NotAllowed(_("You may not change “%(name)s”.") % {"name": contact})


@transaction.atomic
def relate(
    contact: Contact, kind: RelationKind, other: Contact | NewContact, *, backwards: bool, by: User, at: datetime
) -> Act | None:
    """`contact` is … of `other`, or the other way round; whichever says it has to be open to this person."""
    act = begin("created", by=by, at=at, label=str(other)) if isinstance(other, NewContact) else None
    found: Any = settle(other, by=by, at=at, cause=act)
    source, target = (found, contact) if backwards else (contact, found)
    must_edit(source, by)
    made = keeping.relate(source, kind, target, by=by, at=at)
    return act or made


def unrelate(contact: Contact, kind: RelationKind, other: Contact, *, backwards: bool, by: User, at: datetime):
    source, target = (other, contact) if backwards else (contact, other)
    must_edit(source, by)
    return keeping.unrelate(source, kind, target, by=by, at=at)


@transaction.atomic
def worked_for(
    person: Contact, company: Contact | NewContact, began: str | None, ended: str | None, *, by, at: datetime
) -> Act | None:
    """Write a past employer down, who may be new; days are ISO days or None. NotAllowed when the end lies before the
    beginning."""
    if began and ended and began > ended:
        raise NotAllowed(_("The end lies before the beginning."))
    act = begin("edited", by=by, at=at, label=str(person)) if isinstance(company, NewContact) else None
    found: Any = settle(company, by=by, at=at, cause=act)
    row, rows = [found.pk, began, ended], Contact.PARTS["past_employers"].read(person)
    made = _employments(person, [*[each for each in rows if each != row], row], by=by, at=at, cause=act)
    return act or made


def never_worked_for(person: Contact, row: list, *, by, at: datetime):
    """Take a past employer away again."""
    rows = Contact.PARTS["past_employers"].read(person)
    return _employments(person, [each for each in rows if each != row], by=by, at=at)


def _employments(person: Contact, rows: list, *, by, at: datetime, cause: Act | None = None) -> Act | None:
    return keeping.edit_contact(person, {}, by=by, at=at, parts={"past_employers": ordered(rows)}, cause=cause)
