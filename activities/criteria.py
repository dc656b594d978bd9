"""What tasks and notes can be filtered by, and what records can by their tasks and notes. An app whose records tasks
and notes may be about says so in its own criteria: `register(kind, *happenings(model))` and `told_of(kind, label)`."""

from __future__ import annotations

from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from activities.choices import TaskState
from activities.models import Note, Task
from lists.fields import FieldType, ListField, Relation, Section, register
from lists.of_records import common, texts
from records.models import Record
from records.naming import kind_of

TASK, NOTE = kind_of(Task), kind_of(Note)


def happenings(model: type[Record]) -> list[ListField | Relation]:
    """Whoever sees a record sees the tasks about it (14.5), so that these need no further look at rights."""
    kind = kind_of(model)

    def open_tasks() -> QuerySet:
        return Task.objects.live().open().filter(about_kind=kind, about_id=OuterRef("pk"))

    def next_task() -> Subquery:
        soonest = open_tasks().filter(due_at__isnull=False).order_by("due_at", "pk")
        return Subquery(soonest.values("due_at")[:1], output_field=DateTimeField())

    def last_happening() -> Coalesce:
        return Coalesce(F("last_activity_at"), F("created_at"), output_field=DateTimeField())

    activity = Section.ACTIVITY
    return [
        ListField("last_activity", _("Last activity"), FieldType.MOMENT, "last_activity_at", activity),
        ListField("quiet", _("Nothing happened"), FieldType.SPAN, last_happening, activity),
        ListField("next_task", _("Next task is due"), FieldType.MOMENT, next_task, activity),
        ListField("next_step", _("Has a next step"), FieldType.YES_NO, lambda: Exists(open_tasks()), activity),
        _hanging("tasks", _("Tasks"), TASK, kind),
        _hanging("notes", _("Notes"), NOTE, kind),
    ]


def _hanging(key: str, label: object, kind: str, about: str) -> Relation:
    def ties(rows: QuerySet) -> Q:
        return Q(Exists(rows.filter(about_kind=about, about_id=OuterRef("pk"))))

    return Relation(key, label, kind, ties)


def told_of(kind: str, key: str, label: object) -> None:
    """Tasks and notes can be filtered by the record of this kind that they are about."""

    def ties(rows: QuerySet) -> Q:
        return Q(about_kind=kind) & Q(Exists(rows.filter(pk=OuterRef("about_id"))))

    for about in (TASK, NOTE):
        register(about, Relation(key, label, kind, ties, one=True))


register(
    TASK,
    *texts(Task, "text", "details"),
    ListField("state", _("State"), FieldType.CHOICE, choices=TaskState.choices),
    ListField("due", _("Due"), FieldType.MOMENT, "due_at"),
    ListField("reminder", _("Reminder"), FieldType.MOMENT, "remind_at"),
    ListField("completed", _("Completed"), FieldType.MOMENT, "completed_at", Section.ACTIVITY),
    *common(Task),
)
register(
    NOTE,
    *texts(Note, "text"),
    ListField("important", _("Important"), FieldType.YES_NO, "is_important"),
    *common(Note),
)
