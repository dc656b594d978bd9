"""Companies and the people who work there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from contacts.lifecycle import Facts, settled
from contacts.models.profile import key_of
from records.folding import searchable
from sellcrm.volume.plan import Plan, cities, pieces, skewed
from sellcrm.volume.words import BRANCHES, COUNTRIES, FIRST, FORMS, INDUSTRIES, LAST, TIERS, TITLES

COLUMNS = (
    "id", "is_company", "name", "name_key", "first_name", "last_name", "company_name", "title", "industry", "email",
    "phone", "mobile", "website", "city", "country", "employer_id", "parent_id", "owner_id", "created_by_id",
    "created_at", "updated_at", "last_activity_at", "prospect_status", "customer_status", "custom", "search_text",
)  # fmt: skip
COMPANIES = 0.08
UNTOUCHED = SimpleNamespace(customer_status="none", customer_by_hand=False)


def place_contacts(plan: Plan, number: int, *, first: int) -> None:
    """Which keys are companies', which people's, who works where and whose each is."""
    rng, companies = plan.rng("places"), max(int(number * COMPANIES), 1)
    plan.companies = range(first, first + companies)
    plan.persons = range(first + companies, first + number)
    plan.employers = [skewed(rng, plan.companies) if rng.random() < 0.85 else None for _person in plan.persons]
    plan.owners["contacts.contact"] = plan.people.owners(rng, number)


def rows_of_contacts(plan: Plan, standings: dict[int, Facts], fields: dict[str, str]) -> Iterator[tuple]:
    """In the order of COLUMNS, companies first: people refer to them."""
    words = {facts: _statuses(facts) for facts in {*standings.values(), Facts()}}
    for keys, is_company in ((plan.companies, True), (plan.persons, False)):
        rng = plan.rng(f"contacts {is_company}")
        for piece in pieces(keys):
            moments, places = plan.moments(rng, len(piece)), cities(rng, len(piece))
            for key, created, city in zip(piece, moments, places, strict=True):
                who = _company(key, rng) if is_company else _person(key, rng)
                status = words[standings.get(key, Facts())]
                yield _row(plan, key, who, created, city, status, rng, fields)


def _statuses(facts: Facts) -> tuple[str, str]:
    prospect, customer, _by_hand = settled(UNTOUCHED, facts)  # type: ignore[arg-type]  # reads two attributes
    return str(prospect), str(customer)


def _company(key: int, rng: Any) -> tuple[str, str, str, str, str]:
    """Name, sorting name, first and last name, e-mail."""
    name = f"{rng.choice(LAST)} {rng.choice(BRANCHES)} {rng.choice(FORMS)}"
    return name, name, "", "", f"office@c{key}.example"


def _person(key: int, rng: Any) -> tuple[str, str, str, str, str]:
    first, last = rng.choice(FIRST), rng.choice(LAST)
    return f"{first} {last}", f"{last} {first}", first, last, f"p{key}@mail{key % 97}.example"


def _row(plan: Plan, key, who, created, city, status, rng, fields) -> tuple:
    name, sorted_as, first, last, email = who
    is_company, chance = not last, rng.random()
    title = "" if is_company else TITLES[int(chance * len(TITLES))]
    phone = f"+43 {600 + key % 99} {1000000 + key * 7919 % 8999999}" if chance < 0.6 else ""
    mobile = f"+49 170 {key * 104729 % 89999999 + 10000000}" if chance > 0.7 else ""
    website = f"https://c{key}.example" if is_company else ""
    active = min(created + timedelta(days=chance * 400), plan.at) if chance < 0.7 else None
    employer = None if is_company else plan.employer_of(key)
    parent = key - 1 if is_company and chance < 0.05 and key > plan.companies.start else None
    owner = plan.owners["contacts.contact"][key - plan.companies.start]
    return (
        key, is_company, name, key_of(sorted_as), first, last, name if is_company else "", title,
        INDUSTRIES[key % len(INDUSTRIES)], email, phone, mobile, website, city,
        COUNTRIES[int(chance**3 * len(COUNTRIES))], employer, parent, owner,
        owner or plan.people.admin, created, active or created, active, *status,
        _custom(rng.random(), key, fields), searchable((name, title, email, phone, mobile, website, city)),
    )  # fmt: skip


def _custom(chance: float, key: int, fields: dict[str, str]) -> dict[str, Any]:
    """A tier for some, gold for few; a number of machines for half of them."""
    found: dict[str, Any] = {}
    if chance < 0.7:
        found[fields["tier"]] = TIERS[min(int(chance**0.5 * 4.7), 3)]
    if key % 2:
        found[fields["machines"]] = int(chance**4 * 500)
    return found


def standings_of(plan: Plan, deals: Iterable[tuple[int | None, int | None, str]]) -> dict[int, Facts]:
    """How many deals count for each contact (6.20), from (contact, company, "active", "won" or "lost")."""
    counted: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for contact, company, outcome in deals:
        for key in {contact, company} - {None}:
            counted[key][("active", "won", "lost").index(outcome)] += 1  # type: ignore[index]
    return {key: Facts(*numbers) for key, numbers in counted.items()}
