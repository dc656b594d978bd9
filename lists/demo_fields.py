"""Custom fields of the demo company, and what its records say in them: our own words, in each language."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from accounts.demo import People, part
from accounts.demo_year import Story
from lists.compound import worth
from records.choices import ForWhom
from records.defining import add

CONTACT, DEAL = "contacts.contact", "deals.deal"


class Words(NamedTuple):
    firm: str
    employees: str
    segment: str
    segments: tuple[str, ...]
    interests: str
    topics: tuple[str, ...]
    building: str
    margin: str
    install_on: str
    subsidy: str
    contribution: str


EN = Words(
    "Company facts", "Employees", "Segment", ("Trade", "Industry", "Public sector", "Housing"), "Interests",
    ("Heat pump", "Photovoltaics", "Storage", "Charging"), "Building", "Margin in per cent", "Installation on",
    "Subsidy", "Contribution",
)  # fmt: skip
DE = Words(
    "Zum Unternehmen", "Beschäftigte", "Segment", ("Gewerbe", "Industrie", "Öffentliche Hand", "Wohnbau"), "Interessen",
    ("Wärmepumpe", "Photovoltaik", "Speicher", "Ladesäule"), "Objekt", "Spanne in Prozent", "Einbau am", "Förderung",
    "Deckungsbeitrag",
)  # fmt: skip
WORDS = {"en": EN, "de": DE}


def join() -> None:
    """Take part in the demo; asked from panels."""
    part(10)(custom_fields)


class Values:
    """What is written into the fields, by their keys. By chance of its own, so that it changes nothing else."""

    def __init__(self, words: Words, keys: dict[str, str]):
        self.words, self.keys, self.rng = words, keys, random.Random("custom fields")

    def of_company(self) -> dict[str, Any]:
        rng, words = self.rng, self.words
        said = {
            words.employees: rng.choice([4, 8, 12, 25, 40, 60, 110, 250]), words.segment: rng.choice(words.segments),
            words.interests: sorted(rng.sample(words.topics, rng.randint(1, 2))),
        }  # fmt: skip
        return self._kept(said, 0.8)

    def of_deal(self, at: datetime, currency: str) -> dict[str, Any]:
        rng, words = self.rng, self.words
        said: dict[str, Any] = {
            words.margin: rng.choice([12, 15, 18, 22.5, 30]),
            words.install_on: (at + timedelta(days=rng.randint(60, 200))).date().isoformat(),
            words.subsidy: worth(Decimal(rng.randint(4, 40) * 250), currency),
        }
        return self._kept(said, 0.7)

    def _kept(self, said: dict[str, Any], share: float) -> dict[str, Any]:
        return {self.keys[name]: value for name, value in said.items() if self.rng.random() < share}


def custom_fields(people: People, at: datetime, rng: random.Random) -> list[Story]:
    words = WORDS[people.locale]
    keys: dict[str, str] = {}

    def define(kind: str, name: str, type: str, **facts: Any) -> None:
        keys[name] = add(kind, name, type, by=people.admin, at=at, **facts).key

    firm: dict[str, Any] = {"for_whom": ForWhom.COMPANY, "section": words.firm, "filterable": True}
    define(CONTACT, words.employees, "number", **firm)
    define(CONTACT, words.segment, "choice", choices=words.segments, **firm)
    define(CONTACT, words.interests, "choices", choices=words.topics, **firm)
    define(DEAL, words.margin, "number", filterable=True)
    define(DEAL, words.install_on, "date", section=words.building, filterable=True)
    define(DEAL, words.subsidy, "money", section=words.building)
    formula = f"round(value * {keys[words.margin]} / 100, 2)"
    define(DEAL, words.contribution, "formula", formula=formula, filterable=True)
    people.shared["values"] = Values(words, keys)
    return []
