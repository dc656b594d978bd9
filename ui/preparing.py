"""Statements that PostgreSQL parses and plans once a connection (ui.statements)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg import Connection, Cursor
from psycopg.sql import Literal

from ui.statements import LAST, Slot, StandIn

# How many of them a connection keeps.
MOST = 500
CASTS = {"number": "%s::bigint", "numbers": " = ANY(%s::bigint[])", "word": "%s", "moment": "%s", "day": "%s"}
BEFORE_LIST, AFTER_LIST = " IN (", ")"


class Planned(Cursor):
    """Sends values beside the statement, which is prepared from the first time on."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        if connection.prepared_max is None or connection.prepared_max < MOST:
            # Only what says so itself is prepared: the threshold is never reached by counting.
            connection.prepared_max, connection.prepare_threshold = MOST, MOST**3

    def execute(self, query: Any, params: Any = None, **facts: Any) -> Any:
        return super().execute(query, params, **{"prepare": True, **facts})


class Prepared:
    """What never changes stands in the statement as it is, so that a partial index and a limit are known when it is
    planned. Numbers travel as text: by their size, they would make another statement of it."""

    def __init__(self, pieces: Sequence[tuple[str, Any]], connection: Any) -> None:
        connection.ensure_connection()
        self.slots = [param for _text, param in pieces if isinstance(param, Slot)]
        self.sql, within = "", False
        for text, param in pieces:
            self.sql += _outside(text) if within else text
            within = isinstance(param, Slot) and param.kind == "numbers"
            if within:
                self.sql = _before(self.sql)
            self.sql += CASTS[param.kind] if isinstance(param, Slot) else _written(param, connection)

    def ask(self, connection: Any, values: Sequence[Any], stand_in: StandIn | None) -> list[Any]:
        params = [_told(slot.value(values, stand_in), slot.kind) for slot in self.slots]
        with connection.cursor() as cursor:
            if not connection.queries_logged:  # what is written down has its values in it, and can be explained
                cursor.cursor = Planned(connection.connection)
            cursor.execute(self.sql, params)
            return cursor.fetchall()


def _before(sql: str) -> str:
    if not sql.endswith(BEFORE_LIST):
        raise TypeError(f"A list of values stands in another place than IN: {sql}")
    return sql.removesuffix(BEFORE_LIST)


def _outside(sql: str) -> str:
    if not sql.startswith(AFTER_LIST):
        raise TypeError(f"A list of values has company: {sql}")
    return sql.removeprefix(AFTER_LIST)


def _told(value: Any, kind: str) -> Any:
    if kind == "numbers":
        return f"{{{','.join(map(str, value))}}}"
    return str(value) if kind == "number" else value


def _written(value: Any, connection: Any) -> str:
    return "" if value is LAST else Literal(value).as_string(connection.connection).replace("%", "%%")
