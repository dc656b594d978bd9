"""A status changes here and nowhere else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from records.acting import Cause, under
from records.errors import NotAllowed, Overtaken
from records.models import Record, Transition
from records.naming import kind_of
from records.signals import transitioned


@transaction.atomic
def move(record: Record, field: str, to: str, *, by, at: datetime, cause: Cause = None) -> Transition:
    """Take one step on the class's STEPS map, by compare-and-set, with a Transition and one signal.

    Raises NotAllowed for a step that is not on the map, Overtaken when the row is no longer where `record` says.
    A receiver that fails undoes the step.
    """
    was = getattr(record, field)
    if to not in record.STEPS.get(field, {}).get(was, set()):
        raise NotAllowed(_("That step is not possible from here."))
    return _step(record, field, to, by=by, at=at, cause=cause)


@transaction.atomic
def step_back(record: Record, transition: Transition, *, by, at: datetime, cause: Cause) -> Transition:
    """Take a step back for an undo: allowed whatever the map says, if the record still is where the step led."""
    if getattr(record, transition.field) != transition.now:
        raise Overtaken(record)
    return _step(record, transition.field, transition.was, by=by, at=at, cause=cause)


def _step(record: Record, field: str, to: str, *, by, at: datetime, cause: Cause) -> Transition:
    was = getattr(record, field)
    _compare_and_set(record, field, to, at=at)
    act, step = under(cause, "moved", by=by, at=at, label=str(record))
    transition = Transition.objects.create(
        kind=kind_of(record), record_id=record.pk, field=field, was=was, now=to, act=act, cause=step, by=by, at=at
    )
    transitioned.send(sender=type(record), record=record, transition=transition)
    return transition


def _compare_and_set(record: Record, field: str, to: str, *, at: datetime) -> None:
    """Only the status has to be where `record` says. Who edited other fields meanwhile does not hinder the step, but
    then the record is read again, so that whatever follows builds on what they wrote."""
    rows = type(record)._base_manager.filter(pk=record.pk, deleted_at=None, **{field: getattr(record, field)})
    new = {field: to, "updated_at": at, "version": F("version") + 1}
    if rows.filter(version=record.version).update(**new):
        setattr(record, field, to)
        record.version, record.updated_at = record.version + 1, at
    elif rows.update(**new):
        record.refresh_from_db()
    else:
        raise Overtaken(type(record)._base_manager.filter(pk=record.pk).first())
