"""Whom a contact is tied to, as far as the viewer may see them: what the panels beside its page show (5.5, 5.12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from contacts.hierarchy import Branch, branches, members
from contacts.models import Contact, Employment, Relation, RelationKind

MOST_EMPLOYEES, MOST_COMPANIES, MOST_PAST, MOST_RELATIONS = 10, 200, 50, 50


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
    """In two statements."""
    found = Around(related=related(contact, user=user))
    if contact.is_company:
        _fill_company(found, contact, user)
    else:
        found.past = past(contact, user=user)
    return found


def _fill_company(found: Around, company: Contact, user) -> None:
    """Its people and the companies of its tree, in one statement; companies come first."""
    mine = Q(employer=company) | Q(pk__in=members(company, most=MOST_COMPANIES))
    rows = Contact.objects.visible_to(user).filter(mine).order_by("-is_company", "name_key", "pk")
    listed = list(rows[: MOST_COMPANIES + MOST_EMPLOYEES + 1])
    employees = [row for row in listed if not row.is_company]
    found.employees, found.more_employees = employees[:MOST_EMPLOYEES], len(employees) > MOST_EMPLOYEES
    tree = branches(company, [row for row in listed if row.is_company])
    found.branches = tree if len(tree) > 1 else []


def related(contact: Contact, *, user) -> list[Related]:
    """Named relations in either direction, without those to contacts that this person may not see."""
    rows = Relation.objects.filter(Q(source=contact) | Q(target=contact)).select_related("kind", "source", "target")
    rows = rows.annotate(from_seen=seen(user, "source"), to_seen=seen(user, "target"))
    found = []
    for row in rows.order_by("kind__position", "pk")[:MOST_RELATIONS]:
        backwards = row.target_id == contact.pk
        if row.from_seen if backwards else row.to_seen:
            word = row.kind.shown_inverse if backwards else row.kind.shown_name
            found.append(Related(row.kind, backwards, str(word), row.source if backwards else row.target))
    return found


def past(person: Contact, *, user) -> list[Past]:
    """The latest first; what has no end goes by its beginning."""
    rows = Employment.objects.filter(person=person).select_related("company").annotate(is_seen=seen(user, "company"))
    ordered = sorted(rows[:MOST_PAST], key=lambda row: row.ended_on or row.began_on or date.min, reverse=True)
    return [
        Past(row.company if row.is_seen else None, row.company_id, row.began_on, row.ended_on) for row in ordered
    ]  # fmt: skip


def seen(user, name: str) -> Exists:
    """Whether this person may see the contact behind a key, asked along with the row."""
    return Exists(Contact.objects.visible_to(user).filter(pk=OuterRef(name)))
