"""How the statements that every page asks of this floor are asked.

Each is put together anew, until a floor above that knows both says how it is done once a process (`through`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from django.db.models import QuerySet

Way = Callable[..., list[Any]]


def anew(key: Hashable, make: Callable[..., QuerySet], *values: Any) -> list[Any]:
    return list(make(*values))


_way: list[Way] = [anew]


def through(way: Way) -> None:
    """`way(key, make, *values)` gives the rows of `make(*values)`, as ui.ready.rows_of does."""
    _way[0] = way


def rows_of(key: Hashable, make: Callable[..., QuerySet], *values: Any) -> list[Any]:
    """`make` puts the values into the query as they are; all else that its shape depends on is in the key."""
    return _way[0](key, make, *values)
