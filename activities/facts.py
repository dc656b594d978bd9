"""Facts on a record's page: what is said, where it leads, and which fields its pencil opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote, quote_plus

from django.utils.translation import gettext as _

from records.models import Record
from ui.phones import tel_url
from ui.profiles import NETWORKS, profile_url, website_url

MAP = "https://www.openstreetmap.org/search?query="


@dataclass(frozen=True)
class Fact:
    """`value` is an attribute's name or a function of the record, the key itself unless said otherwise. `kind` is text,
    worked_out (by a formula), prose, phone, email, website, address (a text of lines), record, or a key of
    ui.profiles.NETWORKS. `fields` are those of the record's form that change it: the key itself unless said otherwise,
    none for what follows from others.
    """

    key: str
    label: Any
    value: str | Callable[[Any], Any] = ""
    kind: str = "text"
    fields: tuple[str, ...] | None = None
    right: str = "edit"

    @property
    def edited_by(self) -> tuple[str, ...]:
        return (self.key,) if self.fields is None else self.fields


@dataclass(frozen=True)
class Section:
    key: str
    label: Any
    facts: tuple[Fact, ...]


class Drawn(NamedTuple):
    """`leads` is an address, "" for none; `outside` ones open beside the page."""

    fact: Fact
    value: Any
    leads: str
    outside: bool
    is_day: bool
    may_edit: bool


class DrawnSection(NamedTuple):
    section: Section
    facts: list[Drawn]


def fields_of(sections: Iterable[Section]) -> dict[str, tuple[str, ...]]:
    """The fields behind each fact that can be changed, by its key, as activities.editing wants them."""
    return {fact.key: fact.edited_by for section in sections for fact in section.facts if fact.edited_by}


def drawn(record: Record, sections: Iterable[Section]) -> list[DrawnSection]:
    """What the page shows of this record. The record knows what its viewer may do (`may_edit`, lists.rights)."""
    return [DrawnSection(section, [_drawn(record, fact) for fact in section.facts]) for section in sections]


def _drawn(record: Any, fact: Fact) -> Drawn:
    value = said(record, fact)
    leads = _address(fact.kind, value) if value not in (None, "") else ""
    may_edit = bool(fact.edited_by) and getattr(record, f"may_{fact.right}", False)
    return Drawn(fact, value, leads, leads.startswith(("http:", "https:")), isinstance(value, date), may_edit)


def said(record: Any, fact: Fact) -> Any:
    """The value as it is said: a choice by its word, yes and no in words."""
    if callable(fact.value):
        return fact.value(record)
    name = fact.value or fact.key
    in_words = getattr(record, f"get_{name}_display", None)
    value = in_words() if in_words else getattr(record, name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value


def _address(kind: str, value: Any) -> str:
    if kind == "record":
        return value.get_absolute_url()
    if kind == "email":
        return f"mailto:{quote(str(value), safe='@+')}"
    if kind == "phone":
        return tel_url(str(value))
    if kind == "address":
        return MAP + quote_plus(", ".join(str(value).splitlines()))
    if kind == "website":
        return _website(str(value))
    return profile_url(kind, str(value)) if kind in NETWORKS else ""


def _website(text: str) -> str:
    try:
        return website_url(text)
    except ValueError:
        return ""
