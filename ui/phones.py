"""Phone numbers as people write them, read by libphonenumber."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import phonenumbers
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumber, ValidationResult

FEWEST, MOST = 3, 15
# Kept apart from the digits, so that an extension does not make a number too long.
EXTENSION = re.compile(r"\s*(?:;ext=|ext\.?|x|#|dw|kl\.?)\s*(\d{1,7})\s*$", re.IGNORECASE)
PLAUSIBLE = re.compile(r"^\+?[\d\s().\-–/\\]+$")
UNREADABLE = _("Enter a phone number, as in +43 316 123456.")
TOO_SHORT, TOO_LONG = _("This phone number is too short."), _("This phone number is too long.")
FOREIGN = _("No country has this code: check the digits after the +.")
IMPOSSIBLE = {
    ValidationResult.TOO_SHORT: TOO_SHORT,
    ValidationResult.TOO_LONG: TOO_LONG,
    ValidationResult.INVALID_COUNTRY_CODE: FOREIGN,
    ValidationResult.INVALID_LENGTH: _("A phone number has another length there."),
}
REFUSED = {
    NumberParseException.INVALID_COUNTRY_CODE: FOREIGN,
    NumberParseException.TOO_SHORT_AFTER_IDD: TOO_SHORT,
    NumberParseException.TOO_SHORT_NSN: TOO_SHORT,
    NumberParseException.TOO_LONG: TOO_LONG,
}


def fault_of(text: str, region: str = "") -> Any:
    """What is wrong with a number, in words; None when nothing is.

    With a + or a region (ISO country) it has to be a possible number there. Without both nobody can know, so any three
    to fifteen digits will do.
    """
    main = parts(text)[0].strip()
    if "+" in main[1:]:
        return UNREADABLE
    if not (region or main.startswith("+")):
        count = len(re.sub(r"\D", "", main))
        return None if PLAUSIBLE.match(main) and FEWEST <= count <= MOST else UNREADABLE
    try:
        number = phonenumbers.parse(main, region or None)
    except NumberParseException as error:
        return REFUSED.get(error.error_type, UNREADABLE)
    return IMPOSSIBLE.get(phonenumbers.is_possible_number_with_reason(number))


def parts(text: str) -> tuple[str, str]:
    """The number and its extension, as typed."""
    found = EXTENSION.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


@lru_cache(maxsize=8192)
def tel_url(text: str | None, region: str = "") -> str:
    """ "tel:+43316123456;ext=12", which a phone dials; "" where there is nothing to dial."""
    main, extension = parts(text or "")
    number = _read(main, region)
    dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if number else _digits(main)
    return f"tel:{dialled}{f';ext={extension}' if extension else ''}" if dialled else ""


def _read(main: str, region: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(main, region or None)
    except NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def _digits(main: str) -> str:
    digits = phonenumbers.normalize_digits_only(main)
    plus = "+" if main.lstrip().startswith("+") else ""
    return plus + digits if PLAUSIBLE.match(main) and FEWEST <= len(digits) <= MOST else ""
