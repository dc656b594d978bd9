"""What a deal is worth in the account's currency (9.7 to 9.11): worked out from the rates, set-based, never typed.

Open deals count at today's rate, closed ones at the rate of the day they were closed. Without a rate there is no value.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Account
from accounts.rates import rate_table, rates_on
from deals.choices import ACTIVE
from deals.models import Deal

CENT = Decimal("0.01")
# What every database keeps to the cent: SQLite has fifteen digits.
MOST = Decimal(10) ** 13
BATCH = 500


def revalue(keys: Collection[int], *, at: datetime) -> int:
    """Work out these deals anew; returns how many differ."""
    return sum(
        revalue_rows(Deal.objects.filter(pk__in=list(keys)[start : start + BATCH]), at=at)
        for start in range(0, len(keys), BATCH)
    )


def revalue_rows(rows: QuerySet, *, at: datetime) -> int:
    """Reads the deals and the rates, and writes those that differ: as many statements for one as for many."""
    return revalue_deals(list(rows.select_related("stage").order_by("pk")), at=at)


def revalue_deals(found: Collection[Deal], *, at: datetime) -> int:
    """The same for deals that have just been read, with their stages."""
    if not found:
        return 0
    account = Account.current()
    rates = rates_for({(deal.currency, day_of(deal, at)) for deal in found}, account)
    changed = []
    for deal in found:
        worth = worth_of(deal.value, rates[deal.currency, day_of(deal, at)])
        if worth != deal.value_in_account_currency:
            deal.value_in_account_currency = worth
            changed.append(deal)
    _write(changed)
    return len(changed)


def _write(deals: list[Deal]) -> None:
    if len(deals) == 1:
        Deal.objects.filter(pk=deals[0].pk).update(value_in_account_currency=deals[0].value_in_account_currency)
    else:
        Deal.objects.bulk_update(deals, ["value_in_account_currency"], batch_size=BATCH)


def rates_for(wanted: set[tuple[str, date]], account: Account) -> dict[tuple[str, date], Decimal | None]:
    """The rate of each currency on its day; for a single day no more than that day's are read."""
    days, currencies = {day for _currency, day in wanted}, {currency for currency, _day in wanted}
    if len(days) == 1:
        [day] = days
        return {(currency, day): rate for currency, rate in rates_on(currencies, day, account=account).items()}
    table = rate_table(currencies, account=account)
    return {(currency, day): table.on(currency, day) for currency, day in wanted}


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
