"""Reminders: the tasks are the queue, a sweep tells their owners."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from activities import notices
from activities.models import Task

BATCH = 500


def remind(*, at: datetime) -> int:
    """Tell the owner of every task whose reminder has come; returns how many were told. Safe to run twice at once."""
    waiting = Task.objects.to_be_reminded(at).exclude(owner=None).select_related("owner").order_by("remind_at", "pk")
    return sum(remind_of(task, at=at) for task in waiting[:BATCH])


@transaction.atomic
def remind_of(task: Task, *, at: datetime) -> bool:
    """Claim the reminder by compare-and-set; whoever gets it writes the notification in the same transaction."""
    mine = Task.objects.to_be_reminded(at).filter(pk=task.pk, remind_at=task.remind_at, owner=task.owner)
    if not mine.update(reminded_at=at):
        return False
    notices.task_reminder(task, at=at)
    return True
