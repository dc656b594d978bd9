"""HTML written by Python where a template would cost too much. There is one way to put a value into it, and that one
escapes: only what is marked as safe already (another piece that was written here, a mark, a cleaned text) stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe


def escaped(value: Any) -> str:
    """The same as Django's conditional_escape, which asks of all that it is given whether it is a promise: a tenth of
    the time of a record's page."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


def put(shape: str, *values: Any, **named: Any) -> SafeString:
    """The values put into a shape that stands in the program: never one that a person typed."""
    return mark_safe(shape.format(*map(escaped, values), **{key: escaped(each) for key, each in named.items()}))


def worded(text: str, **named: Any) -> SafeString:
    """The same for a translated text with %(names)s in it, which may hold markup."""
    return mark_safe(text % {key: escaped(each) for key, each in named.items()})


def joined(pieces: Iterable[Any]) -> SafeString:
    return mark_safe("".join([escaped(piece) for piece in pieces]))


def lines(value: Any) -> SafeString:
    """A text of several lines, each below the other."""
    return mark_safe("<br>".join(escaped(value).splitlines()))


def attributes(given: Mapping[str, Any]) -> SafeString:
    """Each with its value; True stands alone, what is None or False is left out."""
    kept = ((name, value) for name, value in given.items() if value is not None and value is not False)
    return mark_safe("".join(f" {name}" if value is True else f' {name}="{escaped(value)}"' for name, value in kept))
