"""Text as it is searched: accents off, case folded, phone numbers as bare digits (stack.md 5)."""

import re
import unicodedata
from typing import Any

_PHONE = re.compile(r"\+?\d[\d\s()./-]{4,}\d")
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """One spelling for all of them: NFKD without marks, casefolded, single spaces."""
    spread = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return _SPACE.sub(" ", bare.casefold()).strip()


def searchable(parts) -> str:
    """The folded text of all parts; digits of phone numbers are added without their punctuation."""
    text = " ".join(str(part) for part in parts if part)
    digits = {re.sub(r"\D", "", number) for number in _PHONE.findall(text)}
    return fold(" ".join([text, *sorted(digits)])).replace("\x00", "")


def tokens(text: str) -> list[str]:
    """What a search looks for, each token for itself; at most eight, so that no query grows without bound."""
    found = fold(text.replace("\x00", "")).split()[:8]
    return [re.sub(r"\D", "", token) if _PHONE.fullmatch(token) else token for token in found]


def teach(connection: Any, **facts: Any) -> None:
    """SQLite knows the lower case of English only; PostgreSQL has that of all letters from ICU."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("LOWER_OF_ALL", 1, lower, deterministic=True)


def lower(value: Any) -> str | None:
    return None if value is None else str(value).lower()
