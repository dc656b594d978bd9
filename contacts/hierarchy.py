"""Companies above and below each other (5.4), and who works where."""

from __future__ import annotations

from typing import NamedTuple

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
    `most` of them."""
    top = Contact.objects.visible_to(user).filter(pk=Contact.objects.line_of(company.pk)[-1]).first() or company
    found, edge, depth = [Branch(top, 0)], [top.pk], 0
    while edge and len(found) < most and depth < DEEPEST:
        depth += 1
        rows = Contact.objects.visible_to(user).filter(parent__in=edge).order_by("name_key", "pk")
        below = list(rows[: most - len(found)])
        found += [Branch(each, depth) for each in below]
        edge = [each.pk for each in below]
    return in_order(found)


def in_order(branches: list[Branch]) -> list[Branch]:
    """Each company below its parent."""
    below: dict[int | None, list[Branch]] = {}
    for branch in branches[1:]:
        below.setdefault(branch.company.parent_id, []).append(branch)

    def walk(branch: Branch) -> list[Branch]:
        return [branch, *(each for child in below.get(branch.company.pk, []) for each in walk(child))]

    return walk(branches[0])
