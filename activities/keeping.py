"""Writing notes and tasks down, and changing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from activities import notices
from activities.due import end_of, zone_of
from activities.models import Activity, Note, Task
from activities.querysets import visible
from records import writing
from records.acting import Cause
from records.errors import RecordError
from records.models import Act, Record
from records.naming import kind_of
from records.writing import Added


class CannotView(RecordError):
    """A task about a record was to be given to somebody who may not view that record (17.3)."""


def add_task(
    *, by, at: datetime, text: str, owner=None, details: str = "", due_at: datetime | None = None,
    due_on: date | None = None, remind_at: datetime | None = None, about: Record | None = None,
    form_token: UUID | None = None, cause: Cause = None,
) -> Added:  # fmt: skip
    """A new task, the adder's own by default; whoever else gets it is told. Raises CannotView (17.3).

    `due_on` is a day without a time: it ends at the owner's midnight, whatever `due_at` says.
    """
    owner = owner or by
    more = {"details": details, "remind_at": remind_at, "form_token": form_token}
    task = new_task(owner=owner, text=text, due_at=due_at, due_on=due_on, about=about, **more)
    refuse_the_blind(task, owner)
    added = writing.create_once(task, by=by, at=at, cause=cause)
    if added.act:
        notices.task_given(task, by=by, at=at)
    return added


def new_task(
    *, owner, text: str, due_at: datetime | None = None, due_on: date | None = None, about: Record | None = None,
    **fields: Any,
) -> Task:  # fmt: skip
    """What `add_task` stores, not stored yet."""
    task = Task(owner=owner, text=text, **fields, **_about(about))
    _settle_due(task, due_at, due_on)
    return task


def add_note(
    *, by, at: datetime, text: str, is_important: bool = False, is_restricted: bool = False,
    tags: Iterable[str] = (), about: Record | None = None, form_token: UUID | None = None, cause: Cause = None,
) -> Added:  # fmt: skip
    """A new note, owned by its author."""
    more = {"is_important": is_important, "is_restricted": is_restricted, "form_token": form_token}
    note = new_note(by=by, text=text, about=about, **more)
    return writing.create_once(note, by=by, at=at, cause=cause, tags=tags)


def new_note(*, by, text: str, about: Record | None = None, **fields: Any) -> Note:
    """What `add_note` stores, not stored yet."""
    return Note(owner=by, text=text, **fields, **_about(about))


def edit_task(
    task: Task, values: Mapping[str, Any], *, by, at: datetime, version: int | None = None, cause: Cause = None
) -> Act | None:
    """Change fields of a task. None when nothing differs; raises Overtaken, and CannotView (17.3).

    `due_at` and `due_on` come together or not at all. A day goes with the owner: whoever gets the task has until
    their own midnight.
    """
    new, owner = dict(values), values.get("owner", task.owner)
    if "owner" in new and owner != task.owner:
        refuse_the_blind(task, owner)
    if {"due_at", "due_on", "owner"} & set(new):
        day = new.get("due_on", task.due_on)
        new |= {"due_on": day, "due_at": end_of(day, zone_of(owner)) if day else new.get("due_at", task.due_at)}
    had = task.owner_id
    act = writing.edit(task, new, by=by, at=at, version=version, cause=cause)
    if act and task.owner_id != had:
        notices.task_given(task, by=by, at=at)
    return act


def edit_note(
    note: Note, values: Mapping[str, Any], *, by, at: datetime, version: int | None = None,
    tags: Iterable[str] | None = None, cause: Cause = None,
) -> Act | None:  # fmt: skip
    """Change fields or tags of a note. None when nothing differs; raises Overtaken."""
    return writing.edit(note, values, by=by, at=at, version=version, tags=tags, cause=cause)


def may_view_subject(activity: Activity, user) -> bool:
    """Whether this person may view what it is about; anybody may, when it is about nothing."""
    if not activity.about_kind:
        return True
    return visible(activity.about_kind, user).filter(pk=activity.about_id).exists()


def refuse_the_blind(task: Task, owner) -> None:
    """17.3: a task about a record goes only to somebody who may view that record."""
    if owner is not None and not may_view_subject(task, owner):
        raise CannotView(blind(owner))


def blind(owner) -> str:
    return _("%(name)s may not view the record this task is about.") % {"name": owner}


def _about(record: Record | None) -> dict[str, Any]:
    return {"about_kind": kind_of(record), "about_id": record.pk} if record is not None else {}


def _settle_due(task: Task, due_at: datetime | None, due_on: date | None) -> None:
    task.due_on, task.due_at = due_on, end_of(due_on, zone_of(task.owner)) if due_on else due_at
