"""A lead becomes a person, a company or both, and at most one deal (4): one act, all or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from activities import keeping as activity_keeping
from activities.models import Task
from contacts import keeping as contact_keeping
from contacts.models import Contact
from deals import keeping as deal_keeping
from deals.models import Deal, DealSource, Stage
from leads import inheriting, sourcing
from leads.lifecycle import mark_converted
from leads.mapping import COMPANY, EMPLOYER, PERSON, as_columns, details_of
from leads.models import Lead
from leads.rights import refuse_conversion, refuse_owner
from records import writing
from records.acting import begin
from records.choices import ChangeVerb
from records.errors import NotAllowed, Overtaken
from records.models import Act, Change, Transition
from records.naming import kind_of
from records.tagging import tags_of

AS_THE_LEAD_SAYS: Any = object()


@dataclass(frozen=True)
class Becoming:
    """What one side of a lead becomes: a new contact, or part of the existing one `into`, seen at `version`.

    `names` correct the lead's. `take` are the details (leads.mapping) that replace what the existing contact has; what
    is empty there is filled anyway, nothing else is touched.
    """

    into: Contact | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    take: Collection[str] = ()
    version: int | None = None


@dataclass(frozen=True)
class NewDeal:
    """Without a stage it starts where deals start (4.7), without a source it has the lead's (4.9)."""

    name: str
    value: Decimal | None = None
    currency: str = ""
    stage: Stage | None = None
    source: DealSource | None = None


@dataclass(frozen=True)
class NewTask:
    text: str
    due_on: date | None = None
    due_at: datetime | None = None
    owner: Any = None


class Conversion(NamedTuple):
    """What came of it. `is_new` is False for the first result, told to who converts a second time (4.15)."""

    lead: Lead
    person: Contact | None
    company: Contact | None
    deal: Deal | None
    task: Task | None
    act: Act
    is_new: bool = True

    @property
    def contact(self) -> Contact:
        found = self.person or self.company
        if found is None:
            raise NotAllowed(_("What this lead became has been removed for good."))
        return found


def becomes(lead: Lead, side: str) -> Becoming | None:
    """What the lead's names say (4.5)."""
    return Becoming() if (lead.last_name if side == PERSON else lead.company_name) else None


def convert(
    lead: Lead, *, by, at: datetime, person: Becoming | None = AS_THE_LEAD_SAYS,
    company: Becoming | None = AS_THE_LEAD_SAYS, owner=None, deal: NewDeal | None = None, task: NewTask | None = None,
    parent: Act | None = None,
) -> Conversion:  # fmt: skip
    """Convert a lead. Who comes second, be it at the same moment, gets what the first one made (4.15).

    Raises NotAllowed (4.16), Overtaken (a contact that it goes into was changed meanwhile), and whatever contacts,
    deals and tasks refuse: contacts.keeping.Missing, deals.lifecycle.Wanting, activities.keeping.CannotView.
    """
    sides = {
        PERSON: becomes(lead, PERSON) if person is AS_THE_LEAD_SAYS else person,
        COMPANY: becomes(lead, COMPANY) if company is AS_THE_LEAD_SAYS else company,
    }
    refuse_conversion(lead, by=by, into=[each.into for each in sides.values() if each], makes_deal=deal is not None)
    refuse_owner(lead, owner, by=by, makes_deal=deal is not None)
    if not any(sides.values()):
        raise NotAllowed(_("A lead becomes at least a person or a company."))
    try:
        with transaction.atomic():
            first = result_of(lead)
            return first or _convert(lead, sides, owner, deal, task, by=by, at=at, parent=parent)
    except Overtaken:
        first = result_of(lead)
        if first is None:
            raise
        return first


def _convert(lead, sides, owner, deal, task, *, by, at, parent) -> Conversion:
    act = begin("converted", by=by, at=at, parent=parent, label=str(lead))
    step = mark_converted(lead, by=by, at=at, cause=act)
    deed: dict[str, Any] = {"by": by, "at": at, "cause": step}
    tags = [tag.name for tag in tags_of(lead)]
    whose = {"owner": owner or _owner_of(lead, by), "tags": tags}
    both = all(sides.values())
    company = _become(lead, COMPANY, sides[COMPANY], whose, deed, both=both, employer=None)
    person = _become(lead, PERSON, sides[PERSON], whose, deed, both=both, employer=company)
    contact: Any = person or company
    made = _open(deal, lead, contact, company, whose, deed) if deal else None
    known = {"converted_at": at, "person": person, "company": company, "deal": made}
    writing.edit(lead, known, **deed)
    inheriting.move_activities(lead, contact, **deed)
    planned = _plan(task, made or contact, whose["owner"], deed) if task else None
    return Conversion(lead, person, company, made, planned, act)


def _owner_of(lead: Lead, by) -> Any:
    return lead.owner if lead.owner and lead.owner.is_active else by


def _become(
    lead: Lead, side: str, wanted: Becoming | None, whose: dict, deed: dict, *, both: bool, employer: Contact | None
) -> Contact | None:
    if wanted is None:
        return None
    details = details_of(lead, side, both=both)
    if wanted.into is not None:
        return _merge(wanted, details, whose["tags"], deed, employer)
    blank = Contact(is_company=side == COMPANY)
    fields = as_columns(blank, details) | dict(wanted.names)
    if side == COMPANY:
        return contact_keeping.add_company(**{"company_name": ""} | fields, **whose, **deed).record
    return contact_keeping.add_person(**{"last_name": ""} | fields, employer=employer, **whose, **deed).record


def _merge(wanted: Becoming, details, tags: list[str], deed: dict, employer: Contact | None) -> Contact:
    contact: Any = wanted.into
    values = as_columns(contact, details, take=wanted.take)
    if employer is not None and (contact.employer_id is None or EMPLOYER in wanted.take):
        values["employer"] = employer
    worn = [tag.name for tag in tags_of(contact)]
    contact_keeping.edit_contact(contact, values, version=wanted.version, tags=[*worn, *tags], **deed)
    return contact


def _open(deal: NewDeal, lead: Lead, contact: Contact, company: Contact | None, whose: dict, deed: dict) -> Deal:
    """The deal of the conversion, with the person first of all."""
    known: dict[str, Any] = {"company": company} if company else {}
    source = deal.source or sourcing.deal_source_for(lead.source, by=deed["by"], at=deed["at"])
    return deal_keeping.add_deal(
        name=deal.name, contact=contact, stage=deal.stage, value=deal.value, currency=deal.currency, source=source,
        **known, **whose, **deed,
    ).record  # fmt: skip


def _plan(task: NewTask, about: Contact | Deal, owner, deed: dict) -> Task:
    """The next step of the deal where one is made, else of the contact."""
    return activity_keeping.add_task(
        text=task.text, due_on=task.due_on, due_at=task.due_at, owner=task.owner or owner, about=about, **deed
    ).record


def result_of(lead: Lead) -> Conversion | None:
    """What a lead became, asked of the database; None while it is a lead."""
    rows = Lead._base_manager.select_related("person__employer", "company", "deal")
    found = rows.filter(pk=lead.pk).first()
    if found is None or not found.is_converted:
        return None
    steps = Transition.objects.filter(kind=kind_of(Lead), record_id=lead.pk, field="outcome", now=found.outcome)
    act = steps.select_related("act").order_by("-pk")[0].act
    made = Change.objects.filter(act=act, kind=kind_of(Task), verb=ChangeVerb.CREATED).values("record_id")
    task = Task.objects.live().filter(pk__in=made).first()
    return Conversion(found, found.person, found.company, found.deal, task, act, is_new=False)
