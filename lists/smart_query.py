"""What a smart list keeps of an address, and the address it opens as.

Of an address that names a list (`list`), everything else overrides what the list says; `changed` beside it means that
the address says the whole filter itself, so that something can also be left out. The same address without these two
shows the same rows to whoever does not see the list.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from lists.arranging import keys_in
from lists.models import SmartList
from records.errors import NotAllowed

VERSION = 1
OPEN, CHANGED = "list", "changed"
# `group` is the filter by an information group, so the column to group by has another name in the address.
SORT, COLUMNS, GROUPED, DENSITY = "sort", "cols", "by", "density"
ARRANGED = (SORT, COLUMNS, GROUPED, DENSITY)
OF_THE_PAGE = frozenset({OPEN, CHANGED, "after", "shown", "filter", "pane", "exact", *ARRANGED})
LONGEST, LONGEST_NAME, MOST_VALUES = 24_000, 60, 400
# A filter that a later version of the product wrote: never more rows than it meant, and the filter engine says so.
UNREADABLE = {"where": ['{"v": 0}']}


class Saved(NamedTuple):
    """`params` narrow down, the rest arranges; what is empty is as usual."""

    params: dict[str, list[str]]
    columns: list[str]
    sort: str = ""
    group_by: str = ""
    density: str = ""

    def stored(self) -> dict[str, Any]:
        """The columns of a SmartList."""
        return {
            "query": {"v": VERSION, "params": self.params}, "columns": self.columns, "sort": self.sort,
            "group_by": self.group_by, "density": self.density,
        }  # fmt: skip

    def arranged(self) -> dict[str, str]:
        """By the names in an address; only what is said."""
        said = {SORT: self.sort, COLUMNS: ",".join(self.columns), GROUPED: self.group_by, DENSITY: self.density}
        return {name: value for name, value in said.items() if value}


def saved_of(asked: QueryDict, *, usual: Mapping[str, str] | None = None) -> Saved:
    """What there is to keep of an address. What says no more than `usual` (by name) is left out, as in the address of
    a form that nobody filled in."""
    common = usual or {}
    params = {}
    for name in sorted(set(asked) - OF_THE_PAGE):
        values = [_clean(value) for value in asked.getlist(name) if value]
        if values and values != [common.get(name)] and len(name) <= LONGEST_NAME:
            params[_clean(name)] = values
    sort = _clean(asked.get(SORT, ""))[:80]
    return Saved(
        params=params, columns=[_clean(key) for key in keys_in(asked)], sort="" if sort == common.get(SORT) else sort,
        group_by=_clean(asked.get(GROUPED, ""))[:80], density=_clean(asked.get(DENSITY, ""))[:10],
    )  # fmt: skip


def refuse_long(saved: Saved) -> None:
    """NotAllowed for what no address could say."""
    many = sum(len(values) for values in saved.params.values()) + len(saved.columns) > MOST_VALUES
    if many or len(json.dumps(saved.params)) > LONGEST:
        raise NotAllowed(_("This filter is too long to be kept."))


def saved_in(smart_list: SmartList) -> Saved:
    query = smart_list.query if isinstance(smart_list.query, dict) else {}
    params = query.get("params", {}) if query.get("v") == VERSION else UNREADABLE
    return Saved(params, smart_list.columns, smart_list.sort, smart_list.group_by, smart_list.density)


def narrowing(smart_list: SmartList) -> QueryDict:
    """The address of exactly its rows, without how they are shown."""
    return _address(saved_in(smart_list).params, {})


def merged(smart_list: SmartList, asked: QueryDict) -> QueryDict:
    """What the list says, and what the address says besides."""
    saved = saved_in(smart_list)
    query = _address({} if CHANGED in asked else saved.params, saved.arranged())
    for name, values in asked.lists():
        query.setlist(name, values)
    query[OPEN], query[CHANGED] = str(smart_list.pk), "1"
    return query


def said_by(asked: QueryDict) -> QueryDict:
    """The merged address without the list: what is sent to somebody who does not see it, and what is saved anew."""
    query = asked.copy()
    for name in (OPEN, CHANGED, "after", "shown", "filter", "pane", "exact"):
        query.pop(name, None)
    return query


def _address(params: Mapping[str, list[str]], arranged: Mapping[str, str]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in params.items():
        query.setlist(name, values)
    for name, value in arranged.items():
        query[name] = value
    return query


def _clean(text: str) -> str:
    return text.replace("\x00", "")
