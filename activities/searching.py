"""Tasks and notes in the search of everything."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime

from activities.choices import TaskState
from activities.models import Activity, Note, Task
from lists.searching import found, hint, is_long_enough, last
from ui.registry import Hit, Inquiry


def find_tasks(inquiry: Inquiry) -> list[Hit]:
    """Open ones first, by their words or about a record that was found."""
    if not is_long_enough(inquiry.text):
        return []
    rows = Task.objects.visible_to(inquiry.user)
    drawn = Task.objects.select_related("owner").only("text", "due_at", "state", "owner__name")
    done = last(Q(state=TaskState.DONE))
    tasks = found(inquiry, rows, drawn=drawn, ways=about_found(inquiry, rows), first=[done])
    return [_hit(task, "circle-check", _due(task)) for task in tasks]


def _hit(row: Any, icon: str, when: str) -> Hit:
    return Hit(str(row), row.get_absolute_url(), icon, hint(when, row.owner), row.likeness)


def _due(task: Task) -> str:
    if task.is_done:
        return str(task.get_state_display()).capitalize()
    return _day(task.due_at) if task.due_at else ""


def find_notes(inquiry: Inquiry) -> list[Hit]:
    """By their words or about a record that was found."""
    if not is_long_enough(inquiry.text):
        return []
    rows = Note.objects.visible_to(inquiry.user)
    drawn = Note.objects.select_related("owner").only("text", "created_at", "owner__name")
    notes = found(inquiry, rows, drawn=drawn, ways=about_found(inquiry, rows))
    return [_hit(note, "sticky-note", _day(note.created_at)) for note in notes]


def _day(at: datetime) -> str:
    return date_format(localtime(at), "SHORT_DATE_FORMAT")


def about_found(inquiry: Inquiry, rows: QuerySet[Activity]) -> list[QuerySet[Activity]]:
    """What is about the records that the searchers before found."""
    about = Q()
    for kind in rows.model.subject_kinds():
        if inquiry.found.get(kind):
            about |= Q(about_kind=kind, about_id__in=inquiry.found[kind])
    return [rows.filter(about)] if about else []
