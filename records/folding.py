"""Text as it is searched: accents off, case folded, phone numbers as bare digits (stack.md 5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

_SPACE = re.compile(r"\s+")
_PHONE = re.compile(r"\+?\d[\d\s()./\\–-]{4,}\d")
# A number as it is looked for: not a part of a word, and its marks belong to it.
_TYPED = re.compile(r"(?<![\w@.])\(?\+?\(?\d[\d\s()./\\–-]*\d(?![\w@])")
# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
    | dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("‐‑–—", "-")
)
# How the same name is written where a keyboard lacks the letter.
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# E.164 country codes: 1 and 7 have one digit, these two, all others three.
_COUNTRY = re.compile(r"[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}")
MOST_TOKENS, SHORTEST_NUMBER, WITH_COUNTRY = 8, 5, 10


class Sought(NamedTuple):
    """One thing that a record has to hold: every text of any of the `spellings`."""

    word: str
    spellings: tuple[tuple[str, ...], ...]


def fold(text: str) -> str:
    """One spelling for all of them: NFKD without marks, casefolded, single spaces. Keys in the database are made so."""
    spread = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return _SPACE.sub(" ", bare.casefold()).strip()


def plain(text: str) -> str:
    """Folded, and down to letters of any keyboard: what is searched and what is looked for."""
    return fold(text).translate(_LETTERS)


def spelled_out(text: str) -> str:
    """The same with ae for ä and the like."""
    return plain(unicodedata.normalize("NFC", text).casefold().translate(_SPELLED_OUT))


def searchable(parts: Iterable[Any]) -> str:
    """The plain text of all parts; words with an umlaut both ways, phone numbers also as digits without their marks."""
    text = " ".join(str(part) for part in parts if part).replace("\x00", "")
    spelled = {longer for word in text.split() if (longer := spelled_out(word)) != plain(word)}
    digits = {_digits(number) for number in _PHONE.findall(text)}
    return plain(" ".join([text, *sorted(spelled), *sorted(digits)]))


def sought(text: str) -> list[Sought]:
    """What a search looks for, each thing for itself; at most eight, so that no query grows without bound."""
    text = unicodedata.normalize("NFC", text.replace("\x00", ""))
    found, at = [], 0
    for number in _TYPED.finditer(text):
        if len(_digits(number[0])) >= SHORTEST_NUMBER:
            found += [*_words(text[at : number.start()]), _number(number[0])]
            at = number.end()
    return [*found, *_words(text[at:])][:MOST_TOKENS]


def _words(text: str) -> list[Sought]:
    words = [(plain(word), spelled_out(word)) for word in text.split()]
    return [Sought(bare, tuple(dict.fromkeys([(bare,), (longer,)]))) for bare, longer in words if bare]


def _number(typed: str) -> Sought:
    """Its digits; where it may be no phone number at all, also the parts as they stand."""
    spellings: list[tuple[str, ...]] = [(digits,) for digits in dialled(typed)]
    if not typed.lstrip("(").startswith(("+", "0")):
        spellings.append(tuple(plain(typed).split()))
    return Sought(plain(typed), tuple(dict.fromkeys(spellings)))


# Mailboxes that every other company has.
_SHARED = frozenset(
    (
        "info",
        "office",
        "mail",
        "post",
        "kontakt",
        "contact",
        "hello",
        "hallo",
        "welcome",
        "team",
        "admin",
        "service",
        "support",
        "help",
        "sales",
        "vertrieb",
        "verkauf",
        "marketing",
        "einkauf",
        "purchasing",
        "bestellung",
        "orders",
        "buchhaltung",
        "accounting",
        "rechnung",
        "invoice",
        "billing",
        "jobs",
        "karriere",
        "bewerbung",
        "noreply",
        "no-reply",
        "newsletter",
        "presse",
        "press",
        "sekretariat",
        "empfang",
        "reception",
        "praxis",
        "webmaster",
    )
)
SHORTEST_MAILBOX = 4


def mailbox_of(word: str) -> str:
    """What stands before the domain of an e-mail address, with the @, where it tells more than the domain does, else
    "": an index of three letters finds it twenty times as fast as the whole, because ".com" and the like are in every
    other text."""
    name, at, domain = word.partition("@")
    return name + at if domain and len(name) >= SHORTEST_MAILBOX and name not in _SHARED else ""


def dialled(typed: str) -> list[str]:
    """The digits by which a number is known however it was stored: with or without its country, with or without the 0
    in front of the area. A number that says its country is looked for without, because many are stored so."""
    digits = _digits(typed)
    if "+" in typed or digits.startswith("00"):
        return [_national(digits.removeprefix("00"))]
    if digits.startswith("0"):
        return [_enough(digits.lstrip("0"), digits)]
    return [digits, _national(digits)] if len(digits) >= WITH_COUNTRY else [digits]


def _national(digits: str) -> str:
    code = _COUNTRY.match(digits)
    return _enough(digits[code.end() :].lstrip("0"), digits) if code else digits


def _enough(digits: str, otherwise: str) -> str:
    """Fewer than five digits would tell nobody from anybody."""
    return digits if len(digits) >= SHORTEST_NUMBER else otherwise


def _digits(number: str) -> str:
    """Without the (0) that nobody dials after a country."""
    return re.sub(r"\D", "", number.replace("(0)", ""))


def teach(connection: Any, **facts: Any) -> None:
    """SQLite knows the lower case of English only; PostgreSQL has that of all letters from ICU, and from its locale for
    the columns of records: `Lower("city")` is `lowered` there as here."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("LOWER", 1, _lowered, deterministic=True)
        connection.connection.create_function("LOWER_OF_ALL", 1, lower, deterministic=True)


def lower(value: Any) -> str | None:
    return None if value is None else str(value).lower()


def lowered(text: str) -> str:
    """Letter by letter: one whose small form has two letters stays as it is, and a sigma is never a final one."""
    if text.isascii():
        return text.lower()
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def _lowered(value: Any) -> str | None:
    return None if value is None else lowered(str(value))
