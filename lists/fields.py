"""What a kind of record can be filtered by: its fields and its relations, registered by the app that owns them.

    register("deals.deal", ListField("hot", _("Hot"), FieldType.YES_NO, column="is_hot"))
    register("contacts.contact", Relation("deals", _("Deals"), "deals.deal", ties=on_deals))

An app does so in its module `criteria`, which is found by itself. `fields_of` and `relations_of` are what the engine
(lists.filtering) and the builder read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lists.custom_criteria import PREFIX, Custom, custom_fields


class FieldType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    SPAN = "span"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    USER = "user"
    RECORD = "record"


class Section(StrEnum):
    """Under which heading the builder offers a field."""

    OWN = "own"
    CUSTOM = "custom"
    PEOPLE = "people"
    ACTIVITY = "activity"


SECTIONS = {
    Section.OWN: _("Fields"), Section.CUSTOM: _("Custom fields"), Section.PEOPLE: _("People"),
    Section.ACTIVITY: _("Activity"),
}  # fmt: skip


@dataclass(frozen=True)
class ListField:
    """`column` is a path from the record (the key when nothing is said) or a function that makes an expression.

    A value kept in rows of its own has `each`, which makes these rows as seen from OuterRef("pk"); `column` is then a
    path from such a row. Several values in one column have `member`, which makes the condition that one of them is
    there. `choices` are the pairs of value and word, or a function that makes them (a list that admins keep: asked
    for only where words are needed, so that a value that is no longer there matches nothing and is no mistake);
    with `keys` the values are numbers. A RECORD field points to records of `kind`, and only to those that the viewer
    may see. `long` is what "contains" looks through where that is more than what is compared.
    """

    key: str
    label: Any
    type: FieldType
    column: str | Callable[[], Any] = ""
    section: Section = Section.OWN
    choices: Iterable[tuple[Any, Any]] | Callable[[], Iterable[tuple[Any, Any]]] = ()
    keys: bool = False
    each: Callable[[], QuerySet] | None = None
    member: Callable[[Any], Q] | None = None
    kind: str = ""
    long: Callable[[], Any] | None = None

    @property
    def source(self) -> str | Callable[[], Any]:
        return self.column or self.key

    def offered(self) -> list[tuple[Any, Any]]:
        """The pairs; of a list with headings what stands under them too, as (heading, pairs)."""
        return list(self.choices() if callable(self.choices) else self.choices)


@dataclass(frozen=True)
class Relation:
    """`ties(rows)` is the condition that the record has one of these rows of another kind, which are seen from
    OuterRef("pk") inside and are narrowed to what the viewer may see already. `one`: there is one at most."""

    key: str
    label: Any
    kind: str
    ties: Callable[[QuerySet], Q]
    one: bool = False


_fields: dict[str, dict[str, ListField]] = {}
_relations: dict[str, dict[str, Relation]] = {}


def register(kind: str, *added: ListField | Relation) -> None:
    for each in added:
        book: dict[str, Any] = (_fields if isinstance(each, ListField) else _relations).setdefault(kind, {})
        if each.key in book:
            raise ImproperlyConfigured(f"{kind}: there are two filter fields {each.key!r}")
        book[each.key] = each


def filterable(kind: str) -> bool:
    return kind in _fields


def fields_of(kind: str, *, user: Any) -> dict[str, ListField]:
    """All that this person can filter by, custom fields among them; at most one statement."""
    made = (_custom(each) for each in custom_fields(kind, user=user))
    return _fields.get(kind, {}) | {each.key: each for each in made}


def field_called(kind: str, key: str, *, user: Any) -> ListField | None:
    """One of them; asks for custom fields only when the key is one."""
    known = _fields.get(kind, {}).get(key)
    if known is not None or not key.startswith(PREFIX):
        return known
    found = (each for each in custom_fields(kind, user=user) if each.key == key)
    return next(map(_custom, found), None)


def relations_of(kind: str) -> dict[str, Relation]:
    return _relations.get(kind, {})


def _custom(found: Custom) -> ListField:
    return ListField(
        found.key, found.label, FieldType(found.type), column=found.column, section=Section.CUSTOM,
        choices=[(name, name) for name in found.choices], member=found.member, kind=found.kind, long=found.long,
    )  # fmt: skip
