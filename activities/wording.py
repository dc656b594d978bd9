"""What a change was, in words: each field's value before and after, as the viewer reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import normalize

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from activities.reading import Changed, Stepped
from records.choices import ChangeVerb
from records.custom_words import words
from records.customising import COLUMN
from records.models import Change, CustomField, Transition
from records.naming import model_of
from records.values import thaw

LONGEST = 200
# Columns that say the same as another one, or nothing to a reader.
UNTOLD = {"form_token", "about_kind", "about_id", "completed_at", "reminded_at", "due_on"}
# What a change was to a record, after "because deal X …".
DEEDS = {
    ChangeVerb.CREATED: pgettext_lazy("because deal X …", "was added"),
    ChangeVerb.EDITED: pgettext_lazy("because deal X …", "was changed"),
    ChangeVerb.DELETED: pgettext_lazy("because deal X …", "was deleted"),
    ChangeVerb.RESTORED: pgettext_lazy("because deal X …", "was restored"),
}
# Before the key of a custom field.
CUSTOM = f"{COLUMN}."
# Under this the names have the users and records that custom fields link to.
LINKS = "links"
Names = dict[Any, dict[Any, Any]]
Edit = Change | Changed
Step = Transition | Stepped


class Value(NamedTuple):
    label: str
    was: str
    now: str


def names_needed(changes: Iterable[Edit], steps: Iterable[Step] = ()) -> dict[Any, set[Any]]:
    """The related rows that these changes and steps name by key, by their model."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for change in changes:
        for name, pair in told_fields(change).items():
            for model, keys in _keys(change, name, pair):
                wanted[model] |= keys
    for step in steps:
        column = _status_column(step)
        if column.is_relation:
            wanted[column.related_model] |= {int(key) for key in (step.was, step.now) if key}
    return {model: keys for model, keys in wanted.items() if keys}


def _keys(change: Edit, name: str, pair: list) -> Iterable[tuple[Any, set[Any]]]:
    column, part = _meaning(change.kind, name)
    if name.startswith(CUSTOM):
        return [(CustomField, {_definition(change, name)})]
    if part is not None:
        return [found for value in pair if value for found in part.keys(value).items()]
    if column is not None and column.is_relation:
        return [(column.related_model, {key for key in pair if key is not None})]
    return []


def status_of(step: Step, value: str, names: Names) -> Any:
    """The status at one end of a step: its word as it is stored, or the row of the table of statuses."""
    column = _status_column(step)
    if not column.is_relation:
        return value
    return names.get(column.related_model, {}).get(int(value)) if value else None


def word_of(step: Step, status: Any) -> str:
    if isinstance(status, models.Model):
        return str(status)
    return str(dict(_status_column(step).flatchoices).get(status, status or _("Not set")))


def deed_of(row: Transition | Change, names: Names) -> str:
    """What a cause did, to follow "because deal X"."""
    if isinstance(row, Change):
        return str(DEEDS[ChangeVerb(row.verb)])
    now = status_of(row, row.now, names)
    said = model_of(row.kind).cause_words(row.field, now)
    return said or pgettext("because deal X …", "became %(now)s") % {"now": word_of(row, now)}


def _status_column(step: Step) -> Any:
    return model_of(step.kind)._meta.get_field(step.field)


def values_of(change: Edit, names: Names) -> list[Value]:
    """was and now of every field that a reader understands and may see, in the order of the columns."""
    return [
        Value(_label(change, name, names), *(_word(change, name, value, names) for value in pair))
        for name, pair in told_fields(change).items()
        if not _is_hidden(change, name, names)
    ]


def tells_nothing(change: Edit, names: Names) -> bool:
    """Of nothing but custom fields that the viewer may not see (16.10)."""
    told = told_fields(change)
    return bool(told) and all(_is_hidden(change, name, names) for name in told)


def _is_hidden(change: Edit, name: str, names: Names) -> bool:
    return name.startswith(CUSTOM) and names.get(CustomField, {}).get(_definition(change, name), "") is None


def custom_links(changes: Iterable[Edit], names: Names) -> Iterable[tuple[CustomField, Any]]:
    """The custom values of these changes with their fields, as records.custom_words.named_in wants them."""
    known = names.get(CustomField, {})
    for change in changes if known else ():
        for name, pair in told_fields(change).items():
            definition = known.get(_definition(change, name)) if name.startswith(CUSTOM) else None
            if definition is not None:
                yield from ((definition, value) for value in pair)


def told_fields(change: Any) -> dict[str, list]:
    """The day of a task stands for its end: "due 24 Nov", never "due 24 Nov 23:59". Custom fields are told one by
    one. Worked out once for a row."""
    if not hasattr(change, "told"):
        change.told = _told_fields(change)
    return change.told


def _told_fields(change: Edit) -> dict[str, list]:
    caused = change.cause_id or change.cause_change_id
    left_out = UNTOLD | model_of(change.kind).silent if caused else UNTOLD
    fields = {name: pair for name, pair in change.fields.items() if name not in left_out}
    days = change.fields.get("due_on")
    if days:
        ends = change.fields.get("due_at", [None, None])
        fields["due_at"] = [day or end for day, end in zip(days, ends, strict=True)]
    was, now = (value or {} for value in fields.pop(COLUMN, ({}, {})))
    return fields | {
        f"{CUSTOM}{key}": [was.get(key), now.get(key)] for key in {**was, **now} if was.get(key) != now.get(key)
    }


def _definition(change: Edit, name: str) -> tuple[str, str]:
    """What a custom field is found by: the kind of record and its key."""
    return change.kind, name.removeprefix(CUSTOM)


@lru_cache(maxsize=2048)
def _meaning(kind: str, name: str) -> tuple[Any, Any]:
    """The column and the part of this name. No column for tags, and for a field that the product has given up since."""
    model = model_of(kind)
    try:
        column = model._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        column = None
    return column, model.PARTS.get(name)


def _label(change: Edit, name: str, names: Names) -> str:
    if name.startswith(CUSTOM):
        return str(names.get(CustomField, {}).get(_definition(change, name), name.removeprefix(CUSTOM)))
    return _label_in(change.kind, name, get_language())


@lru_cache(maxsize=2048)
def _label_in(kind: str, name: str, language: str | None) -> str:
    """`language` is the one that is active."""
    column, part = _meaning(kind, name)
    if part is not None:
        return str(part.label)
    return capfirst(str(column.verbose_name)) if column is not None else {"tags": _("Tags")}.get(name, name)


def _word(change: Edit, name: str, value: Any, names: Names) -> str:
    if value in (None, "", []):
        return _("Not set")
    column, part = _meaning(change.kind, name)
    if definition := names.get(CustomField, {}).get(_definition(change, name)):
        return _cut(words(definition, value, names.get(LINKS)))
    if part is not None:
        return _cut(part.word(value, names))
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if column is None:
        return str(value)
    if column.is_relation:
        return str(names.get(column.related_model, {}).get(value, _("Unknown")))
    return _cut(_plain(column, value))


def _cut(text: str) -> str:
    found = normalize("NFC", text)
    return found if len(found) <= LONGEST else Truncator(found).chars(LONGEST)


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
