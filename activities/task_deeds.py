"""Deeds upon many tasks (17.4): given to somebody else, done, put off, deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activities import notices
from activities.bulk import REASSIGN, Deed, Outcome, Refused, deleting
from activities.completing import complete_each
from activities.due import end_of, zone_of
from activities.keeping import CannotView, blind
from activities.models import Task
from activities.querysets import visible
from records.batching import Edit, edit_each
from records.models import Act
from records.values import freeze, thaw


def _reassign(tasks: list[Task], owner: User, *, by, at: datetime, cause: Act) -> Outcome:
    """Not to somebody who may not view the record that a task is about (17.3). A day goes with the owner."""
    unseen, zone = _unseen(tasks, owner), zone_of(owner)
    going = [task for task in tasks if task.pk not in unseen]
    days = {task.pk: {"due_at": end_of(task.due_on, zone)} if task.due_on else {} for task in going}
    edits = [Edit(task, {"owner": owner} | days[task.pk]) for task in going]
    changes = edit_each(edits, by=by, at=at, cause=cause)
    given = {change.record_id for change in changes if "owner" in change.fields}
    notices.tasks_given([task for task in going if task.pk in given], owner, by=by, at=at)
    reason = str(CannotView(blind(owner)))
    return Outcome(len(changes), [Refused(task, reason) for task in tasks if task.pk in unseen])


def _unseen(tasks: list[Task], owner: User) -> set[int]:
    about: dict[str, set[int]] = defaultdict(set)
    for task in tasks:
        if task.about_kind and task.about_id is not None:
            about[task.about_kind].add(task.about_id)
    seen = {(kind, pk) for kind, keys in about.items() for pk in _visible(kind, owner, keys)}
    return {task.pk for task in tasks if task.about_kind and (task.about_kind, task.about_id) not in seen}


def _visible(kind: str, owner: User, keys: set[int]) -> Any:
    return visible(kind, owner).filter(pk__in=keys).values_list("pk", flat=True)


def _complete(tasks: list[Task], _given: Any, *, by, at: datetime, cause: Act) -> Outcome:
    return Outcome(len(complete_each([task for task in tasks if not task.is_done], by=by, at=at, cause=cause)), [])


def rescheduling(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a day, or a moment, or neither (activities.due.columns)."""
    return {name: freeze(value) for name, value in columns.items()}


def _when(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: thaw(Task._meta.get_field(name), facts[name]) for name in ("due_on", "due_at")}


def _reschedule(tasks: list[Task], when: dict[str, Any], *, by, at: datetime, cause: Act) -> Outcome:
    """A day ends with the midnight of each task's owner."""
    prefetch_related_objects(tasks, "owner")
    day = when["due_on"]
    edits = [Edit(task, when | ({"due_at": end_of(day, zone_of(task.owner or by))} if day else {})) for task in tasks]
    return Outcome(len(edit_each(edits, by=by, at=at, cause=cause)), [])


DEEDS = (
    Deed("complete", "edit", _complete, _("Mark as done"), "circle-check", together=True),
    Deed("reschedule", "edit", _reschedule, _("Reschedule"), "calendar", read=_when, together=True),
    REASSIGN._replace(do=_reassign),
    deleting(),
)
