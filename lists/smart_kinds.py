"""The kinds of record whose lists may be kept; each app names its own from its panels module."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.urls import reverse

from records.naming import kind_of
from ui import registry


class Kind(NamedTuple):
    """`narrowed(query, user, rows)` is the filter set of the list with that address, as for deeds upon many.
    `url_name` is that of the list, `rail` the key of the rail item under which pinned lists stand."""

    key: str
    model: Any
    narrowed: Callable[..., Any]
    url_name: str
    rail: str
    label: Any
    icon: str

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def open_to(self, user: Any) -> bool:
        return user.may(self.model.permission_object, "view")

    def rows(self, query: Any, user: Any) -> Any:
        """What the list with this address holds for this person, rights and hidden fields included."""
        return self.narrowed(query, user, self.model.objects.visible_to(user)).qs


_kinds: dict[str, Kind] = {}


def hold(model: Any, *, narrowed: Callable[..., Any], index: str, rail: str, label: Any, icon: str) -> None:
    """Lists of this kind may be saved."""
    key = kind_of(model)
    _kinds[key] = Kind(key, model, narrowed, index, rail, label, icon)


def kinds() -> list[Kind]:
    """In the order of the rail."""
    places = [item.key for item in registry.rail]
    return sorted(_kinds.values(), key=lambda kind: places.index(kind.rail) if kind.rail in places else len(places))


def kind_called(key: str) -> Kind | None:
    return _kinds.get(key)
