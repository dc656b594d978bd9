"""The catalogues of translations: kept up to date with the source, checked and compiled, all by Babel.

A catalogue changes only when a text does: no line numbers, no dates, sorted, nothing guessed, nothing obsolete.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

from ui.extraction import Place, Untranslatable, texts

HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: SellCRM\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def languages() -> list[str]:
    """Every language of the settings but the one the source is written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def update(language: str, *, place: Place | None = None) -> Catalog:
    """Bring the .po file up to the source: new texts empty, known ones as they were, unused ones gone."""
    place = place or Place.own()
    catalogue = _used(language, place)
    old = _read(language, place)
    for message in _messages(catalogue):
        _take_over(message, old.get(_key(message), message.context))
    _write(_po(language, place), _as_po(catalogue, language))
    return catalogue


def compile_one(language: str, *, place: Place | None = None) -> int:
    """Write the .mo file of what is translated and return how many texts that is; the rest shows in English."""
    place = place or Place.own()
    ready = Catalog(locale=language)
    for message in _messages(_read(language, place)):
        if not message.fuzzy and not _is_empty(message):
            ready[message.id] = message
    file = io.BytesIO()
    write_mo(file, ready)
    _write(_po(language, place).with_suffix(".mo"), file.getvalue())
    return len(ready)


def missing(language: str, *, place: Place | None = None) -> list[str]:
    """What keeps the language from being complete, a line each: not in the catalogue, empty, fuzzy, other
    placeholders than the original, and texts in the source that cannot be translated at all."""
    place = place or Place.own()
    try:
        used = _used(language, place)
    except Untranslatable as error:
        return error.lines
    have = _read(language, place)
    lines = []
    for message in _messages(used):
        fault = _fault(message, have.get(_key(message), message.context))
        if fault:
            lines.append(f"{message.locations[0][0]}: {_key(message)!r} {fault}")
    return lines


def _fault(wanted: Message, found: Message | None) -> str:
    if found is None or wanted.pluralizable != found.pluralizable:
        return "is not in the catalogue"
    if _is_empty(found):
        return "is not translated"
    if found.fuzzy:
        return "is fuzzy"
    return "; ".join(str(error) for error in found.check())


def _used(language: str, place: Place) -> Catalog:
    catalogue = Catalog(locale=language)
    for text in texts(place):
        catalogue.add(text.message, locations=[(text.file, 0)], auto_comments=text.comments, context=text.context)
    return catalogue


def _messages(catalogue: Catalog) -> Iterator[Message]:
    """Without the header, which Babel keeps as the message of the empty text."""
    return (message for message in catalogue if message.id)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _is_empty(message: Message) -> bool:
    """A plural is empty as soon as one of its forms is."""
    forms = [message.string] if isinstance(message.string, str) else message.string
    return not forms or not all(forms)


def _take_over(message: Message, old: Message | None) -> None:
    """The former translation, unless the text got or lost a plural. Nothing is guessed from similar texts."""
    if old is not None and old.pluralizable == message.pluralizable:
        message.string = old.string
        message.user_comments = old.user_comments
        message.flags |= old.flags & {"fuzzy"}


def _po(language: str, place: Place) -> Path:
    return place.locale / language / "LC_MESSAGES" / "django.po"


def _read(language: str, place: Place) -> Catalog:
    path = _po(language, place)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _as_po(catalogue: Catalog, language: str) -> bytes:
    """With a header of our own: Babel's carries the day and its version, which would change every time."""
    file = io.BytesIO()
    write_po(file, catalogue, width=120, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    header = HEADER.format(language=language, plural_forms=catalogue.plural_forms)
    return header.encode() + file.getvalue().rstrip() + b"\n"


def _write(path: Path, content: bytes) -> None:
    """Leaves a file alone that already says this, and replaces it whole: a running process never reads half."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")
    half.write_bytes(content)
    half.replace(path)
