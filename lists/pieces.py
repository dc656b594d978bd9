"""SQL that is put together by hand. A search asks each kind with one statement of many parts; built from querysets,
these cost several times what the database takes to answer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models.options import Options

from records.folding import Sought, mailbox_of
from records.querysets import SHORT


class Piece(NamedTuple):
    """Text and what its placeholders stand for. Values go into `params`, never into the text."""

    sql: str
    params: tuple[Any, ...] = ()


NEVER = Piece("1 = 0")


def every(pieces: Iterable[Piece]) -> Piece:
    return _joined(" AND ", pieces)


def some(pieces: Iterable[Piece]) -> Piece:
    return _joined(" OR ", pieces)


def _joined(word: str, pieces: Iterable[Piece]) -> Piece:
    parts = list(pieces)
    return Piece(f"({word.join(part.sql for part in parts)})", tuple(value for part in parts for value in part.params))


def around(before: str, piece: Piece, after: str) -> Piece:
    return Piece(f"{before}{piece.sql}{after}", piece.params)


def among(column: str, values: Iterable[Any]) -> Piece:
    found = tuple(values)
    return Piece(f"{column} IN ({', '.join(['%s'] * len(found))})", found) if found else NEVER


def like(column: str, part: str, *, before: str = "%", after: str = "%") -> Piece:
    """The part as it stands, whatever signs are in it."""
    bare = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    escape = " ESCAPE '\\'" if connection.vendor == "sqlite" else ""
    return Piece(f"{column} LIKE %s{escape}", (f"{before}{bare}{after}",))


def holding(wanted: Sought, column: str) -> Piece:
    """The same as records.querysets.holding."""
    return some(every(_within(column, part) for part in spelling) for spelling in wanted.spellings if spelling)


def _within(column: str, part: str) -> Piece:
    if len(part) >= SHORT:
        mailbox = mailbox_of(part)
        return every([like(column, mailbox), like(f"({column} || '')", part)]) if mailbox else like(column, part)
    return some([like(column, part, before=""), like(column, f" {part}")])


def in_name(wanted: Sought, column: str) -> Piece:
    parts = {wanted.word, *[part for spelling in wanted.spellings for part in spelling]}
    return some(like(column, part) for part in sorted(parts))


@lru_cache
def drawing(meta: Options, columns: tuple[str, ...]) -> tuple[str, str]:
    """What is selected from a table called `it`, and the tables with it: "owner__name" is the name of the owner."""
    said: list[str] = ["it.id"]
    joins: dict[str, str] = {}
    for name in columns:
        first, _, rest = name.partition("__")
        field: Any = meta.get_field(first)
        if rest:
            other: Any = field.related_model._meta
            joins[first] = f' LEFT JOIN {other.db_table} "{first}" ON "{first}".id = it.{field.column}'
            said.append(f'"{first}".{other.get_field(rest).column} AS "{name}"')
        else:
            said.append(f"it.{field.column}")
    return ", ".join(said), f"{meta.db_table} it{''.join(joins.values())}"
