"""Icons, avatars and pills as text, for whoever draws many of them without a template (lists.cells). Each comes escaped
and is remembered."""

from __future__ import annotations

import zlib
from functools import lru_cache
from html import escape

import lucide
from django.utils.safestring import SafeString, mark_safe

TONES = ("accent", "green", "amber", "violet", "red", "grey")
NEEDLESS = (' width="24"', ' height="24"', ' fill="none"', ' stroke="currentColor"', ' stroke-width="2"')


@lru_cache(maxsize=512)
def drawn_icon(name: str, size: str) -> SafeString:
    """A lucide icon by its name; `size` "s" is the small one. An unknown name is an error, not a hole."""
    classes = "icon icon--s" if size == "s" else "icon"
    svg = lucide._render_icon(name, None, **{"class": classes, "aria-hidden": "true", "focusable": "false"})
    for needless in NEEDLESS:
        svg = svg.replace(needless, "", 1)
    svg = "".join(line.strip() for line in svg.splitlines())
    return mark_safe(svg)


def initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[:2] for word in words]
    return "".join(letters).upper() or "?"


def tone_of(name: str) -> str:
    """The same name has the same tone on every page, process and day."""
    return TONES[zlib.crc32(name.encode()) % len(TONES)]


@lru_cache(maxsize=4096)
def drawn_avatar(name: str, size: str = "", org: bool = False) -> SafeString:
    """`size` is "", "m" or "l". Hidden from assistive technology: the name stands beside it."""
    more = (f" avatar--{size}" if size else "") + (" avatar--org" if org else "")
    return mark_safe(
        f'<span class="avatar tone-{tone_of(name)}{more}" aria-hidden="true">{escape(initials(name))}</span>'
    )


@lru_cache(maxsize=1024)
def drawn_pill(word: str, tone: str = "grey", ring: bool = False) -> SafeString:
    return mark_safe(f'<span class="pill tone-{escape(tone)}{" pill--ring" * ring}">{escape(word)}</span>')
