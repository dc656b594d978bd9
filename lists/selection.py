"""Which rows somebody chose in a list: the ticked ones, or all that match what the list was narrowed to."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import QueryDict

MOST_TICKED, LONGEST_KEY, LONGEST_QUERY = 1000, 18, 60_000


def chosen(sent: QueryDict, rows: QuerySet, narrow: Callable[[QueryDict], QuerySet]) -> QuerySet:
    """The chosen ones among `rows` (what this person may act upon). `narrow(query)` are the rows the list holds with
    that address. Keys that are no keys are nobody's; with nothing ticked nothing is chosen."""
    if sent.get("all"):
        return rows.filter(pk__in=narrow(QueryDict(sent.get("query", "")[:LONGEST_QUERY])).order_by().values("pk"))
    keys = [int(key) for key in sent.getlist("ids")[:MOST_TICKED] if _is_key(key)]
    return rows.filter(pk__in=keys)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY


def fields(sent: QueryDict) -> list[tuple[str, str]]:
    """The same choice as names and values of hidden fields, for a form that asks further (lists/chosen.html)."""
    if sent.get("all"):
        return [("all", "1"), ("query", sent.get("query", "")[:LONGEST_QUERY])]
    return [("ids", key) for key in sent.getlist("ids")[:MOST_TICKED] if _is_key(key)]
