"""Finds every text of ours that can be translated, in Python and in templates, without gettext being installed."""

import ast
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.extract import extract
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

# Which arguments are the message (and the context, "c"), by function; None: the first one.
# "_now" is gettext in a module whose "_" is lazy.
FUNCTIONS = {
    "_": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COUNT_OF_TEXTS = {
    "ngettext": 2,
    "ngettext_lazy": 2,
    "pgettext": 2,
    "pgettext_lazy": 2,
    "npgettext": 3,
    "npgettext_lazy": 3,
}
TEMPLATES = {".html", ".txt", ".xml"}
COMMENT_TAGS = ("Translators",)


@dataclass(frozen=True)
class Place:
    """Where our texts are and where their catalogues lie. File names are told relative to `root`."""

    root: Path
    folders: tuple[Path, ...]
    locale: Path

    @classmethod
    def own(cls) -> "Place":
        """The apps that lie beside manage.py and the template folders: not the environment, not var, not the tests."""
        root = Path(settings.BASE_DIR)
        houses = {Path(app.path) for app in apps.get_app_configs()}
        engines: list[Any] = [*settings.TEMPLATES]
        templates = {Path(folder) for engine in engines for folder in engine["DIRS"]}
        return cls(
            root,
            tuple(sorted(path for path in houses | templates if path.parent == root)),
            Path(settings.LOCALE_PATHS[0]),
        )

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


class Text(NamedTuple):
    message: str | tuple[str, ...]
    context: str | None
    comments: list[str]
    file: str


class Untranslatable(Exception):
    """A text that changes before it is translated, so no catalogue can hold it. Its lines name file and place."""

    def __init__(self, lines: list[str]):
        super().__init__("\n".join(lines))
        self.lines = lines


def texts(place: Place) -> list[Text]:
    """Every text, file by file in the order of their names. Raises Untranslatable with all that cannot be taken."""
    found: list[Text] = []
    refused: list[str] = []
    for path in _files(place):
        try:
            found += _from_file(path, place.name(path))
        except Untranslatable as error:
            refused += error.lines
    if refused:
        raise Untranslatable(refused)
    return found


def _files(place: Place) -> list[Path]:
    return sorted(
        path
        for folder in place.folders
        for path in folder.rglob("*")
        if path.is_file() and _may_hold_texts(path.relative_to(place.root))
    )


def _may_hold_texts(path: Path) -> bool:
    if "migrations" in path.parts or "__pycache__" in path.parts:
        return False
    return path.suffix == ".py" or ("templates" in path.parts and path.suffix in TEMPLATES)


def _from_file(path: Path, name: str) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        refuse_changed(source, name)
        refuse_unheard(source, name)
        refuse_within(source, name)
        return _from_python(source, name)
    return _from_python(_as_python(source, name), name)


def _as_python(source: str, name: str) -> str:
    """A template as a row of gettext calls. Django leaves the page's own indentation, which is none of Python's."""
    try:
        calls = templatize(source, origin=name)
    except SyntaxError as error:
        raise Untranslatable([f"{name}: {error.msg}"]) from error
    return "\n".join(line.lstrip() for line in calls.splitlines())


def _from_python(source: str, name: str) -> Iterator[Text]:
    file = io.BytesIO(source.encode())
    for _line, message, comments, context in extract("python", file, FUNCTIONS, COMMENT_TAGS, {"encoding": "utf-8"}):
        yield Text(message, context, comments, name)


def refuse_changed(source: str, name: str) -> None:
    """Raise Untranslatable for f-strings, sums, `%`, `.format()` and choices inside the call: fill in afterwards.

    A plain variable passes: its text has been marked somewhere else.
    """
    lines = [
        f"{name}:{call.lineno}: {function}() takes one plain text; translate first, then fill in"
        for call, function in _calls(source)
        if any(_is_made_up(text) for text in call.args[: COUNT_OF_TEXTS.get(function, 1)])
    ]
    if lines:
        raise Untranslatable(lines)


def refuse_unheard(source: str, name: str) -> None:
    """Raise Untranslatable where a function is imported under a name that nobody listens for: its texts would never
    reach a catalogue."""
    lines = [
        f"{name}:{node.lineno}: texts in {each.asname}() would not be found"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for each in node.names
        if each.name in FUNCTIONS and each.asname and each.asname not in FUNCTIONS
    ]
    if lines:
        raise Untranslatable(lines)


def refuse_within(source: str, name: str) -> None:
    """Raise Untranslatable for a plain text that is translated inside an f-string: up to Python 3.11 an f-string is one
    token, and what is called within it is never seen."""
    lines = [
        f"{name}:{call.lineno}: {function}() inside an f-string would not be found; translate first, then fill in"
        for outer in ast.walk(ast.parse(source))
        if isinstance(outer, ast.JoinedStr)
        for call, function in _calls(outer)
        if call.args and _is_string(call.args[0])
    ]
    if lines:
        raise Untranslatable(lines)


def _calls(source: str | ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(source) if isinstance(source, str) else source):
        if isinstance(node, ast.Call):
            function = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if function in FUNCTIONS:
                yield node, function


def _is_made_up(text: ast.expr) -> bool:
    if isinstance(text, ast.Constant):
        return text.value == ""  # the catalogue's header, for gettext
    return any(isinstance(part, ast.JoinedStr) or _is_string(part) for part in ast.walk(text))


def _is_string(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
