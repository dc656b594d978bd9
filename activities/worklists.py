"""The worklists of the tasks page (17.4)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from activities.querysets import TaskQuerySet

BY_DUE, NEWEST, LAST_DONE = ("due_at", "id"), ("-created_at", "-id"), ("-completed_at", "-id")
MOST_COUNTED = 10_000

VIEWS = {
    "today": lambda rows, now: (rows.today(now), BY_DUE),
    "upcoming": lambda rows, now: (rows.upcoming(now), BY_DUE),
    "overdue": lambda rows, now: (rows.overdue(now), BY_DUE),
    "open": lambda rows, now: (rows.open(), BY_DUE),
    "done": lambda rows, now: (rows.done(), LAST_DONE),
    "all": lambda rows, now: (rows, NEWEST),
}
WORDS = {
    "today": _("Today"), "upcoming": _("Upcoming"), "overdue": _("Overdue"), "open": _("Open"), "done": _("Done"),
    "all": _("All"),
}  # fmt: skip


def counts(rows: TaskQuerySet, now: datetime) -> dict[str, int]:
    """How many open ones each list has, counted up to 10,001; what is done or all is not worth counting."""
    return {view: VIEWS[view](rows, now)[0].order_by()[: MOST_COUNTED + 1].count() for view in
            ("today", "upcoming", "overdue")}  # fmt: skip


def default_day(view: str, now: datetime) -> date | None:
    """What is added to today's list is due today."""
    return now.date() if view == "today" else None
