"""What is made and for whom, the same for each table."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from sellcrm.volume.people import People
from sellcrm.volume.words import LARGE, SMALL

YEARS = 5


@dataclass
class Plan:
    """`at` is the present moment of what is made; `seed` decides everything that chance decides. `owners` are those of
    each kind, in the order of its keys."""

    at: datetime
    seed: int
    people: People
    companies: range = range(0)
    persons: range = range(0)
    leads: range = range(0)
    deals: range = range(0)
    employers: list[int | None] = field(default_factory=list)
    deal_contacts: list[int | None] = field(default_factory=list)
    owners: dict[str, list[int | None]] = field(default_factory=dict)

    def rng(self, what: str) -> random.Random:
        """A source of chance for one purpose: what is made of one kind does not depend on another kind's number."""
        return random.Random(f"{self.seed} {what}")

    def employer_of(self, contact: int) -> int | None:
        return self.employers[contact - self.persons.start] if contact in self.persons else None

    def moments(self, rng: random.Random, number: int) -> list[datetime]:
        """So many in the last years, the later the more."""
        span = YEARS * 365 * 86400
        return [self.at - timedelta(seconds=int(span * (1 - rng.random() ** 0.6))) for _each in range(number)]


def cities(rng: random.Random, number: int) -> list[str]:
    """A large city is common, a village rare; one in ten says nothing."""
    weights = [3 / (place + 1) for place in range(len(LARGE))] + [0.4 / (place + 4) for place in range(len(SMALL))]
    named = list(accumulate(weights))
    return rng.choices([*LARGE, *SMALL, ""], cum_weights=[*named, named[-1] * 1.1], k=number)


def pieces(keys: range, size: int = 5000) -> Iterator[range]:
    """Neighbouring keys, so many at a time: chance is asked for a whole piece at once."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def skewed(rng: random.Random, keys: Sequence[Any]) -> Any:
    """One of these, the first far more often than the last."""
    return keys[int(len(keys) * rng.random() ** 3)]
