"""Tasks and notes in the search of everything."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from accounts.choices import Scope
from activities.choices import TaskState
from activities.models import Activity, Note, Task
from lists.pieces import Piece, among, every, some
from lists.searching import Ask, found, hint, is_long_enough
from records.naming import kind_of, model_of
from ui.registry import Hit, Inquiry


def find_tasks(inquiry: Inquiry) -> list[Hit]:
    """Open ones first, by their words or about a record that was found."""
    if not is_long_enough(inquiry.text):
        return []
    done = Piece("it.state = %s", (TaskState.DONE,))
    tasks = found(inquiry, _ask(inquiry, Task, columns=("text", "due_at", "state", "owner__name"), last=done))
    return [_hit(task, "circle-check", _due(task)) for task in tasks]


def _hit(row: Any, icon: str, when: str) -> Hit:
    return Hit(str(row), row.get_absolute_url(), icon, hint(when, row.owner__name), row.likeness)


def _due(task: Task) -> str:
    if task.is_done:
        return str(task.get_state_display()).capitalize()
    return _day(task.due_at) if task.due_at else ""


def find_notes(inquiry: Inquiry) -> list[Hit]:
    """By their words or about a record that was found."""
    if not is_long_enough(inquiry.text):
        return []
    notes = found(inquiry, _ask(inquiry, Note, columns=("text", "created_at", "owner__name")))
    return [_hit(note, "sticky-note", _day(note.created_at)) for note in notes]


def _day(at: datetime) -> str:
    return date_format(localtime(at), "SHORT_DATE_FORMAT")


def _ask(inquiry: Inquiry, model: Any, **facts: Any) -> Ask:
    return Ask(
        key=kind_of(model), model=model, tables=partial(_tables, model), also=about_found(inquiry, model),
        also_in="wide" if _is_wide(model, inquiry.user) else "seen", needs=("about_kind", "about_id"), **facts
    )  # fmt: skip


def _tables(model: Any, user: Any) -> dict[str, Any]:
    """What may be seen follows from the record a row is about, which is dear to ask for rows that are many: whoever
    sees the records of others is asked it for the first that answer only, and has those of its own people besides.
    What is about a record that was found needs no such question."""
    seen = model.objects.visible_to(user)
    if not _is_wide(model, user):
        return {"seen": seen}
    wide = model.objects.live().filter(model.reach_beside(user))
    return {"seen": seen, "wide": wide, "near": wide.filter(user.rights.by_ownership(model, "view"))}


def _is_wide(model: Any, user: Any) -> bool:
    return not user.rights.sees_all and any(_is_shared(kind, user) for kind in model.subject_kinds())


def _is_shared(kind: str, user: Any) -> bool:
    return user.rights.scope(model_of(kind).permission_object, "view") not in {Scope.NONE, Scope.OWN}


def about_found(inquiry: Inquiry, model: type[Activity]) -> Piece | None:
    """What is about the records that the searchers before found."""
    about = [
        every([Piece("about_kind = %s", (kind,)), among("about_id", inquiry.found[kind])])
        for kind in model.subject_kinds()
        if inquiry.found.get(kind)
    ]
    return some(about) if about else None
