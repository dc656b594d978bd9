"""Days that are said relative to today: "this month", "in the last 30 days". All are whole days on the calendar of
the person who asks: `now` carries their time zone, and with it the day that is today."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

UNITS = {
    "days": ngettext_lazy("%(n)s day", "%(n)s days", "n"),
    "weeks": ngettext_lazy("%(n)s week", "%(n)s weeks", "n"),
    "months": ngettext_lazy("%(n)s month", "%(n)s months", "n"),
}  # fmt: skip
UNIT_NAMES = {"days": _("days"), "weeks": _("weeks"), "months": _("months")}
MOST = {"days": 3660, "weeks": 522, "months": 120}


class Span(NamedTuple):
    n: int
    unit: str

    def __str__(self) -> str:
        return str(UNITS[self.unit] % {"n": self.n})


class Days(NamedTuple):
    """From the first of these days up to the last, both among them."""

    first: date
    last: date


def moved(day: date, span: Span, sign: int) -> date:
    """So many days, weeks or months away; a month that is too short ends the count on its last day."""
    if span.unit != "months":
        return day + timedelta(days=sign * span.n * (7 if span.unit == "weeks" else 1))
    months = day.year * 12 + day.month - 1 + sign * span.n
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_of(day: date, away: int = 0, length: int = 1) -> Days:
    """The month, or the `length` months from the first of its block: 3 is a quarter, 12 a year."""
    block = (day.month - 1) // length * length
    first = moved(date(day.year, block + 1, 1), Span(abs(away) * length, "months"), 1 if away >= 0 else -1)
    return Days(first, moved(first, Span(length, "months"), 1) - timedelta(days=1))


def week_of(day: date, away: int = 0) -> Days:
    """Weeks begin on Monday (ISO 8601)."""
    first = day - timedelta(days=day.weekday()) + timedelta(weeks=away)
    return Days(first, first + timedelta(days=6))


def day_of(day: date, away: int) -> Days:
    found = day + timedelta(days=away)
    return Days(found, found)


PERIODS: dict[str, tuple[Any, Callable[[date], Days]]] = {
    "today": (_("today"), lambda day: day_of(day, 0)),
    "yesterday": (_("yesterday"), lambda day: day_of(day, -1)),
    "tomorrow": (_("tomorrow"), lambda day: day_of(day, 1)),
    "this_week": (_("this week"), lambda day: week_of(day)),
    "last_week": (_("last week"), lambda day: week_of(day, -1)),
    "next_week": (_("next week"), lambda day: week_of(day, 1)),
    "this_month": (_("this month"), lambda day: month_of(day)),
    "last_month": (_("last month"), lambda day: month_of(day, -1)),
    "next_month": (_("next month"), lambda day: month_of(day, 1)),
    "this_quarter": (_("this quarter"), lambda day: month_of(day, length=3)),
    "last_quarter": (_("last quarter"), lambda day: month_of(day, -1, 3)),
    "next_quarter": (_("next quarter"), lambda day: month_of(day, 1, 3)),
    "this_year": (_("this year"), lambda day: month_of(day, length=12)),
    "last_year": (_("last year"), lambda day: month_of(day, -1, 12)),
    "next_year": (_("next year"), lambda day: month_of(day, 1, 12)),
}


def last(today: date, span: Span) -> Days:
    """From the day that lies so far back up to today."""
    return Days(moved(today, span, -1), today)


def coming(today: date, span: Span) -> Days:
    """From today up to the day that lies so far ahead."""
    return Days(today, moved(today, span, 1))


def start_of(day: date, now: datetime) -> datetime:
    """The first moment of a day there."""
    return datetime.combine(day, time.min, now.tzinfo)
