"""What stands in the cells of the list of deals."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.models import Contact
from deals.board import age_of
from deals.choices import Category
from lists.cells import NONE, Cell, Drawing, pill, prepare_tags
from lists.related import names_of_visible
from ui.amounts import money_text, percent_text
from ui.marks import drawn_icon

TIES = ("contact", "company")
PILLS = {Category.WON: ("green", False), Category.LOST: ("red", False), Category.UNQUALIFIED: ("grey", True)}


def prepare(rows: Sequence[Any], drawing: Drawing, keys: frozenset[str]) -> None:
    ties = [name for name in TIES if name in keys]
    if ties:
        drawing.seen |= names_of_visible(rows, ties, drawing.user)
    prepare_tags(rows, drawing, keys)


def name(row: Any, drawing: Drawing) -> str:
    said, hot, edit = escape(row.name), "", ""
    if row.is_hot:
        word = escape(_("Hot"))
        hot = f'<span class="hot" role="img" aria-label="{word}">{drawn_icon("star", "s")}</span>'
    if row.may_edit:
        words = escape(_("Edit “%(name)s”") % {"name": row.name})
        edit = f'<a href="{drawing.address("deals:edit", row.pk)}" data-dialog data-edit hidden>{words}</a>'
    url = drawing.address("deals:show", row.pk)
    title = f'<a class="cell-title" href="{url}" data-open title="{said}">{said}</a>'
    return f'<span class="cell-who">{hot}{title}</span>{edit}'


def contact(row: Any, drawing: Drawing) -> str:
    if row.contact_id is None:
        missing = escape(_("Contact missing"))
        return f'<span class="unpriced">{missing}</span>'
    return drawing.record(Contact, row.contact_id, "contacts:show")


def company(row: Any, drawing: Drawing) -> str:
    return drawing.record(Contact, row.company_id, "contacts:show")


def stage(row: Any, drawing: Drawing) -> str:
    tone, ring = PILLS.get(row.stage.category, ("accent", False))
    return pill(row.stage, tone, ring)


def value(row: Any, drawing: Drawing) -> str:
    if row.value is None:
        none = escape(_("No value"))
        return f'<span class="none">{none}</span>'
    mark = ""
    if row.value_in_account_currency is None:
        told = escape(_("No rate for %(currency)s") % {"currency": row.currency})
        short = _("no rate")
        words = f'<span class="sr">{escape(short)}</span>'
        mark = f'<span class="unpriced" title="{told}">{drawn_icon("triangle-alert", "s")}{words}</span> '
    return f"{mark}<b>{escape(money_text(row.value, row.currency))}</b>"


def weighted(row: Any, drawing: Drawing) -> str:
    """To the whole unit: cents of a pipeline are noise."""
    amount = row.weighted_in_account_currency
    return escape(money_text(None if amount is None else round(amount), drawing.currency))


def chance(row: Any, drawing: Drawing) -> str:
    return escape(percent_text(row.chance_to_win))


def close(row: Any, drawing: Drawing) -> str:
    day = row.estimated_close_date
    return drawing.moment(day, late=row.is_open and day < drawing.today) if day else ""


def days(row: Any, drawing: Drawing) -> str:
    """How long in its stage, and how rotten that is."""
    found, tone = age_of(row, row.stage, now=drawing.now)
    mark = drawn_icon("clock", "s") if tone != "grey" else ""
    words = pgettext("days in a stage", "%(days)s d") % {"days": found}
    return f'<span class="age tone-{tone}">{mark}{escape(words)}</span>'


def reason(row: Any, drawing: Drawing) -> str:
    why = row.loss_reason or row.unqualified_reason
    return drawing.word(why) if why is not None else NONE


def reason_field(deal: Any) -> tuple[str, ...]:
    """The form holds the reason that belongs to the way in which the deal was closed (7.7)."""
    found = {Category.LOST: "loss_reason", Category.UNQUALIFIED: "unqualified_reason"}.get(deal.stage.category)
    return (found,) if found else ()


def yes(name: str) -> Cell:
    return lambda row, drawing: escape(_("Yes")) if getattr(row, name) else NONE
