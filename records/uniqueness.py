"""Custom fields whose values are there once (16.10).

Checked in the transaction that writes, under a lock on the value: on PostgreSQL an advisory lock until the commit, on
SQLite nobody else writes meanwhile. No constraint: values are judged as the field's type is now, what was there before
a field became unique hinders nobody, and the one who comes second is told at the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from django.db import connections, router
from django.utils.translation import gettext as _

from records.choices import CustomType
from records.definitions import CustomField
from records.errors import NotAllowed
from records.expressions import INDEXED, custom_value
from records.naming import kind_of

MOST_LOCKS = 50


class Doubled(NotAllowed):
    """Another record has this value. `key` is that of the field, `record_id` who has it."""

    def __init__(self, definition: CustomField, record_id: int | None = None):
        self.key, self.record_id = definition.key, record_id
        super().__init__(_("%(field)s: another record has this value already.") % {"field": definition.name})


def compared(definition: CustomField, value: Any) -> Any:
    """A stored value as the database compares it; None for nothing and for what does not fit the type."""
    if value in (None, "", []) or isinstance(value, dict | list | bool):
        return None
    if definition.type in {CustomType.NUMBER, CustomType.USER, CustomType.RECORD}:
        return value if isinstance(value, int | float | Decimal) else None
    return str(value).lower()[:INDEXED] if isinstance(value, str) else None


def holder(model: Any, definition: CustomField, value: Any, *, but: Any = None) -> int | None:
    """The key of a record in use, other than `but`, that has this value."""
    wanted = compared(definition, value)
    if wanted is None:
        return None
    rows = model._base_manager.filter(deleted_at=None).alias(told=custom_value(definition)).filter(told=wanted)
    return rows.exclude(pk=but).values_list("pk", flat=True).first()


def refuse_doubles(records: Sequence[Any], unique: Iterable[CustomField]) -> None:
    """Raise Doubled if a value of these records, which are being written, is there more than once."""
    for definition in unique:
        values = [(compared(definition, record.custom.get(definition.key)), record.pk) for record in records]
        ours = {value: pk for value, pk in values if value is not None}
        if len(ours) < sum(value is not None for value, _pk in values):
            raise Doubled(definition)
        if ours:
            _refuse_taken(type(records[0]), definition, ours)


def _refuse_taken(model: Any, definition: CustomField, ours: dict[Any, int | None]) -> None:
    _lock(model, definition, ours)
    told = custom_value(definition)
    rows = model._base_manager.filter(deleted_at=None).alias(told=told).filter(told__in=list(ours))
    taken = rows.exclude(pk__in=[pk for pk in ours.values() if pk]).values_list("pk", flat=True).first()
    if taken:
        raise Doubled(definition, taken)


def _lock(model: Any, definition: CustomField, values: Iterable[Any]) -> None:
    """One lock for each value, always in the same order; one for the whole field where there are many."""
    connection = connections[router.db_for_write(model)]
    if connection.vendor != "postgresql":
        return
    stem = f"{kind_of(model)}.{definition.key}"
    named = list(values)
    texts = [f"{stem}={value}" for value in named] if len(named) <= MOST_LOCKS else []
    with connection.cursor() as cursor:
        # Whoever locks one value shares the field with others, but not with whoever locks all of it.
        cursor.execute(f"SELECT pg_advisory_xact_lock{'_shared' if texts else ''}(%s)", [_number(stem)])
        for number in sorted(map(_number, texts)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
