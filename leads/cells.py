"""What stands in the cells of the list of leads."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from contacts.models import Contact
from lists.cells import Drawing, pill, prepare_tags
from lists.related import names_of_visible

BECAME = ("person", "company")


def prepare(rows: Sequence[Any], drawing: Drawing, keys: frozenset[str]) -> None:
    """Of converted leads, the contacts that they became."""
    converted = [row for row in rows if row.is_converted]
    if "status" in keys and converted:
        drawing.seen |= names_of_visible(converted, BECAME, drawing.user)
    prepare_tags(rows, drawing, keys)


def is_open(lead: Any) -> bool:
    return not lead.is_converted


def own_name(lead: Any) -> tuple[str, ...]:
    """The fields that make its name."""
    return ("first_name", "last_name") if lead.last_name else ("company_name",)


def name(row: Any, drawing: Drawing) -> str:
    said, edit = escape(row.name), ""
    if row.may_edit and not row.is_converted:
        words = escape(_("Edit “%(name)s”") % {"name": row.name})
        url = drawing.address("leads:edit", row.pk)
        edit = f'<a class="sr" tabindex="-1" href="{url}" data-edit data-dialog>{words}</a>'
    url = drawing.address("leads:show", row.pk)
    return f'<a class="cell-title" href="{url}" data-open title="{said}">{said}</a>{edit}'


def company(row: Any, drawing: Drawing) -> str:
    if row.last_name and row.company_name:
        return escape(row.company_name)
    none = _("No company") if row.last_name else _("Is a company")
    return f'<span class="none">{escape(none)}</span>'


def status(row: Any, drawing: Drawing) -> str:
    """Its status, or what a converted one became, as far as one may see that."""
    if not row.is_converted:
        return pill(row.status, row.status.tone, row.status.is_initial)
    mark, known = pill(_("Converted"), "green"), drawing.seen.get(Contact, {})
    became = next((key for key in (row.person_id, row.company_id) if key in known), None)
    if became is None:
        return mark
    url = drawing.address("contacts:show", became)
    return f'<a href="{url}" title="{escape(known[became])}">{mark}</a>'
