"""Long lists to choose from: currencies in use and time zones."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

from babel.core import get_global
from babel.numbers import get_currency_name

AREAS = {
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
}  # fmt: skip


@lru_cache(maxsize=1)
def currency_codes() -> tuple[str, ...]:
    """What is legal tender somewhere today (CLDR)."""
    rows = get_global("territory_currencies").values()
    return tuple(sorted({code for uses in rows for code, _start, end, tender in uses if end is None and tender}))


def is_currency(code: str) -> bool:
    return code in currency_codes()


@lru_cache(maxsize=8)
def currencies(language: str) -> tuple[tuple[str, str], ...]:
    """(code, "EUR · Euro") in this language."""
    locale = language.replace("-", "_")
    return tuple((code, f"{code} · {get_currency_name(code, locale=locale)}") for code in currency_codes())


@lru_cache(maxsize=1)
def time_zones() -> tuple[tuple[str, str], ...]:
    """(name, "Europe / Berlin"): places, without aliases that are no place."""
    names = sorted(name for name in available_timezones() if name.partition("/")[0] in AREAS)
    return (("UTC", "UTC"), *((name, name.replace("/", " / ").replace("_", " ")) for name in names))
