"""What a list is narrowed to, as chips above it: the quick filters and the conditions, each with its way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.urls import reverse

from lists.filtering import Where
from ui.forms import shown


class Chip(NamedTuple):
    """`url` is the address of the list without it."""

    words: str
    url: str


def chips_of(
    filterset: Any, active: Iterable[str], where: Where | None, *, address: Callable[..., str], where_name: str
) -> list[Chip]:
    """`address(*without, **changes)` makes the list's address; `active` are the quick filters that are on."""
    aliases: dict[str, tuple[str, ...]] = getattr(filterset, "aliases", {})
    found = [
        Chip(_words(filterset.form, filterset.form[name]), address(name, *aliases.get(name, ()))) for name in active
    ]
    for part in where.parts if where and not where.errors else ():
        url = address(**{where_name: part.without}) if part.without else address(where_name)
        found.append(Chip(part.words, url))
    return found


def _words(form: Any, bound: forms.BoundField) -> str:
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return str(bound.label)
    value = form.cleaned_data.get(bound.name)
    return f"{bound.label}: {value if isinstance(value, Model) else shown(bound.field, value)}"


@dataclass(frozen=True)
class Narrowed:
    """The conditions of a list that has no pane (lists/chips.html): its builder has a page of its own."""

    where: Where
    path: str
    asked: QueryDict

    def address(self, *without: str, **changes: str) -> str:
        query = self.asked.copy()
        for name in ("after", *without):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}"

    @property
    def chips(self) -> list[Chip]:
        return chips_of(None, (), self.where, address=self.address, where_name="where")

    @property
    def clear(self) -> str:
        return self.address("where")

    without_where = clear

    @property
    def build(self) -> str:
        asked = QueryDict(mutable=True)
        asked["kind"], asked["next"] = self.where.kind, self.path + self.address()
        return f"{reverse('lists:build')}?{asked.urlencode()}"
