"""A task is done, or not done after all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from activities.choices import TaskState
from activities.models import Task
from records import writing
from records.acting import Cause
from records.batching import Edit, edit_each
from records.lifecycle import Move, Step, move, move_each
from records.models import Transition


@transaction.atomic
def complete(task: Task, *, by, at: datetime, cause: Cause = None) -> Transition:
    """The step and its time are one act, so that one undo takes both back. Raises NotAllowed, Overtaken."""
    step = move(task, "state", TaskState.DONE, by=by, at=at, cause=cause)
    writing.edit(task, {"completed_at": at}, by=by, at=at, cause=step)
    return step


@transaction.atomic
def complete_each(tasks: Sequence[Task], *, by, at: datetime, cause: Cause = None) -> list[Step]:
    """The same for many, set-based; their rows are locked."""
    steps = move_each("state", [Move(task, TaskState.DONE, by, at, cause) for task in tasks])
    edit_each([Edit(task, {"completed_at": at}, None, step) for task, step in steps], by=by, at=at)
    return steps


@transaction.atomic
def reopen(task: Task, *, by, at: datetime, cause: Cause = None) -> Transition:
    """Back to open, as if it had never been done. Raises NotAllowed, Overtaken."""
    step = move(task, "state", TaskState.OPEN, by=by, at=at, cause=cause)
    writing.edit(task, {"completed_at": None}, by=by, at=at, cause=step)
    return step
