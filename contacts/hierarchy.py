"""Companies above and below each other (5.4), and who works where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from accounts.models import Account
from contacts.models import Contact
from records.errors import RecordError

DEEPEST = 50


class Cycle(RecordError):
    """A company would stand above itself."""


class Branch(NamedTuple):
    """A company in the tree, `depth` levels below the top."""

    company: Contact
    depth: int


def refuse_cycle(company: Contact, parent: Contact | None) -> None:
    """Raises Cycle when the parent is the company or stands anywhere below it. Holds the account's lock, so that two
    at once cannot make a cycle between them."""
    if parent is None or company.pk is None:
        return
    Account.lock()
    if company.pk in Contact.objects.line_of(parent.pk):
        raise Cycle(
            _("%(parent)s belongs to %(company)s, directly or through others: the tree would bite its tail.")
            % {"parent": parent, "company": company}
        )


def branches(company: Contact, rows: list[Contact], *, most: int = 40) -> list[Branch]:
    """The tree made of those companies of it that the viewer may see, at most `most`. Below one that they may not view
    nothing is shown; where the top is hidden, the tree begins at this company."""
    below: dict[int | None, list[Contact]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    top = _top(company, {row.pk: row for row in rows}) or next(iter(below.get(None, [])), company)
    found, shown, edge = [Branch(top, 0)], {top.pk}, [(top, 0)]
    while edge and len(found) < most:
        parent, depth = edge.pop(0)
        children = [child for child in below.get(parent.pk, []) if child.pk not in shown][: most - len(found)]
        shown |= {child.pk for child in children}
        found += [Branch(child, depth + 1) for child in children]
        edge += [(child, depth + 1) for child in children]
    return in_order(found)


def _top(company: Contact, known: Mapping[int, Contact]) -> Contact | None:
    """The top above a company, where all between them are known; others that stand alone may be among these."""
    passed = {company.pk}
    while company.parent_id is not None:
        if company.parent_id not in known or company.parent_id in passed:
            return None
        company = known[company.parent_id]
        passed.add(company.pk)
    return company


MEMBERS = """
WITH RECURSIVE above(id, parent_id, steps) AS (
    SELECT id, parent_id, 0 FROM contacts_contact WHERE id = %s
    UNION ALL
    SELECT one.id, one.parent_id, above.steps + 1 FROM contacts_contact one
    JOIN above ON one.id = above.parent_id WHERE above.steps < %s
), below(id, depth) AS (
    SELECT id, 0 FROM (SELECT id FROM above ORDER BY steps DESC LIMIT 1) AS top
    UNION ALL
    SELECT one.id, below.depth + 1 FROM contacts_contact one
    JOIN below ON one.parent_id = below.id WHERE below.depth < %s AND one.deleted_at IS NULL
)
SELECT id FROM below ORDER BY depth, id LIMIT %s
"""


def members(company: Contact, *, most: int = 200) -> RawSQL:
    """The keys of all companies of the tree, from the top down, as a part of a statement of either database."""
    return RawSQL(MEMBERS, (company.pk, DEEPEST, DEEPEST, most))  # noqa: S611  no text of a person's is in it


def in_order(branches: list[Branch]) -> list[Branch]:
    """Each company below its parent."""
    below: dict[int | None, list[Branch]] = {}
    for branch in branches[1:]:
        below.setdefault(branch.company.parent_id, []).append(branch)

    def walk(branch: Branch) -> list[Branch]:
        return [branch, *(each for child in below.get(branch.company.pk, []) for each in walk(child))]

    return walk(branches[0])
