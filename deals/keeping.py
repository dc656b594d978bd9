"""Writing deals down, and changing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Account
from contacts.models import Contact
from contacts.models.parts import ordered
from deals.lifecycle import Wanting, is_empty
from deals.models import ContactRole, Deal, Pipeline, Stage
from deals.needing import held, required
from deals.pricing import MOST
from records import writing
from records.acting import Cause
from records.errors import NotAllowed
from records.models import Act
from records.writing import Added

MISSING = object()


class ContactMissing(NotAllowed):
    """A deal has a primary contact; only an import may leave it out (7.1)."""

    def __init__(self):
        super().__init__(_("A deal needs a contact: a person or a company."))


class TooMuch(NotAllowed):
    """A value that not every database keeps to the cent."""

    def __init__(self):
        super().__init__(_("A value is not negative and has at most 13 digits before the point."))


def first_stage(pipeline: Pipeline | None = None) -> Stage:
    """Where a new deal starts (4.7, 7.2): the incoming stage of the pipeline, by default of the first that is enabled.
    NotAllowed when there is none (7.12)."""
    chosen = pipeline or Pipeline.objects.enabled().in_order().first()
    if chosen is None or chosen.is_disabled:
        raise NotAllowed(_("This pipeline takes no new deals."))
    return chosen.stages.in_use().in_order()[0]


def add_deal(
    *, by, at: datetime, name: str, contact: Contact | None, stage: Stage | None = None, owner=None,
    company: Any = MISSING, currency: str = "", added_at: datetime | None = None, tags: Iterable[str] = (),
    associates: Iterable[tuple[Contact, ContactRole | None]] = (), form_token: UUID | None = None,
    cause: Cause = None, **fields: Any,
) -> Added:  # fmt: skip
    """A new deal in the first stage unless one is given, its company that of the contact unless one is given (7.6).

    `fields` are columns of Deal. Raises ContactMissing (7.1), NotAllowed for a disabled pipeline (7.12), Wanting for
    required fields that are empty (7.11), TooMuch.
    """
    if contact is None:
        raise ContactMissing
    place = stage or first_stage()
    if place.pipeline.is_disabled or place.removed_at:
        raise NotAllowed(_("This pipeline takes no new deals."))
    deal = Deal(
        name=name, contact=contact, company=company_of(contact) if company is MISSING else company, stage=place,
        stage_changed_at=at, stage_changed_by=by, owner=owner or by, currency=currency or Account.current().currency,
        added_at=added_at or at, form_token=form_token, **fields,
    )  # fmt: skip
    _refuse_value(deal.value)
    _refuse_wanting(deal, by)
    rows = ordered([each.pk, role.pk if role else None] for each, role in associates if each != contact)
    return writing.create_once(deal, by=by, at=at, tags=tags, cause=cause, parts={"associates": rows} if rows else None)


def company_of(contact: Contact) -> Contact | None:
    """7.6: the contact's employer, or the contact itself where it is a company."""
    return contact if contact.is_company else contact.employer


def _refuse_value(value: Decimal | None) -> None:
    if value is not None and not 0 <= value < MOST:
        raise TooMuch


def _refuse_wanting(deal: Deal, by: Any) -> None:
    fields = dict.fromkeys([*required(None, by=by), *required(deal.stage, by=by)])
    missing = [name for name in fields if is_empty(held(deal, name))]
    if missing:
        raise Wanting(missing)


def fitting(deal: Deal, values: dict[str, Any]) -> Mapping[str, Any]:
    """Plain fields of one of many deals: TooMuch, NotAllowed."""
    _refuse_value(values.get("value"))
    return values


@transaction.atomic
def edit_deal(
    deal: Deal, values: Mapping[str, Any], *, by, at: datetime, version: int | None = None,
    tags: Iterable[str] | None = None, parts: Mapping[str, Any] | None = None, cause: Cause = None,
) -> Act | None:  # fmt: skip
    """Change fields, tags or further contacts of a deal. None when nothing differs; raises Overtaken, ContactMissing,
    TooMuch.

    A new primary contact brings its company along unless one is given (7.6), and is no further contact any more.
    """
    new, kept = dict(values), dict(parts or {})
    if new.get("contact", deal.contact) is None:
        raise ContactMissing
    _refuse_value(new.get("value"))
    if "contact" in new and new["contact"] != deal.contact:
        new.setdefault("company", company_of(new["contact"]))
    primary: Any = new.get("contact", deal.contact)
    rows = kept.get("associates", Deal.PARTS["associates"].read(deal) if "contact" in new else None)
    if rows is not None:
        kept["associates"] = ordered(row for row in rows if row[0] != primary.pk)
    return writing.edit(deal, new, by=by, at=at, version=version, tags=tags, parts=kept, cause=cause)


def associate(
    deal: Deal, contact: Contact, role: ContactRole | None, *, by, at: datetime, cause: Cause = None
) -> Act | None:
    """Put a further contact on a deal, or give it another role (7.5). NotAllowed for the primary one."""
    if contact == deal.contact:
        raise NotAllowed(_("%(name)s is the primary contact of this deal.") % {"name": contact})
    others = [row for row in Deal.PARTS["associates"].read(deal) if row[0] != contact.pk]
    wanted = ordered([*others, [contact.pk, role.pk if role else None]])
    return edit_deal(deal, {}, by=by, at=at, parts={"associates": wanted}, cause=cause)


def dissociate(deal: Deal, contact: Contact, *, by, at: datetime, cause: Cause = None) -> Act | None:
    others = [row for row in Deal.PARTS["associates"].read(deal) if row[0] != contact.pk]
    return edit_deal(deal, {}, by=by, at=at, parts={"associates": others}, cause=cause)
