"""Leads: most of them open, some converted into contacts that are there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from contacts.models.profile import key_of
from leads.models import LeadSource, LeadStatus
from records.folding import searchable
from sellcrm.volume.plan import Plan, cities, pieces, skewed
from sellcrm.volume.words import BRANCHES, COUNTRIES, FIRST, FORMS, LAST, TITLES

COLUMNS = (
    "id", "name", "name_key", "first_name", "last_name", "company_name", "title", "email", "phone", "city", "country",
    "status_id", "source_id", "outcome", "converted_at", "person_id", "owner_id", "created_by_id", "created_at",
    "updated_at", "last_activity_at", "search_text",
)  # fmt: skip
SHARES = {"new": 45, "working": 25, "contacting": 20, "unqualified": 10}
CONVERTED = 0.08


def place_leads(plan: Plan, number: int, *, first: int) -> None:
    plan.leads = range(first, first + number)
    plan.owners["leads.lead"] = plan.people.owners(plan.rng("leads"), number)


def rows_of_leads(plan: Plan) -> Iterator[tuple]:
    rng, known = plan.rng("lead rows"), {status.key: status.pk for status in LeadStatus.objects.all()}
    statuses, weights = [known[key] for key in SHARES], list(SHARES.values())
    sources = [*LeadSource.objects.in_order().values_list("pk", flat=True), None]
    for piece in pieces(plan.leads):
        number = len(piece)
        moments, places = plan.moments(rng, number), cities(rng, number)
        for key, created, city, status in zip(
            piece, moments, places, rng.choices(statuses, weights, k=number), strict=True
        ):
            first, last, chance = rng.choice(FIRST), rng.choice(LAST), rng.random()
            company = f"{last} {BRANCHES[key % len(BRANCHES)]} {FORMS[key % len(FORMS)]}" if chance < 0.6 else ""
            title, email, phone = (
                TITLES[key % len(TITLES)],
                f"lead{key}@mail{key % 89}.example",
                f"+43 1 {5000000 + key}",
            )
            person = skewed(rng, plan.persons or plan.companies) if chance > 1 - CONVERTED else None
            active = min(created + timedelta(days=chance * 100), plan.at) if chance < 0.5 or person else None
            owner = plan.owners["leads.lead"][key - plan.leads.start]
            name = f"{first} {last}"
            yield (
                key, name, key_of(f"{last} {first}"), first, last, company, title, email, phone, city,
                COUNTRIES[int(chance**3 * len(COUNTRIES))], status, sources[key % len(sources)],
                "converted" if person else "open", active if person else None, person, owner,
                owner or plan.people.admin, created, active or created, active,
                searchable((name, company, title, email, phone, "", "", city)),
            )  # fmt: skip
