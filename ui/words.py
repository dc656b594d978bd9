"""Words as somebody types them, and where they stand in a text: accents and case do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

# Letters that no decomposition takes apart; the same as in records.folding, which this floor does not know.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
    | dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("‐‑–—", "-")
)
MOST = 8


def plain(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text)
    return "".join(char for char in spread if not unicodedata.combining(char)).casefold().translate(LETTERS)


def words_of(text: str) -> list[str]:
    return plain(text).split()[:MOST]


def fit(label: str, words: Sequence[str]) -> int | None:
    """How well a label answers what was typed, 0 the best; None where it does not: every word has to begin a word of
    it, or be in it with three letters, or all together are its initials."""
    if not words:
        return 0
    bare = plain(label)
    own = bare.replace("-", " ").replace("/", " ").split()
    if bare.startswith(" ".join(words)):
        return 0
    if all(any(each.startswith(word) for each in own) for word in words):
        return 1
    if len(words) == 1 and len(own) > 1 and "".join(each[0] for each in own).startswith(words[0]):
        return 2
    if all(len(word) > 2 and word in bare for word in words):
        return 3
    return None


def marked(text: str, words: Iterable[str]) -> SafeString:
    """The text with what was looked for in <mark>, each letter as it was written."""
    bare, home = _with_places(text)
    lit = set()
    for word in words:
        at = bare.find(word)
        while word and at >= 0:
            lit |= set(home[at : at + len(word)])
            at = bare.find(word, at + len(word))
    for place, char in enumerate(text):
        if unicodedata.combining(char) and place - 1 in lit:
            lit.add(place)
    return _drawn(text, lit)


def _with_places(text: str) -> tuple[str, list[int]]:
    """The plain text, and for each letter of it the place of the one it came from."""
    spread = [(char, place) for place, each in enumerate(text) for char in plain(each)]
    return "".join(char for char, _place in spread), [place for _char, place in spread]


def _drawn(text: str, lit: set[int]) -> SafeString:
    parts, at = [], 0
    while at < len(text):
        on, end = at in lit, at
        while end < len(text) and (end in lit) == on:
            end += 1
        part = conditional_escape(text[at:end])
        parts.append(f"<mark>{part}</mark>" if on else part)
        at = end
    return mark_safe("".join(parts))
