"""What stands in the cells of a list of contacts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.choices import CustomerStatus, ProspectStatus
from contacts.models import Contact
from lists.cells import Drawing, pill, prepare_tags
from lists.related import names_of_visible
from ui.marks import drawn_avatar

PAGE = "contacts:show"
TIES = ("employer", "parent")


def prepare(rows: Sequence[Contact], drawing: Drawing, keys: frozenset[str]) -> None:
    if "company" in keys:
        drawing.seen |= names_of_visible(rows, TIES, drawing.user)
    prepare_tags(rows, drawing, keys)


def name(row: Any, drawing: Drawing) -> str:
    said = escape(row.name)
    mark = drawn_avatar(row.name, "", row.is_company)
    edit = ""
    if row.may_edit:
        words = escape(_("Edit %(name)s") % {"name": row.name})
        url = drawing.address("contacts:edit", row.pk)
        edit = f'<a class="sr" href="{url}" data-edit data-dialog tabindex="-1">{words}</a>'
    url = drawing.address(PAGE, row.pk)
    return (
        f'<span class="cell-who">{mark}<a class="cell-title" href="{url}" data-open title="{said}">{said}</a>'
        f"{edit}</span>"
    )


def company(row: Any, drawing: Drawing) -> str:
    """Where somebody works; of a company, what it belongs to."""
    if row.is_company:
        none = pgettext("kind of contact", "Company")
        return drawing.record(Contact, row.parent_id, PAGE) or f'<span class="muted">{escape(none)}</span>'
    said = drawing.record(Contact, row.employer_id, PAGE)
    none = escape(_("No company"))
    return said or f'<span class="muted">{none}</span>'


def customer(row: Any, drawing: Drawing) -> str:
    if row.customer_status == CustomerStatus.CURRENT:
        return pill(capitalised(CustomerStatus.CURRENT.label), "green")
    return pill(capitalised(CustomerStatus.PAST.label), "grey", True) if row.customer_status == "past" else ""


def prospect(row: Any, drawing: Drawing) -> str:
    if row.prospect_status == ProspectStatus.CURRENT:
        return pill(pgettext("in a column of prospects", "Prospect"), "violet")
    if row.prospect_status == ProspectStatus.LOST:
        return pill(pgettext("in a column of prospects", "Lost prospect"), "red", True)
    return ""


def capitalised(word: Any) -> str:
    word = str(word)
    return word[:1].upper() + word[1:]


def customer_place(row: Any) -> str:
    """On a phone's card there is room for one of the two statuses."""
    return "c-hide" if row.customer_status == CustomerStatus.NONE else "c-state"


def prospect_place(row: Any) -> str:
    return "c-state" if row.customer_status == CustomerStatus.NONE else "c-hide"
