"""Columns that many kinds of record have, declared in one line each."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lists import cells
from lists.tabling import Column


def text_column(key: str, label: Any, **more: Any) -> Column:
    """A line of text that the record's form has under the same name, left out unless chosen."""
    return Column(key, label, **_usual(key, cells.text(key)) | more)


def prose_column(key: str, label: Any, **more: Any) -> Column:
    return Column(key, label, **_usual(key, cells.prose(key)) | more)


def phone_column(key: str, label: Any, **more: Any) -> Column:
    return Column(key, label, **_usual(key, cells.phone(key)) | more)


def mail_column(key: str, label: Any, **more: Any) -> Column:
    return Column(key, label, **_usual(key, cells.mail(key)) | more)


def website_column(key: str, label: Any, **more: Any) -> Column:
    return Column(key, label, **_usual(key, cells.website(key)) | more)


def profile_column(network: str, label: Any, **more: Any) -> Column:
    return Column(network, label, **_usual(network, cells.profile(network)) | more)


def country_column(key: str, label: Any, **more: Any) -> Column:
    return Column(key, label, **_usual(key, cells.country(key)) | more)


def moment_column(key: str, label: Any, name: str, *, never: bool = False, **more: Any) -> Column:
    """A day or moment of the model's column `name`, which nobody types."""
    usual: dict[str, Any] = {"cell": cells.moment(name, never=never), "reads": (name,), "classes": "num", "down": True}
    return Column(key, label, **usual | more)


def person_column(key: str, label: Any, **more: Any) -> Column:
    """Somebody of the account behind the foreign key of the same name."""
    usual: dict[str, Any] = {
        "cell": cells.person(key), "reads": (key,), "adds": {f"{key}_name": F(f"{key}__name")}, "shown": False,
    }  # fmt: skip
    return Column(key, label, **usual | more)


def owner_column(**more: Any) -> Column:
    usual: dict[str, Any] = {
        "cell": cells.owner, "shown": True, "place": "c-meta", "edits": ("owner",), "right": "reassign",
    }  # fmt: skip
    return person_column("owner", _("Owner"), **usual | more)


def listed_column(key: str, label: Any, **more: Any) -> Column:
    """An entry of one of the admin's lists, behind the foreign key of the same name."""
    usual: dict[str, Any] = {
        "cell": cells.listed(key), "reads": (f"{key}__name", f"{key}__key"), "edits": (key,), "shown": False,
    }  # fmt: skip
    return Column(key, label, **usual | more)


def tags_column(**more: Any) -> Column:
    return Column("tags", _("Tags"), cell=cells.tags, shown=False, edits=("tags",), **more)


def address_columns(prefix: str, label: Any) -> tuple[Column, ...]:
    """The five parts of an address that is not the first one; `label` has a place for the part's name."""
    parts = {
        "street": _("street"), "postal_code": _("postal code"), "city": _("city"), "state": _("state or region"),
        "country": _("country"),
    }  # fmt: skip
    made = {part: country_column if part == "country" else text_column for part in parts}
    return tuple(make(f"{prefix}_{part}", Joined(label, parts[part])) for part, make in made.items())


class Joined:
    """Two words in the reader's language, put together when they are read."""

    def __init__(self, first: Any, second: Any) -> None:
        self.parts = first, second

    def __str__(self) -> str:
        return ": ".join(str(part) for part in self.parts)


def _usual(key: str, cell: cells.Cell) -> dict[str, Any]:
    return {"cell": cell, "reads": (key,), "edits": (key,), "shown": False}
