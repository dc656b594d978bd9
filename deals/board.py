"""The board of a pipeline: its cards and what they come to, in two statements however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from activities.models import Task
from contacts.models import Contact
from deals.figures import Figures, by_chance, figures_of_stages
from deals.models import Deal, Pipeline, Stage
from lists.counting import halved
from lists.paging import page_of, token
from lists.rights import with_rights
from records.among import Among
from records.naming import kind_of
from ui.ready import rows_of

SIZE, MOST = 25, 300
SHOWN = ("name", "value", "currency", "is_hot", "stage", "stage_changed_at", "owner__name")
ORDER = ("-stage_changed_at", "-id")


class NextStep(NamedTuple):
    """The open task of a deal that is due first; named like a task's columns, for activities/due.html."""

    text: str
    due_at: datetime | None
    due_on: Any
    late: bool


@dataclass
class Column:
    stage: Stage
    figures: Figures = field(default_factory=Figures)
    cards: list[Deal] = field(default_factory=list)
    after: str = ""


@dataclass
class Board:
    pipeline: Pipeline
    pipelines: list[Pipeline]
    columns: list[Column]
    closed: list[Stage]

    @property
    def figures(self) -> Figures:
        return sum((column.figures for column in self.columns), Figures())


def chosen_pipeline(wanted: str, stages: Sequence[Stage]) -> Pipeline | None:
    """The one that was asked for by its key, else the first that takes new deals, else the first. `stages` are those in
    use, in order, with their pipelines."""
    known = pipelines_of(stages)
    for pipeline in known:
        if str(pipeline.pk) == wanted:
            return pipeline
    return next((pipeline for pipeline in known if not pipeline.is_disabled), known[0] if known else None)


def pipelines_of(stages: Sequence[Stage]) -> list[Pipeline]:
    return list({stage.pipeline_id: stage.pipeline for stage in stages}.values())


def board_of(
    pipeline: Pipeline, stages: Sequence[Stage], deals: QuerySet | None, *, user, now: datetime, size: int = SIZE
) -> Board:
    """`deals` are those that the viewer sees, narrowed down; None for all that they see, which is put together once for
    everybody with the same rights (ui.ready). `now` carries the viewer's time zone."""
    own = [stage for stage in stages if stage.pipeline_id == pipeline.pk]
    columns = {stage.pk: Column(stage) for stage in own if stage.is_active}
    figures, cards = _asked(tuple(columns), deals, user, size)
    for key, found in figures_of_stages(figures, {key: column.stage for key, column in columns.items()}).items():
        columns[key].figures = found
    for deal in cards:
        columns[deal.stage_id].cards.append(deal)
    for column in columns.values():
        _cut(column, size)
        furnish(column.cards, column.stage, now=now)
    closed = [stage for stage in own if not stage.is_active]
    return Board(pipeline, pipelines_of(stages), list(columns.values()), closed)


def _asked(stages: tuple[int, ...], deals: QuerySet | None, user, size: int) -> tuple[Iterable[Any], Iterable[Any]]:
    """What these stages come to, and their first cards."""

    def figures(viewer, rows: QuerySet | None = None) -> QuerySet:
        return by_chance(*halved(_of(viewer, rows).filter(stage__in=stages), user=viewer))

    def cards(viewer, rows: QuerySet | None = None) -> QuerySet:
        top = Q(pk__in=())
        for stage in stages:
            top |= Q(Among("pk", _of(viewer, rows).filter(stage=stage).order_by(*ORDER).values("pk")[: size + 1]))
        return _drawn(Deal.objects.filter(top), viewer).order_by(*ORDER)

    if deals is not None:
        return figures(user, deals), cards(user, deals)
    asked = (("board's figures", stages), figures), (("board's cards", stages, size), cards)
    first, second = (rows_of(key, make, whose=user) for key, make in asked)
    return first, second


def _of(viewer, rows: QuerySet | None) -> QuerySet:
    return Deal.objects.visible_to(viewer) if rows is None else rows


def more_of(stage: Stage, deals: QuerySet, *, user, now: datetime, after: str) -> Column:
    """The next cards of one column, behind the card that the token names."""
    found = page_of(_drawn(deals.filter(stage=stage), user), order=ORDER, after=after, size=SIZE)
    furnish(found.rows, stage, now=now)
    return Column(stage, cards=found.rows, after=found.after)


def _cut(column: Column, size: int) -> None:
    if len(column.cards) > size:
        column.after = token(column.cards[size - 1], ORDER)
        column.cards = column.cards[:size]


def _drawn(deals: QuerySet, user) -> QuerySet:
    """What a card says: names of contacts only where the viewer may see them, and the task that comes next."""
    seen = Contact.objects.visible_to(user)
    tasks = Task.objects.visible_to(user).open().filter(about_kind=kind_of(Deal), about_id=OuterRef("pk"))
    next_step = tasks.order_by(F("due_at").asc(nulls_last=True), "pk").values(
        found=JSONObject(text="text", due_at="due_at", due_on="due_on")
    )
    return with_rights(deals, user, "edit").select_related("owner").only(*SHOWN).annotate(
        contact_name=Subquery(seen.filter(pk=OuterRef("contact_id")).values("name")[:1]),
        company_name=Subquery(seen.filter(pk=OuterRef("company_id")).values("name")[:1]),
        next_task=Subquery(next_step[:1]),
    )  # fmt: skip


def furnish(cards: Sequence[Any], stage: Stage, *, now: datetime) -> None:
    """Days in the stage, how rotten that is, who is on the deal and what comes next, laid beside each card."""
    for deal in cards:
        deal.days, deal.tone = age_of(deal, stage, now=now)
        deal.next_step = _next_step(deal.next_task, now)
        names = dict.fromkeys(name for name in (deal.contact_name, deal.company_name) if name)
        deal.who = " · ".join(names)


def age_of(deal: Deal, stage: Stage, *, now: datetime) -> tuple[int, str]:
    """Days in the stage, and the tone: amber from the stage's limit on, red from twice the limit on."""
    days = max((now.date() - timezone.localtime(deal.stage_changed_at, now.tzinfo).date()).days, 0)
    if stage.rot_days is None or not stage.is_active or days < stage.rot_days:
        return days, "grey"
    return days, "red" if days >= 2 * stage.rot_days else "amber"


def _next_step(found: dict | None, now: datetime) -> NextStep | None:
    if not found:
        return None
    due_at = parse_datetime(found["due_at"]) if found["due_at"] else None
    if due_at and timezone.is_naive(due_at):
        due_at = due_at.replace(tzinfo=UTC)
    due_on = parse_date(found["due_on"]) if found["due_on"] else None
    return NextStep(found["text"], due_at, due_on, bool(due_at and due_at < now))
