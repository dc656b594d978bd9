"""A status changes here and nowhere else.

A status is a column of words, or a foreign key to a table of statuses: steps are then told by the keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from records.acting import Cause, under
from records.errors import NotAllowed, Overtaken
from records.models import Record, Transition
from records.naming import kind_of
from records.pouring import pour
from records.signals import transitioned
from records.values import thaw


class Step(NamedTuple):
    """What `transitioned` carries: a record as it is after the step, and the row that tells of it."""

    record: Any
    transition: Transition


class Move(NamedTuple):
    """A step that one of many records is to take."""

    record: Any
    to: Any
    by: Any
    at: datetime
    cause: Cause


@transaction.atomic
def move(record: Record, field: str, to: Any, *, by, at: datetime, cause: Cause = None) -> Transition:
    """Take one step that the class allows (`may_step`), by compare-and-set, with a Transition and one signal.

    Raises NotAllowed for a step that is not on the map, Overtaken when the row is no longer where `record` says.
    A receiver that fails undoes the step.
    """
    if not record.may_step(field, getattr(record, field), to):
        raise NotAllowed(_("That step is not possible from here."))
    return _step(record, field, to, by=by, at=at, cause=cause)


@transaction.atomic
def step_back(record: Record, transition: Transition, *, by, at: datetime, cause: Cause) -> Transition:
    """Take a step back for an undo: allowed whatever the map says, if the record still is where the step led and what
    it goes back to is still in use."""
    to = thaw(record._meta.get_field(transition.field), transition.was)
    is_ours = spelled(standing(record, transition.field)) == transition.now
    if not is_ours or not record.may_hold(transition.field, to):
        raise Overtaken(record)
    return _step(record, transition.field, to, by=by, at=at, cause=cause)


@transaction.atomic
def move_each(field: str, moves: Sequence[Move]) -> list[Step]:
    """`move` for many records of one class whose rows the caller holds locked: a statement for each pair of values, one
    batch of Transitions, one signal. NotAllowed when one of the steps is not on the map."""
    for each in moves:
        if not each.record.may_step(field, getattr(each.record, field), each.to):
            raise NotAllowed(_("That step is not possible from here."))
    return _steps(field, moves)


@transaction.atomic
def step_back_each(field: str, moves: Sequence[Move]) -> list[Step]:
    """`step_back` for many; the caller has seen that each may go back."""
    return _steps(field, moves)


def standing(record: Record, field: str) -> Any:
    """The value as the row holds it: a word, or the key of a status."""
    column: Any = record._meta.get_field(field)
    return column.value_from_object(record)


def spelled(value: Any) -> str:
    """How a Transition writes it down."""
    key = value.pk if isinstance(value, Model) else value
    return "" if key is None else str(key)


def _step(record: Record, field: str, to: Any, *, by, at: datetime, cause: Cause) -> Transition:
    was = spelled(standing(record, field))
    _compare_and_set(record, field, to, at=at)
    act, why = under(cause, "moved", by=by, at=at, label=str(record))
    transition = Transition.objects.create(
        kind=kind_of(record), record_id=record.pk, field=field, was=was, now=spelled(to), act=act, by=by, at=at,
        **why,
    )  # fmt: skip
    transitioned.send(sender=type(record), steps=[Step(record, transition)])
    return transition


def _compare_and_set(record: Record, field: str, to: Any, *, at: datetime) -> None:
    """Only the status has to be where `record` says. Who edited other fields meanwhile does not hinder the step, but
    then the record is read again, so that whatever follows builds on what they wrote."""
    column: Any = record._meta.get_field(field)
    same = {column.attname: standing(record, field)}
    rows = type(record)._base_manager.filter(pk=record.pk, deleted_at=None, **same)
    new = {field: to, "updated_at": at, "version": F("version") + 1}
    if rows.filter(version=record.version).update(**new):
        setattr(record, field if isinstance(to, Model) or not column.is_relation else column.attname, to)
        record.version, record.updated_at = record.version + 1, at
    elif rows.update(**new):
        record.refresh_from_db()
    else:
        raise Overtaken(type(record)._base_manager.filter(pk=record.pk).first())


def _steps(field: str, moves: Sequence[Move]) -> list[Step]:
    if not moves:
        return []
    steps = [Step(each.record, _told(field, each)) for each in moves]
    groups: dict[tuple, list[Move]] = defaultdict(list)
    for each in moves:
        groups[spelled(standing(each.record, field)), spelled(each.to), each.at].append(each)
    for group in groups.values():
        _set(field, group)
    pour([step.transition for step in steps])
    transitioned.send(sender=type(moves[0].record), steps=steps)
    return steps


def _told(field: str, each: Move) -> Transition:
    act, why = under(each.cause, "moved", by=each.by, at=each.at, label=str(each.record))
    return Transition(
        kind=kind_of(each.record), record_id=each.record.pk, field=field, was=spelled(standing(each.record, field)),
        now=spelled(each.to), act=act, by=each.by, at=each.at, **why,
    )  # fmt: skip


def _set(field: str, group: list[Move]) -> None:
    """Records that go from the same value to the same one. Overtaken when one of them is elsewhere after all."""
    first = group[0]
    column: Any = first.record._meta.get_field(field)
    same = {column.attname: standing(first.record, field)}
    rows = type(first.record)._base_manager.filter(pk__in=[each.record.pk for each in group], deleted_at=None, **same)
    if rows.update(**{field: first.to, "updated_at": first.at, "version": F("version") + 1}) != len(group):
        raise Overtaken
    for each in group:
        setattr(each.record, field if isinstance(each.to, Model) or not column.is_relation else column.attname, each.to)
        each.record.version, each.record.updated_at = each.record.version + 1, each.at
