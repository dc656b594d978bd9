"""Pages by key: the next page starts behind the last row, so that page 10,000 costs what page 1 costs (stack.md 5)."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import (
    BigAutoField,
    CharField,
    DateField,
    Expression,
    F,
    Field,
    ForeignKey,
    Model,
    Q,
    QuerySet,
    TextField,
)

from records.values import freeze
from ui.ready import rows_of

SIZE = 30
# Columns whose values ui.ready knows how to put into a statement.
MARKED = (BigAutoField, ForeignKey, CharField, DateField, TextField)
# A list that draws itself anew while one is far down comes back as long as it was, up to here.
MOST_AGAIN = 300


class Page(NamedTuple):
    """`after` is the token of the next page, empty on the last one; `begun` is False on the first."""

    rows: list
    after: str
    begun: bool


class Key(NamedTuple):
    """One column of an order, or an expression that was added to the rows under that name."""

    column: str
    down: bool
    field: Field
    null: bool

    @property
    def ordering(self) -> Any:
        """Nulls last, said only where there can be any: otherwise a plain index would not match the order."""
        last = True if self.null else None
        column = F(self.column)
        return column.desc(nulls_last=last) if self.down else column.asc(nulls_last=last)

    def of(self, row: Any) -> Any:
        """The value as plain JSON, which `field.to_python` reads; that of an expression as the database compares it."""
        attname = getattr(self.field, "attname", None)
        value = getattr(row, attname or self.column)
        return freeze(value if attname else self.field.get_prep_value(value))

    def further(self, value: Any, *, same: bool = False) -> Q:
        """Rows with a value behind this one, or with it."""
        sign = ("lt" if self.down else "gt") + ("e" if same else "")
        return Q(**{f"{self.column}__{sign}": value})

    def equal(self, value: Any) -> Q:
        return Q(**{f"{self.column}__isnull": True}) if value is None else Q(**{self.column: value})


class Known(NamedTuple):
    """Rows of a model that are asked for again and again: `make(user)` gives them for whoever it is, `key` names what
    they are made of (ui.ready), None for rows that are asked for as they are."""

    model: type[Model]
    key: Hashable
    make: Callable[[Any], QuerySet]
    user: Any


def page_of(
    queryset: QuerySet | Known, *, order: Sequence[str], after: str = "", size: int = SIZE,
    expressions: Mapping[str, Expression] | None = None,
) -> Page:  # fmt: skip
    """One page in this order. `order` names columns, "-" for descending, and has to end in the key; nulls come last.
    Names that are in `expressions` are added to the rows.

    A token that is broken, or belongs to another order, starts from the top.
    """
    keys = _keys(queryset.model, order, expressions or {})
    last = _read(after, order, keys)

    def placed(rows: QuerySet, place: Q | None) -> QuerySet:
        ordered = rows.annotate(**expressions or {}).order_by(*[key.ordering for key in keys])
        return (ordered if place is None else ordered.filter(place))[: size + 1]

    source = queryset if isinstance(queryset, Known) else Known(queryset.model, None, lambda user: queryset, None)
    rows = _asked(source, placed, keys, last, (*order, size))
    if len(rows) <= size and last is not None and last[0] is not None and keys[0].null:
        rows += placed(source.make(source.user), keys[0].equal(None))[: size + 1 - len(rows)]
    more = len(rows) > size
    return Page(rows[:size], _token(rows[size - 1], order, keys) if more else "", last is not None)


def _asked(
    known: Known, placed: Callable[..., QuerySet], keys: Sequence[Key], last: Sequence[Any] | None, shape: Hashable
) -> list[Any]:
    """The rows behind these values; with a statement at hand, as far as there is one for such values."""
    given = [(key, value) for key, value in zip(keys, last or (), strict=False) if value is not None]
    if known.key is None or not all(isinstance(key.field, MARKED) for key, _value in given):
        return list(placed(known.make(known.user), last and _behind(keys, last)))

    def make(anybody: Any, *marks: Any) -> QuerySet:
        left = iter(marks)
        return placed(
            known.make(anybody), last and _behind(keys, [None if value is None else next(left) for value in last])
        )

    nulls = last and tuple(value is None for value in last)
    return rows_of((known.key, shape, nulls), make, *[value for _key, value in given], whose=known.user)


def as_long_as(shown: str, *, size: int = SIZE) -> int:
    """Rows of the first page for somebody who had `shown` of them on the screen (static/js/lists.js)."""
    return min(max(size, int(shown)), MOST_AGAIN) if shown.isdecimal() and len(shown) < 6 else size


def token(row: Model, order: Sequence[str]) -> str:
    """What leads to the page behind this row, in an order of the model's own columns."""
    return _token(row, order, _keys(type(row), order, {}))


def _keys(model: type[Model], order: Sequence[str], expressions: Mapping[str, Any]) -> list[Key]:
    return [_key(model, name.lstrip("-"), name.startswith("-"), expressions) for name in order]


def _key(model: type[Model], name: str, down: bool, expressions: Mapping[str, Any]) -> Key:
    if name in expressions:
        return Key(name, down, expressions[name].output_field, True)
    field: Any = model._meta.get_field("id" if name == "pk" else name)
    return Key(name, down, field, field.null)


def _token(row: Any, order: Sequence[str], keys: Sequence[Key]) -> str:
    values = [key.of(row) for key in keys]
    return base64.urlsafe_b64encode(json.dumps([list(order), values]).encode()).decode().rstrip("=")


def _read(text: str, order: Sequence[str], keys: Sequence[Key]) -> list[Any] | None:
    try:
        names, values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if names != list(order) or len(values) != len(order):
            return None
        pairs = zip(keys, values, strict=True)
        return [None if value is None else key.field.to_python(value) for key, value in pairs]
    except (ValueError, TypeError, binascii.Error, ValidationError, OverflowError):
        return None


def _behind(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """Rows after these values. The first column's bound stands beside the OR, or no index would be used; where it has
    a value, rows that have none are asked for by themselves, for the same reason."""
    found: Any = None
    for key, value in reversed(list(zip(keys, values, strict=True))):
        rest = key.equal(value) & found if found is not None else None
        if value is None:
            found = rest if rest is not None else Q(pk__in=[])
        else:
            further = key.further(value)
            if key.null and key is not keys[0]:
                further |= key.equal(None)
            found = further | rest if rest is not None else further
    return found if found is None or values[0] is None else keys[0].further(values[0], same=True) & found
