"""What a change was, in words: each field's value before and after, as the viewer reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from records.models import Change
from records.naming import model_of
from records.values import thaw

LONGEST = 200
# Columns that say the same as another one, or nothing to a reader.
UNTOLD = {"form_token", "about_kind", "about_id", "completed_at", "reminded_at", "due_on"}
Names = dict[type[models.Model], dict[Any, str]]


class Value(NamedTuple):
    label: str
    was: str
    now: str


def names_needed(changes: Iterable[Change]) -> dict[type[models.Model], set[Any]]:
    """The related rows that these changes name by key, by their model."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for change in changes:
        for name, pair in told_fields(change).items():
            column = _column(change, name)
            if column is not None and column.is_relation:
                wanted[column.related_model] |= {key for key in pair if key is not None}
    return {model: keys for model, keys in wanted.items() if keys}


def values_of(change: Change, names: Names) -> list[Value]:
    """was and now of every field that a reader understands, in the order of the columns."""
    return [
        Value(_label(change, name), *(_word(_column(change, name), value, names) for value in pair))
        for name, pair in told_fields(change).items()
    ]


def told_fields(change: Change) -> dict[str, list]:
    """The day of a task stands for its end: "due 24 Nov", never "due 24 Nov 23:59"."""
    fields = {name: pair for name, pair in change.fields.items() if name not in UNTOLD}
    days = change.fields.get("due_on")
    if days:
        ends = change.fields.get("due_at", [None, None])
        fields["due_at"] = [day or end for day, end in zip(days, ends, strict=True)]
    return fields


def _column(change: Change, name: str) -> Any:
    """None for tags, and for a field that the product has given up since."""
    try:
        return model_of(change.kind)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None


def _label(change: Change, name: str) -> str:
    column = _column(change, name)
    return capfirst(str(column.verbose_name)) if column is not None else {"tags": _("Tags")}.get(name, name)


def _word(column: Any, value: Any, names: Names) -> str:
    if value in (None, "", []):
        return _("Not set")
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if column is None:
        return str(value)
    if column.is_relation:
        return names.get(column.related_model, {}).get(value, _("Unknown"))
    return Truncator(_plain(column, value)).chars(LONGEST)


def _plain(column: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, models.DateField) and isinstance(value, str):
        return moment(_when(column, value))
    return str(localize(thaw(column, value)))


def _when(column: Any, value: str) -> date:
    """A day that stands in a column of moments stays a day."""
    if len(value) == len("2026-11-24"):
        return date.fromisoformat(value)
    try:
        return thaw(column, value)
    except ValidationError:
        return date.min


def moment(value: date) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    return date_format(value, "SHORT_DATE_FORMAT")
