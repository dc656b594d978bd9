"""What a deal is worth in the account's currency (9.7 to 9.11): worked out from the rates, set-based, never typed.

Open deals count at today's rate, closed ones at the rate of the day they were closed. Without a rate there is no value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Account
from accounts.rates import rates_on
from deals.choices import ACTIVE
from deals.models import Deal

CENT = Decimal("0.01")
MOST = Decimal(10) ** 16
BATCH = 500


def revalue(keys: Collection[int], *, at: datetime) -> int:
    """Work out these deals anew; returns how many differ."""
    return sum(
        revalue_rows(Deal.objects.filter(pk__in=list(keys)[start : start + BATCH]), at=at)
        for start in range(0, len(keys), BATCH)
    )


def revalue_rows(rows: QuerySet, *, at: datetime) -> int:
    """One statement to read, one to write, and one a day whose rates are asked for."""
    account = Account.current()
    found = list(rows.select_related("stage").order_by("pk"))
    days: dict[date, set[str]] = defaultdict(set)
    for deal in found:
        days[day_of(deal, at)].add(deal.currency)
    rates = {day: rates_on(currencies, day) for day, currencies in days.items()}
    changed = []
    for deal in found:
        rate = Decimal(1) if deal.currency == account.currency else rates[day_of(deal, at)][deal.currency]
        worth = worth_of(deal.value, rate)
        if worth != deal.value_in_account_currency:
            deal.value_in_account_currency = worth
            changed.append(deal)
    Deal.objects.bulk_update(changed, ["value_in_account_currency"], batch_size=BATCH)
    return len(changed)


def worth_of(value: Decimal | None, rate: Decimal | None) -> Decimal | None:
    if value is None or rate is None:
        return None
    worth = (value * rate).quantize(CENT, ROUND_HALF_UP)
    return worth if worth < MOST else None


def day_of(deal: Deal, at: datetime) -> date:
    """The day whose rate counts: today's while open, else the day of closing (9.9, 9.11)."""
    moment = at if deal.stage.category in ACTIVE else deal.stage_changed_at
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def foreign() -> QuerySet:
    """The deals that depend on a rate."""
    return Deal.objects.exclude(currency=Account.current().currency).exclude(value=None)
