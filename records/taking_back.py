"""Taking back the rows of the journal, the newest first, in waves: what many records have in common goes back in as
many statements as for one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from records.batching import Edit, delete_each, edit_each, restore_each
from records.choices import ChangeVerb
from records.customising import COLUMN, customised_back
from records.errors import Overtaken, RecordError
from records.lifecycle import Move, spelled, standing, step_back_each
from records.models import Act, Change, Tag, Transition
from records.naming import model_of
from records.tagging import tags_of_many
from records.values import thaw
from records.writing import edit

# So many rows are put in order at a time.
STRETCH = 5000

# Whether it is a Transition, and its key.
Row = tuple[bool, int | None]
Journalled = Change | Transition


class Key(NamedTuple):
    """A row of the journal, a Transition or else a Change. Rows of one `level` are of one moment and equally far from
    what was done; levels are taken back in their order."""

    level: int
    is_step: bool
    pk: int


class Kept(NamedTuple):
    """What stayed as it is: somebody touched it after the act."""

    kind: str
    record_id: int
    reason: str


@dataclass
class Undone:
    act: Act
    restored: int = 0
    kept: list[Kept] = field(default_factory=list)


def keys_of(acts: set[int]) -> Iterator[Key]:
    """All journal rows of the acts, the newest first; of one moment, what was brought about before what brought it
    about, so that each finds the record as it left it. No more than a stretch of them is held at once."""
    level = 0
    for first, last in _stretches(acts):
        causes = {}
        for journal in (Change, Transition):
            rows = journal.objects.filter(act__in=acts, at__gte=first, at__lte=last)
            for pk, at, step, change in rows.values_list("pk", "at", "cause", "cause_change"):
                causes[journal is Transition, pk] = at, ((True, step) if step else (False, change))
        depths = _depths({row: above for row, (_at, above) in causes.items()})
        found = sorted(((at, depths[row], row) for row, (at, _above) in causes.items()), reverse=True)
        for _place, alike in groupby(found, key=lambda each: each[:2]):
            level += 1
            yield from (Key(level, *row) for _at, _depth, row in alike)


def _stretches(acts: set[int]) -> Iterator[tuple[datetime, datetime]]:
    """From when to when, the latest first; what is of one moment is never torn apart."""
    counts: Counter[datetime] = Counter()
    for journal in (Change, Transition):
        counts.update(dict(journal.objects.filter(act__in=acts).values_list("at").annotate(count=Count("pk"))))
    last, held = None, 0
    for at in sorted(counts, reverse=True):
        last, held = last or at, held + counts[at]
        if held >= STRETCH:
            yield at, last
            last, held = None, 0
    if last is not None:
        yield min(counts), last


def _depths(causes: dict[Row, Row]) -> dict[Row, int]:
    """How far down each row is in the tree of causes."""
    depths: dict[Row, int] = {}
    for row in causes:
        line = []
        while row in causes and row not in depths:
            line.append(row)
            row = causes[row]
        start = depths.get(row, -1)
        depths |= {each: start + place for place, each in enumerate(reversed(line), 1)}
    return depths


def take_back(keys: Sequence[Key], acts: set[int], outcome: Undone) -> None:
    """Undo these rows, in this order, in the transaction of the caller."""
    changes = Change.objects.in_bulk([key.pk for key in keys if not key.is_step])
    steps = Transition.objects.in_bulk([key.pk for key in keys if key.is_step])
    for rows in _waves([(key.level, steps[key.pk] if key.is_step else changes[key.pk]) for key in keys]):
        _take(rows, acts, outcome)


def _waves(rows: Sequence[tuple[int, Any]]) -> list[list[Any]]:
    """Rows that go back together: of one level, of one sort, each record once."""
    seen: Counter[tuple] = Counter()
    waves: dict[tuple, list[Any]] = {}
    for level, row in rows:
        record = (level, row.kind, row.record_id)
        sort = (row.kind, row.field) if isinstance(row, Transition) else (row.kind, row.verb)
        waves.setdefault((level, seen[record], type(row), *sort), []).append(row)
        seen[record] += 1
    return [waves[wave] for wave in sorted(waves, key=lambda wave: wave[:2])]


def _take(rows: list[Any], acts: set[int], outcome: Undone) -> None:
    """All of them, or where one is in the way each for itself; what has to stay is listed with the reason."""
    try:
        with transaction.atomic():
            reasons = _back(rows, acts, outcome.act)
    except (RecordError, IntegrityError) as error:
        if len(rows) > 1:
            for row in rows:
                _take([row], acts, outcome)
            return
        reasons = {rows[0].pk: _said(error)}
    outcome.kept += [Kept(row.kind, row.record_id, reasons[row.pk]) for row in rows if row.pk in reasons]
    outcome.restored += len(rows) - len(reasons)


def _said(error: Exception) -> str:
    if isinstance(error, IntegrityError):
        return _("Something else has taken its place.")
    return _("Somebody changed it since.") if isinstance(error, Overtaken) else str(error)


def _back(rows: list[Any], acts: set[int], undo: Act) -> dict[int, str]:
    """Undo rows of one sort under the act `undo`; the reasons of those that stay, by the row's key."""
    deed: Any = {"by": undo.by, "at": undo.at, "cause": undo}
    model = model_of(rows[0].kind)
    locked = model._base_manager.select_for_update().filter(pk__in=[row.record_id for row in rows])
    records = {record.pk: record for record in locked.order_by("pk")}
    reasons = {row.pk: _("It has been removed for good.") for row in rows if row.record_id not in records}
    there = [(records[row.record_id], row) for row in rows if row.record_id in records]
    if isinstance(rows[0], Transition):
        return reasons | _step_back(model, rows[0].field, there, deed)
    if rows[0].verb == ChangeVerb.EDITED:
        return reasons | _edit_back(model, there, deed)
    late = _("Somebody changed it since.")
    if rows[0].verb == ChangeVerb.DELETED:
        ours, stay = _parted(there, lambda record, row: record.deleted_at and record.deleted_act_id == row.act_id)
        restore_each(ours, **deed)
    else:
        touched = _touched([row for _record, row in there], acts | {undo.pk})
        ours, stay = _parted(there, lambda record, row: not record.deleted_at and row.pk not in touched)
        delete_each(ours, **deed)
    return reasons | dict.fromkeys(stay, late)


