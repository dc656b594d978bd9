"""How a deal of the demo company goes: its plan through the stages, and what is noted and done on the way."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from accounts.demo_year import ZONE, Pack, Story, at_work, due_around, moments
from activities.demo import Tray
from activities.models import Task
from deals import keeping
from deals.choices import Category
from deals.demo_words import Words
from deals.lifecycle import move_to
from deals.models import Deal, DealUnqualifiedReason, LossReason, Stage

Deed = Callable[[datetime], Any]
Event = tuple[datetime, Deed]
LONGEST_AGO = 360
NEXT_STEP, IMPORTANT = 0.74, 0.12


class Plan(NamedTuple):
    """`stages` of the pipeline; `moves` are moments and the stages entered then; `closes`: the last move does."""

    stages: list[Stage]
    begins: datetime
    moves: list[tuple[datetime, Stage]]
    closes: bool


def plan(outcome: str, stages: list[Stage], at: datetime, rng: random.Random) -> Plan:
    """`outcome` is the category that a deal ends in, "open", or "reopened": lost, and open once more."""
    active = [stage for stage in stages if stage.is_active]
    ends = {stage.category: stage for stage in stages if not stage.is_active}
    if outcome == "open":
        age = timedelta(days=rng.triangular(1, 110, 25))
        begins = at_work(at - age, rng) if age.days else at - age
        way = _way(active, rng.choice([0, 0, 1, 1, 2, 2, 3]), rng)
        last = begins + (at - begins) * rng.uniform(0.2, 0.95)
        return Plan(stages, begins, list(zip(moments(begins, last, len(way), rng), way, strict=True)), closes=False)
    closing = at_work(at - timedelta(days=rng.triangular(1, LONGEST_AGO - 30, 90)), rng)
    begins = at_work(max(closing - timedelta(days=rng.randint(16, 85)), at - timedelta(days=LONGEST_AGO)), rng)
    furthest: dict[str, int] = {Category.WON: len(active) - 1, Category.UNQUALIFIED: rng.randint(0, 1)}
    way = _way(active, furthest.get(outcome, rng.randint(1, len(active) - 1)), rng)
    ending = ends[Category.LOST if outcome == "reopened" else outcome]
    moves = [*zip(moments(begins, closing, len(way), rng), way, strict=True), (closing, ending)]
    if outcome == "reopened":
        moves.append((closing + (at - closing) * rng.uniform(0.2, 0.8), active[1]))
    return Plan(stages, begins, moves, closes=outcome != "reopened")


def _way(active: list[Stage], furthest: int, rng: random.Random) -> list[Stage]:
    """Through the active stages behind the first one; now and then one is left out."""
    return [stage for stage in active[1 : furthest + 1] if stage is active[furthest] or rng.random() < 0.85]


def follow(events: Iterable[Event]) -> Story:
    for moment, deed in sorted(events, key=itemgetter(0)):
        yield moment
        deed(moment)


class Course:
    """Takes a deal through its plan."""

    def __init__(
        self, words: Words, at: datetime, rng: random.Random, tray: Tray, *, losses: list[LossReason],
        unfit: list[DealUnqualifiedReason],
    ):  # fmt: skip
        self.words, self.at, self.rng, self.tray = words, at, rng, tray
        self.reasons: dict[str, tuple[str, list]] = {
            Category.LOST: ("loss_reason", losses), Category.UNQUALIFIED: ("unqualified_reason", unfit),
        }  # fmt: skip
        self.notes, self.done, self.steps = (Pack(each, rng) for each in (words.notes, words.done, words.next_steps))

    def of(self, deal: Deal, chosen: Plan) -> Story:
        end = chosen.moves[-1][0] if chosen.closes else self.at
        events = [self._move(deal, moment, stage) for moment, stage in chosen.moves]
        events += self._talk(deal, chosen.begins, end)
        events += self._work(deal, chosen.begins, end)
        if not chosen.closes:
            events += self._ahead(deal, chosen)
        yield from follow(events)

    def _move(self, deal: Deal, moment: datetime, stage: Stage) -> Event:
        column, reasons = self.reasons.get(stage.category, ("", []))
        values = {column: self.rng.choice(reasons)} if reasons and self.rng.random() < 0.9 else {}
        said = self._said(deal, stage)

        def deed(at: datetime) -> None:
            was_lost = not deal.stage.is_active
            move_to(deal, stage, by=deal.owner, at=at, values=values)
            text = self._filled(self.words.reopened, deal) if was_lost else said
            if text:
                self._note(deal, at, text)

        return moment, deed

    def _said(self, deal: Deal, stage: Stage) -> str:
        texts = {Category.WON: self.words.won, Category.LOST: self.words.lost}.get(Category(stage.category), ())
        return self._filled(self.rng.choice(texts), deal) if texts and self.rng.random() < 0.5 else ""

    def _talk(self, deal: Deal, begin: datetime, end: datetime) -> list[Event]:
        when = moments(begin, end, self.rng.choice([0, 0, 1, 1, 1, 2]), self.rng)
        texts = [self._filled(self.notes.draw(), deal) for _each in when]
        return [(moment, partial(self._note, deal, text=text)) for moment, text in zip(when, texts, strict=True)]

    def _note(self, deal: Deal, at: datetime, text: str) -> None:
        important = self.rng.random() < IMPORTANT
        self.tray.note(by=deal.owner, at=at, text=text, about=deal, is_important=important)

    def _work(self, deal: Deal, begin: datetime, end: datetime) -> list[Event]:
        """A task that was done, a value that was corrected."""
        events: list[Event] = []
        if self.rng.random() < 0.5 and end - begin > timedelta(days=2):
            added, done = moments(begin, end, 2, self.rng)
            events += self._done(deal, self._filled(self.done.draw(), deal), added, done)
        if deal.value is not None and self.rng.random() < 0.15:
            worth = (deal.value * Decimal(self.rng.choice(["0.94", "0.97", "1.08"]))).quantize(Decimal("0.01"))
            when = begin + (end - begin) * self.rng.uniform(0.3, 0.8)
            events.append((when, lambda at: keeping.edit_deal(deal, {"value": worth}, by=deal.owner, at=at)))
        return events

    def _done(self, deal: Deal, text: str, added: datetime, done: datetime) -> list[Event]:
        made: list[Task] = []
        due = done.astimezone(ZONE).date()

        def add(at: datetime) -> None:
            made.append(self.tray.task(by=deal.owner, at=at, text=text, about=deal, due_on=due))

        return [(added, add), (done, lambda at: self.tray.complete(made[0], by=deal.owner, at=at))]

    def _ahead(self, deal: Deal, chosen: Plan) -> list[Event]:
        """The next step, late, due today or later; some open deals have none."""
        if self.rng.random() > NEXT_STEP:
            return []
        last = chosen.moves[-1][0] if chosen.moves else chosen.begins
        due = due_around(self.at, self.rng)
        when = last + (self.at - last) * self.rng.uniform(0.1, 0.9)
        text = self._filled(self.steps.draw(), deal)
        return [(when, lambda at: self.tray.task(by=deal.owner, at=at, text=text, about=deal, **due))]

    def _filled(self, text: str, deal: Deal) -> str:
        contact: Any = deal.contact
        return text.format(person=contact.name, company=(deal.company or contact).name)
