"""The worklists of the tasks page (17.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.querysets import TaskQuerySet
from lists import recents
from lists.counting import Count, counted

NEWEST = ("-created_at", "-id")
USUAL = "today"

VIEWS: dict[str, Callable[[TaskQuerySet, Any, datetime], TaskQuerySet]] = {
    "today": lambda rows, user, now: rows.today(now),
    "upcoming": lambda rows, user, now: rows.upcoming(now),
    "overdue": lambda rows, user, now: rows.overdue(now),
    "open": lambda rows, user, now: rows.open(),
    "done": lambda rows, user, now: rows.done(),
    "all": lambda rows, user, now: rows,
    recents.VIEW: lambda rows, user, now: recents.looked_at(rows, user),
}
WORDS = {
    "today": _("Today"), "upcoming": _("Upcoming"), "overdue": _("Overdue"), "open": _("Open"), "done": _("Done"),
    "all": _("All"), recents.VIEW: _("Recently viewed"),
}  # fmt: skip
# What these hold changes from one moment to the next.
MOVING = {"overdue"}
COUNTED = ("today", "upcoming", "overdue")


def view_of(query: Any) -> str:
    wanted = query.get("view", "")
    return wanted if wanted in VIEWS else USUAL


def held(view: str, rows: TaskQuerySet, user: Any, *, now: datetime) -> TaskQuerySet:
    """`now` carries the time zone in which a day is counted: the viewer's."""
    return VIEWS[view](rows, user, now)


def counts(rows: TaskQuerySet, user: Any, *, now: datetime) -> dict[str, Count]:
    """How many open ones each list has; what is done or all is not worth counting."""
    return {view: counted(held(view, rows, user, now=now)) for view in COUNTED}


def default_day(view: str, now: datetime) -> date | None:
    """What is added to today's list is due today."""
    return now.date() if view == "today" else None
