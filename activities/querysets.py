"""How notes, tasks and happenings are asked for."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import ExpressionWrapper, F, Q

from activities.choices import TaskState
from lists.rights import with_own_rights, with_rights
from records.naming import kind_of, model_of
from records.querysets import RecordQuerySet


def visible(kind: str, user, action: str = "view") -> RecordQuerySet:
    """What this person may reach of a kind that is known by its name only. LookupError for an unknown kind."""
    model: Any = model_of(kind)
    return model.objects.visible_to(user, action)


def midnight_after(now: datetime, days: int = 1) -> datetime:
    """The start of the day after `now`, in the time zone that `now` carries."""
    return datetime.combine(now.date() + timedelta(days=days), time.min, now.tzinfo)


def hanging(kind: str, user) -> Any:
    """Notes or tasks for whoever views what they are about (14.5): cheaper than `visible`, which asks that for each.
    This person may view those of them where they view that, and those that are `is_reached`."""
    model: Any = model_of(kind)
    own = ExpressionWrapper(user.rights.by_ownership(model, "view"), models.BooleanField())
    return model.objects.live().filter(model.reach_beside(user)).annotate(is_reached=own)


class ActivityQuerySet(RecordQuerySet):
    def hanging_on(self, record, user, *rights: str) -> Self:
        """Those about a record that this person views, as far as they may view them, each with `may_edit`, ... for
        each of the rights: with the record in sight, these follow from who owns it alone (`Activity.reach_of`)."""
        model: Any = self.model
        rows = self.live().about(record).filter(model.reach_beside(user))
        return with_own_rights(rows, user, *rights)

    def about(self, record) -> Self:
        return self.filter(about_kind=kind_of(record), about_id=record.pk)

    def with_rights(self, user, *actions: str) -> Self:
        """Each row with `may_edit`, `may_delete`, ... of this person, so that a list asks once."""
        return with_rights(self, user, *actions)

    def floating(self) -> Self:
        """About no record (17.1)."""
        return self.filter(about_kind="")


class TaskQuerySet(ActivityQuerySet):
    """`now` carries the time zone in which a day is counted: the viewer's."""

    def open(self) -> Self:
        return self.filter(state=TaskState.OPEN)

    def done(self) -> Self:
        return self.filter(state=TaskState.DONE)

    def overdue(self, now: datetime) -> Self:
        """Open, and the moment they were due has passed (17.2)."""
        return self.open().filter(due_at__lt=now)

    def today(self, now: datetime) -> Self:
        """Open and due on this day, the hours that have passed included."""
        return self.open().filter(due_at__gte=midnight_after(now, 0), due_at__lt=midnight_after(now))

    def upcoming(self, now: datetime) -> Self:
        """Open and due after this day, or on no day at all."""
        return self.open().filter(Q(due_at__gte=midnight_after(now)) | Q(due_at=None))

    def due(self, now: datetime) -> Self:
        """Open, and due today or before: what the rail counts."""
        return self.open().filter(due_at__lt=midnight_after(now))

    def to_be_reminded(self, now: datetime) -> Self:
        """Open and out of the bin, the reminder's time has come, and nobody was reminded of that time yet."""
        fresh = Q(reminded_at=None) | Q(reminded_at__lt=F("remind_at"))
        return self.live().open().filter(fresh, remind_at__lte=now)


class NoteQuerySet(ActivityQuerySet):
    def important(self) -> Self:
        return self.filter(is_important=True)


class EntryLinkQuerySet(models.QuerySet):
    def of(self, record) -> Self:
        """What happened to a record and to what belongs to it."""
        return self.filter(kind=kind_of(record), record_id=record.pk)
