"""Text in templates that no translate tag holds: the catalogue cannot miss what it was never told."""

import re
from collections.abc import Iterator

from tests.architecture.markup import COMMENT
from tests.architecture.sources import Violation

HELD = re.compile(
    "|".join(
        [
            r"\{% *block \w*class *%\}.*?endblock\w* *\w* *%\}",
            r"\{% *blocktrans(?:late)?\b.*?endblocktrans(?:late)? *%\}",
            r"\{% *verbatim.*?endverbatim *%\}",
            r"<(script|svg|code|kbd|samp)\b.*?</\1>",
            r"\{%.*?%\}",
            r"\{\{.*?\}\}",
        ]
    ),
    re.DOTALL,
)
SHOWN_ATTRIBUTE = re.compile(r"""\s(?:title|alt|placeholder|aria-label|value)=(["'])(.*?)\1""", re.DOTALL)
MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
ENTITY = re.compile(r"&#?\w+;")
NAMES = {"SellCRM"}


def untranslated(path: str, text: str) -> Iterator[Violation]:
    """Words between tags, and in attributes that are read out or shown."""
    bare = COMMENT.sub(_blank, text)
    bare = HELD.sub(_blank, bare)
    for tag in MARKUP.finditer(bare):
        for found in SHOWN_ATTRIBUTE.finditer(tag[0]):
            if not _is_plain_value(tag[0], found[0]):
                yield from _words(path, bare, tag.start(), found[2])
    shown = MARKUP.sub(lambda found: "\0" + _blank(found), bare)
    for found in re.finditer(r"[^\0]+", shown):
        yield from _words(path, shown, found.start(), found[0])


def _blank(found: re.Match) -> str:
    return "\n" * found[0].count("\n")


def _is_plain_value(tag: str, attribute: str) -> bool:
    """`value` is read only on buttons; elsewhere it is what the form sends."""
    return attribute.strip().startswith("value") and not re.search(r"type=[\"'](submit|button|reset)", tag)


def _words(path: str, text: str, start: int, part: str) -> Iterator[Violation]:
    if set(WORD.findall(ENTITY.sub(" ", part))) - NAMES:
        line = text.count("\n", 0, start) + 1 + len(part) - len(part.lstrip("\n"))
        yield Violation(path, line, f"shows a text that is not translated: {' '.join(part.split())[:60]}")
