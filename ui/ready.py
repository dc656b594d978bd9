"""Statements that every page asks, put together once.

What Django needs to build a query and to write it down as SQL is, for the few that stand on every page, more than the
database needs to answer. Here that is done once a process for each key; what is asked is asked each time.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

MOST = 1000
_known: dict[Hashable, Ready] = {}


class Ready:
    """A query with its SQL. Nothing of it is bound to a connection or a thread."""

    def __init__(self, rows: QuerySet) -> None:
        self.rows = rows
        self.compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self.told = self.compiler.as_sql()

    def ask(self) -> list[Any]:
        rows: Any = self.rows.all()
        rows.query.get_compiler = self._compiler
        return list(rows)

    def _compiler(self, using: str | None = None, *args: Any, **facts: Any) -> Any:
        made = copy.copy(self.compiler)
        made.connection = connections[using or DEFAULT_DB_ALIAS]
        made.as_sql = lambda *args, **facts: self.told
        return made


def rows_of(key: Hashable, make: Callable[[], QuerySet]) -> list[Any]:
    """The rows of `make()`. The key has to name everything that the query is made of: whose it is, what they may, the
    day. Two queries with the same key are taken for the same."""
    ready = _known.get(key)
    if ready is None:
        rows = make()
        try:
            ready = Ready(rows)
        except EmptyResultSet:
            return list(rows)
        if len(_known) >= MOST:
            _known.clear()
        _known[key] = ready
    return ready.ask()
