"""How a record came to be as it is, as a tree: acts, the steps they took, the steps those caused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from records.models import Act, Change, Record, Transition
from records.naming import kind_of, model_of

Row = Change | Transition
Origin = tuple[type, int | None]


def trace(record: Record) -> Iterator[str]:
    """The lines of the tree: every act that touched the record, with all that it did, indented by cause."""
    mine = {"kind": kind_of(record), "record_id": record.pk}
    acts = set(Change.objects.filter(**mine).values_list("act", flat=True))
    acts |= set(Transition.objects.filter(**mine).values_list("act", flat=True))
    for act in Act.objects.filter(pk__in=acts).select_related("by", "parent__by").order_by("at", "pk"):
        depth = 0
        for above in reversed(_ancestors(act)):
            yield _indent(depth) + _say_act(above)
            depth += 1
        yield _indent(depth) + _say_act(act)
        yield from _consequences(act, record, depth + 1)


def _ancestors(act: Act) -> list[Act]:
    found: list[Act] = []
    while act.parent and act.parent not in found:
        act = act.parent
        found.append(act)
    return found


def _consequences(act: Act, record: Record, depth: int) -> Iterator[str]:
    """Rows of the act, those without a cause first, each followed by what it caused."""
    below: dict[Origin, list[Row]] = defaultdict(list)
    for rows in (Change.objects.filter(act=act), Transition.objects.filter(act=act)):
        for row in rows.order_by("pk"):
            below[(Transition, row.cause_id) if row.cause_id else (Change, row.cause_change_id)].append(row)

    def walk(origin: Origin, depth: int) -> Iterator[str]:
        for row in below.pop(origin, []):
            mark = "*" if (row.kind, row.record_id) == (kind_of(record), record.pk) else "-"
            yield f"{_indent(depth)}{mark} {_say(row)}"
            yield from walk((type(row), row.pk), depth + 1)

    yield from walk((Change, None), depth)
    for origin in list(below):
        yield from walk(origin, depth)


def _say(row: Row) -> str:
    name = f"{row.kind}:{row.record_id} {_title(row)}".rstrip()
    if isinstance(row, Transition):
        was, now = (_status(row, value) for value in (row.was, row.now))
        return f"{name} {row.field}: {was} -> {now}"
    return f"{name} {row.verb}{': ' + ', '.join(row.fields) if row.verb == 'edited' else ''}"


def _status(step: Transition, value: str) -> str:
    """The status itself, or its row's name and key."""
    column: Any = model_of(step.kind)._meta.get_field(step.field)
    if not value or not column.is_relation:
        return value or "-"
    named = column.related_model._base_manager.filter(pk=value).first()
    return f'"{named}" ({value})' if named else value


def _title(row: Row) -> str:
    record = model_of(row.kind)._base_manager.filter(pk=row.record_id).first()
    return f'"{record}"' if record else "(gone)"


def _say_act(act: Act) -> str:
    undone = " (taken back)" if act.undone_at else ""
    return f"{act.at:%Y-%m-%d %H:%M} {act.kind} by {act.by or 'the system'}{undone}"


def _indent(depth: int) -> str:
    return "  " * depth
