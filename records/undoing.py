"""Whatever can be taken back is the set of rows under one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from records import bin as recycling
from records.acting import begin
from records.choices import ChangeVerb
from records.errors import NotAllowed, Overtaken
from records.lifecycle import spelled, standing, step_back
from records.models import Act, Change, Job, Record, Transition
from records.naming import kind_of, model_of
from records.tagging import tags_of
from records.values import thaw
from records.working import start
from records.writing import edit

OPEN_FOR = timedelta(hours=24)
AT_ONCE = 500
JOB = "undone"

# Whether it is a Transition, and its key.
Row = tuple[bool, int | None]


class Key(NamedTuple):
    """A row of the journal, a Transition or else a Change; `depth` tells how many rows stand between it and the act."""

    at: datetime
    depth: int
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


def may_undo(act: Act, *, by, at: datetime) -> bool:
    """Who did it, for 24 hours; an admin at any time."""
    if act.undone_at:
        return False
    return by.is_admin or (act.by_id == by.pk and at - act.at <= OPEN_FOR)


@transaction.atomic
def undo(act: Act, *, by, at: datetime) -> Undone:
    """Restore what nobody touched since, newest row first, and list the rest. NotAllowed when it was undone before,
    or is still being done.

    The undo is an act of its own, so it can be taken back too. One field that was touched keeps its value; the other
    fields of that record are restored. All in one transaction: what `is_long` has to go through `undo_by_job`.
    """
    acts = _claim(act, by=by, at=at)
    outcome = Undone(act=begin(JOB, by=by, at=at, parent=act.parent, label=act.label))
    take_back(keys_of(acts), acts, outcome)
    return outcome


@transaction.atomic
def restore(record: Record, *, by, at: datetime) -> Act:
    """Out of the bin, with what its deletion had brought about on others: people get their employer back unless they
    have another one by now. Overtaken when it is not in the bin any more."""
    deletion = Change.objects.filter(
        kind=kind_of(record), record_id=record.pk, verb=ChangeVerb.DELETED, act=record.deleted_act
    ).last()
    act = recycling.restore(record, by=by, at=at)
    if deletion:
        brought = Change.objects.filter(act=deletion.act_id, cause_change=deletion)
        keys = sorted((Key(row.at, 1, False, row.pk) for row in brought), reverse=True)
        take_back(keys, {deletion.act_id}, Undone(act=act))
    return act


@transaction.atomic
def undo_by_job(act: Act, *, by, at: datetime) -> Job:
    """The same as a job, which tells how far it is and does not hold up everybody else's writing."""
    _claim(act, by=by, at=at)
    return start(JOB, {"act": act.pk}, by=by, at=at, parent=act.parent, label=act.label)


def is_long(act: Act) -> bool:
    acts = acts_of(act)
    return sum(rows.objects.filter(act__in=acts).count() for rows in (Change, Transition)) > AT_ONCE


def acts_of(act: Act) -> set[int]:
    return set(Act.objects.with_descendants(act).values_list("pk", flat=True))


def _claim(act: Act, *, by, at: datetime) -> set[int]:
    """Only one undo of an act; returns the acts that go back together."""
    if not Act.objects.filter(pk=act.pk, undone_at=None).update(undone_at=at, undone_by=by):
        raise NotAllowed(_("This was taken back already."))
    acts = acts_of(act)
    if Job.objects.filter(act__in=acts).unfinished().exists():
        raise NotAllowed(_("This is still running. Stop it first."))
    act.undone_at, act.undone_by = at, by
    return acts


def keys_of(acts: set[int]) -> list[Key]:
    """All journal rows of the acts, the newest first; of one moment, what was brought about before what brought it
    about, so that each finds the record as it left it."""
    causes = {}
    for journal in (Change, Transition):
        rows = journal.objects.filter(act__in=acts).values_list("pk", "at", "cause", "cause_change")
        for pk, at, step, change in rows:
            above = (True, step) if step else (False, change)
            causes[journal is Transition, pk] = at, above
    depths = _depths({row: above for row, (_at, above) in causes.items()})
    return sorted((Key(at, depths[row], *row) for row, (at, _above) in causes.items()), reverse=True)


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
    """Undo these rows, in this order."""
    changes = Change.objects.in_bulk([key.pk for key in keys if not key.is_step])
    steps = Transition.objects.in_bulk([key.pk for key in keys if key.is_step])
    for key in keys:
        row = steps[key.pk] if key.is_step else changes[key.pk]
        record = model_of(row.kind)._base_manager.filter(pk=row.record_id).first()
        reason = _("It has been removed for good.") if record is None else _take_back(record, row, acts, outcome.act)
        if reason:
            outcome.kept.append(Kept(row.kind, row.record_id, reason))
        else:
            outcome.restored += 1


def _take_back(record: Record, row: Change | Transition, acts: set[int], undo: Act) -> str:
    """Undo one row of `acts` under the act `undo`; a sentence when it has to stay."""
    deed: Any = {"by": undo.by, "at": undo.at, "cause": undo}
    try:
        if isinstance(row, Transition):
            if spelled(standing(record, row.field)) != row.was:
                step_back(record, row, **deed)
        elif row.verb == ChangeVerb.EDITED:
            return _edit_back(record, row, deed)
        elif row.verb == ChangeVerb.DELETED:
            if record.deleted_act_id != row.act_id:
                raise Overtaken(record)
            recycling.restore(record, **deed)
        else:
            _refuse_touched(row, acts | {undo.pk})
            recycling.delete(record, **deed)
    except Overtaken:
        return _("Somebody changed it since.")
    return ""


def _refuse_touched(row: Change, ours: set[int]) -> None:
    """A record that came in or came back goes to the bin only if nobody else worked on it after that."""
    after: dict[type[Change | Transition], dict] = {Change: {"pk__gt": row.pk}, Transition: {"at__gte": row.at}}
    for journal, later in after.items():
        rows = journal.objects.filter(kind=row.kind, record_id=row.record_id, **later)
        if rows.exclude(act__in=ours).exists():
            raise Overtaken


def _edit_back(record: Record, row: Change, deed: dict) -> str:
    if record.deleted_at:
        return _("It is in the bin.")
    fields = dict(row.fields)
    values, touched = {}, []
    tags, worn = fields.pop("tags", (None, None))
    if worn is not None and worn != sorted(tag.name for tag in tags_of(record)):
        tags, touched = None, [_("Tags")]
    back = {}
    for name in [name for name in record.PARTS if name in fields]:
        part, (was, now) = record.PARTS[name], fields.pop(name)
        if part.read(record) in (was, now) and _are_there(part, was):
            back[name] = was
        else:
            touched.append(str(part.label))
    for name, (was, now) in fields.items():
        column: Any = record._meta.get_field(name)
        before = thaw(column, was)
        is_ours = column.value_from_object(record) in (before, thaw(column, now))
        if is_ours and _is_there(column, was) and record.may_hold(name, before):
            values[name] = before
        else:
            touched.append(str(column.verbose_name))
    edit(record, values, tags=tags, parts=back, **deed)
    return _("Changed since: %(fields)s") % {"fields": ", ".join(touched)} if touched else ""


def _are_there(part: Any, was: Any) -> bool:
    """The same of a part: it may name several."""
    named = part.keys(was or []).items()
    return all(model._base_manager.filter(pk__in=keys).count() == len(keys) for model, keys in named)


def _is_there(column: Any, was: Any) -> bool:
    """Whoever or whatever a field named before may have been removed for good."""
    if not column.is_relation or was is None:
        return True
    return column.related_model._base_manager.filter(pk=was).exists()
