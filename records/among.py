"""Keys that another query finds, so that an index serves them beside an OR."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Subquery
from django.db.models.expressions import RawSQL


class Keys(Subquery):
    """Whoever looks for something among nothing finds nothing: the condition as a whole is empty then."""

    empty_result_set_value = NotImplemented


def keys_of(query: QuerySet) -> Keys:
    return Keys(query if query.query.is_sliced else query.order_by())


class Among(Func):
    """Is this column one of the keys that a query (`.values(...)` of one column) finds?

    The same as `Q(column__in=query)`. On PostgreSQL, `a = 1 OR b IN (SELECT ...)` reads the whole table, because a
    subquery beside an OR is a filter; `b = ANY(ARRAY(SELECT ...))` is worked out once and then looked up, so that both
    sides of the OR use their index. Meant for queries that find few, one written as SQL among them; it must not refer
    to the outer query.
    """

    template = "%(expressions)s"
    arg_joiner = " IN "

    def __init__(self, column: str, query: QuerySet | RawSQL) -> None:
        super().__init__(F(column), query if isinstance(query, RawSQL) else keys_of(query), output_field=BooleanField())

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, arg_joiner=" = ANY(ARRAY", template="%(expressions)s)", **context)
