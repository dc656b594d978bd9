"""How many there are, as far as it is worth counting."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import QuerySet

from records.exchanging import exchanged
from ui.counting import numbers, numbers_of

MOST = 10_000
Narrow = Callable[[Any, Any], QuerySet]


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


def counted_views(key: Hashable, model: Any, views: Mapping[str, Narrow], *, user: Any) -> dict[str, Count]:
    """How many of what this person sees each view holds, in one statement that is put together once (ui.ready): `key`
    names all that the views depend on besides the person's rights, such as the day."""
    halves = len(user.rights.halves(model) or "1")
    names = [(view, half) for view in views for half in range(halves)]

    def asked(anybody: Any) -> dict[Any, QuerySet]:
        bases = halved(model.objects.visible_to(anybody), user=anybody)
        return {(view, half): views[view](bases[half], anybody) for view, half in names}

    found = numbers_of(user, ("views", model, tuple(views), key), names, asked, most=MOST)
    return {view: together(*(_up_to(found[view, half]) for half in range(halves))) for view in views}


def together(*parts: Count) -> Count:
    """What parts without a common row come to, as if they had been counted as one."""
    found = _up_to(sum(part.number for part in parts))
    return Count(MOST, more=True) if any(part.more for part in parts) else found


def _up_to(number: int) -> Count:
    return Count(min(number, MOST), number > MOST)
