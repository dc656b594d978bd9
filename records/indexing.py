"""Indexes on the values of custom fields that lists filter and sort by (16.5), built while everybody goes on working.

Only PostgreSQL has them; SQLite is for a company whose rows fit without. A field has one index for each direction,
ending in the key, so that a list in that order reads it from its end and sorts nothing; several choices have one that
finds any of them. They hold all rows: the planner knows how frequent the values of an expression are only from an index
that is not partial, and takes everything for rare otherwise. The names tell the field and its type: what a field does
not need any more is dropped.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, router
from django.db.models import F, Index

from records.choices import CustomType
from records.definitions import CustomField
from records.expressions import custom_value
from records.naming import model_of

KNOWN = """
    SELECT c.relname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = %s::regclass AND c.relname LIKE %s
"""


ANY_OF = """CREATE INDEX {aside} "{name}" ON {table} USING gin (("custom" -> '{key}') jsonb_path_ops)
    WHERE "deleted_at" IS NULL"""


def indexes_of(definition: CustomField) -> dict[str, Index | None]:
    """What a field needs while it is filterable or unique, by name; None is that of several choices (ANY_OF)."""
    if not definition.needs_index:
        return {}
    stem = f"{_stem(definition)}{definition.type}"
    if definition.type == CustomType.CHOICES:
        return {f"{stem}_in": None}
    value = custom_value(definition)
    up = Index(value.asc(nulls_last=True), F("id").asc(), name=f"{stem}_up")
    down = Index(value.desc(nulls_last=True), F("id").desc(), name=f"{stem}_down")
    return {index.name: index for index in (up, down)}


def _stem(definition: CustomField) -> str:
    return f"custom_{definition.pk}_"


def settle(definition: CustomField) -> bool:
    """Build what is missing, and drop what is not needed or was left half built. May be run again at any time. False
    where the database needs no indexes."""
    model: Any = model_of(definition.kind)
    connection = connections[router.db_for_write(model)]
    if connection.vendor != "postgresql":
        return False
    wanted, there = indexes_of(definition), _known(connection, model, definition)
    # Outside of a transaction only, which a test always is in.
    aside = not connection.in_atomic_block
    for name in [name for name, is_whole in there.items() if name not in wanted or not is_whole]:
        _run(connection, f"DROP INDEX {'CONCURRENTLY' if aside else ''} IF EXISTS {connection.ops.quote_name(name)}")
    missing = {name: index for name, index in wanted.items() if not there.get(name)}
    for name, index in missing.items():
        _build(connection, model, definition, name, index, aside)
    if missing:
        _run(connection, f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
    return True


def _build(connection: Any, model: Any, definition: CustomField, name: str, index: Index | None, aside: bool) -> None:
    if index is None:
        facts = {"name": name, "table": connection.ops.quote_name(model._meta.db_table), "key": definition.key}
        return _run(connection, ANY_OF.format(aside="CONCURRENTLY" if aside else "", **facts))
    with connection.schema_editor(atomic=False) as editor:
        return editor.execute(index.create_sql(model, editor, concurrently=aside), params=None)


def _known(connection: Any, model: Any, definition: CustomField) -> dict[str, bool]:
    """The field's indexes by name, and whether each was built to its end."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(KNOWN, [table, _stem(definition).replace("_", r"\_") + "%"])
        return dict(cursor.fetchall())


def _run(connection: Any, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