def _parted(there: Sequence[tuple[Any, Any]], is_ours) -> tuple[list[Any], list[int]]:
    """The records that go back, and the keys of the rows that stay."""
    ours = [record for record, row in there if is_ours(record, row)]
    return ours, [row.pk for record, row in there if not is_ours(record, row)]


def _touched(rows: Sequence[Change], ours: set[int]) -> set[int]:
    """A record that came in or came back goes to the bin only if nobody else worked on it after that."""
    if not rows:
        return set()
    keys = {"kind": rows[0].kind, "record_id__in": [row.record_id for row in rows]}
    others: Any = [journal.objects.filter(**keys).exclude(act__in=ours) for journal in (Change, Transition)]
    changed = dict(others[0].values_list("record_id").annotate(last=Max("pk")))
    stepped = dict(others[1].values_list("record_id").annotate(last=Max("at")))
    return {
        row.pk
        for row in rows
        if changed.get(row.record_id, 0) > row.pk or (row.record_id in stepped and stepped[row.record_id] >= row.at)
    }


def _step_back(model: Any, name: str, there: Sequence[tuple[Any, Any]], deed: dict) -> dict[int, str]:
    """Allowed whatever the map says, if the record still is where the step led and what it goes back to is in use."""
    column: Any = model._meta.get_field(name)
    states: Mapping[Any, Any] = {}
    if column.is_relation:
        states = column.related_model._base_manager.in_bulk({int(row.was) for _record, row in there if row.was})
    moves, reasons = [], {}
    for record, row in there:
        now, was = spelled(standing(record, name)), thaw(column, row.was)
        to = states.get(was, was) if column.is_relation else was
        if now == row.was:
            continue
        if record.deleted_at or now != row.now or not record.may_hold(name, to):
            reasons[row.pk] = _("Somebody changed it since.")
        else:
            moves.append(Move(record, to, **deed))
    step_back_each(name, moves)
    return reasons


def _edit_back(model: Any, there: Sequence[tuple[Any, Change]], deed: dict) -> dict[int, str]:
    reasons = {row.pk: _("It is in the bin.") for record, row in there if record.deleted_at}
    live = [(record, row) for record, row in there if not record.deleted_at]
    standing = _Standing(model, live)
    edits = []
    for record, row in live:
        each, parts, touched = standing.back(record, row)
        if parts:
            edit(record, each.values, tags=each.tags, parts=parts, **deed)
        else:
            edits.append(each)
        if touched:
            reasons[row.pk] = _("Changed since: %(fields)s") % {"fields": ", ".join(touched)}
    edit_each(edits, **deed)
    return reasons


class _Standing:
    """What is asked for once for all the records of a wave: their tags, and which of the rows that they named before
    are still there."""

    def __init__(self, model: Any, there: Sequence[tuple[Any, Change]]):
        tagged = [record for record, row in there if "tags" in row.fields]
        self.tags: dict[int, list[Tag]] = tags_of_many(tagged)
        named: dict[Any, set[Any]] = defaultdict(set)
        for _record, row in there:
            for name, (was, _now) in row.fields.items():
                target = self._target(model, name)
                if target is not None and was is not None:
                    named[target].add(was)
        self.there = {target: set(target._base_manager.in_bulk(keys)) for target, keys in named.items()}

    def _target(self, model: Any, name: str) -> Any:
        if name == "tags" or name in model.PARTS:
            return None
        return model._meta.get_field(name).related_model

    def back(self, record: Any, row: Change) -> tuple[Edit, dict[str, Any], list[str]]:
        """What is restored: fields and tags, and parts; and in words what was touched since."""
        fields = dict(row.fields)
        tags, worn = fields.pop("tags", (None, None))
        touched = []
        if worn is not None and worn != sorted(tag.name for tag in self.tags[record.pk]):
            tags, touched = None, [_("Tags")]
        parts = {}
        for name in [name for name in record.PARTS if name in fields]:
            part, (was, now) = record.PARTS[name], fields.pop(name)
            if part.read(record) in (was, now) and _are_there(part, was):
                parts[name] = was
            else:
                touched.append(str(part.label))
        values = {}
        for name, (was, now) in fields.items():
            column: Any = record._meta.get_field(name)
            if name == COLUMN:
                values[name], changed = customised_back(record, was, now)
                touched += changed
            elif self._is_ours(record, name, was, now):
                values[name] = thaw(column, was)
            else:
                touched.append(str(column.verbose_name))
        return Edit(record, values, tags), parts, touched

    def _is_ours(self, record: Any, name: str, was: Any, now: Any) -> bool:
        """It holds what the act gave it, and whoever or whatever it named before has not been removed for good."""
        column: Any = record._meta.get_field(name)
        before = thaw(column, was)
        if column.value_from_object(record) not in (before, thaw(column, now)):
            return False
        gone = column.is_relation and was is not None and was not in self.there[column.related_model]
        return not gone and record.may_hold(name, before)


def _are_there(part: Any, was: Any) -> bool:
    """The same of a part: it may name several."""
    named = part.keys(was or []).items()
    return all(model._base_manager.filter(pk__in=keys).count() == len(keys) for model, keys in named)
