"""What a condition may be given, made of what stands in the JSON. Each reader takes any JSON value and refuses by
`Wrong`, whose sentence stands beside the condition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lists.fields import ListField
from lists.filtering.periods import MOST, PERIODS, UNITS, Span
from ui.amounts import amount_in, as_decimal
from ui.typed import FIRST, LAST

LONGEST_TEXT, MOST_PICKED, LARGEST, LARGEST_KEY = 255, 200, Decimal(10**15), 2**63 - 1
ME = "me"


class Wrong(Exception):
    """A value that does not fit its operator."""


def nothing(value: Any, field: ListField) -> None:
    """The operator asks for no value; one that is there all the same does no harm."""


def line(value: Any, field: ListField) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    text = value.replace("\x00", "").strip() if isinstance(value, str) else ""
    if not text:
        raise Wrong(_("Enter a text."))
    if len(text) > LONGEST_TEXT:
        raise Wrong(_("A text to compare with has at most %(most)s characters.") % {"most": LONGEST_TEXT})
    return text


def number(value: Any, field: ListField) -> Decimal:
    """A JSON number, or one typed the way the reader's language writes it."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise Wrong(_("Enter a number."))
    found = amount_in(value[:40]) if isinstance(value, str) else as_decimal(value)
    if found is None:
        raise Wrong(_("Enter a number."))
    if abs(found) >= LARGEST:
        raise Wrong(_("A number has at most 15 digits."))
    return found


def numbers(value: Any, field: ListField) -> tuple[Decimal, Decimal]:
    low, high = _two(value)
    return number(low, field), number(high, field)


def day(value: Any, field: ListField) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        found = None
    if found is None:
        raise Wrong(_("Choose a day."))
    if not FIRST <= found <= LAST:
        raise Wrong(_("Choose a day between 1970 and 2199."))
    return found


def days(value: Any, field: ListField) -> tuple[date, date]:
    first, last = _two(value)
    return day(first, field), day(last, field)


def _two(value: Any) -> tuple[Any, Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise Wrong(_("Enter both ends."))
    return value[0], value[1]


def span(value: Any, field: ListField) -> Span:
    """{"n": 30, "unit": "days"}"""
    if not isinstance(value, dict) or not isinstance(value.get("unit"), str) or value["unit"] not in UNITS:
        raise Wrong(_("Choose days, weeks or months."))
    n, unit = value.get("n"), value["unit"]
    if isinstance(n, str) and n.strip().isascii() and n.strip().isdigit() and len(n.strip()) < 6:
        n = int(n)
    if isinstance(n, bool) or not isinstance(n, int) or not 0 < n <= MOST[unit]:
        raise Wrong(_("Enter a whole number from 1 to %(most)s.") % {"most": MOST[unit]})
    return Span(n, unit)


def period(value: Any, field: ListField) -> str:
    if not isinstance(value, str) or value not in PERIODS:
        raise Wrong(_("Choose a period."))
    return value


def flag(value: Any, field: ListField) -> bool:
    known = {"true": True, "false": False}
    found = known.get(value) if isinstance(value, str) else value
    if not isinstance(found, bool):
        raise Wrong(_("Choose yes or no."))
    return found


def picks(value: Any, field: ListField) -> list[Any]:
    """Of a fixed list only what is in it. Lists that admins keep may have lost a value, which then nothing has."""
    found = _many(value)
    if field.keys:
        return [_key(each) for each in found]
    words = [each for each in found if isinstance(each, str) and len(each) <= LONGEST_TEXT]
    if len(words) != len(found):
        raise Wrong(_("Choose from the list."))
    if not callable(field.choices) and field.section != "custom":
        known = {value for value, _label in field.choices}
        if unknown := [each for each in words if each not in known]:
            raise Wrong(_("“%(value)s” is not in the list.") % {"value": unknown[0][:40]})
    return [each.replace("\x00", "") for each in words]


def keys(value: Any, field: ListField) -> list[int]:
    return [_key(each) for each in _many(value)]


def people(value: Any, field: ListField) -> list[Any]:
    """Keys of people, and "me"."""
    return [each if each == ME else _key(each) for each in _many(value)]


def manager(value: Any, field: ListField) -> Any:
    """Whose team: "me", or the key of a manager."""
    return ME if value in (None, "", ME) else _key(value)


def _many(value: Any) -> list[Any]:
    found = value if isinstance(value, list) else [] if value in (None, "") else [value]
    if not found:
        raise Wrong(_("Choose at least one."))
    if len(found) > MOST_PICKED:
        raise Wrong(_("Choose at most %(most)s.") % {"most": MOST_PICKED})
    return found


def _key(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 18:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_KEY:
        raise Wrong(_("Choose from the list."))
    return value


Reader = Callable[[Any, ListField], Any]

# What may be given several values.
MANY = frozenset({picks, keys, people})
