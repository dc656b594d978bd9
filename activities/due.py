"""When something is due: a moment, or a day that ends with its owner's midnight."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import Account

LAST_SECOND = time(23, 59, 59)


def zone_of(user) -> ZoneInfo:
    """The time zone in which this person's days are counted: their own, else the account's."""
    return ZoneInfo(user.time_zone or Account.current().time_zone)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment from which something due on this day is late."""
    return datetime.combine(day, LAST_SECOND, zone)


def day_of(task, zone) -> date | None:
    """The day a task stands under: its own when it is due on a day, else the viewer's."""
    if task.due_on or task.due_at is None:
        return task.due_on
    return timezone.localtime(task.due_at, zone).date()
