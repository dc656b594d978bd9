"""HTML written by Python where a template would cost too much. There is one way to put a value into it, and that one
escapes: only what is marked as safe already (another piece that was written here, a mark, a cleaned text) stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


def put(shape: str, *values: Any, **named: Any) -> SafeString:
    """The values put into a shape that stands in the program: never one that a person typed."""
    return mark_safe(
        shape.format(*map(conditional_escape, values), **{key: conditional_escape(each) for key, each in named.items()})
    )


def worded(text: str, **named: Any) -> SafeString:
    """The same for a translated text with %(names)s in it, which may hold markup."""
    return mark_safe(text % {key: conditional_escape(each) for key, each in named.items()})


def joined(pieces: Iterable[Any]) -> SafeString:
    return mark_safe("".join([conditional_escape(piece) for piece in pieces]))


def lines(value: Any) -> SafeString:
    """A text of several lines, each below the other."""
    return mark_safe("<br>".join(conditional_escape(value).splitlines()))


def attributes(given: Mapping[str, Any]) -> SafeString:
    """Each with its value; True stands alone, what is None or False is left out."""
    kept = ((name, value) for name, value in given.items() if value is not None and value is not False)
    return mark_safe(
        "".join(f" {name}" if value is True else f' {name}="{conditional_escape(value)}"' for name, value in kept)
    )
