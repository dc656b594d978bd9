"""The list of notes as text: a page of rows in a template costs several times as much."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lists.cells import Drawing
from ui.marks import drawn_icon, drawn_pill
from ui.templatetags.ui import markdown

LONGEST = 600


def draw(notes: Iterable[Any], user: Any, *, now: datetime) -> SafeString:
    """Notes with `subject`, `tags` and `may_edit` laid beside them; `now` carries the viewer's time zone."""
    pen = Pen(Drawing(user, now=now))
    return mark_safe("".join([pen.line(note) for note in notes]))


class Pen:
    """What is the same on every line of a page, worked out once. Whatever a person typed is escaped or cleaned."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing, self.mark = drawing, drawn_icon("sticky-note", "")
        self.unassigned, self.edit = escape(_("Unassigned")), escape(_("Edit"))
        self.open = escape(pgettext("a link to it", "Open"))
        self.important = self.pill(_("Important"), "amber")
        self.restricted = self.pill(_("Restricted"), "grey", ring=True)

    @staticmethod
    def pill(word: str, tone: str, *, ring: bool = False) -> str:
        return f" {drawn_pill(word, tone, ring)}"

    def line(self, note: Any) -> str:
        tone = "amber" if note.is_important else "grey"
        marks = f"{self.important if note.is_important else ''}{self.restricted if note.is_restricted else ''}"
        owner = escape(str(note.owner)) if note.owner else self.unassigned
        said = f"<b>{owner}</b>{self.about(note.subject)}{marks}"
        return (
            f'<li class="event tone-{tone}" data-row><span class="event__mark">{self.mark}</span>'
            f'<div class="event__line"><span>{said}</span> {self.drawing.moment(note.created_at)}</div>'
            f'<div class="event__body prose">{markdown(Truncator(note.text).chars(LONGEST))}</div>'
            f'<p class="event__foot">{self.foot(note)}</p></li>'
        )

    @staticmethod
    def about(subject: Any) -> str:
        if not subject:
            return ""
        return f' · <a class="link" href="{escape(subject.get_absolute_url())}">{escape(str(subject))}</a>'

    def foot(self, note: Any) -> str:
        name = f'<span class="sr"> {escape(str(note))}</span>'
        opened, edited = self.address("note", note), self.address("edit_note", note)
        edit = f'<a class="link small" href="{edited}" data-dialog data-edit>{self.edit}{name}</a>'
        tags = [f'<a class="tag" href="?tag={escape(quote(tag.name))}">{escape(str(tag))}</a>' for tag in note.tags]
        first = f'<a class="link small" href="{opened}" data-open>{self.open}{name}</a>'
        return f"{first}{edit if note.may_edit else ''}{''.join(tags)}"

    def address(self, name: str, note: Any) -> str:
        return escape(self.drawing.address(f"activities:{name}", note.pk))
