"""What a list comes to, put into groups: by owner, stage, source, a choice, yes or no, or an information group.

Whatever an app lets one filter by (lists.fields) and has few values can be grouped by, and each group leads to the list
narrowed to it. Only the first 10,000 rows are looked at unless asked otherwise: a list of a million must not hang.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _

from accounts.choices import GroupUse
from accounts.models import Group, Membership, User
from lists.counting import MOST
from lists.fields import FieldType, ListField, Section, fields_of, filterable
from lists.filtering.tree import VERSION

TEAMS = "group"
KINDS = {FieldType.CHOICE, FieldType.YES_NO, FieldType.USER}
MOST_GROUPS = 100


class Tally(NamedTuple):
    """What is worked out of each group besides its size: `columns` are aggregates that can be added up, `heads` and
    `said(values)` what the table shows of them."""

    columns: Mapping[str, Any] = {}
    heads: Sequence[Any] = ()
    said: Callable[[Mapping[str, Any]], Sequence[str]] = lambda values: ()


class Grouped(NamedTuple):
    """One group. `where` is the condition that narrows a list to it, None when there is no such."""

    label: str
    size: int
    figures: Sequence[str]
    where: Any


def choices_for(kind: str, *, user: Any) -> list[tuple[str, Any]]:
    """By what a list of this kind can be grouped: key and label."""
    if not filterable(kind):
        return []
    found = [(key, field.label) for key, field in fields_of(kind, user=user).items() if _groups(field)]
    return [*found, (TEAMS, _("Information group"))] if any(key == "owner" for key, _label in found) else found


def _groups(field: ListField) -> bool:
    return field.type in KINDS and field.each is None and field.section != Section.ACTIVITY


def first(rows: QuerySet) -> QuerySet:
    """As many of them as are worth looking at."""
    return rows.model._base_manager.filter(pk__in=rows.order_by().values("pk")[:MOST])


def grouped(rows: QuerySet, key: str, tally: Tally, *, kind: str, user: Any) -> list[Grouped]:
    """The groups of these rows, the largest first; nothing for a key that is none. At most three statements."""
    if key == TEAMS:
        return _by_team(rows, tally)
    field = fields_of(kind, user=user).get(key) if filterable(kind) else None
    if field is None or not _groups(field):
        return []
    column = F(field.source) if isinstance(field.source, str) else field.source()
    found = _counted(rows, column, tally)
    words = _words(field, [value for value, _values in found])
    return [_group(words.get(_known(value), _none(value)), values, tally, _narrowed(field, value, words))
            for value, values in found]  # fmt: skip


def _counted(rows: QuerySet, column: Any, tally: Tally) -> list[tuple[Any, dict[str, Any]]]:
    counted = rows.order_by().annotate(grouped_by=column).values("grouped_by")
    counted = counted.annotate(**{"count": Count("pk"), **tally.columns}).order_by("-count", "grouped_by")
    return [(row.pop("grouped_by"), row) for row in counted[:MOST_GROUPS]]


def _group(label: str, values: Mapping[str, Any], tally: Tally, where: Any) -> Grouped:
    return Grouped(label, values["count"], tally.said(values), where)


def _words(field: ListField, values: Iterable[Any]) -> dict[Any, str]:
    if field.type == FieldType.USER:
        people = User.objects.filter(pk__in=[value for value in values if value is not None])
        return dict(people.values_list("pk", "name"))
    if field.type == FieldType.YES_NO:
        return {True: _("Yes"), False: _("No")}
    return {_known(value): word for value, word in _flat(field.offered())}


def _flat(offered: Iterable[tuple[Any, Any]], heading: str = "") -> Iterable[tuple[Any, str]]:
    """Those under a heading with the heading in front."""
    for value, word in offered:
        if isinstance(word, list | tuple):
            yield from _flat(word, f"{value} · ")
        else:
            yield value, f"{heading}{word}"


def _known(value: Any) -> Any:
    """Text of custom fields is compared in lower case."""
    return value.lower() if isinstance(value, str) else value


def _none(value: Any) -> str:
    return _("Not set") if value in (None, "") else str(value)


def _narrowed(field: ListField, value: Any, words: Mapping[Any, str]) -> Any:
    if value in (None, ""):
        return {"field": field.key, "op": "empty"}
    if field.type == FieldType.YES_NO:
        return {"field": field.key, "op": "is", "value": bool(value)}
    if field.type == FieldType.USER:
        return {"field": field.key, "op": "is", "value": [value]}
    spelled = next((given for given, _word in _flat(field.offered()) if _known(given) == _known(value)), None)
    return None if spelled is None else {"field": field.key, "op": "any", "value": [spelled]}


def _by_team(rows: QuerySet, tally: Tally) -> list[Grouped]:
    """By the information groups of the owners. Who is in several counts in each of them."""
    named = Group.objects.in_use().filter(use=GroupUse.INFORMATION)
    names = dict(named.values_list("pk", "name"))
    of: dict[Any, list[int | None]] = {}
    for person, group in Membership.objects.filter(group__in=names).values_list("user_id", "group_id"):
        of.setdefault(person, []).append(group)
    sums: dict[Any, dict[str, Any]] = {}
    for owner, values in _counted(rows, F("owner"), tally):
        for team in of.get(owner) or [None]:
            sums[team] = _added(sums.get(team), values)
    found = sorted(sums.items(), key=lambda pair: -pair[1]["count"])
    return [
        _group(names.get(group, _("In no group")), values, tally,
               None if group is None else {"field": "owner", "op": "group", "value": [group]})
        for group, values in found
    ]  # fmt: skip


def _added(one: Mapping[str, Any] | None, other: Mapping[str, Any]) -> dict[str, Any]:
    return {name: (one[name] or 0 if one else 0) + (value or 0) for name, value in other.items()}


def narrower(where: str, condition: Any) -> str:
    """A filter (JSON of the address) with one condition more; one that cannot be read is left out."""
    try:
        held = json.loads(where) if where else {}
        nodes = list(held["all"]) if held else []
    except (ValueError, TypeError, KeyError):
        nodes = []
    return json.dumps({"v": VERSION, "all": [*nodes, condition]}, separators=(",", ":"), ensure_ascii=False)
