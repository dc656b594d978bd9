"""A status changes here and nowhere else.

A status is a column of words, or a foreign key to a table of statuses: steps are then told by the keys.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from records.acting import Cause, under
from records.errors import NotAllowed, Overtaken
from records.models import Record, Transition
from records.naming import kind_of
from records.signals import transitioned
from records.values import thaw


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
    transitioned.send(sender=type(record), record=record, transition=transition)
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
