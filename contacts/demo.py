"""People and companies of the demo company: most were imported a year ago, the others came since."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils.text import slugify

from accounts.demo import People, part
from accounts.demo_year import Pack, Story, at_work, moments
from activities.demo import Tray
from contacts import keeping
from contacts.choices import CustomerStatus
from contacts.demo_words import WORDS, Town, Words
from contacts.lifecycle import set_customer
from contacts.models import Contact, RelationKind
from lists.demo_fields import Values
from records import writing
from records.writing import Draft

# The leads of the demo company become as many more.
COMPANIES, PEOPLE = 118, 360
IMPORTED_COMPANIES, IMPORTED_PEOPLE = 76, 250
YEAR = timedelta(days=364)
TREES, BOUGHT_BEFORE, CHANGED_JOBS, RETIRED = 6, 9, 14, 5
REPORTS, SUPPLIES, NOTES, TASKS = 24, 6, 45, 30
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "ł": "l", "ı": "i"})


def join() -> None:
    """Take part in the demo; asked from panels, so that a shell without pages stays without it."""
    part(20)(companies_and_people)


class Directory:
    """Makes up people and companies, none of them twice."""

    def __init__(self, words: Words, rng: random.Random, tray: Tray, values: Values):
        self.words, self.rng, self.tray, self.values = words, rng, tray, values
        self.towns = Pack(words.towns, rng)
        self.kinds = Pack(words.companies, rng)
        self.lasts, self.places = (Pack(spread(text), rng) for text in (words.last, words.places))
        self.women, self.men = spread(words.women), spread(words.men)
        self.taken: set[str] = set()

    def company(self, pattern: str = "", **fields: Any) -> dict[str, Any]:
        pattern, industry = (pattern, "") if pattern else self.kinds.draw()
        name = self._new(lambda: pattern.format(last=self.lasts.draw(), place=self.places.draw()))
        town = self.towns.draw()
        return {
            **called(name), "industry": industry,
            "description": self.rng.choice(self.words.descriptions) if self.rng.random() < 0.3 else "",
            "phone": self.digits(town.phone), "custom": self.values.of_company(), **self.address(town), **fields,
        }  # fmt: skip

    def person(self, site: str = "", city: str = "", **fields: Any) -> dict[str, Any]:
        """`site` is the domain of the employer, `city` where that is."""
        is_man = self.rng.random() < 0.5
        name = self._new(lambda: f"{self.rng.choice(self.men if is_man else self.women)}|{self.lasts.draw()}")
        first, last = name.split("|")
        town = self.rng.choice([each for each in self.words.towns if each.name == city] or self.words.towns)
        address = f"{local_part(first)}.{local_part(last)}@{site or 'mail.example'}"
        return {
            "first_name": first, "last_name": last, "title": self.rng.choice(self.words.titles)[is_man] if site else "",
            "email": address if self.rng.random() < 0.9 else "", "phone": self.digits(town.phone),
            "mobile": self.digits(town.mobile) if self.rng.random() < 0.4 else "",
            "linkedin": f"{local_part(first)}-{local_part(last)}" if self.rng.random() < 0.2 else "", **fields,
        }  # fmt: skip

    def address(self, town: Town) -> dict[str, str]:
        street = f"{self.rng.choice(self.words.streets.split('|'))} {self.rng.randint(1, 120)}"
        if town.country in {"GB", "IE", "FR"}:
            street = " ".join(reversed(street.rsplit(" ", 1)))
        return {
            "street": street, "city": town.name, "postal_code": self.digits(town.postal_code), "state": town.state,
            "country": town.country,
        }  # fmt: skip

    def digits(self, pattern: str) -> str:
        return "".join(str(self.rng.randint(1, 9)) if sign == "#" else sign for sign in pattern)

    def _new(self, make) -> str:
        while (name := make()) in self.taken:
            pass
        self.taken.add(name)
        return name


def spread(text: str) -> list[str]:
    """Words apart; an underscore holds two of them together."""
    return [word.replace("_", " ") for word in text.split()]


def local_part(name: str) -> str:
    return slugify(name.lower().translate(UMLAUTS))


def site_of(company: Contact) -> str:
    return company.website.removeprefix("https://www.")


def domain(name: str) -> str:
    return f"{local_part(name.replace('&', ''))}.example"


def companies_and_people(people: People, at: datetime, rng: random.Random) -> list[Story]:
    words = WORDS[people.locale]
    directory = people.shared["directory"] = Directory(
        words, rng, people.shared["tray"], people.shared["values"]
    )  # fmt: skip
    start = at_work(at - YEAR, rng)
    owners = Pack([people.rep, people.rep, *people.sellers], rng)
    companies, staff = _import(people, directory, owners, start)
    _newcomers(directory, owners, companies, start, at)
    return [
        *_trees(companies, words, directory, people, start),
        *[_bought_before(each, start, at, rng) for each in companies[:BOUGHT_BEFORE]],
        *[_retires(each, at, rng) for each in staff[-RETIRED:]],
        *_ties(staff, companies, start, rng),
        *_moves(directory, staff, companies, at),
        *_talk(directory, companies, staff, start, at),
    ]


def _import(people: People, directory: Directory, owners: Pack, start: datetime) -> tuple[list, list]:
    """What the old address book had, in two lists."""
    companies = [
        Contact(is_company=True, owner=owners.draw(), **directory.company()) for _ in range(IMPORTED_COMPANIES)
    ]
    writing.create_many(companies, by=people.admin, at=start)
    staff = []
    for place in range(IMPORTED_PEOPLE):
        employer = companies[place % len(companies)] if place < IMPORTED_PEOPLE - 12 else None
        staff.append(_employed(directory, employer, owners))
    writing.create_many(staff, by=people.admin, at=start + timedelta(minutes=11))
    return companies, staff


def _employed(directory: Directory, employer: Contact | None, owners: Pack) -> Contact:
    if employer is None:
        return Contact(owner=owners.draw(), **directory.person())
    return Contact(owner=employer.owner, employer=employer, **directory.person(site_of(employer), employer.city))


def _newcomers(directory: Directory, owners: Pack, companies: list, start: datetime, at: datetime) -> None:
    """Written down one by one in the course of the year: companies with some of their people, and further people."""
    rng, words = directory.rng, directory.words
    days = moments(start, at - timedelta(hours=3), COMPANIES - IMPORTED_COMPANIES, rng)
    new = [Contact(is_company=True, owner=owners.draw(), **directory.company()) for _day in days]
    tags = [rng.sample(words.tags, rng.randint(0, 2)) for _day in days]
    drafts = [Draft(each, each.owner, day, worn) for each, day, worn in zip(new, days, tags, strict=True)]
    writing.create_each(drafts)
    people = PEOPLE - IMPORTED_PEOPLE
    theirs = [(new[place % len(new)], days[place % len(new)]) for place in range(people * 2 // 3)]
    staff = [(each, day + timedelta(minutes=rng.randint(4, 90))) for each, day in theirs]
    further = moments(start, at - timedelta(hours=2), people - len(staff), rng)
    staff += [(rng.choice(companies), day) for day in further]
    drafts = [Draft(_employed(directory, each, owners), each.owner, day, _worn(directory)) for each, day in staff]
    writing.create_each(sorted(drafts, key=lambda draft: draft.at))


def _worn(directory: Directory) -> list[str]:
    return directory.rng.sample(directory.words.tags, directory.rng.randint(0, 1))


def _trees(companies: list, words: Words, directory: Directory, people: People, start: datetime) -> list[Story]:
    """Some companies turn out to belong together, the first group over two levels."""
    rng, stories, rest = directory.rng, [], companies[BOUGHT_BEFORE:]
    for place in range(TREES):
        top, *below = rest[place * 3 : place * 3 + 3]
        when = at_work(start + timedelta(days=rng.randint(2, 60)), rng)
        name = words.group.format(last=directory.lasts.draw())
        stories.append(_tree(top, below, name, words.subsidiary, directory.places, when, deep=place == 0))
    return stories


def called(name: str) -> dict[str, Any]:
    """The name of a company, and what is made of it."""
    return {"company_name": name, "email": f"office@{domain(name)}", "website": f"https://www.{domain(name)}"}


def _tree(top, below: list, name: str, pattern: str, places: Pack, when: datetime, *, deep: bool) -> Story:
    yield when
    keeping.edit_contact(Contact.objects.get(pk=top.pk), called(name), by=top.owner, at=when)
    above = top
    for each in below:
        when += timedelta(minutes=7)
        yield when
        child = Contact.objects.get(pk=each.pk)
        new = called(pattern.format(last=name.split(" ", maxsplit=1)[0], place=places.draw()))
        keeping.edit_contact(child, new | {"parent": above}, by=each.owner, at=when)
        above = child if deep else above


def _bought_before(company: Contact, start: datetime, at: datetime, rng: random.Random) -> Story:
    """Bought long before the first deal was kept here: said by hand, and some are no customers any more."""
    when = at_work(start + timedelta(days=rng.randint(1, 12)), rng)
    yield when
    set_customer(Contact.objects.get(pk=company.pk), CustomerStatus.CURRENT, by=company.owner, at=when)
    if rng.random() < 0.4:
        when = at_work(at - timedelta(days=rng.randint(20, 120)), rng)
        yield when
        set_customer(Contact.objects.get(pk=company.pk), CustomerStatus.PAST, by=company.owner, at=when)


def _retires(person: Contact, at: datetime, rng: random.Random) -> Story:
    when = at_work(at - timedelta(days=rng.randint(15, 200)), rng)
    yield when
    keeping.archive(Contact.objects.get(pk=person.pk), by=person.owner, at=when)


def _ties(staff: list, companies: list, start: datetime, rng: random.Random) -> list[Story]:
    """Who reports to whom (within a company), who assists whom, who supplies whom."""
    kinds = {kind.key: kind for kind in RelationKind.objects.all()}
    stride = len(companies)
    pairs: list[tuple[Contact, str, Contact]] = [
        (staff[stride + place], "reports_to", staff[place]) for place in range(REPORTS)
    ]
    pairs += [(staff[2 * stride + place], "assistant_of", staff[place]) for place in range(5)]
    pairs += [(companies[-place - 1], "supplier_of", companies[place]) for place in range(SUPPLIES)]
    pairs += [(companies[-place - 9], "partner_of", companies[place + 8]) for place in range(3)]
    when = moments(start + timedelta(days=2), start + timedelta(days=80), len(pairs), rng)
    return [
        _tie(source, kinds[kind], target, moment) for (source, kind, target), moment in zip(pairs, when, strict=True)
    ]


def _tie(source: Contact, kind: RelationKind, target: Contact, when: datetime) -> Story:
    yield when
    keeping.relate(Contact.objects.get(pk=source.pk), kind, target, by=source.owner, at=when)


def _moves(directory: Directory, staff: list, companies: list, at: datetime) -> list[Story]:
    """People go to another company of the same owner."""
    rng, stories = directory.rng, []
    for person in rng.sample(staff[: 2 * len(companies)], CHANGED_JOBS):
        others = [each for each in companies if each.owner == person.owner and each.pk != person.employer_id]
        when = at_work(at - timedelta(days=rng.randint(5, 250)), rng)
        stories.append(_changes_jobs(directory, person, rng.choice(others), when))
    return stories


def _changes_jobs(directory: Directory, person: Contact, company: Contact, when: datetime) -> Story:
    yield when
    new = {"employer": company, "employed_since": when.date().replace(day=1)}
    if person.email:
        new["email"] = f"{person.email.split('@')[0]}@{site_of(company)}"
    known = Contact.objects.select_related("employer").get(pk=person.pk)
    with directory.tray.emptied():
        keeping.edit_contact(known, new, by=person.owner, at=when)
    directory.tray.note(by=person.owner, at=when, text=directory.words.moved, about=person)


def _talk(directory: Directory, companies: list, staff: list, start: datetime, at: datetime) -> list[Story]:
    words, rng = directory.words, directory.rng
    notes, tasks = Pack(words.notes, rng), Pack(words.tasks, rng)
    days = moments(start, at, NOTES, rng)
    stories = [_note(directory, rng.choice(staff + companies), notes.draw(), day) for day in days]
    return stories + [_task(directory, rng.choice(staff), tasks.draw(), day) for day in moments(start, at, TASKS, rng)]


def _note(directory: Directory, contact: Contact, text: str, when: datetime) -> Story:
    yield when
    directory.tray.note(by=contact.owner, at=when, text=text, about=contact)


def _task(directory: Directory, contact: Contact, text: str, when: datetime) -> Story:
    yield when
    rng, tray = directory.rng, directory.tray
    due = at_work(when + timedelta(days=rng.randint(2, 14)), rng)
    task = tray.task(by=contact.owner, at=when, text=text, about=contact, due_on=due.date())
    done = max(due + timedelta(minutes=rng.randint(-60, 300)), when)
    yield done
    tray.complete(task, by=contact.owner, at=done)
