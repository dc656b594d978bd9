"""Deals of the demo company over two pipelines, from the first call to the order or to the competitor."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from accounts import collaborating
from accounts.demo import People, part
from accounts.demo_year import Pack, Story, moments, shuffled
from accounts.models import User
from accounts.rates import set_rate
from contacts.demo_words import CURRENCIES
from contacts.models import Contact
from deals import keeping, staging
from deals.demo_course import Course, Plan, plan
from deals.demo_words import WORDS, Product
from deals.models import ContactRole, Deal, DealSource, DealUnqualifiedReason, LossReason, Pipeline, Stage
from deals.pricing import foreign, revalue_rows

# The leads of the demo company become as many more.
OUTCOMES = {"won": 50, "lost": 28, "unqualified": 9, "open": 47, "reopened": 6}
SHARE = {"rep": 30, "colleague": 16, "stranger": 16}
OTHERS = 12
SERVICE, UNPRICED, SHARED = 0.28, "NOK", 4
# Of one unit in euros, a year ago; each quarter moves a little.
RATES = {"CHF": "1.0610", "GBP": "1.1740", "SEK": "0.0884", "PLN": "0.2331", "USD": "0.9170"}
ROTS = {"incoming": 14, "qualified": 21, "quote": 21, "closure": 14}
YEAR, QUARTER = timedelta(days=364), 91


def join() -> None:
    """Take part in the demo; asked from panels, so that a shell without pages stays without it."""
    part(30)(deals_of_a_year)


def deals_of_a_year(people: People, at: datetime, rng: random.Random) -> list[Story]:
    _rates(people, at, rng)
    _equip(people, at)
    office = people.shared["office"] = Office(people, at, rng)
    stories = [_deal(office, plan(outcome, office.stages(), at, rng)) for outcome in shuffled(OUTCOMES, rng)]
    return [*stories, _abroad(office), *_shared(office), _the_day(at)]


def _rates(people: People, at: datetime, rng: random.Random) -> None:
    for quarter in range(5):
        day = (at - timedelta(days=(5 - quarter) * QUARTER)).date()
        for currency, first in RATES.items():
            worth = Decimal(first) * Decimal(round(rng.uniform(0.97, 1.03), 4))
            set_rate(currency, day, worth, by=people.admin, at=at - YEAR)


def _equip(people: People, at: datetime) -> None:
    """A second pipeline, days after which deals rot, sources, and a reason of our own."""
    words, start = WORDS[people.locale], at - YEAR
    by: dict[str, Any] = {"by": people.admin, "at": start}
    for key, days in ROTS.items():
        Stage.objects.filter(key=key).update(rot_days=days)
    service = staging.add_pipeline(words.pipeline, **by)
    first = service.stages.get(key="qualified")
    staging.add_stage(service, words.stage, likelihood=35, after=first, rot_days=30, **by)
    made = {"created_by": people.admin, "created_at": start, "updated_at": start}
    for place, name in enumerate(words.sources):
        DealSource.objects.create(name=name, position=place, **made)
    LossReason.objects.create(name=words.reason, position=LossReason.objects.count(), **made)


class Office:
    """Makes up deals: what is sold to whom, and what is said on the way."""

    def __init__(self, people: People, at: datetime, rng: random.Random):
        self.people, self.at, self.rng = people, at, rng
        self.words = WORDS[people.locale]
        self.roles = list(ContactRole.objects.in_order())
        self.sources = list(DealSource.objects.in_order())
        self.ways = [list(each.stages.select_related("pipeline").in_order()) for each in Pipeline.objects.in_order()]
        self.products, self.services = (Pack(each, rng) for each in (self.words.products, self.words.services))
        counts = {people.rep: SHARE["rep"], people.colleague: SHARE["colleague"], people.stranger: SHARE["stranger"]}
        sellers = [each for each in people.sellers for _ in range(counts.get(each, OTHERS))]
        self.sellers = Pack(sellers, rng)
        self.course = Course(
            self.words, at, rng, people.shared["tray"], losses=list(LossReason.objects.in_order()),
            unfit=list(DealUnqualifiedReason.objects.in_order()),
        )  # fmt: skip

    def stages(self) -> list[Stage]:
        return self.ways[self.rng.random() < SERVICE]

    def contact(self, owner: User, until: datetime) -> Contact:
        """One of their people, or now and then a company itself, who is there by then."""
        known = Contact.objects.live().filter(owner=owner, created_at__lte=until, archived_at=None)
        known = known.filter(Q(employer__isnull=False) | Q(is_company=True)).order_by("pk")
        wanted = known.companies() if self.rng.random() < 0.08 else known.people()
        keys = list(wanted.values_list("pk", flat=True)) or list(known.values_list("pk", flat=True))
        return Contact.objects.select_related("employer", "owner").get(pk=self.rng.choice(keys))

    def offer(self, stages: list[Stage], country: str) -> dict[str, Any]:
        """Product, value and currency."""
        product: Product = (self.products if stages[0].pipeline.key == "sales" else self.services).draw()
        currency = CURRENCIES.get(country, "EUR")
        euros = product.least * (product.most / product.least) ** self.rng.random()
        worth = euros / float(RATES.get(currency, "1"))
        return {"product": product.name, "currency": currency, "value": Decimal(round(worth, -2))}

    def colleagues(self, contact: Contact) -> list[tuple[Contact, ContactRole]]:
        """Others of the company who have a say."""
        if contact.employer_id is None or self.rng.random() > 0.4:
            return []
        rows = Contact.objects.live().filter(employer=contact.employer_id).exclude(pk=contact.pk).order_by("pk")
        return [(each, self.rng.choice(self.roles[1:])) for each in rows[: self.rng.randint(1, 2)]]

    def details(self) -> dict[str, Any]:
        rng = self.rng
        return {
            "description": rng.choice(self.words.descriptions) if rng.random() < 0.3 else "",
            "is_hot": rng.random() < 0.1,
            "win_likelihood": rng.choice([15, 30, 60, 75]) if rng.random() < 0.12 else None,
        }

    def tags(self) -> list[str]:
        return self.rng.sample(self.words.tags, self.rng.choice([0, 0, 0, 1, 1, 2]))

    def close_date(self, chosen: Plan) -> date | None:
        """When it was meant to close: about when it did, and now and then nobody said."""
        if self.rng.random() < 0.12:
            return None
        if chosen.closes:
            return (chosen.moves[-1][0] + timedelta(days=self.rng.randint(-12, 12))).date()
        return (self.at + timedelta(days=self.rng.randint(-10, 75))).date()

    def add(self, chosen: Plan, contact: Contact, **given: Any) -> Deal:
        company = keeping.company_of(contact)
        offer = self.offer(chosen.stages, company.country if company else "") | given
        name = f"{offer.pop('product')}, {company or contact}"
        return keeping.add_deal(
            by=contact.owner, at=chosen.begins, name=name, contact=contact, stage=chosen.stages[0],
            estimated_close_date=self.close_date(chosen), source=self.rng.choice(self.sources), tags=self.tags(),
            associates=self.colleagues(contact),
            custom=self.people.shared["values"].of_deal(chosen.begins, offer["currency"]), **offer, **self.details(),
        ).record  # fmt: skip


def _deal(office: Office, chosen: Plan) -> Story:
    yield chosen.begins
    deal = office.add(chosen, office.contact(office.sellers.draw(), chosen.begins))
    yield from office.course.of(deal, chosen)


def _abroad(office: Office) -> Story:
    """In a currency that nobody has entered a rate for."""
    chosen = plan("open", office.ways[0], office.at, office.rng)
    yield chosen.begins
    contact = office.contact(office.people.rep, chosen.begins)
    deal = office.add(chosen, contact, currency=UNPRICED, value=Decimal(685_000))
    yield from office.course.of(deal, chosen)


def _shared(office: Office) -> list[Story]:
    """Somebody else of the team works on a deal, too."""
    north = [office.people.rep, office.people.colleague, *office.people.north]
    when = moments(office.at - timedelta(days=40), office.at, SHARED, office.rng)
    return [_share(office, north[place % 2 :: 2], moment) for place, moment in enumerate(when)]


def _share(office: Office, pair: list[User], when: datetime) -> Story:
    yield when
    owner, helper = pair[:2]
    mine: Any = Deal.objects.live().open().filter(owner=owner).order_by("-value_in_account_currency", "pk")
    others = [deal for deal in mine[:12] if helper not in collaborating.of(deal)]
    if others:
        collaborating.add(office.rng.choice(others), helper, by=owner, at=when)


def _the_day(at: datetime) -> Story:
    """Open deals count at today's rate, as the clock sees to every hour (9.9)."""
    yield at
    rows: Any = foreign()
    revalue_rows(rows.open(), at=at)
