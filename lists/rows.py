"""The rows of a page, drawn as one text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lists.cells import Drawing
from lists.custom_columns import prepare_custom
from lists.rights import with_rights
from lists.tabling import Column, Table

Draw = Callable[[Any], str]


def needed(table: Table, columns: Sequence[Column], rows: QuerySet, *further: str) -> QuerySet:
    """Only what these columns read, in the same statement. `further` are names of columns, "-" before them or not."""
    names = dict.fromkeys([*table.reads, *(name.lstrip("-") for name in further)])
    related: dict[str, None] = {}
    adds: dict[str, Any] = {}
    for column in columns:
        names |= dict.fromkeys(column.reads)
        adds |= column.adds
    for name in list(names):
        if "__" in name:
            relation = name.rpartition("__")[0]
            names[relation.partition("__")[0]] = related[relation] = None
    found = rows.only("pk", *names).annotate(**adds)
    return found.select_related(*related) if related else found


def draw(
    table: Table, columns: Sequence[Column], rows: Sequence[Any], drawing: Drawing, *, picked: bool,
    widths: Mapping[str, int],
) -> SafeString:  # fmt: skip
    """`picked`: each row begins with the box that selects it."""
    keys = frozenset(column.key for column in columns)
    table.prepare(rows, drawing, keys)
    prepare_custom(columns, rows, drawing)
    cells = [_cell(table, column, drawing, widths.get(column.key, 0)) for column in columns]
    begin = _beginning(picked)
    return mark_safe("".join(_row(row, begin, cells) for row in rows))


def _row(row: Any, begin: Draw, cells: Iterable[Draw]) -> str:
    return f"{begin(row)}{''.join([cell(row) for cell in cells])}</tr>"


def _beginning(picked: bool) -> Draw:
    if not picked:
        return lambda row: f'<tr data-row id="row-{row.pk}">'
    before, after = escape(gettext("Select “%(name)s”")).split("%(name)s")

    def begin(row: Any) -> str:
        return (
            f'<tr data-row id="row-{row.pk}"><td class="pick"><input class="check" type="checkbox" name="ids"'
            f' value="{row.pk}" form="bulk" data-pick aria-label="{before}{escape(str(row))}{after}"></td>'
        )

    return begin


def width_class(steps: int, *further: str) -> str:
    return " ".join([*filter(None, further), *([f"sized w{steps}"] if steps else [])])


def _cell(table: Table, column: Column, drawing: Drawing, steps: int) -> Draw:
    """One column's way to draw a row: all that is the same in each row is put together here."""
    inside, pen = column.cell, _pen(table, column, drawing)
    numeric = "num" if "num" in column.classes.split() else ""
    if column.always:
        begin = f'<th scope="row" class="{width_class(steps, "pin c-title")}">'
        return lambda row: f"{begin}{inside(row, drawing)}{pen(row)}</th>"
    if callable(column.place):
        place = column.place
        rest = width_class(steps, numeric)
        return lambda row: f'<td class="{place(row)} {rest}">{inside(row, drawing)}{pen(row)}</td>'
    opening = f'<td class="{width_class(steps, column.place, numeric)}">'
    return lambda row: f"{opening}{inside(row, drawing)}{pen(row)}</td>"


def _pen(table: Table, column: Column, drawing: Drawing) -> Draw:
    """The link that changes what stands in the cell, in place or on a page of its own; nothing where one may not."""
    if not column.is_edited or not table.edit:
        return lambda row: ""
    may, at = f"may_{column.right}", column.at or table.edit
    said = escape(gettext("Change “%(what)s”") % {"what": column.label})
    rest = f'?cell={quote(column.key)}" aria-label="{said}"></a>'
    opened, fields = table.open_to_change, column.fields

    def pen(row: Any) -> str:
        if not getattr(row, may, False) or not opened(row) or not (column.at or fields(row)):
            return ""
        return f'<a class="pen" href="{drawing.address(at, row.pk)}{rest}'

    return pen


def with_rights_of(table: Table, columns: Sequence[Column], rows: Any, user: Any) -> Any:
    """Each row with the rights that its pens ask for, as far as they are not there yet."""
    wanted = {"edit", *(column.right for column in columns if column.is_edited)} if table.edit else set()
    missing = [right for right in sorted(wanted) if f"may_{right}" not in rows.query.annotations]
    return with_rights(rows, user, *missing) if missing else rows
