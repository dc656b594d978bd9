"""How many there are, as far as it is worth counting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import QuerySet

from records.exchanging import exchanged
from ui.counting import numbers

MOST = 10_000


class Count(NamedTuple):
    """`more`: there are more than `number`."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{intcomma(self.number)}{'+' * self.more}"


def counted(rows: QuerySet, *, most: int = MOST) -> Count:
    """One statement that looks at `most` + 1 rows at the utmost."""
    found = rows.order_by()[: most + 1].count()
    return Count(min(found, most), found > most)


def counted_each(asked: Mapping[str, QuerySet], *, user: Any, most: int = MOST) -> dict[str, Count]:
    """The same for several lists that this person sees, in one statement for all of them. PostgreSQL counts what is
    reached in two ways as two counts: each is read from its index, their union never is."""
    parts = {(key, half): part for key, rows in asked.items() for half, part in enumerate(halved(rows, user=user))}
    found = dict.fromkeys(asked, 0)
    for (key, _half), number in numbers(user, parts, most=most)[0].items():
        found[key] += number or 0
    return {key: Count(min(number, most), number > most) for key, number in found.items()}


def halved(rows: QuerySet, *, user: Any) -> list[QuerySet]:
    """Rows that this person sees, without those that are reached in two ways: each part has an index of its own."""
    halves = user.rights.halves(rows.model)
    return [exchanged(rows, user.reach(rows.model, "view"), half) for half in halves] if halves else [rows]
