"""Rows by the million: COPY on PostgreSQL, batches elsewhere; the same rows on both."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import InternalError, ProgrammingError, connection, transaction
from django.db.models import Max

BATCH = 1000
# A COPY's lines go out in pieces of this many.
PIECE = 500
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": ""})
RENDER: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "\\N",
    bool: lambda value: "t" if value else "f",
    str: lambda value: value.translate(ESCAPES),
    dict: lambda value: json.dumps(value, ensure_ascii=False).translate(ESCAPES),
    list: lambda value: json.dumps(value, ensure_ascii=False).translate(ESCAPES),
    datetime: datetime.isoformat,
    date: date.isoformat,
}


def load(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store rows whose values stand in the order of `columns` (attribute names); all other columns get the field's
    default. Nothing is announced, and no history is written."""
    if connection.vendor == "postgresql":
        _copy(model, columns, rows)
        return
    given = iter(rows)
    while batch := list(islice(given, BATCH)):
        model._base_manager.bulk_create(model(**dict(zip(columns, row, strict=True))) for row in batch)


def _copy(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    rest = [field for name, field in by_name.items() if name not in columns and not field.primary_key]
    names = [connection.ops.quote_name(by_name[name].column) for name in columns]
    names += [connection.ops.quote_name(field.column) for field in rest]
    tail = "".join(f"\t{_text(field.get_default())}" for field in rest) + "\n"
    given = iter(rows)
    piece = list(
        islice(given, PIECE)
    )  # whatever it asks the database is asked now: during a COPY it would wait for ever
    order = f"COPY {model._meta.db_table} ({', '.join(names)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(order) as to:
        while piece:
            to.write("".join("\t".join([_text(value) for value in row]) + tail for row in piece))
            piece = list(islice(given, PIECE))


def _text(value: Any) -> str:
    return RENDER.get(type(value), str)(value)


def first_free(model: Any) -> int:
    return (model._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1


@contextmanager
def at_full_speed(models: Sequence[Any]) -> Iterator[None]:
    """One transaction in which, on PostgreSQL, the tables have no indexes but those of their constraints; these are
    built at its end, sequences are set and the planner is told. Whatever goes wrong leaves everything as it was."""
    if connection.vendor != "postgresql":
        with transaction.atomic():
            yield
        return
    with transaction.atomic():
        _trust_keys()
        built = [line for model in models for line in _drop_indexes(model)]
        yield
        with connection.cursor() as cursor:
            for line in built:
                cursor.execute(line)
            for model in models:
                _set_sequence(cursor, model)
    with connection.cursor() as cursor:  # inside somebody's transaction nothing can be vacuumed
        what = "ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE"
        cursor.execute(f"{what} {', '.join(model._meta.db_table for model in models)}")


def _trust_keys() -> None:
    """Without a trigger for each foreign key of each row, where this database user may; checked at once otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
    except (ProgrammingError, InternalError):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _drop_indexes(model: Any) -> list[str]:
    """Drop those that no constraint needs; returns the statements that build them again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(c.relname), pg_get_indexdef(i.indexrelid) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = %s::regclass AND NOT i.indisunique",
            [model._meta.db_table],
        )
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


def _set_sequence(cursor: Any, model: Any) -> None:
    table, column = model._meta.db_table, model._meta.pk.column
    last = f"(SELECT MAX({column}) FROM {table})"  # noqa: S608  # names of our own
    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), GREATEST({last}, 1))")
