"""Everything in its order, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from accounts.configuring import change_account
from accounts.models import Account, Collaboration, User
from activities.models import Entry, EntryLink, Note, Task
from contacts.models import Contact
from deals.models import Deal, StageChange
from leads.models import Lead
from records.choices import CustomType
from records.customising import define
from records.definitions import CustomField
from records.errors import RecordError
from records.indexing import settle
from records.models import Act, Change, Tagging
from records.naming import kind_of, record_models
from sellcrm.volume import activities, contacts, deals, leads
from sellcrm.volume.loading import at_full_speed, first_free, load
from sellcrm.volume.people import collaborations, hire
from sellcrm.volume.plan import Plan
from sellcrm.volume.words import TIERS

TABLES = (Contact, Deal, StageChange, Lead, Task, Note, Change, Entry, EntryLink, Tagging, Collaboration)
COLLABORATIONS = ("kind", "record_id", "user_id", "at")


class Occupied(RecordError):
    """Somebody's data is in this database."""


@dataclass(frozen=True)
class Sizes:
    """Tasks and notes come beside: one of each for five contacts, at least as many as there are deals."""

    contacts: int
    leads: int
    deals: int
    users: int

    @property
    def tasks(self) -> int:
        return max(self.contacts // 5, self.deals, 1)


def refuse_to_mix() -> None:
    if User.objects.exists() or any(model._base_manager.exists() for model in record_models()):
        raise Occupied("This database already holds data. Made-up data goes only into an empty one, or with --force.")


def seed(sizes: Sizes, *, at: datetime, seed: int, password: str, tell: Callable[[str], None]) -> None:
    """The same sizes, moment and seed make the same rows. History is told of all but contacts, which came as an import
    would bring them: without a line of each in the timeline."""
    with at_full_speed(TABLES):
        change_account(Account.lock(), {"name": "Volume", "currency": "EUR"}, by=None, at=at)
        fields = _custom_fields()
        hired = hire(sizes.users, password=password, rng=Plan(at, seed, None).rng("people"))  # type: ignore[arg-type]
        plan = Plan(at, seed, hired)
        placed = _place(plan, sizes)
        tell("people and places")
        facts = contacts.standings_of(
            plan, ((deal.contact, deal.company, deals.outcome_of(deal)) for deal in placed)
        )  # fmt: skip
        load(Contact, contacts.COLUMNS, contacts.rows_of_contacts(plan, facts, fields))
        tell("contacts")
        _deals_and_leads(plan, placed)
        tell("deals and leads")
        _activities(plan, sizes)
        tell("tasks and notes")
        _ties(plan)
        tell("tags and collaborators; indexes are built now")
    for definition in CustomField.objects.filter(filterable=True, indexed_at=None):
        settle(definition)
        CustomField.objects.filter(pk=definition.pk).update(indexed_at=at)


def _custom_fields() -> dict[str, str]:
    """The keys of two fields of contacts, by what they are."""
    kind = kind_of(Contact)
    tier = define(kind, "Tier", CustomType.CHOICE, choices=TIERS)
    machines = define(kind, "Machines", CustomType.NUMBER)
    CustomField.objects.filter(pk__in=[tier.pk, machines.pk]).update(filterable=True)
    return {"tier": tier.key, "machines": machines.key}


def _place(plan: Plan, sizes: Sizes) -> list[deals.Placed]:
    contacts.place_contacts(plan, sizes.contacts, first=first_free(Contact))
    leads.place_leads(plan, sizes.leads, first=first_free(Lead))
    return deals.place_deals(plan, sizes.deals, first=first_free(Deal))


def _deals_and_leads(plan: Plan, placed: list[deals.Placed]) -> None:
    load(Deal, deals.COLUMNS, deals.rows_of_deals(plan, placed))
    load(StageChange, deals.CHANGES, deals.first_changes(deals.rows_of_deals(plan, placed)))
    _tell(plan, Deal, deals.COLUMNS, lambda: deals.rows_of_deals(plan, placed))
    load(Lead, leads.COLUMNS, leads.rows_of_leads(plan))
    _tell(plan, Lead, leads.COLUMNS, lambda: leads.rows_of_leads(plan))


def _activities(plan: Plan, sizes: Sizes) -> None:
    for model, columns, rows in (
        (Task, activities.TASKS, activities.rows_of_tasks), (Note, activities.NOTES, activities.rows_of_notes),
    ):  # fmt: skip
        first = first_free(model)
        keys = range(first, first + sizes.tasks)
        load(model, columns, rows(plan, keys))
        _tell(plan, model, columns, partial(rows, plan, keys))


def _tell(plan: Plan, model: Any, columns: Sequence[str], again: Callable[[], Iterator[tuple]]) -> None:
    """The history of rows, made once more from the same chance for each table: kept nowhere, it may be any number."""
    kind = kind_of(model)
    act = Act.objects.create(kind="created", label=f"volume {kind}", by_id=plan.people.admin, at=plan.at)
    first = first_free(Change)

    def of(what: str) -> Iterator[Any]:
        return (each[what] for each in activities.told(kind, columns, again(), act=act, first=first))

    load(Change, activities.CHANGES, of("change"))
    load(Entry, activities.ENTRIES, of("entry"))
    load(EntryLink, activities.LINKS, (place for places in of("places") for place in places))


def _ties(plan: Plan) -> None:
    everything: Iterable[tuple[Any, range]] = (
        (Contact, range(plan.companies.start, plan.persons.stop)), (Deal, plan.deals), (Lead, plan.leads),
    )  # fmt: skip
    for model, keys in everything:
        if not keys:
            continue
        kind = kind_of(model)
        load(Tagging, activities.TAGGINGS, activities.wear(plan, kind, keys))
        pairs = collaborations(plan.people, kind, keys, plan.owners[kind], plan.rng(f"collaborators {kind}"))
        load(Collaboration, COLLABORATIONS, ((*pair, plan.at) for pair in pairs))
