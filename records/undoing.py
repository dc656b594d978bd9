"""Whatever can be taken back is the set of rows under one act."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from records import bin as recycling
from records.acting import begin
from records.choices import ChangeVerb
from records.errors import NotAllowed
from records.models import Act, Change, Job, Record, Transition
from records.naming import kind_of
from records.taking_back import Key, Undone, keys_of, take_back
from records.working import start

OPEN_FOR = timedelta(hours=24)
AT_ONCE = 500
JOB = "undone"


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
    take_back(list(keys_of(acts)), acts, outcome)
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
        keys = [Key(0, False, row.pk) for row in brought.order_by("-at", "-pk")]
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
