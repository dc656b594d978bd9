"""Where the records of each kind are listed: what the palette offers as quick views and where a tag leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from ui.registry import Hit
from ui.words import fit


class Place(NamedTuple):
    """The list of a kind, for those who may view any of it; `everything` is the query of the view that leaves nothing
    out, `views` are the keys and words of its quick views, `tagged` tells whether the list can be narrowed to a tag."""

    label: Any
    url_name: str
    icon: str
    permission_object: str
    everything: str
    views: tuple[tuple[str, Any], ...]
    tagged: bool


_places: dict[str, Place] = {}


def add_list(
    kind: str, label: Any, url_name: str, *, icon: str, permission_object: str, views: Iterable[tuple[str, Any]] = (),
    everything: str = "", tagged: bool = True,
) -> None:  # fmt: skip
    """Say where a kind is listed (apps do it in their panels module)."""
    _places[kind] = Place(label, url_name, icon, permission_object, everything, tuple(views), tagged)


def place_of(kind: str, user) -> Place | None:
    place = _places.get(kind)
    return place if place and user.may(place.permission_object, "view") else None


def find_views(user, words: list[str], limit: int) -> list[Hit]:
    """The quick views of all lists by their words ("deals won"); too many to be offered unasked."""
    if not words:
        return []
    hits = [
        (rank, Hit(f"{place.label}: {word}", f"{reverse(place.url_name)}?{urlencode({'view': view})}", place.icon))
        for kind in _places
        if (place := place_of(kind, user))
        for view, word in place.views
        if (rank := fit(f"{place.label} {word}", words)) is not None
    ]
    return [hit for _rank, hit in sorted(hits, key=lambda pair: pair[0])[:limit]]


def tagged_in(kind: str, tag: str, user) -> Hit | None:
    """The list of what wears a tag."""
    place = place_of(kind, user)
    if place is None or not place.tagged:
        return None
    query = "&".join(filter(None, [place.everything, urlencode({"tag": tag})]))
    return Hit(tag, f"{reverse(place.url_name)}?{query}", "tag", str(place.label))
