"""Statements put together once a process, asked each time with the values of the moment.

What Django needs to build a query and to write it down as SQL, and PostgreSQL to plan it, is for most statements of a
page more than what it takes to answer it. Here that is done once for each shape of a statement: the query is made with
marks in place of the values, and what is asked puts the values in their place. On PostgreSQL it is a prepared
statement.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.expressions import Col

from ui.statements import Spelled, StandIn, Statement, kind_of_value, mark_of, statement_of, text_of

MOST = 1000

_known: dict[Hashable, Ready | None] = {}
_texts: dict[Hashable, dict[str, Spelled | None]] = {}


def rows_of(key: Hashable, make: Callable[..., QuerySet], *values: Any, whose: Any = None) -> list[Any]:
    """The rows of `make(*values)`, or of `make(whose, *values)`.

    `make` is called once for each `key`, with marks that look like the values: it must put them into the query as they
    are, and nothing else of one request or person. What the shape of the query depends on has to be in the key: two
    queries with the same key are taken for the same. Values are numbers (keys of rows), moments, days, words (compared
    whole, or what a text begins with or holds), and collections of numbers (looked up by `__in`). `whose` is a user:
    the query may ask for their key, their role's, and what they reach, all else of them is in the key or among the
    values.
    """
    stand_in: StandIn | None = whose.stand_in if whose is not None else None
    shape = (key, stand_in.key if stand_in else None, tuple(map(kind_of_value, values)))
    try:
        ready = _known[shape]
    except KeyError:
        ready = _made(make, values, stand_in)
        if len(_known) >= MOST:
            _known.clear()
        _known[shape] = ready
    return ready.ask(values, stand_in) if ready else list(make(*([whose] if whose is not None else []), *values))


def _made(make: Callable[..., QuerySet], values: Sequence[Any], stand_in: StandIn | None) -> Ready | None:
    """None: a query that finds nothing whatever there is, or seemed to with marks in it: it is asked as it is."""
    marks = [mark_of(index, value) for index, value in enumerate(values)]
    rows = make(*([stand_in.user] if stand_in else []), *marks)
    try:
        return Ready(rows, marks, stand_in)
    except EmptyResultSet:
        return None


def texts_of(
    key: Hashable, make: Callable[[Any], Mapping[str, QuerySet]], whose: Any
) -> dict[str, tuple[str, list[Any]] | None]:
    """The queries of `make(whose)` as SQL with its parameters, to be parts of a statement that is put together by hand;
    None for one that finds nothing. `key` names all they are made of besides the person's rights, as for `rows_of`."""
    stand_in, connection = whose.stand_in, connections[DEFAULT_DB_ALIAS]
    shape = (key, stand_in.key)
    if shape not in _texts:
        if len(_texts) >= MOST:
            _texts.clear()
        _texts[shape] = {name: _text_of(rows, stand_in, connection) for name, rows in make(stand_in.user).items()}
    return {name: text.said(connection, (), stand_in) if text else None for name, text in _texts[shape].items()}


def _text_of(rows: QuerySet, stand_in: StandIn, connection: Any) -> Spelled | None:
    try:
        return text_of(*rows.query.sql_with_params(), stand_in, connection)
    except EmptyResultSet:
        return None


class Ready:
    """A query with its SQL. Nothing of it is bound to a connection or a thread."""

    def __init__(self, rows: QuerySet, marks: Sequence[Any], stand_in: StandIn | None) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        self.rows = rows
        self.compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = self.compiler.as_sql()
        self.statement: Statement = statement_of(sql, params, marks, stand_in, connection)
        self.converters = self.compiler.get_converters([each[0] for each in self.compiler.select])
        _lighten(rows.query, self.compiler)

    def ask(self, values: Sequence[Any], stand_in: StandIn | None) -> list[Any]:
        rows: Any = self.rows.all()
        rows.query.get_compiler = partial(self._compiler, values, stand_in)
        return list(rows)

    def _compiler(
        self, values: Sequence[Any], stand_in: StandIn | None, using: str | None = None, *args: Any, **facts: Any
    ) -> Any:
        made = copy.copy(self.compiler)
        made.connection = connections[using or DEFAULT_DB_ALIAS]
        made.execute_sql = lambda *args, **facts: [self._read(made, values, stand_in)]
        made.get_converters = lambda expressions: self.converters
        return made

    def _read(self, compiler: Any, values: Sequence[Any], stand_in: StandIn | None) -> list[Any]:
        found = self.statement.ask(compiler.connection, values, stand_in)
        return [row[: compiler.col_count] for row in found] if compiler.has_extra_select else found


def _lighten(query: Any, compiler: Any) -> None:
    """Lets go of what was only needed to write the statement down: conditions and expressions are most of a query, and
    there are hundreds of them in a process."""
    query.where, query.combined_queries = type(query.where)(), ()
    query.annotations = dict.fromkeys(query.annotations)
    query._annotation_select_cache = None
    compiler.where = compiler.having = compiler.qualify = None
    compiler.select = [
        (each if isinstance(each, Col) else None, ("", ()), alias) for each, _sql, alias in compiler.select
    ]
