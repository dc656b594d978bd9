"""Deals in all stages, and where each one has been."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from contacts.models.profile import key_of
from deals.models import LossReason, Stage
from records.folding import searchable
from sellcrm.volume.plan import Plan, pieces, skewed
from sellcrm.volume.words import LAST, PRODUCTS

COLUMNS = (
    "id", "name", "name_key", "contact_id", "company_id", "value", "currency", "value_in_account_currency", "is_hot",
    "stage_id", "stage_changed_at", "loss_reason_id", "estimated_close_date", "added_at", "owner_id", "created_by_id",
    "created_at", "updated_at", "last_activity_at", "search_text",
)  # fmt: skip
CHANGES = ("deal_id", "now_id", "by_id", "at", "value", "currency")
# How many of a hundred stand in each stage of the pipeline that came with the product.
SHARES = {"incoming": 8, "qualified": 9, "quote": 8, "closure": 5, "won": 36, "lost": 27, "unqualified": 7}


class Placed(NamedTuple):
    contact: int | None
    company: int | None
    stage: Stage


def place_deals(plan: Plan, number: int, *, first: int) -> list[Placed]:
    """With whom each deal is and in which stage; one in fifty has no contact yet (7.1)."""
    rng = plan.rng("deals")
    known = {
        stage.key: stage for stage in Stage.objects.in_use().filter(pipeline__key="sales").select_related("pipeline")
    }
    stages = rng.choices([known[key] for key in SHARES], weights=list(SHARES.values()), k=number)
    plan.deals = range(first, first + number)
    plan.owners["deals.deal"] = plan.people.owners(rng, number)
    found = []
    for stage in stages:
        contact = skewed(rng, plan.persons or plan.companies) if rng.random() > 0.02 else None
        found.append(Placed(contact, plan.employer_of(contact) if contact else None, stage))
    plan.deal_contacts = [placed.contact for placed in found]
    return found


def outcome_of(placed: Placed) -> str:
    if placed.stage.is_active:
        return "active"
    return "won" if placed.stage.is_won else "lost"


def rows_of_deals(plan: Plan, placed: list[Placed]) -> Iterator[tuple]:
    rng, reasons = plan.rng("deal rows"), list(LossReason.objects.in_order().values_list("pk", flat=True))
    for piece in pieces(plan.deals):
        for key, added in zip(piece, plan.moments(rng, len(piece)), strict=True):
            place = key - plan.deals.start
            contact, company, stage = placed[place]
            chance, owner = rng.random(), plan.owners["deals.deal"][place]
            moved = min(added + timedelta(days=chance * 90), plan.at)
            if stage.is_active:
                moved = plan.at - timedelta(days=chance**3 * 120)
                added = min(added, moved)
            close = (moved + timedelta(days=rng.randint(-20, 90))).date() if chance < 0.8 else None
            name = f"{rng.choice(PRODUCTS)} {rng.choice(LAST)} {key}"
            value = Decimal(int(rng.lognormvariate(9.5, 1.1))) if chance < 0.95 else None
            reason = rng.choice(reasons) if reasons and stage.category == "lost" else None
            yield (
                key, name, key_of(name), contact, company, value, "EUR", value, chance > 0.93, stage.pk, moved, reason,
                close, added, owner, owner or plan.people.admin, added, moved, moved if chance < 0.6 else None,
                searchable((name,)),
            )  # fmt: skip


def first_changes(rows: Iterator[tuple]) -> Iterator[tuple]:
    """That a deal came into its stage, told once."""
    for key, *rest in rows:
        facts = dict(zip(COLUMNS[1:], rest, strict=True))
        yield key, facts["stage_id"], facts["created_by_id"], facts["stage_changed_at"], facts["value"], "EUR"
