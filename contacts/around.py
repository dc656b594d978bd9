"""Whom a contact is tied to, as far as the viewer may see them: what the panels beside its page show (5.5, 5.12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Q, Value, When

from contacts.hierarchy import Branch, branches, members
from contacts.models import Contact, Employment, Relation, RelationKind
from records.among import Among

TIES = ("employer", "parent")
MOST_EMPLOYEES, MOST_COMPANIES, MOST_PAST, MOST_RELATIONS = 10, 200, 50, 50
# More employees than are listed: the timeline, which names them too, then need not look them up.
MOST_KNOWN = 60


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
    """`more_employees`: there are more than are listed. `branches` is empty for a company that stands alone,
    `ties` are the companies that it names itself, `seen` all that were looked up and may be seen."""

    past: list[Past] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    employees: list[Contact] = field(default_factory=list)
    more_employees: bool = False
    branches: list[Branch] = field(default_factory=list)
    ties: dict[str, Contact | None] = field(default_factory=dict)
    seen: list[Contact] = field(default_factory=list)


def around(contact: Contact, *, user) -> Around:
    """In three statements: relations, past employers, and every contact that is named as far as it may be seen, a
    company's people and the companies of its tree among them."""
    relations = list(_relations(contact))
    jobs = [] if contact.is_company else list(Employment.objects.filter(person=contact)[:MOST_PAST])
    named = {key for row in relations for key in (row.source_id, row.target_id)} - {contact.pk}
    named |= {job.company_id for job in jobs} | {getattr(contact, f"{tie}_id") for tie in TIES} - {None}
    rows = _visible(contact, named, user) if named or contact.is_company else []
    seen = {row.pk: row for row in rows}
    found = Around(past=past(jobs, seen), related=related(contact, relations, seen), seen=rows)
    found.ties = {tie: seen.get(getattr(contact, f"{tie}_id")) for tie in TIES}
    if contact.is_company:
        _fill_company(found, contact, rows)
    return found


def _visible(contact: Contact, named: set[int], user) -> list[Contact]:
    """Those that are named come first, then the companies: none of them is cut off by many employees."""
    wanted = Q(pk__in=named)
    order: list[Any] = ["-is_company", "name_key", "pk"]
    seen = Contact.objects.visible_to(user)
    if contact.is_company:
        employees = seen.filter(employer=contact).order_by("name_key", "pk").values("pk")[:MOST_KNOWN]
        wanted |= Q(Among("pk", employees)) | Q(Among("pk", members(contact, most=MOST_COMPANIES)))
    if named:  # of none, a constant would be left, which in an ORDER BY is the number of a column
        order = [Case(When(pk__in=named, then=Value(0)), default=Value(1)), *order]
    rows = seen.filter(wanted).order_by(*order)
    return list(rows[: len(named) + MOST_COMPANIES + MOST_KNOWN])


def _fill_company(found: Around, company: Contact, rows: list[Contact]) -> None:
    listed = sorted(rows, key=lambda row: (row.name_key, row.pk))
    employees = [row for row in listed if row.employer_id == company.pk]
    found.employees, found.more_employees = employees[:MOST_EMPLOYEES], len(employees) > MOST_EMPLOYEES
    tree = branches(company, [row for row in listed if row.is_company])
    found.branches = tree if len(tree) > 1 else []


def _relations(contact: Contact) -> Any:
    rows = Relation.objects.filter(Q(source=contact) | Q(target=contact)).select_related("kind")
    return rows.order_by("kind__position", "pk")[:MOST_RELATIONS]


def related(contact: Contact, relations: Iterable[Relation], seen: Mapping[int, Contact]) -> list[Related]:
    """Named relations in either direction, without those to contacts that are not seen."""
    found = []
    for row in relations:
        backwards = row.target_id == contact.pk
        other = seen.get(row.source_id if backwards else row.target_id)
        if other is not None:
            word = row.kind.shown_inverse if backwards else row.kind.shown_name
            found.append(Related(row.kind, backwards, str(word), other))
    return found


def past(jobs: Iterable[Employment], seen: Mapping[int, Contact]) -> list[Past]:
    """The latest first; what has no end goes by its beginning."""
    ordered = sorted(jobs, key=lambda row: row.ended_on or row.began_on or date.min, reverse=True)
    return [Past(seen.get(row.company_id), row.company_id, row.began_on, row.ended_on) for row in ordered]
