"""Companies above and below each other (5.4), and who works where."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection
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


def tree(company: Contact, *, user, most: int = 40) -> list[Branch]:
    """The companies of the tree that this company is in, from the top, as far as this person may view them; at most
    `most` of them, in two statements whatever its depth. Below one that they may not view nothing is shown; where the
    top is hidden, the tree begins at this company."""
    rows = members(company)
    seen = Contact.objects.visible_to(user).in_bulk([key for key, _parent, _depth in rows])
    top = seen.get(rows[0][0]) or company
    found, shown = [Branch(top, 0)], {top.pk: 0}
    for key, parent, _depth in rows:
        if key in seen and parent in shown and key not in shown and len(found) < most:
            shown[key] = shown[parent] + 1
            found.append(Branch(seen[key], shown[key]))
    return in_order(found)


MEMBERS = """
WITH RECURSIVE above(id, parent_id, steps) AS (
    SELECT id, parent_id, 0 FROM contacts_contact WHERE id = %(company)s
    UNION ALL
    SELECT one.id, one.parent_id, above.steps + 1 FROM contacts_contact one
    JOIN above ON one.id = above.parent_id WHERE above.steps < %(deepest)s
), top(id) AS (SELECT id FROM above ORDER BY steps DESC LIMIT 1), below(id, parent_id, depth) AS (
    SELECT id, CAST(NULL AS bigint), 0 FROM top
    UNION ALL
    SELECT one.id, one.parent_id, below.depth + 1 FROM contacts_contact one
    JOIN below ON one.parent_id = below.id WHERE below.depth < %(deepest)s AND one.deleted_at IS NULL
)
SELECT id, parent_id, depth FROM below ORDER BY depth, id LIMIT %(most)s
"""


def members(company: Contact, *, most: int = 400) -> list[tuple[int, int | None, int]]:
    """(key, parent, depth) of all companies of the tree, from the top down; one statement on both databases."""
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS, {"company": company.pk, "deepest": DEEPEST, "most": most})
        return cursor.fetchall()


def in_order(branches: list[Branch]) -> list[Branch]:
    """Each company below its parent."""
    below: dict[int | None, list[Branch]] = {}
    for branch in branches[1:]:
        below.setdefault(branch.company.parent_id, []).append(branch)

    def walk(branch: Branch) -> list[Branch]:
        return [branch, *(each for child in below.get(branch.company.pk, []) for each in walk(child))]

    return walk(branches[0])
