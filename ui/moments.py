"""Days and times as lists show them: in few words, fast. Formatting is the dearest part of a row, and a day is shown
again and again while hardly any moment is: so a day's words are remembered, and the hour is put into them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from html import escape

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

HOUR, MINUTE = "\x01", "\x02"
# What a pattern may say about the hour besides H and i; a language that does is formatted the long way.
OTHER_HOURS = re.compile(r"[aAfgGhPsuBIOTZeU]")


def drawn_moment(value: date, late: bool, today: date, language: str, zone: tzinfo) -> str:
    """A `time` element. A moment is told in `zone`; `language` is the one that is active."""
    if not isinstance(value, datetime):
        near, full = _day(value, today, language)
        return _element(value.isoformat(), full, near, late)
    moment = value.astimezone(zone) if value.tzinfo else value
    near, full = _moment(moment.date(), today, language)
    hour, minute = f"{moment.hour:02}", f"{moment.minute:02}"
    full = full.replace(HOUR, hour).replace(MINUTE, minute) if HOUR in full else escape(_long(moment))
    if near == HOUR:
        near = escape(date_format(moment, pgettext("time of day", "H:i")))
    return _element(value.isoformat(), full, near, late)


def _element(machine: str, full: str, near: str, late: bool) -> str:
    return f'<time datetime="{machine}" title="{full}"{LATE if late else ""}>{near}</time>'


LATE = ' class="late"'


def _long(moment: datetime) -> str:
    return date_format(moment, pgettext("full time", "j F Y, H:i"))


@lru_cache(maxsize=4096)
def _day(day: date, today: date, language: str) -> tuple[str, str]:
    return escape(near_words(day, today)), escape(date_format(day, pgettext("full day", "j F Y")))


@lru_cache(maxsize=4096)
def _moment(day: date, today: date, language: str) -> tuple[str, str]:
    """The same of a day that has an hour: a place for it stands in the full words; the near ones are but a place for
    today."""
    pattern = pgettext("full time", "j F Y, H:i")
    near = HOUR if day == today else escape(near_words(day, today))
    if OTHER_HOURS.search(pattern) or "\\" in pattern:
        return near, ""
    held = pattern.replace("H", HOUR).replace("i", MINUTE)
    return near, escape(date_format(datetime.combine(day, datetime.min.time(), UTC), held))


def near_words(day: date, today: date) -> str:
    """Today, Yesterday, 27 Nov or 27 Nov 2024."""
    day = day.date() if isinstance(day, datetime) else day
    away = (day - today).days
    if away in (0, -1, 1):
        return {0: _("Today"), -1: _("Yesterday"), 1: _("Tomorrow")}[away]
    same_year = day.year == today.year
    return date_format(day, pgettext("day of this year", "j M") if same_year else pgettext("day", "j M Y"))
