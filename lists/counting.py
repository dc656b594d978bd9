"""How many there are, as far as it is worth counting."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import QuerySet

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
