"""What follows from a change of deals: statuses of contacts, worth in the account's currency, the stages' history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from accounts.models import Account
from deals.models import Deal, Stage, StageChange
from deals.pricing import foreign, revalue, revalue_deals
from deals.standings import Why, on_deals, settle_all, settle_each, touched_by
from records.choices import ChangeVerb
from records.lifecycle import Step
from records.models import Change, Job, Transition
from records.pouring import pour_rows
from records.undoing import JOB as UNDOING
from records.working import start

SETTLE, REVALUE = "deals.settle_statuses", "deals.revalue"
BATCH = 500
WORTH = {"value", "currency"}
JOINED = {"contact", "company", "associates"}


def after_steps(steps: Sequence[Step]) -> None:
    """Everybody on whom a deal counts is settled because of its step, of several because of the first; winning it
    overrules what was set by hand. From one active stage to another it goes on counting as active, which changes
    nothing."""
    ways = Stage.objects.in_bulk({int(step.transition.was) for step in steps})
    telling = [step for step in steps if not (step.record.stage.is_active and _began(step, ways).is_active)]
    if not telling:
        return
    contacts = on_deals([step.record.pk for step in telling])
    reasons: dict[int, Why] = {}
    winners: set[int] = set()
    for deal, step in telling:
        reasons = dict.fromkeys(contacts[deal.pk], Why(step.by, step.at, step)) | reasons
        winners |= contacts[deal.pk] if _enters_won(deal, step, _began(Step(deal, step), ways)) else set()
    settle_each(reasons, winners=winners)


def _began(step: Step, ways: dict[int, Stage]) -> Stage:
    return ways[int(step.transition.was)]


def _enters_won(deal: Deal, step: Transition, was: Stage) -> bool:
    """Not when it was won in another pipeline before, nor when an undo only brings back what was."""
    taken_back = step.act.kind == UNDOING
    return deal.stage.is_won and not taken_back and not was.is_won


def keep_ways(steps: Sequence[Step]) -> None:
    """In step with the Transitions, undone ones included: what happened has happened."""
    columns = ("deal_id", "was_id", "now_id", "transition_id", "by_id", "at", "value", "currency")
    pour_rows(
        StageChange,
        columns,
        [
            (deal.pk, int(step.was), int(step.now), step.pk, step.by_id, step.at, deal.value, deal.currency)
            for deal, step in steps
        ],
    )


def after_changes(changes: Collection[Change]) -> None:
    """Statuses after deals came, went or have other contacts. A contact that several of them concern is settled because
    of the first."""
    telling = [change for change in changes if change.verb != ChangeVerb.EDITED or JOINED & set(change.fields)]
    if not telling:
        return
    contacts, won = on_deals([change.record_id for change in telling]), _added_as_won(telling)
    reasons: dict[int, Why] = {}
    winners: set[int] = set()
    for change, named in zip(telling, touched_by(telling), strict=True):
        touched = named | contacts[change.record_id]
        reasons = dict.fromkeys(touched, Why(change.by, change.at, change)) | reasons
        winners |= touched if change.record_id in won else set()
    settle_each(reasons, winners=winners)


def _added_as_won(changes: Collection[Change]) -> set[int]:
    added = [change.record_id for change in changes if change.verb == ChangeVerb.CREATED]
    return set(Deal.objects.won().filter(pk__in=added).values_list("pk", flat=True)) if added else set()


def price_steps(steps: Sequence[Step]) -> None:
    """An open deal counts at today's rate, a closed one at that of its day (9.9): a step may be from the one to the
    other, an undone one too."""
    own, moments = Account.current().currency, defaultdict(list)
    for deal, _step in steps:
        if deal.value is not None and deal.currency != own:
            moments[deal.updated_at].append(deal.pk)
    for at, keys in moments.items():
        revalue(keys, at=at)


def price(changes: Collection[Change]) -> None:
    """Worth and first stage of new deals, worth of those that cost something else now."""
    new = [change for change in changes if change.verb == ChangeVerb.CREATED]
    others = [change for change in changes if change.verb != ChangeVerb.CREATED]
    if new:
        begun = _begin_ways(new)
        revalue_deals([deal for deal in begun if deal.value is not None], at=new[0].at)
    priced = [change for change in others if WORTH & set(change.fields)]
    if priced:
        revalue([change.record_id for change in priced], at=priced[0].at)
    closed = [change for change in others if "stage_changed_at" in change.fields and not WORTH & set(change.fields)]
    if closed:
        keys = foreign().filter(pk__in=[change.record_id for change in closed]).values_list("pk", flat=True)
        revalue(list(keys), at=closed[0].at)
    _note_worth([change for change in priced if change.cause_id])


def _note_worth(changes: Collection[Change]) -> None:
    """The value that a stage asked for belongs to the move into it (7.13)."""
    if changes:
        ways = list(StageChange.objects.filter(transition__in=[change.cause_id for change in changes]))
        deals = Deal.objects.in_bulk([way.deal_id for way in ways])
        for way in ways:
            way.value, way.currency = deals[way.deal_id].value, deals[way.deal_id].currency
        StageChange.objects.bulk_update(ways, ["value", "currency"], batch_size=BATCH)


def _begin_ways(changes: Collection[Change]) -> list[Deal]:
    """The first row of the way of each new deal; returns the deals as they were read for it."""
    rows = Deal.objects.select_related("stage").filter(pk__in=[change.record_id for change in changes])
    deals = {deal.pk: deal for deal in rows.order_by("pk")}
    StageChange.objects.bulk_create(
        StageChange(
            deal=deal, now_id=deal.stage_id, by=change.by, at=deal.stage_changed_at, value=deal.value,
            currency=deal.currency,
        )
        for change in changes
        for deal in [deals[change.record_id]]
    )  # fmt: skip
    return list(deals.values())


def after_return(change: Change) -> None:
    settle_all([change.record_id], by=change.by, at=change.at, cause=change)


def after_settings(fields: set[str], *, at: datetime) -> list[Job]:
    """All deals or contacts are gone through: that is a job each."""
    wanted = [(REVALUE, {"currency"}), (SETTLE, {"count_employees_deals"})]
    return [start(name, {}, by=None, at=at) for name, needs in wanted if needs & fields]


def after_rates(currencies: Collection[str], *, at: datetime) -> Job | None:
    if not Deal.objects.filter(currency__in=currencies).exclude(currency=Account.current().currency).exists():
        return None
    return start(REVALUE, {"currencies": sorted(currencies)}, by=None, at=at)
