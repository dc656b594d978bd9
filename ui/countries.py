"""Countries by their ISO 3166 code, named in the reader's language (CLDR)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from django.conf import settings
from django.utils.translation import get_language

# What CLDR names beside the countries: unions, islands without a code of their own, marks for tests.
NO_COUNTRY = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
ALSO_CALLED = {
    "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "grossbritannien": "GB",
    "holland": "NL", "czech republic": "CZ", "tschechische republik": "CZ", "u.s.a.": "US", "u.s.": "US", "u.k.": "GB",
    "united states of america": "US", "vereinigte staaten von amerika": "US", "weissrussland": "BY", "turkey": "TR",
}  # fmt: skip


@lru_cache(maxsize=32)
def names(language: str) -> dict[str, str]:
    """Every country's name in a language, in that language's alphabet."""
    territories = Locale.parse(language, sep="-").territories
    found = {code: name for code, name in territories.items() if len(code) == 2 and code not in NO_COUNTRY}
    return dict(sorted(found.items(), key=lambda pair: fold(pair[1])))


def country_choices() -> list[tuple[str, str]]:
    return list(names(_language()).items())


def country_name(code: str | None) -> str:
    """ "Austria" for "AT"; a code that no country has is shown as it is."""
    return names(_language()).get(code or "", code or "")


def country_code(text: str) -> str | None:
    """The code of a country typed as a code (AT, aut) or by its name in any language of the product."""
    wanted = fold(text)
    return _codes(_language()).get(wanted) if wanted else None


@lru_cache(maxsize=32)
def _codes(language: str) -> dict[str, str]:
    codes = set(names("en"))
    found = {code.casefold(): code for code in codes}
    for alias, targets in get_global("territory_aliases").items():
        if alias.isalpha() and len(targets) == 1 and targets[0] in codes:
            found.setdefault(alias.casefold(), targets[0])
    found |= ALSO_CALLED
    for each in (*dict(settings.LANGUAGES), language):
        found |= {fold(name): code for code, name in names(each).items()}
    return found


def fold(text: str) -> str:
    """One spelling whatever its case, accents and spaces."""
    spread = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return " ".join("".join(char for char in spread if not unicodedata.combining(char)).casefold().split())


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
