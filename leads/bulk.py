"""Deeds upon many leads (3b, 4.3)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, User
from activities.bulk import REASSIGN, TAG, Deed, Outcome, deleting
from deals.models import DealSource, Stage
from leads.conversion import Becoming, Conversion, NewDeal, NewTask, becomes, convert
from leads.lifecycle import set_status_each
from leads.mapping import COMPANY, PERSON
from leads.matching import the_same
from leads.models import Lead, LeadStatus, LeadUnqualifiedReason
from leads.rights import may_convert
from records.models import Act

Status = tuple[LeadStatus, LeadUnqualifiedReason | None]


def _status(facts: dict[str, Any]) -> Status:
    reasons = LeadUnqualifiedReason.objects.filter(pk=facts["reason"])
    return LeadStatus.objects.get(pk=facts["status"]), reasons.first()


def _set_status(leads: list[Lead], given: Status, *, by, at: datetime, cause: Act) -> Outcome:
    status, reason = given
    prefetch_related_objects(leads, "status")
    going = [lead for lead in leads if lead.status_id != status.pk]
    return Outcome(len(set_status_each(going, status, reason=reason, by=by, at=at, cause=cause)), [])


def _convert(lead: Lead, options: dict, *, by, at: datetime, cause: Act) -> Conversion:
    """A contact that is the same by the default key, among those that the converter may change, is filled up; anything
    else is new (4.6). A second run finds the lead converted and leaves it."""
    region = Account.current().country
    sides = {side: _becomes(lead, side, by, region) for side in (PERSON, COMPANY)}
    owner = User.objects.filter(pk=options.get("owner")).first()
    return convert(
        lead, by=by, at=at, person=sides[PERSON], company=sides[COMPANY], owner=owner, deal=_deal(lead, options),
        task=_task(options), parent=cause,
    )  # fmt: skip


def _becomes(lead: Lead, side: str, by, region: str) -> Becoming | None:
    wanted = becomes(lead, side)
    return Becoming(into=the_same(lead, side, user=by, region=region)) if wanted else None


def _deal(lead: Lead, options: dict) -> NewDeal | None:
    wanted = options.get("deal")
    if not wanted:
        return None
    return NewDeal(
        name=wanted["name"] or lead.company_name or lead.name,
        value=Decimal(wanted["value"]) if wanted["value"] is not None else None, currency=wanted["currency"],
        stage=Stage.objects.select_related("pipeline").filter(pk=wanted["stage"]).first(),
        source=DealSource.objects.filter(pk=wanted["source"]).first(),
    )  # fmt: skip


def _task(options: dict) -> NewTask | None:
    wanted = options.get("task")
    if not wanted:
        return None
    due = date.fromisoformat(wanted["due_on"]) if wanted["due_on"] else None
    return NewTask(wanted["text"], due_on=due, owner=User.objects.filter(pk=wanted["owner"]).first())


DEEDS = (
    Deed("convert", "convert", _convert, _("Convert"), "user-round-check", at_once=0, when=may_convert),
    Deed("status", "edit", _set_status, _("Status"), "flag", read=_status, title=_("Set the status"), together=True),
    REASSIGN,
    TAG,
    deleting(),
)
