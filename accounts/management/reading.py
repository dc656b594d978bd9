"""How the shell names rows and types values, and says what is wrong with them in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from accounts.models.fields import folded_name

MOST_NAMED = 20


def the_one(rows: Iterable[Any], name: str, *, what: str) -> Any:
    """The row of a short list by its name, as stored or as shown, or by #ID."""
    known = list(rows)
    found = [row for row in known if name in {f"#{row.pk}", row.key} or folded_name(name) in names_of(row)]
    if len(found) > 1:
        raise CommandError(f"There are several {what}s {name!r}: {keyed(found)}. Name one by its #ID.")
    if not found:
        raise CommandError(f"There is no {what} {name!r}. There are: {', '.join(map(str, known)) or 'none'}.")
    return found[0]


def names_of(row: Any) -> set[str]:
    return {folded_name(row.name), folded_name(str(row))}


def the_record(rows: Any, name: str, *, what: str) -> Any:
    """A record by #ID, or by its name where only one has it."""
    if name.startswith("#"):
        found = list(rows.filter(pk=int(name[1:]))) if name[1:].isdecimal() else []
    else:
        found = [row for row in rows.search(name).order_by("pk") if folded_name(name) == folded_name(str(row))]
    if len(found) > 1:
        raise CommandError(f"There are several {what}s {name!r}: {keyed(found)}. Name one by its #ID.")
    if not found:
        raise CommandError(f"There is no {what} {name!r}.")
    return found[0]


def keyed(rows: list[Any]) -> str:
    more = ", …" if len(rows) > MOST_NAMED else ""
    return ", ".join(f"#{row.pk} {row}" for row in rows[:MOST_NAMED]) + more


def typed(fields: Mapping[str, forms.Field], said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, as these form fields read it; what was not said is left out."""
    found = {}
    for name, field in fields.items():
        if said.get(name) is not None:
            try:
                found[name] = field.clean(said[name])
            except ValidationError as error:
                raise CommandError(f"{name.replace('_', ' ')}: {' '.join(error.messages)}") from error
    return found


def text(longest: int, **options: Any) -> forms.CharField:
    return forms.CharField(max_length=longest, required=False, **options)
