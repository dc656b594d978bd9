"""Tables that are declared once per kind of record: which columns there are, and in which orders they can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured

HIDDEN = "c-hide"


def nothing(row: Any, drawing: Any) -> str:
    return ""


@dataclass(frozen=True)
class Column:
    """`order` names the model's own columns to sort by (an index has to match), empty: cannot be sorted. `always`
    cannot be left out, `shown` is there unless chosen otherwise, `down` sorts from the top at the first click.

    `expression` is what the one name in `order` stands for where that is no column of the model. `definition` is that
    of a custom field (lists.custom_columns).

    `cell(row, drawing)` draws the inside of the cell as escaped text (lists.cells), `place` is its class on a phone's
    card, or a function of the row. `reads` are the model's columns that it needs, `adds` what it needs annotated.
    `edits` are the fields of the record's form that change it, or a function of the row; `at` names an address that
    does it instead (a status goes its own way); `right` is the one that this takes.
    """

    key: str
    label: Any
    order: tuple[str, ...] = ()
    classes: str = ""
    always: bool = False
    shown: bool = True
    down: bool = False
    cell: Callable[[Any, Any], str] = nothing
    place: str | Callable[[Any], str] = HIDDEN
    reads: tuple[str, ...] = ()
    adds: Mapping[str, Any] = field(default_factory=dict)
    edits: tuple[str, ...] | Callable[[Any], tuple[str, ...]] = ()
    at: str = ""
    right: str = "edit"
    expression: Any = None
    definition: Any = None

    def fields(self, row: Any) -> tuple[str, ...]:
        """Of this row's form."""
        return self.edits(row) if callable(self.edits) else self.edits

    @property
    def is_edited(self) -> bool:
        return bool(self.edits or self.at)


class Sort(NamedTuple):
    """`order` and `expressions` are what lists.paging asks for; the order always ends in the key."""

    key: str
    down: bool
    order: tuple[str, ...]
    expressions: Mapping[str, Any] = {}

    @property
    def own(self) -> list[str]:
        """The names in the order that are columns of the model."""
        return [name for name in self.order if name.lstrip("-") not in self.expressions]


def as_they_are(rows: Sequence[Any], drawing: Any, keys: frozenset[str]) -> None:
    """Nothing is laid beside the rows."""


def always(row: Any) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Table:
    """`empty` is a template of the app that says what belongs here. `sort` is a column's key, "-" before it for
    descending. `totals` is the name of the address that counts, `index` that of the list, `show` and `edit` those of a
    record's page and of the form that changes it. `noun` says a count: ngettext_lazy("%(shown)s lead", "%(shown)s
    leads", "number").

    `is_custom`: the kind has custom fields. `reads` are the model's columns that any row needs. `prepare(rows, drawing,
    keys)` lays beside the rows of a page what their cells ask for, for the columns of these keys.
    `open_to_change(row)` is False for a row that stays as it is, whoever looks.
    """

    kind: str
    title: Any
    columns: tuple[Column, ...]
    sort: str
    empty: str = ""
    totals: str = ""
    index: str = ""
    noun: Any = None
    show: str = ""
    edit: str = ""
    is_custom: bool = True
    reads: tuple[str, ...] = ()
    prepare: Callable[[Sequence[Any], Any, frozenset[str]], None] = as_they_are
    open_to_change: Callable[[Any], bool] = always

    def __post_init__(self) -> None:
        if len(self.by_key) != len(self.columns):
            raise ImproperlyConfigured(f"{self.kind}: two columns share a key")
        if not self._sortable(self.sort):
            raise ImproperlyConfigured(f"{self.kind}: {self.sort!r} is no column to sort by")

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        return {column.key: column for column in self.columns}

    def chosen(self, keys: Iterable[str] | None) -> list[Column]:
        """These columns in this order, behind those that are always there; the usual ones when nothing is said. A key
        may carry a width (`phone:9`, lists.arranging)."""
        if keys is None:
            return [column for column in self.columns if column.always or column.shown]
        keys = [key.partition(":")[0] for key in keys]
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
        expressions = {} if column.expression is None else {last.lstrip("-"): column.expression}
        return Sort(column.key, down, (*order, *key), expressions)

    def _sortable(self, wanted: str) -> Column | None:
        column = self.by_key.get(wanted.removeprefix("-"))
        return column if column and column.order else None


_tables: dict[str, Table] = {}


def declare(table: Table) -> Table:
    """Make the table known by its kind, so that its columns can be chosen (lists.views.columns)."""
    _tables[table.kind] = table
    return table


def table_of(kind: str) -> Table:
    """LookupError for a kind that has none."""
    return _tables[kind]


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"
