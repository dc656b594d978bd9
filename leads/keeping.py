"""Writing leads down, and changing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from leads.models import Lead, LeadStatus
from records import writing
from records.acting import Cause
from records.errors import NotAllowed
from records.models import Act
from records.writing import Added


class Nameless(NotAllowed):
    """3.1: a lead has a last name or a company name."""

    def __init__(self):
        super().__init__(_("A lead needs a last name or a company name."))


def initial_status() -> LeadStatus:
    """What a new lead gets (3.2): the one flagged initial, else the first in use."""
    known = LeadStatus.objects.in_use()
    found = known.filter(is_initial=True).first() or known.in_order().first()
    if found is None:
        raise NotAllowed(_("There is no lead status yet."))
    return found


def add_lead(
    *, by, at: datetime, last_name: str = "", company_name: str = "", owner=None, status: LeadStatus | None = None,
    tags: Iterable[str] = (), form_token: UUID | None = None, cause: Cause = None, **fields: Any,
) -> Added:  # fmt: skip
    """A new lead, the adder's own by default (3.6). `fields` are columns of Lead. Raises Nameless (3.1)."""
    if not (last_name.strip() or company_name.strip()):
        raise Nameless
    lead = Lead(
        last_name=last_name, company_name=company_name, owner=owner or by, status=status or initial_status(),
        form_token=form_token, **fields,
    )  # fmt: skip
    return writing.create_once(lead, by=by, at=at, tags=tags, cause=cause)


def fitting(lead: Lead, values: dict[str, Any]) -> Mapping[str, Any]:
    """Plain fields of one of many leads: NotAllowed for a converted one (4.14)."""
    if lead.is_converted:
        raise NotAllowed(_("This lead was converted. It cannot be changed any more."))
    return values


def edit_lead(
    lead: Lead, values: Mapping[str, Any], *, by, at: datetime, version: int | None = None,
    tags: Iterable[str] | None = None, cause: Cause = None,
) -> Act | None:  # fmt: skip
    """Change fields or tags of a lead. None when nothing differs; raises Overtaken, Nameless, NotAllowed for a
    converted one (4.14)."""
    if lead.is_converted:
        raise NotAllowed(_("This lead was converted. It cannot be changed any more."))
    names = [values.get(name, getattr(lead, name)) for name in ("last_name", "company_name")]
    if not any(name.strip() for name in names):
        raise Nameless
    return writing.edit(lead, values, by=by, at=at, version=version, tags=tags, cause=cause)
