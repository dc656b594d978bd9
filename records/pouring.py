"""Very many new rows at once: by COPY where the database has it, which costs a fraction of INSERT; the same rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

# Fewer are not worth it.
FEW, BATCH, AT_A_TIME = 100, 1000, 50
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def pour_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple]) -> None:
    """Rows as tuples, for whoever needs no keys of them. `columns` are attribute names."""
    if _copies(rows):
        _copy(model, columns, rows)
    else:
        made = (model(**dict(zip(columns, row, strict=True))) for row in rows)
        model._base_manager.bulk_create(made, batch_size=BATCH)


def pour(objects: Sequence[Any]) -> None:
    """Unsaved rows of one class, which get their keys."""
    if not _copies(objects):
        if objects:
            type(objects[0])._base_manager.bulk_create(objects, batch_size=BATCH)
        return
    model = type(objects[0])
    names = [column.attname for column in model._meta.concrete_fields]
    for key, each in zip(_keys(model, len(objects)), objects, strict=True):
        each.pk = key
        each._state.adding, each._state.db = False, connection.alias
    _copy(model, names, ([getattr(each, name) for name in names] for each in objects))


def rewrite(records: Sequence[Any], names: Sequence[str]) -> None:
    """Store these columns of each record: values that all share by one plain statement, the others by one that tells
    the rows apart. `names` are attribute names."""
    model, first = type(records[0]), records[0]
    rows = model._base_manager.filter(pk__in=[each.pk for each in records])
    shared = {name for name in names if all(getattr(each, name) == getattr(first, name) for each in records)}
    differing = [name for name in names if name not in shared]
    if shared:
        rows.update(**{name: getattr(first, name) for name in names if name in shared})
    if not differing:
        return
    if not _copies(records):
        columns = {column.attname: column.name for column in model._meta.concrete_fields}
        model._base_manager.bulk_update(records, [columns[name] for name in differing], batch_size=AT_A_TIME)
        return
    _update_from(model, records, differing)


def _update_from(model: Any, records: Sequence[Any], names: Sequence[str]) -> None:
    columns = {column.attname: column for column in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    new = ", ".join(
        f"{quote(columns[name].column)} = given.v{place}::{columns[name].db_type(connection)}"
        for place, name in enumerate(names)
    )
    given = ", ".join(f"v{place}" for place in range(len(names)))
    lists = ", ".join(["%s::bigint[]", *["%s::text[]"] * len(names)])
    sql = f"UPDATE {table} SET {new} FROM unnest({lists}) AS given(id, {given}) WHERE {table}.{key} = given.id"  # noqa: S608
    values = [[_worded(getattr(each, name)) for each in records] for name in names]
    with connection.cursor() as cursor:
        cursor.execute(sql, [[each.pk for each in records], *values])


def _worded(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _copies(rows: Sequence[Any]) -> bool:
    return connection.vendor == "postgresql" and len(rows) >= FEW


def _keys(model: Any, count: int) -> list[int]:
    with connection.cursor() as cursor:
        sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sql, [model._meta.db_table, count])
        return [key for (key,) in cursor.fetchall()]


def _copy(model: Any, attributes: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    names = {column.attname: column.column for column in model._meta.concrete_fields}
    quoted = ", ".join(connection.ops.quote_name(names[name]) for name in attributes)
    lines = "".join("\t".join(map(_spelled, row)) + "\n" for row in rows)
    sql = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({quoted}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        copy.write(lines)


def _spelled(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(ESCAPES) if value.isprintable() is False or "\\" in value else value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder).translate(ESCAPES)
    return str(value)
