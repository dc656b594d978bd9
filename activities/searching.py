"""Tasks and notes in the search of everything."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime

from activities.choices import TaskState
from activities.models import Activity, Note, Task
from lists.searching import found, hint, last
from ui.registry import Hit, Inquiry


def find_tasks(inquiry: Inquiry) -> list[Hit]:
    """Open ones first, by their words or about a record that was found."""
    rows = Task.objects.visible_to(inquiry.user)
    drawn = Task.objects.select_related("owner").only("text", "due_at", "state", "owner__name")
    done = last(Q(state=TaskState.DONE))
    tasks = found(inquiry, rows, drawn=drawn, ways=about_found(inquiry, rows), first=[done])
    return [Hit(str(task), task.get_absolute_url(), "circle-check", hint(_due(task), task.owner)) for task in tasks]


def _due(task: Task) -> str:
    if task.is_done:
        return str(task.get_state_display()).capitalize()
    return date_format(localtime(task.due_at), "SHORT_DATE_FORMAT") if task.due_at else ""


def find_notes(inquiry: Inquiry) -> list[Hit]:
    rows = Note.objects.visible_to(inquiry.user)
    drawn = Note.objects.select_related("owner").only("text", "created_at", "owner__name")
    notes = found(inquiry, rows, drawn=drawn, ways=about_found(inquiry, rows))
    return [Hit(str(note), note.get_absolute_url(), "sticky-note", hint(_day(note), note.owner)) for note in notes]


def _day(note: Note) -> str:
    return date_format(localtime(note.created_at), "SHORT_DATE_FORMAT")


def about_found(inquiry: Inquiry, rows: QuerySet[Activity]) -> list[QuerySet[Activity]]:
    """What is about the records that the searchers before found."""
    about = Q()
    for kind in rows.model.subject_kinds():
        if inquiry.found.get(kind):
            about |= Q(about_kind=kind, about_id__in=inquiry.found[kind])
    return [rows.filter(about)] if about else []
