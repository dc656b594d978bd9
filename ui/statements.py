"""SQL with places for the values of the moment, as each of the two databases likes it best (ui.ready)."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

# Marks are numbers that no key is, moments and days long before there were any records, and words nobody writes.
NUMBER, LONG_AGO, WORD = -(2**61), datetime(1900, 1, 1, tzinfo=UTC), "\x01mark {}\x01"
PLACEHOLDER = re.compile("%%|%s")
MARKED = re.compile(WORD.replace("{}", r"(\d+)"))
# By name, so that SQLite does without the other's driver.
PREPARED = "ui.preparing.Prepared"
# Stands behind the last piece of a statement, where no parameter is.
LAST = object()


class StandIn(Protocol):
    """Somebody in whose place everybody with the same rights can be put (accounts.models.standing_in)."""

    key: Hashable
    user: Any

    def holds(self, mark: Any) -> bool:
        """Is this one of the marks of `user`?"""

    def value_of(self, mark: int) -> Any:
        """What it stands for: a number or a collection of numbers."""


class Slot(NamedTuple):
    """A value's place in a statement: which of those given, or, from -1 down, which of the stand-in's marks."""

    place: int
    mark: Any
    kind: str
    before: str = ""
    after: str = ""

    def value(self, values: Sequence[Any], stand_in: StandIn | None) -> Any:
        if self.place < 0:
            return stand_in.value_of(self.mark)  # type: ignore[union-attr]
        value = values[self.place]
        if not (self.before or self.after):
            return value
        is_pattern = "%" in (self.before, self.after)
        return f"{self.before}{escaped(value) if is_pattern else value}{self.after}"


def escaped(word: str) -> str:
    """As it stands in a pattern of LIKE, on either database."""
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


class Statement(Protocol):
    def ask(self, connection: Any, values: Sequence[Any], stand_in: StandIn | None) -> list[Any]:
        """The rows with these values in their places."""


def kind_of_value(value: Any) -> str:
    if isinstance(value, int):
        return "number"
    if isinstance(value, str):
        return "word"
    if isinstance(value, date):
        return "moment" if isinstance(value, datetime) else "day"
    if isinstance(value, Collection):
        return "numbers"
    raise TypeError(f"{value!r} cannot be put into a statement")


def mark_of(index: int, value: Any) -> Any:
    """What looks like the value and stands for it."""
    kind = kind_of_value(value)
    if kind == "word":
        return WORD.format(index)
    if kind in {"moment", "day"}:
        moment = LONG_AGO.replace(day=index + 1)
        return moment if kind == "moment" else moment.date()
    return [NUMBER - index] if kind == "numbers" else NUMBER - index


def statement_of(
    sql: str, params: Sequence[Any], marks: Sequence[Any], stand_in: StandIn | None, connection: Any
) -> Statement:
    """TypeError where a value is not in the statement as it was given: its mark got lost on the way."""
    parts = _parts(params, marks, stand_in, connection)
    lost = set(range(len(marks))) - {part.place for part in parts if isinstance(part, Slot)}
    if lost:
        raise TypeError(f"The values {sorted(lost)} are not in the statement as they were given: {sql}")
    pieces = list(_pieces(sql, parts))
    if connection.vendor == "postgresql" and settings.PREPARED_STATEMENTS:
        return import_string(PREPARED)(pieces, connection)
    return Spelled(pieces)


def text_of(sql: str, params: Sequence[Any], stand_in: StandIn, connection: Any) -> Spelled:
    """A part of a statement that is put together by hand."""
    return Spelled(list(_pieces(sql, _parts(params, (), stand_in, connection))))


def _parts(params: Sequence[Any], marks: Sequence[Any], stand_in: StandIn | None, connection: Any) -> list[Any]:
    """The parameters with slots in the places of marks."""
    known = {
        _adapted(mark[0] if isinstance(mark, list) else mark, connection): index for index, mark in enumerate(marks)
    }
    found: list[Any] = []
    for param in params:
        index = known.get(param) if isinstance(param, Hashable) else None
        if index is not None:
            found.append(Slot(index, None, kind_of_value(marks[index])))
        elif stand_in is not None and isinstance(param, int) and stand_in.holds(param):
            found.append(Slot(-1, param, kind_of_value(stand_in.value_of(param))))
        else:
            found.append(_within(param))
    return found


def _within(param: Any) -> Any:
    """A slot for a text with a word's mark in it: what begins with the word, ends with it or holds it."""
    marked = MARKED.search(param) if isinstance(param, str) else None
    if marked is None:
        return param
    return Slot(int(marked[1]), None, "word", param[: marked.start()], param[marked.end() :])


def _adapted(value: Any, connection: Any) -> Any:
    """As the ORM hands it to the database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _pieces(sql: str, parts: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """SQL and the parameter behind it, in turn; the last piece has LAST. What is doubled for it stays so."""
    given, begun, text = iter(parts), 0, ""
    for found in PLACEHOLDER.finditer(sql):
        text += sql[begun : found.start()]
        begun = found.end()
        if found.group() == "%%":
            text += "%%"
        else:
            yield text, next(given)
            text = ""
    yield text + sql[begun:], LAST


class Spelled:
    """As SQL with its parameters; a list is as many of them as it is long."""

    def __init__(self, pieces: Sequence[tuple[str, Any]]) -> None:
        self.pieces, self.last = pieces[:-1], pieces[-1][0]

    def ask(self, connection: Any, values: Sequence[Any], stand_in: StandIn | None) -> list[Any]:
        sql, params = self.said(connection, values, stand_in)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def said(self, connection: Any, values: Sequence[Any], stand_in: StandIn | None) -> tuple[str, list[Any]]:
        """With these values in their places, as SQL and its parameters."""
        sql, params = [], []
        for text, param in self.pieces:
            value = param.value(values, stand_in) if isinstance(param, Slot) else param
            many = isinstance(param, Slot) and param.kind == "numbers"
            given = list(value) if many else [_adapted(value, connection)]
            sql += [text, ", ".join(["%s"] * len(given)) if given or not many else "NULL"]
            params += given
        return "".join([*sql, self.last]), params
