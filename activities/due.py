"""When something is due: a moment, or a day that ends with its owner's midnight."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone

LAST_SECOND = time(23, 59, 59)


def zone_of(user) -> ZoneInfo:
    """The time zone in which this person's days are counted: their own, else the account's."""
    return ZoneInfo(user.time_zone or user.account.time_zone)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment from which something due on this day is late."""
    return datetime.combine(day, LAST_SECOND, zone)


def day_of(task, zone) -> date | None:
    """The day a task stands under: its own when it is due on a day, else the viewer's."""
    if task.due_on or task.due_at is None:
        return task.due_on
    return timezone.localtime(task.due_at, zone).date()


def columns(day: date | None, hour: time | None, zone: tzinfo) -> dict[str, date | datetime | None]:
    """What a form's day and time mean: a day alone is a day of the owner, with a time it is a moment in `zone`."""
    if day is None or hour is None:
        return {"due_on": day, "due_at": None}
    return {"due_on": None, "due_at": datetime.combine(day, hour, zone)}
