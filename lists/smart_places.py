"""Smart lists where one goes from: pinned in the rail, and in the palette."""

from __future__ import annotations

from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from lists.counting import Count
from lists.models import Pin, SmartList, Viewed
from lists.smart_kinds import Kind, kinds
from ui.ready import rows_of
from ui.registry import Hit, Pinned
from ui.words import fit

MOST_PINS, MOST_LOOKED_AT = 30, 300
COLUMNS = ("pin_position", "pin_id", "pin_kind", "pin_name", "pin_number", "pin_more")


def pinned_rows(user: Any) -> QuerySet:
    """With the numbers of the rail in one statement, on every page."""
    counted = FilteredRelation("smart_list__counts", condition=Q(smart_list__counts__user=user.pk))
    rows = Pin.objects.filter(user=user.pk, smart_list__in=SmartList.objects.offered_to(user).values("pk"))
    return rows.annotate(
        counted=counted, pin_position=F("position"), pin_id=F("smart_list_id"), pin_kind=F("smart_list__kind"),
        pin_name=F("smart_list__name"), pin_number=F("counted__number"), pin_more=F("counted__more"),
    ).order_by("position", "pk")[:MOST_PINS]  # fmt: skip


def pinned(user: Any, rows: list[list[Any]]) -> list[Pinned]:
    """Those of kinds that this person may look at, in order."""
    offered = {kind.key: kind for kind in kinds() if kind.open_to(user)}
    return [_pinned(offered[row[2]], *row) for row in sorted(rows, key=lambda row: row[:2]) if row[2] in offered]


def _pinned(kind: Kind, _position: int, key: int, _kind: str, name: str, number: int | None, more: Any) -> Pinned:
    count = "" if number is None else str(Count(number, bool(more)))
    return Pinned(kind.rail, key, name, f"{kind.url}?list={key}", count)


def find_lists(user: Any, words: list[str], limit: int) -> list[Hit]:
    """Every smart list that this person is offered, by the words of its name and its kind; unasked the pinned ones."""
    offered = {kind.key: kind for kind in kinds() if kind.open_to(user)}
    found = []

    def looked_at(anybody: Any) -> QuerySet:
        rows: Any = SmartList.objects.offered_to(anybody).filter(kind__in=tuple(offered)).as_seen_by(anybody)
        return (rows if words else rows.exclude(pinned=None)).order_by("pinned", "name", "pk")[:MOST_LOOKED_AT]

    for row in rows_of(("lists of all kinds", tuple(offered), bool(words)), looked_at, whose=user):
        kind = offered[row.kind]
        rank = fit(f"{kind.label} {row.name}", words) if words else 0
        if rank is not None:
            found.append((rank, Hit(row.name, f"{kind.url}?list={row.pk}", kind.icon, str(kind.label))))
    return [hit for _rank, hit in sorted(found, key=lambda pair: pair[0])[:limit]]


def find_recent(user: Any, words: list[str], limit: int) -> list[Hit]:
    """What this person looked at last, of all kinds; only as long as nothing is typed."""
    if words:
        return []
    offered = {kind.key: kind for kind in kinds() if kind.open_to(user)}
    rows = Viewed.objects.filter(user=user.pk, kind__in=offered).order_by("-at").values_list("kind", "record_id")
    last = list(rows[: 2 * limit])
    seen = {}
    for kind in {kind for kind, _key in last}:
        keys = [key for each, key in last if each == kind]
        seen |= {(kind, key): row for key, row in offered[kind].model.objects.visible_to(user).in_bulk(keys).items()}
    found = [(offered[place[0]], seen[place]) for place in last if place in seen][:limit]
    return [Hit(str(row), row.get_absolute_url(), kind.icon, str(kind.label)) for kind, row in found]
