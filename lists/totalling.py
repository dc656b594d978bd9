"""What a list comes to: how many, the sums, and the groups; one request after the page is there (lists.grouping)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lists.counting import MOST, Count, counted_each
from lists.grouping import Grouped, Tally, choices_for, first, grouped, narrower
from lists.showing import WHERE
from lists.smart_counting import look_at
from lists.tabling import Table
from ui.pages import page

TEMPLATE, BY, EXACT = "lists/totals.html", "by", "exact"
Figures = Callable[[QuerySet], Iterable[tuple[Any, Any]]]


class Line(NamedTuple):
    """A group as it is drawn; `url` is the list narrowed to it, "" for none."""

    group: Grouped
    url: str


def is_whole(query: QueryDict) -> bool:
    """Does an address ask for no more than a quick view?"""
    return set(query) <= {"view"}


def totals(
    request: HttpRequest, table: Table, rows: QuerySet, *, figures: Figures | None = None, tally: Tally | None = None,
    tabs: dict[str, Count] | None = None, known: Count | None = None,
) -> HttpResponse:  # fmt: skip
    """The answer of a list's `totals` address. `figures(rows)` are pairs of value and what it is. Of more rows than
    lists.counting.MOST only the first are looked at, which is said, unless `exact` in the address asks for all:
    `figures` has to take rows that are cut off. `known` is how many there are, where that was counted already."""
    shelf: Any = getattr(request, "shelf", None)
    if shelf is not None:
        look_at(shelf.lists, by=request.user, at=timezone.now())
    exact, by = EXACT in request.GET, request.GET.get(BY, "")[:80]
    count = known or (Count(rows.count()) if exact else counted_each({"": rows}, user=request.user)[""])
    looked_at = first(rows) if count.more else rows
    groups = grouped(looked_at, by, tally or Tally(), kind=table.kind, user=request.user) if by else []
    said = table.noun % {"number": count.number, "shown": str(count)} if table.noun else str(count)
    sums = list(figures(rows[:MOST] if count.more else rows)) if figures else []
    context = {
        "said": said, "count": count, "figures": sums, "title": table.title,
        "tab_counts": tabs or {}, "shelf": shelf, "heads": (tally or Tally()).heads,
        "groups": [Line(each, _leads_to(request, table, each)) for each in groups], "by": by,
        "choices": _choices(table, request.user), "capped": _capped(count), "here": request.get_full_path(),
        "all_of_them": _address(request, **{EXACT: "1"}) if count.more else "", "carried": _carried(request),
        "path": request.path, "list": f"{reverse(table.index)}?{_query(request).urlencode()}" if table.index else "",
    }  # fmt: skip
    return page(request, TEMPLATE, context, partial="totals")


def _choices(table: Table, user: Any) -> Sequence[tuple[str, Any]]:
    return sorted(choices_for(table.kind, user=user), key=lambda pair: str(pair[1]).casefold())


def _capped(count: Count) -> str:
    return _("of the first %(number)s") % {"number": Count(MOST)} if count.more else ""


def _query(request: HttpRequest, *without: str) -> QueryDict:
    query = request.GET.copy()
    for name in (EXACT, *without):
        query.pop(name, None)
    return query


def _address(request: HttpRequest, **changes: str) -> str:
    query = _query(request, *changes)
    query.update(changes)
    return f"{request.path}?{query.urlencode()}"


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form that chooses a grouping sends along."""
    query = _query(request, BY)
    return [(name, value) for name in query for value in query.getlist(name)]


def _leads_to(request: HttpRequest, table: Table, group: Grouped) -> str:
    if group.where is None or not table.index:
        return ""
    query = _query(request, WHERE)
    where = narrower(request.GET.get(WHERE, ""), group.where)
    return f"{reverse(table.index)}?{query.urlencode()}&{urlencode({WHERE: where})}"
