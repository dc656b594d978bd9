"""The numbers of the frame, in one statement however many apps have one."""

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery, TextField

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
    told: list[Any] = [NumberOf(each.order_by().values("pk")[: most + 1]) for each in asked.values()]
    if rows is not None:
        told.append(rows)
    if not told:
        return {}, []
    found = list(user._meta.model._base_manager.filter(pk=user.pk).values_list(*told).first() or [0] * len(told))
    read = json.loads(found.pop() or "[]") if rows is not None else []
    return dict(zip(asked, found, strict=True)), read
