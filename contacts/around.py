"""Whom a contact is tied to, as far as the viewer may see them: what the panels beside its page show (5.5, 5.12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from contacts.hierarchy import Branch, tree
from contacts.models import Contact, Employment, Relation, RelationKind

MOST_EMPLOYEES, MOST_PAST, MOST_RELATIONS = 10, 50, 50


class Past(NamedTuple):
    """A past employer and when; `company` is None when the viewer may not see it."""

    company: Contact | None
    key: int
    began_on: date | None
    ended_on: date | None


class Related(NamedTuple):
    """`word` reads from the contact to the other one."""

    kind: RelationKind
    backwards: bool
    word: str
    contact: Contact


@dataclass
class Around:
    """`more_employees`: there are more than are listed. `branches` is empty for a company that stands alone."""

    past: list[Past] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    employees: list[Contact] = field(default_factory=list)
    more_employees: bool = False
    branches: list[Branch] = field(default_factory=list)


def around(contact: Contact, *, user) -> Around:
    """In three statements for a person, and five at most for a company."""
    relations = list(
        Relation.objects.filter(Q(source=contact) | Q(target=contact))
        .select_related("kind")
        .order_by("kind__position", "pk")[:MOST_RELATIONS]
    )
    past = [] if contact.is_company else list(Employment.objects.filter(person=contact).order_by("pk")[:MOST_PAST])
    seen = _seen(contact, relations, past, user)
    found = Around(past=_past(past, seen), related=_related(contact, relations, seen))
    if contact.is_company:
        _fill_company(found, contact, user)
    return found


def _seen(contact: Contact, relations: list[Relation], past: list[Employment], user) -> dict[int, Contact]:
    wanted = {key for row in relations for key in (row.source_id, row.target_id)} | {row.company_id for row in past}
    wanted.discard(contact.pk)
    return Contact.objects.visible_to(user).in_bulk(wanted) if wanted else {}


def _past(rows: list[Employment], seen: dict[int, Contact]) -> list[Past]:
    """The latest first; what has no end goes by its beginning."""
    rows = sorted(rows, key=lambda row: row.ended_on or row.began_on or date.min, reverse=True)
    return [Past(seen.get(row.company_id), row.company_id, row.began_on, row.ended_on) for row in rows]


def _related(contact: Contact, rows: list[Relation], seen: dict[int, Contact]) -> list[Related]:
    found = []
    for row in rows:
        backwards = row.target_id == contact.pk
        other = seen.get(row.source_id if backwards else row.target_id)
        word = row.kind.shown_inverse if backwards else row.kind.shown_name
        if other is not None:
            found.append(Related(row.kind, backwards, str(word), other))
    return found


def _fill_company(found: Around, company: Contact, user) -> None:
    tied = Contact.objects.visible_to(user).filter(Q(employer=company) | Q(parent=company))
    rows: list[Any] = list(tied.order_by("-is_company", "name_key", "pk")[: MOST_EMPLOYEES + 40])
    employees = [row for row in rows if not row.is_company]
    found.employees, found.more_employees = employees[:MOST_EMPLOYEES], len(employees) > MOST_EMPLOYEES
    if company.parent_id or len(employees) < len(rows):
        branches = tree(company, user=user)
        found.branches = branches if len(branches) > 1 else []
