"""Pages by key: the next page starts behind the last row, so that page 10,000 costs what page 1 costs (stack.md 5)."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet

from records.values import freeze

SIZE = 30
# A list that draws itself anew while one is far down comes back as long as it was, up to here.
MOST_AGAIN = 300


class Page(NamedTuple):
    """`after` is the token of the next page, empty on the last one; `begun` is False on the first."""

    rows: list
    after: str
    begun: bool


def page_of(queryset: QuerySet, *, order: Sequence[str], after: str = "", size: int = SIZE) -> Page:
    """One page in this order. `order` names columns, "-" for descending, and has to end in the key; nulls come last.

    A token that is broken, or belongs to another order, starts from the top.
    """
    last = _read(after, order, queryset.model)
    ordered = queryset.order_by(*[_ordering(queryset.model, name) for name in order])
    if last is not None:
        ordered = ordered.filter(_behind(queryset.model, order, last))
    rows = list(ordered[: size + 1])
    more = len(rows) > size
    return Page(rows[:size], token(rows[size - 1], order) if more else "", last is not None)


def as_long_as(shown: str, *, size: int = SIZE) -> int:
    """Rows of the first page for somebody who had `shown` of them on the screen (static/js/lists.js)."""
    return min(max(size, int(shown)), MOST_AGAIN) if shown.isdecimal() and len(shown) < 6 else size


def token(row: Model, order: Sequence[str]) -> str:
    values = [freeze(_field(type(row), name).value_from_object(row)) for name in order]
    return base64.urlsafe_b64encode(json.dumps([list(order), values]).encode()).decode().rstrip("=")


def _read(text: str, order: Sequence[str], model: type[Model]) -> list[Any] | None:
    try:
        names, values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if names != list(order) or len(values) != len(order):
            return None
        pairs = zip(order, values, strict=True)
        return [None if value is None else _field(model, name).to_python(value) for name, value in pairs]
    except (ValueError, TypeError, binascii.Error, ValidationError, FieldDoesNotExist, OverflowError):
        return None


def _field(model: type[Model], name: str):
    return model._meta.get_field("id" if name.lstrip("-") == "pk" else name.lstrip("-"))


def _ordering(model: type[Model], name: str):
    """Nulls last, said only where there can be any: otherwise a plain index would not match the order."""
    column = F(name.lstrip("-"))
    last = True if _field(model, name).null else None
    return column.desc(nulls_last=last) if name.startswith("-") else column.asc(nulls_last=last)


def _behind(model: type[Model], order: Sequence[str], values: list[Any]) -> Q:
    """Rows after these values. The first column's bound stands beside the OR, or no index would be used."""
    found: Any = None
    for name, value in reversed(list(zip(order, values, strict=True))):
        column, sign = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        same = Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
        rest = same & found if found is not None else None
        if value is None:
            found = rest if rest is not None else Q(pk__in=[])
        else:
            further = _or_null(model, name, Q(**{f"{column}__{sign}": value}))
            found = further | rest if rest is not None else further
    return found if found is None or values[0] is None else _bound(model, order[0], values[0]) & found


def _bound(model: type[Model], name: str, value: Any) -> Q:
    sign = "lte" if name.startswith("-") else "gte"
    return _or_null(model, name, Q(**{f"{name.lstrip('-')}__{sign}": value}))


def _or_null(model: type[Model], name: str, condition: Q) -> Q:
    return condition | Q(**{f"{name.lstrip('-')}__isnull": True}) if _field(model, name).null else condition
