"""Columns of custom fields: those that the viewer may see, and no others (16.10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from lists.cells import NONE, Cell, Drawing, mail_link, website_link
from lists.custom_fields import field_name
from lists.tabling import Column, Table
from records.choices import CustomType, ForWhom
from records.custom_words import LINKED, lines_of, named_in, words
from records.customising import COLUMN, may_edit, visible_fields
from records.definitions import CustomField
from records.expressions import custom_value, day_in, moment_in
from ui.amounts import as_decimal, money_text

PREFIX = "custom."
# Nothing sorts by these: too long for an index, several at once, or keys of people and records, which say nothing.
UNSORTED = {
    CustomType.LONG_TEXT, CustomType.CHOICES, CustomType.ADDRESS, CustomType.USER, CustomType.RECORD,
}  # fmt: skip
NUMBERS = {CustomType.NUMBER, CustomType.FORMULA, CustomType.MONEY, CustomType.DATE, CustomType.DATE_TIME}


def completed(table: Table, user: Any, *, keys: Iterable[str] | None = None) -> Table:
    """The table with the custom fields that this person sees, at the cost of a statement; not asked for when none is
    among `keys`."""
    if keys is not None and not any(PREFIX in key for key in keys):
        return table
    if not table.is_custom:
        return table
    own = [column_of(definition, user) for definition in visible_fields(table.kind, user=user)]
    return replace(table, columns=(*table.columns, *own)) if own else table


def column_of(definition: CustomField, user: Any) -> Column:
    sorts = definition.filterable and definition.type not in UNSORTED
    name = f"sorted_{definition.key}"
    return Column(
        f"{PREFIX}{definition.key}", definition.name, shown=False, cell=cell_of(definition), reads=(COLUMN,),
        classes="num" if definition.type in NUMBERS else "", down=definition.type in NUMBERS,
        order=(name,) if sorts else (), expression=custom_value(definition) if sorts else None,
        edits=_edited_by(definition) if may_edit(definition, user=user) else (), definition=definition,
    )  # fmt: skip


def _edited_by(definition: CustomField) -> tuple[str, ...] | Callable[[Any], tuple[str, ...]]:
    """The field of the record's form, for those contacts that have it."""
    names, whom = (field_name(definition),), definition.for_whom
    if whom not in (ForWhom.PERSON, ForWhom.COMPANY):
        return names
    return lambda row: names if row.is_company == (whom == ForWhom.COMPANY) else ()


def cell_of(definition: CustomField) -> Cell:
    """Draws the value that stands in the row, whatever it is: a value that does not fit its type is shown as it is."""
    key, draw = definition.key, DRAWN.get(CustomType(definition.type), _words)

    def cell(row: Any, drawing: Drawing) -> str:
        held = row.custom.get(key)
        return NONE if held in (None, "", []) else draw(definition, held, drawing)

    return cell


def _words(definition: CustomField, held: Any, drawing: Drawing) -> str:
    return escape(words(definition, held))


def _day(definition: CustomField, held: Any, drawing: Drawing) -> str:
    found = day_in(held)
    return drawing.moment(found) if found else escape(str(held))


def _moment(definition: CustomField, held: Any, drawing: Drawing) -> str:
    found = moment_in(held)
    return drawing.moment(found) if found else escape(str(held))


def _money(definition: CustomField, held: Any, drawing: Drawing) -> str:
    if not isinstance(held, dict) or as_decimal(held.get("amount")) is None:
        return escape(words(definition, held))
    return f"<b>{escape(money_text(held['amount'], str(held.get('currency') or drawing.currency)))}</b>"


def _tags(definition: CustomField, held: Any, drawing: Drawing) -> str:
    chosen = held if isinstance(held, list) else [held]
    return " ".join(f'<span class="tag">{escape(str(each))}</span>' for each in chosen)


def _mail(definition: CustomField, held: Any, drawing: Drawing) -> str:
    return mail_link(str(held))


def _phone(definition: CustomField, held: Any, drawing: Drawing) -> str:
    return drawing.phone(str(held))


def _website(definition: CustomField, held: Any, drawing: Drawing) -> str:
    return website_link(str(held))


def _address(definition: CustomField, held: Any, drawing: Drawing) -> str:
    return escape(", ".join(lines_of(held)) if isinstance(held, dict) else str(held))


def _person(definition: CustomField, held: Any, drawing: Drawing) -> str:
    found = drawing.names.get(("", held)) if isinstance(held, int) else None
    return NONE if found is None else drawing.person(found.pk, found.name)


def _record(definition: CustomField, held: Any, drawing: Drawing) -> str:
    """A link to a record that this person may see."""
    found = drawing.names.get((definition.target, held)) if isinstance(held, int) else None
    return NONE if found is None else f'<a class="link" href="{found.get_absolute_url()}">{escape(str(found))}</a>'


DRAWN: dict[CustomType, Callable[[CustomField, Any, Drawing], str]] = {
    CustomType.DATE: _day, CustomType.DATE_TIME: _moment, CustomType.MONEY: _money, CustomType.CHOICES: _tags,
    CustomType.EMAIL: _mail, CustomType.PHONE: _phone, CustomType.URL: _website, CustomType.ADDRESS: _address,
    CustomType.USER: _person, CustomType.RECORD: _record,
}  # fmt: skip


def prepare_custom(columns: Iterable[Column], rows: Sequence[Any], drawing: Drawing) -> None:
    """The names behind fields that hold a user or a record: a statement for users, and one for each kind of record."""
    fields = [column.definition for column in columns if column.definition and column.definition.type in LINKED]
    if fields:
        pairs = [(field, row.custom.get(field.key)) for field in fields for row in rows]
        drawing.names = named_in(pairs, user=drawing.user)
