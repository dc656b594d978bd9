"""What stands in the cells of the list of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from activities.finding import attach_subjects
from lists.cells import Drawing
from ui.marks import drawn_icon


def prepare(rows: Sequence[Any], drawing: Drawing, keys: frozenset[str]) -> None:
    if "about" in keys:
        attach_subjects(rows, drawing.user)


def name(row: Any, drawing: Drawing) -> str:
    said = escape(str(row))
    edit = ""
    if row.may_edit:
        words = escape(_("Edit “%(name)s”") % {"name": row})
        url = drawing.address("activities:edit_task", row.pk)
        edit = f'<a class="sr" tabindex="-1" href="{url}" data-edit data-dialog>{words}</a>'
    url = drawing.address("activities:task", row.pk)
    return (
        f'<span class="cell-who">{_tick(row, drawing)}<a class="cell-title" href="{url}" data-open title="{said}">'
        f"{said}</a>{edit}</span>"
    )


def _tick(row: Any, drawing: Drawing) -> str:
    """The round button that completes or reopens it, as the one in activities/tick.html; its form is the page's."""
    mark = drawn_icon("circle-check" if row.is_done else "circle", "")
    if not row.may_edit:
        return mark
    words = _("Reopen “%(task)s”") if row.is_done else _("Mark “%(task)s” as done")
    url = drawing.address("activities:reopen" if row.is_done else "activities:complete", row.pk)
    return (
        f'<button class="btn btn--quiet btn--icon btn--s" type="submit" form="tick" formaction="{url}" hx-post="{url}"'
        f' hx-swap="none" hx-include="#tick" hx-disabled-elt="this" data-tick'
        f' aria-label="{escape(words % {"task": row})}">{mark}</button>'
    )


def about(row: Any, drawing: Drawing) -> str:
    if row.subject is None:
        return ""
    return f'<a class="link" href="{escape(row.subject.get_absolute_url())}">{escape(str(row.subject))}</a>'


def due(row: Any, drawing: Drawing) -> str:
    """A day stays its owner's day, a moment is told in the viewer's time."""
    held = row.due_on or row.due_at
    if held is None:
        none = escape(_("No date"))
        return f'<span class="none">{none}</span>'
    late, word = row.is_late(drawing.now), escape(_("overdue"))
    return drawing.moment(held, late) + (f'<span class="sr"> {word}</span>' if late else "")
