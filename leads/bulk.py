"""What is done with many leads at once (3b, 4.3): lead by lead, each with its own refusal, all under one act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Account, User
from deals.models import DealSource, Stage
from leads import deleting, keeping, lifecycle
from leads.conversion import Becoming, NewDeal, NewTask, becomes, convert
from leads.mapping import COMPANY, PERSON
from leads.matching import the_same
from leads.models import Lead, LeadStatus, LeadUnqualifiedReason
from records.errors import NotAllowed, RecordError
from records.folding import fold
from records.models import Act
from records.tagging import tags_of
from records.working import start

JOB = "leads.bulk"
# What a request does while its sender waits; more is a job.
AT_ONCE = 50


class Refused(NamedTuple):
    """A lead with which it could not be done, and why."""

    lead: Lead
    reason: str


def set_status(lead: Lead, options: dict, *, by, at: datetime, act: Act) -> None:
    status = LeadStatus.objects.get(pk=options["status"])
    if lead.status_id != status.pk:
        reason = LeadUnqualifiedReason.objects.filter(pk=options["reason"]).first() if options["reason"] else None
        lifecycle.set_status(lead, status, reason=reason, by=by, at=at, cause=act)


def reassign(lead: Lead, options: dict, *, by, at: datetime, act: Act) -> None:
    keeping.edit_lead(lead, {"owner": User.objects.get(pk=options["owner"])}, by=by, at=at, cause=act)


def tag(lead: Lead, options: dict, *, by, at: datetime, act: Act) -> None:
    gone = {fold(name) for name in options["remove_tags"]}
    kept = [worn.name for worn in tags_of(lead) if worn.key not in gone]
    keeping.edit_lead(lead, {}, tags=[*kept, *options["add_tags"]], by=by, at=at, cause=act)


def delete(lead: Lead, options: dict, *, by, at: datetime, act: Act) -> None:
    deleting.delete(lead, by=by, at=at, cause=act)


def convert_one(lead: Lead, options: dict, *, by, at: datetime, act: Act) -> None:
    """A contact that is the same by the default key, among those that the converter may change, is filled up; anything
    else is new (4.6). A second run finds the lead converted and leaves it."""
    region = Account.current().country
    sides = {side: _becomes(lead, side, by, region) for side in (PERSON, COMPANY)}
    owner = User.objects.filter(pk=options.get("owner")).first()
    convert(
        lead, by=by, at=at, person=sides[PERSON], company=sides[COMPANY], owner=owner, deal=_deal(lead, options),
        task=_task(options), parent=act,
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


class Deed(NamedTuple):
    """`action` is the right it takes on each lead."""

    action: str
    do: Callable[..., None]


DEEDS = {
    "status": Deed("edit", set_status),
    "reassign": Deed("reassign", reassign),
    "tag": Deed("edit", tag),
    "delete": Deed("delete", delete),
    "convert": Deed("convert", convert_one),
}


def do(deed: str, leads: Iterable[Lead], options: dict, *, by, at: datetime, act: Act) -> tuple[int, list[Refused]]:
    """How many it was done with, and the others. One that is refused leaves nothing half done."""
    done, refused = 0, []
    for lead in leads:
        try:
            with transaction.atomic():
                DEEDS[deed].do(lead, options, by=by, at=at, act=act)
            done += 1
        except RecordError as error:
            refused.append(Refused(lead, str(error)))
        except (User.DoesNotExist, LeadStatus.DoesNotExist):
            refused.append(Refused(lead, _("What was chosen is not there any more.")))
    return done, refused


def begin_job(deed: str, chosen: dict, options: dict, *, by, at: datetime, label: str):
    """`chosen` is {"ids": [...]} or {"query": address}: the filter itself, read again by the worker."""
    if deed not in DEEDS:
        raise NotAllowed(_("That is nothing that can be done with many."))
    return start(JOB, {"deed": deed, "options": options, **chosen}, by=by, at=at, label=label)
