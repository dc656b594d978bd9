"""What activities tell people in the notifications centre."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts import notifying
from accounts.models import User
from activities.models import Task

MOST_NAMED = 3


def task_given(task: Task, *, by, at: datetime) -> None:
    """Somebody else gave the owner this task; nobody is told of what they did themselves."""
    if task.owner is None or task.owner == by:
        return

    def words() -> str:
        return _("%(who)s gave you the task “%(task)s”.") % {"who": by or _("The system"), "task": _short(task)}

    notifying.notify(task.owner, "task_given", words, url=task.get_absolute_url(), at=at, about=task)


def tasks_given(tasks: Sequence[Task], owner: User, *, by, at: datetime) -> None:
    """The same of several at once: each by name while they are few."""
    if len(tasks) <= MOST_NAMED:
        for task in tasks:
            task_given(task, by=by, at=at)
    elif owner != by:
        said = {"who": by or _("The system"), "count": len(tasks)}
        words = partial(_, "%(who)s gave you %(count)s tasks.")
        notifying.notify(owner, "task_given", lambda: words() % said, url=reverse("activities:tasks"), at=at)


def task_reminder(task: Task, *, at: datetime) -> None:
    """Nobody is told of a task that is nobody's."""
    if task.owner is None:
        return

    def words() -> str:
        return _("Reminder: %(task)s") % {"task": _short(task)}

    notifying.notify(task.owner, "task_reminder", words, url=task.get_absolute_url(), at=at, about=task)


def _short(task: Task) -> str:
    """A notification has 300 characters; the task itself is one click away."""
    return Truncator(task.text).chars(180)
