"""The numbers of the frame, in one statement however many apps have one."""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery, TextField

from ui.ready import rows_of

MOST = 999


class NumberOf(Subquery):
    """How many rows a query has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


class RowsOf(Subquery):
    """The rows of a query in one value, as a JSON list of lists. Its columns are named by annotations of it."""

    output_field = TextField()
    sqlite = "(SELECT json_group_array(json_array(%(columns)s)) FROM (%(subquery)s) told)"
    postgresql = "(SELECT json_agg(json_build_array(%(columns)s))::text FROM (%(subquery)s) told)"

    def __init__(self, rows: QuerySet, *names: str) -> None:
        super().__init__(rows.values(*names), columns=", ".join(f'"{name}"' for name in names))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template=self.sqlite)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template=self.postgresql)


def numbers(
    user: Any, asked: Mapping[Any, QuerySet], rows: RowsOf | None = None, *, most: int = MOST
) -> tuple[dict[Any, int], list[list[Any]]]:
    """How many rows each of these has, counted up to 1,000, and `rows` along with it."""
    if not asked and rows is None:
        return {}, []
    return _read(asked, _statement(user, asked, rows, most).first(), told=rows is not None)


def ready_numbers(
    user: Any, key: Hashable, names: Sequence[Any], asked: Callable[[Any], Mapping[Any, QuerySet]],
    rows: Callable[[Any], RowsOf | None],
) -> tuple[dict[Any, int], list[list[Any]]]:  # fmt: skip
    """The same for what every page asks (ui.ready): `key` names what `asked` and `rows` are made of for whoever is
    given to them, `names` are the keys of what `asked` returns."""
    found = rows_of(
        ("numbers", key), lambda anybody: _statement(anybody, asked(anybody), rows(anybody), MOST)[:1], whose=user
    )
    return _read(names, found[0] if found else None, told=bool(found) and len(found[0]) > len(names))


def numbers_of(
    user: Any, key: Hashable, names: Sequence[Any], asked: Callable[[Any], Mapping[Any, QuerySet]], *, most: int = MOST
) -> dict[Any, int]:
    """The same without rows, put together once for everybody with the same rights: `asked` takes whoever stands in."""
    found = rows_of(("numbers of", key, most), lambda who: _statement(who, asked(who), None, most), whose=user)
    return _read(names, found[0] if found else None, told=False)[0]


def _statement(user: Any, asked: Mapping[Any, QuerySet], rows: RowsOf | None, most: int) -> Any:
    told: list[Any] = [NumberOf(each.order_by().values("pk")[: most + 1]) for each in asked.values()]
    if rows is not None:
        told.append(rows)
    return user._meta.model._base_manager.filter(pk=user.pk).values_list(*told)


def _read(names: Iterable[Any], found: Any, *, told: bool) -> tuple[dict[Any, int], list[list[Any]]]:
    """`told`: the rows come behind the numbers."""
    values = list(found or ())
    read = json.loads(values.pop() or "[]") if told and values else []
    return {name: number or 0 for name, number in zip_longest(names, values, fillvalue=0)}, read
