"""The values of a contact that are kept in rows of their own (records.parts)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


def model(name: str) -> Any:
    return apps.get_model("contacts", name)


def ordered(rows: Iterable[Iterable[Any]]) -> list[list[Any]]:
    """One spelling of the same rows."""
    return sorted((list(row) for row in rows), key=lambda row: [str(value or "") for value in row])


class Relations:
    """[[kind, target], ...] of keys."""

    label = _("Relations")

    def _rows(self, contact) -> QuerySet:
        return model("Relation").objects.filter(source=contact)

    def read(self, record) -> list:
        return ordered(self._rows(record).values_list("kind_id", "target_id"))

    def write(self, record, value) -> None:
        self._rows(record).delete()
        made = [model("Relation")(source=record, kind_id=kind, target_id=target) for kind, target in value]
        model("Relation").objects.bulk_create(made)

    def keys(self, value) -> dict[Any, set[int]]:
        return {
            model("RelationKind"): {kind for kind, _target in value},
            model("Contact"): {target for _kind, target in value},
        }

    def word(self, value, names) -> str:
        kinds, contacts = names.get(model("RelationKind"), {}), names.get(model("Contact"), {})
        unknown = _now("Unknown")
        return ", ".join(f"{kinds.get(kind, unknown)} {contacts.get(target, unknown)}" for kind, target in value)


class PastEmployers:
    """[[company, from, until], ...]: a key and two ISO days or null."""

    label = _("Past employers")

    def _rows(self, person) -> QuerySet:
        return model("Employment").objects.filter(person=person)

    def read(self, record) -> list:
        return ordered(
            [row.company_id, *(day and day.isoformat() for day in (row.began_on, row.ended_on))]
            for row in self._rows(record)
        )

    def write(self, record, value) -> None:
        self._rows(record).delete()
        made = [
            model("Employment")(person=record, company_id=company, began_on=began, ended_on=ended)
            for company, began, ended in value
        ]
        model("Employment").objects.bulk_create(made)

    def keys(self, value) -> dict[Any, set[int]]:
        return {model("Contact"): {company for company, _began, _ended in value}}

    def word(self, value, names) -> str:
        contacts, unknown = names.get(model("Contact"), {}), _now("Unknown")
        return ", ".join(f"{contacts.get(row[0], unknown)} ({_day(row[1])} – {_day(row[2])})" for row in value)


def _day(value: str | None) -> str:
    return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT") if value else "…"
