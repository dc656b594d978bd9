"""Tables that are declared once per kind of record: which columns there are, and in which orders they can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Column:
    """`order` names the model's own columns to sort by (an index has to match), empty: cannot be sorted. `always`
    cannot be left out, `shown` is there unless chosen otherwise, `down` sorts from the top at the first click."""

    key: str
    label: Any
    order: tuple[str, ...] = ()
    classes: str = ""
    always: bool = False
    shown: bool = True
    down: bool = False


class Sort(NamedTuple):
    """`order` is what lists.paging asks for; it always ends in the key."""

    key: str
    down: bool
    order: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`rows` and `empty` are templates of the app: one draws the rows of a page, one what to say when there are none.
    `sort` is a column's key, "-" before it for descending. `totals` is the name of the address that counts. `noun`
    says a count: ngettext_lazy("%(shown)s lead", "%(shown)s leads", "number")."""

    kind: str
    title: Any
    columns: tuple[Column, ...]
    sort: str
    rows: str
    empty: str = ""
    totals: str = ""
    noun: Any = None

    def __post_init__(self) -> None:
        if len(self.by_key) != len(self.columns):
            raise ImproperlyConfigured(f"{self.kind}: two columns share a key")
        if not self._sortable(self.sort):
            raise ImproperlyConfigured(f"{self.kind}: {self.sort!r} is no column to sort by")

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        return {column.key: column for column in self.columns}

    def chosen(self, keys: Iterable[str] | None) -> list[Column]:
        """These columns in this order, behind those that are always there; the usual ones when nothing is said."""
        if keys is None:
            return [column for column in self.columns if column.always or column.shown]
        known = dict.fromkeys(key for key in keys if key in self.by_key and not self.by_key[key].always)
        return [column for column in self.columns if column.always] + [self.by_key[key] for key in known]

    def sorted_by(self, wanted: str) -> Sort:
        """The order asked for, or the table's own when there is no such thing."""
        column = self._sortable(wanted)
        if column is None:
            return self.sorted_by(self.sort)
        down = wanted.startswith("-")
        order = tuple(_turned(name) for name in column.order) if down else column.order
        last = order[-1]
        key = () if last.lstrip("-") in {"id", "pk"} else (f"{'-' * last.startswith('-')}id",)
        return Sort(column.key, down, (*order, *key))

    def _sortable(self, wanted: str) -> Column | None:
        column = self.by_key.get(wanted.removeprefix("-"))
        return column if column and column.order else None


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"
