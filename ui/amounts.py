"""Amounts of money and shares, read and written in the reader's language."""

from __future__ import annotations

import copy
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.numbers import format_decimal, format_percent
from django.conf import settings
from django.utils.formats import get_format
from django.utils.translation import get_language

SEPARATORS = ".,"
NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")
MINUS = ("-", "−", "–")


def money_text(value: Any, currency: str = "") -> str:
    """ "€48,000" or "48.000 €": without decimals when whole, otherwise with those of the currency; "" for nothing."""
    amount = as_decimal(value)
    return "" if amount is None else _money(amount, currency or "", _language())


def percent_text(value: Any) -> str:
    """ "50%" or "50 %"; "" for nothing."""
    share = as_decimal(value)
    return "" if share is None else _percent(share, _language())


def as_decimal(value: Any) -> Decimal | None:
    """A number as Decimal; None for what is none, and for what is not finite."""
    try:
        found = None if value is None or value == "" else Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None


@lru_cache(maxsize=8192)
def _money(amount: Decimal, currency: str, language: str) -> str:
    locale = Locale.parse(language, sep="-")
    if not currency:
        return format_decimal(amount, locale=locale, decimal_quantization=False)
    pattern = copy.copy(locale.currency_formats["standard"])
    whole = amount == amount.to_integral_value()
    if whole:
        pattern.frac_prec = (0, 0)
    text = pattern.apply(amount, locale, currency=currency, currency_digits=not whole)
    # A code is no sign: "CHF 48,000", and the two stay on one line.
    return re.sub(r"(?<=[^\W\d_])(?=\d)", "\N{NO-BREAK SPACE}", text)


@lru_cache(maxsize=1024)
def _percent(share: Decimal, language: str) -> str:
    return format_percent(share / 100, locale=Locale.parse(language, sep="-"), decimal_quantization=False)


def amount_in(text: str) -> Decimal | None:
    """The number somebody typed: 1.234,50 or 1,234.50, with spaces or apostrophes between thousands, with a currency's
    sign. None for anything else, so that no misreading is stored.

    Of two kinds of separators the last is the decimal one. One kind alone separates decimals if it is the language's
    decimal sign; else thousands where it stands in front of three digits each time, and decimals where it cannot.
    """
    bare = "".join(char for char in text if not char.isspace() and unicodedata.category(char) != "Sc")
    bare = re.sub(r"['’_]", "", bare)
    negative = bare.startswith(MINUS)
    plain = _with_points(bare[1:] if negative else bare)
    if plain is None or not NUMBER.fullmatch(plain):
        return None
    amount = Decimal(plain)
    return -amount if negative else amount


def _with_points(text: str) -> str | None:
    """Without thousands separators, and with a point for the decimals; None where the separators contradict."""
    used = [char for char in text if char in SEPARATORS]
    if not used:
        return text
    decimal = _decimal_sign(text, used)
    whole, _sign, rest = text.rpartition(decimal) if decimal else (text, "", "")
    if any(char in rest for char in SEPARATORS) or (decimal and decimal in whole):
        return None
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and (not 0 < len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        return None
    return "".join(groups) + (f".{rest}" if decimal else "")


def _decimal_sign(text: str, used: list[str]) -> str:
    """The separator of the decimals, "" when there are none."""
    if len(set(used)) == 2:
        return used[-1]
    sign = used[0]
    if len(used) > 1:
        return ""
    if sign == get_format("DECIMAL_SEPARATOR"):
        return sign
    return "" if re.fullmatch(r"\d{1,3}[.,]\d{3}", text) else sign


def as_typed(amount: Decimal) -> str:
    """The amount as its reader would type it: no thousands, and cents only where there are some."""
    plain = f"{amount:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".") if amount == amount.to_integral_value() else plain
    return plain.replace(".", get_format("DECIMAL_SEPARATOR"))


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
