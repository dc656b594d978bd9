"""The year that the demo company plays: stories told side by side, in the order of time.

A story is a generator: it yields the moment at which it wants to go on, and what it does then it does through the same
functions as everybody, with that moment as `at`.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

ZONE = ZoneInfo("Europe/Berlin")
OPENS, CLOSES, FRIDAY = 8, 17, 4
OVERDUE, TODAY, WITH_HOUR = 0.15, 0.33, 0.4
Story = Iterator[datetime]
Card = TypeVar("Card")


def play(stories: Iterable[Story], *, until: datetime) -> None:
    """Tell all stories as far as `until`; what they wanted to do later stays undone."""
    waiting: list[tuple[datetime, int, Story]] = []
    turn = count()

    def go_on(story: Story) -> None:
        moment = next(story, None)
        if moment is not None and moment <= until:
            heapq.heappush(waiting, (moment, next(turn), story))

    for story in stories:
        go_on(story)
    while waiting:
        go_on(heapq.heappop(waiting)[2])


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """No savepoints inside the transaction: nothing that is refused in the story is caught and gone on from, and every
    third statement would be one."""
    vars(connections[DEFAULT_DB_ALIAS])["savepoint"] = lambda: None
    try:
        yield
    finally:
        del vars(connections[DEFAULT_DB_ALIAS])["savepoint"]


def at_work(moment: datetime, rng: random.Random) -> datetime:
    """Some minute of that day when people work, or of the Friday before."""
    here = timezone.localtime(moment, ZONE)
    here -= timedelta(days=max(here.weekday() - FRIDAY, 0))
    return here.replace(
        hour=rng.randrange(OPENS, CLOSES), minute=rng.randrange(60), second=rng.randrange(60), microsecond=0
    )


def moments(begin: datetime, end: datetime, number: int, rng: random.Random) -> list[datetime]:
    """So many moments at work, one after the other, after `begin` and not behind `end`."""
    found: list[datetime] = []
    last = begin
    for drawn in sorted(rng.random() for _ in range(number)):
        plain = begin + (end - begin) * drawn
        wanted = at_work(plain, rng)
        wanted = wanted if wanted <= end else plain
        last = min(max(wanted, last + timedelta(minutes=rng.randint(20, 200))), end)
        found.append(last)
    return found


def due_around(at: datetime, rng: random.Random) -> dict[str, Any]:
    """`due_on` or `due_at` of a task: some are late, many due today, the rest in the next two weeks."""
    chance = rng.random()
    days = rng.randint(-5, -1) if chance < OVERDUE else 0 if chance < TODAY else rng.randint(1, 16)
    day = timezone.localtime(at, ZONE) + timedelta(days=days)
    if rng.random() < WITH_HOUR:
        return {"due_at": day.replace(hour=rng.randrange(OPENS, CLOSES), minute=0, second=0, microsecond=0)}
    return {"due_on": day.date()}


def shuffled(counts: dict[str, int], rng: random.Random) -> list[str]:
    """Each word as often as asked for, in an order of chance."""
    words = [word for word, times in counts.items() for _ in range(times)]
    rng.shuffle(words)
    return words


class Pack(Generic[Card]):
    """Draws by chance without repeating itself before all were drawn."""

    def __init__(self, cards: Sequence[Card], rng: random.Random):
        self.cards, self.rng = list(cards), rng
        self.left: list[Card] = []

    def draw(self) -> Card:
        if not self.left:
            self.left = self.rng.sample(self.cards, len(self.cards))
        return self.left.pop()
