"""Which columns somebody wants, in which order and how wide: `cols=phone,city:9` of an address, `cols=phone&cols=city`
of a form, and what the session keeps of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lists.tabling import Column, Table

MOST, LONGEST = 80, 60
# A width is a number of steps, drawn by a class of its own (static/css/columns.css): no inline style is allowed.
STEP, NARROWEST, WIDEST = 20, 3, 30
WIDTHS = ((0, _("As usual")), (4, _("Narrow")), (8, _("Medium")), (13, _("Wide")), (20, _("Very wide")))


def columns_key(kind: str) -> str:
    """Where the session keeps them."""
    return f"columns:{kind}"


def kept(asked: QueryDict, session: Mapping[str, Any], kind: str) -> list[str] | None:
    """The columns of the address, else the person's own; None when nobody said anything."""
    if "cols" in asked:
        return keys_in(asked)
    found = session.get(columns_key(kind))
    return found if isinstance(found, list) else None


def keys_in(sent: QueryDict) -> list[str]:
    """`cols=a,b` of an address and `cols=a&cols=b` of a form are the same; a form says widths as `width.a=9`."""
    keys = [key for text in sent.getlist("cols") for key in text[:4000].split(",") if key]
    return [_with_width(key[:LONGEST], sent.get(f"width.{key[:LONGEST]}", "")) for key in keys[:MOST]]


def _with_width(key: str, width: str) -> str:
    return f"{key}:{width}" if width and ":" not in key and steps(width) else key


def widths(keys: Iterable[str] | None) -> dict[str, int]:
    """The widths that are said, by the column's key."""
    pairs = [key.partition(":") for key in keys or ()]
    return {key: found for key, _colon, width in pairs if (found := steps(width))}


def steps(width: str) -> int:
    """A width as typed, as far as there is such a one; 0 for none."""
    if not (width.isascii() and width.isdigit() and len(width) < 4):
        return 0
    return min(max(int(width), NARROWEST), WIDEST)


class Choice(NamedTuple):
    """A column as it is chosen: `width` is 0 as long as it is as usual."""

    column: Column
    shown: bool
    width: int

    @property
    def is_odd(self) -> bool:
        """Drawn with the pointer to a width that has no name."""
        return self.width not in dict(WIDTHS)

    @property
    def pixels(self) -> int:
        return self.width * STEP


def choices_of(table: Table, keys: Iterable[str] | None, order: Iterable[str] = ()) -> list[Choice]:
    """All columns of a table, those that are shown first and in their order, unless `order` says another one."""
    wanted, sizes = list(keys) if keys is not None else None, widths(keys)
    shown = [column.key for column in table.chosen(wanted)]
    all_of_them = list(dict.fromkeys([*order, *shown, *table.by_key]))
    found = [table.by_key[key] for key in all_of_them if key in table.by_key]
    found.sort(key=lambda column: not column.always)
    return [Choice(column, column.key in shown, sizes.get(column.key, 0)) for column in found]


def moved(keys: list[Any], key: Any, by: int) -> list[Any]:
    """The same with one of them further up (-1) or down (1)."""
    if key not in keys:
        return keys
    rest = [each for each in keys if each != key]
    place = min(max(keys.index(key) + by, 0), len(rest))
    return [*rest[:place], key, *rest[place:]]
