"""Leads of the demo company: from fairs, the website and the telephone, until they are customers or not worth it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from accounts.demo import People, part
from accounts.demo_year import Pack, Story, at_work, due_around, moments, shuffled
from accounts.models import User
from activities.demo import Tray
from contacts.demo import Directory, domain
from contacts.models import Contact
from deals import keeping as deal_keeping
from deals.demo import Office
from deals.demo_course import Plan, plan
from leads.conversion import Becoming, NewDeal, convert
from leads.demo_words import WORDS
from leads.lifecycle import set_status
from leads.models import Lead, LeadSource, LeadStatus, LeadUnqualifiedReason
from records import writing
from records.writing import Draft

# What the converted ones come to, and what becomes of the others.
OUTCOMES = {"won": 13, "lost": 6, "unqualified": 2, "open": 17, "reopened": 1, "no deal": 1}
KNOWN_COMPANIES = 8
OTHERS = {"unworthy": 70, "new": 40, "working": 52, "contacting": 48}
FAIRS = ((300, 30), (160, 30), (24, 30))
WAY = ("working", "contacting")
OF_NOBODY_INVITED, NOTED, PLANNED, DONE = 6, 0.2, 0.4, 0.2


def join() -> None:
    """Take part in the demo; asked from panels, so that a shell without pages stays without it."""
    part(40)(leads_of_a_year)


def leads_of_a_year(people: People, at: datetime, rng: random.Random) -> list[Story]:
    """All leads are written down beforehand, each at its moment; what happens to them are the stories."""
    desk = Desk(people, at, rng)
    stories = [desk.converts(outcome) for outcome in shuffled(OUTCOMES, rng)]
    fates = shuffled(OTHERS, rng)
    for days, number in FAIRS:
        stories += desk.fair(at_work(at - timedelta(days=days), rng), [fates.pop() for _ in range(number)])
    stories += [desk.comes_alone(fate, place) for place, fate in enumerate(fates)]
    writing.create_each(sorted(desk.drafts, key=lambda draft: draft.at))
    return stories


class Desk:
    """Takes leads in and works on them."""

    def __init__(self, people: People, at: datetime, rng: random.Random):
        self.people, self.at, self.rng = people, at, rng
        self.words = WORDS[people.locale]
        self.drafts: list[Draft] = []
        self.tray: Tray = people.shared["tray"]
        self.directory: Directory = people.shared["directory"]
        self.office: Office = people.shared["office"]
        self.statuses = {status.key: status for status in LeadStatus.objects.all()}
        self.sources = {source.key: source for source in LeadSource.objects.all()}
        self.reasons = list(LeadUnqualifiedReason.objects.in_order())
        self.owners = Pack([people.rep, people.rep, people.rep, *people.sellers], rng)
        self.notes, self.steps, self.done = (
            Pack(each, rng) for each in (self.words.notes, self.words.steps, self.words.done)
        )
        places = [place < KNOWN_COMPANIES for place in range(sum(OUTCOMES.values()))]
        self.knows_company = Pack(places, rng)

    def person(self, **company: Any) -> dict[str, Any]:
        site = domain(company["company_name"]) if company else ""
        return self.directory.person(site, company.get("city", "")) | company

    def anybody(self, *, named: bool = False) -> dict[str, Any]:
        """Somebody of a company, now and then a company without a person or a person without a company."""
        chance = self.rng.random()
        company = self.directory.company()
        company.pop("custom")
        if chance < 0.08 and not named:
            return company
        if chance > 0.84 and not named:
            return self.person()
        company.pop("email"), company.pop("phone")
        return self.person(**company)

    def texts(self) -> dict[str, Any]:
        return {"description": self.rng.choice(self.words.descriptions) if self.rng.random() < 0.5 else ""}

    def source(self) -> LeadSource:
        return self.sources[self.rng.choice(["web_form", "web_form", "referral", "cold_call", "partner", "fair"])]

    def tags(self) -> list[str]:
        return self.rng.sample(self.words.tags, self.rng.choice([0, 0, 1, 1, 2]))

    def add(self, when: datetime, owner: User, **fields: Any) -> Lead:
        texts = fields | self.texts()
        lead = Lead(owner=owner, status=self.statuses["new"], source=self.source(), **texts)
        self.drafts.append(Draft(lead, self.actor(owner), when, self.tags()))
        return lead

    def actor(self, owner: Any) -> User:
        """Whoever has no sign-in yet is helped by their manager."""
        return owner if owner.email else self.people.other_manager

    def comes_alone(self, fate: str, place: int) -> Story:
        """Leads that nobody has touched yet came in these days."""
        age = timedelta(days=self.rng.triangular(0, 45, 3) if fate == "new" else self.rng.triangular(3, 350, 30))
        when = at_work(self.at - age, self.rng) if age.days else self.at - age
        owner = self.people.uninvited if place < OF_NOBODY_INVITED else self.owners.draw()
        return self.fate(self.add(when, owner, **self.anybody()), when, fate)

    def fair(self, when: datetime, fates: list[str]) -> list[Story]:
        """A list of cards typed in on the evening, which the team works through afterwards."""
        leads = [
            Lead(
                owner=self.owners.draw(), status=self.statuses["new"], source=self.sources["fair"],
                **self.anybody() | self.texts(),
            )
            for _fate in fates
        ]  # fmt: skip
        writing.create_many(leads, by=self.people.manager, at=when)
        return [self.fate(lead, when, fate) for lead, fate in zip(leads, fates, strict=True)]

    def fate(self, lead: Lead, when: datetime, fate: str) -> Story:
        """How far it got: through the statuses of the way until its own, or out of it."""
        steps = list(WAY[: WAY.index(fate) + 1]) if fate in WAY else []
        if fate == "unworthy":
            steps = [*WAY[: self.rng.randint(0, 2)], "unqualified"]
        last = min(when + timedelta(days=self.rng.randint(3, 40)), self.at)
        for moment, key in zip(moments(when, last, len(steps), self.rng), steps, strict=True):
            yield moment
            self.step(lead, key, moment)
        if fate in self.statuses:
            yield from self.next_step(lead, max(when, last - timedelta(days=1)))

    def step(self, lead: Lead, key: str, at: datetime) -> None:
        status, by = self.statuses[key], self.actor(lead.owner)
        reason = self.rng.choice(self.reasons) if status.is_unqualified and self.rng.random() < 0.9 else None
        set_status(lead, status, by=by, at=at, reason=reason)
        if self.rng.random() < NOTED:
            self.tray.note(by=by, at=at, text=self.notes.draw(), about=lead)

    def next_step(self, lead: Lead, when: datetime) -> Story:
        if self.rng.random() > PLANNED or self.actor(lead.owner) != lead.owner:
            return
        yield when
        text = self.steps.draw().format(person=lead.name)
        due = due_around(self.at, self.rng)
        self.tray.task(by=lead.owner, at=when, text=text, about=lead, **due)

    def converts(self, outcome: str) -> Story:
        """Comes in, is worked on, and becomes a person, a company and mostly a deal, which goes its way."""
        chosen = plan("open" if outcome == "no deal" else outcome, self.office.stages(), self.at, self.rng)
        came = at_work(chosen.begins - timedelta(days=self.rng.randint(3, 28)), self.rng)
        came = min(max(came, self.at - timedelta(days=362)), chosen.begins - timedelta(hours=2))
        owner = self.owners.draw()
        company, fields = self.whose(owner, came)
        lead = self.add(came, owner, **fields)
        return self.conversion(lead, company, came, chosen, with_deal=outcome != "no deal")

    def conversion(
        self, lead: Lead, company: Contact | None, came: datetime, chosen: Plan, *, with_deal: bool
    ) -> Story:
        yield from self.worked_on(lead, came, chosen.begins)
        yield chosen.begins
        into: dict[str, Any] = {"company": Becoming(into=Contact.objects.get(pk=company.pk))} if company else {}
        offer = self.office.offer(chosen.stages, lead.country)
        name = f"{offer.pop('product')}, {lead.company_name}"
        deal = NewDeal(name=name, stage=chosen.stages[0], **offer) if with_deal else None
        with self.tray.emptied():
            became = convert(lead, by=lead.owner, at=chosen.begins, deal=deal, **into)
        if became.deal:
            yield from self.goes_on(became.deal, chosen)

    def whose(self, owner: User, until: datetime) -> tuple[Contact | None, dict[str, Any]]:
        """Somebody new of a company that is known already, or of one that nobody knew."""
        if not self.knows_company.draw():
            return None, self.anybody(named=True)
        known = Contact.objects.live().companies().filter(owner=owner, created_at__lte=until).order_by("pk")
        company = self.rng.choice(list(known))
        names = {"company_name": company.company_name, "city": company.city, "country": company.country}
        return company, self.person(**names)

    def worked_on(self, lead: Lead, came: datetime, until: datetime) -> Story:
        first, second, third = moments(came, until - timedelta(minutes=5), 3, self.rng)
        yield first
        self.step(lead, "working", first)
        text = self.done.draw().format(person=lead.name) if self.rng.random() < DONE else ""
        task = self.tray.task(by=lead.owner, at=first, text=text, about=lead) if text else None
        yield second
        self.step(lead, "contacting", second)
        yield third
        if task:
            self.tray.complete(task, by=lead.owner, at=third)

    def goes_on(self, deal: Any, chosen: Plan) -> Story:
        """What the dialog of the conversion does not ask for is filled in, then the deal goes like any other."""
        when = min(chosen.begins + timedelta(minutes=6), self.at)
        yield when
        new = {"estimated_close_date": self.office.close_date(chosen), "is_hot": self.rng.random() < 0.12}
        deal_keeping.edit_deal(deal, new, by=deal.owner, at=when)
        yield from self.office.course.of(deal, chosen)
