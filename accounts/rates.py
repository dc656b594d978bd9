"""What money of one currency is worth in the account's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.administrators import must_be_admin
from accounts.choosing import is_currency
from accounts.models import Account, ExchangeRate, User
from accounts.signals import rates_changed
from records.errors import NotAllowed

SMALLEST = Decimal("0.00000001")
BOUND = Decimal(10) ** 10


Steps = list[tuple[date, Decimal]]


@dataclass(frozen=True)
class RateTable:
    own: str
    series: dict[str, Steps]

    def on(self, currency: str, day: date) -> Decimal | None:
        """The newest rate until that day; None when there is none."""
        if currency == self.own:
            return Decimal(1)
        steps = self.series.get(currency, [])
        place = bisect_right(steps, day, key=lambda step: step[0])
        return steps[place - 1][1] if place else None


def rate(currency: str, *, on: date) -> Decimal | None:
    """How much one unit is worth in the account's currency on that day: the newest rate until then.

    None when there is none: an unknown rate is never taken for 1.
    """
    return rates_on([currency], on)[currency]


def convert(amount: Decimal, currency: str, *, on: date) -> Decimal | None:
    """The amount in the account's currency, unrounded; None without a rate."""
    worth = rate(currency, on=on)
    return None if worth is None else amount * worth


def rates_on(currencies: Iterable[str], day: date, *, account: Account | None = None) -> dict[str, Decimal | None]:
    """The same for many currencies, in one statement, and one more for the account where it is not at hand."""
    found: dict[str, Decimal | None] = dict.fromkeys(currencies)
    own = (account or Account.current()).currency
    foreign = [currency for currency in found if currency != own]
    if not foreign:
        return dict.fromkeys(found, Decimal(1))
    until = ExchangeRate.objects.filter(on_date__lte=day)
    newest = until.filter(currency=OuterRef("currency")).order_by("-on_date").values("on_date")[:1]
    rows = until.filter(currency__in=foreign, on_date=Subquery(newest))
    found |= rows.values_list("currency", "rate")
    return found | {own: Decimal(1)} if own in found else found


def rate_table(currencies: Iterable[str], *, account: Account | None = None) -> RateTable:
    """For many currencies on many days: all their rates, in one statement."""
    series: dict[str, Steps] = {}
    rows = ExchangeRate.objects.filter(currency__in=set(currencies)).order_by("currency", "on_date")
    for currency, day, worth in rows.values_list("currency", "on_date", "rate"):
        series.setdefault(currency, []).append((day, worth))
    return RateTable((account or Account.current()).currency, series)


@transaction.atomic
def set_rate(currency: str, on_date: date, worth: Decimal, *, by: User | None, at: datetime) -> ExchangeRate:
    """What one unit is worth from that day on. NotAllowed for what is no currency, the account's own, or no rate."""
    must_be_admin(by)
    _refuse(currency, worth)
    worth = worth.quantize(SMALLEST)
    found, made = ExchangeRate.objects.get_or_create(currency=currency, on_date=on_date, defaults={"rate": worth})
    if made or found.rate != worth:
        found.rate = worth
        found.save(update_fields=["rate"])
        rates_changed.send(sender=ExchangeRate, currencies={currency})
    return found


def _refuse(currency: str, worth: Decimal) -> None:
    if not is_currency(currency):
        raise NotAllowed(_("%(code)s is no currency.") % {"code": currency})
    if currency == Account.lock().currency:
        raise NotAllowed(_("That is the account's own currency: it is always worth 1."))
    if not worth.is_finite() or not SMALLEST <= worth < BOUND:
        raise NotAllowed(_("A rate is above zero, with at most 10 digits before and 8 after the point."))


def remove_rate(exchange_rate: ExchangeRate, *, by: User | None, at: datetime) -> None:
    remove_rates(ExchangeRate.objects.filter(pk=exchange_rate.pk), by=by, at=at)


@transaction.atomic
def remove_rates(rates: QuerySet[ExchangeRate], *, by: User | None, at: datetime) -> None:
    """What follows is worth what the rate before said, or is not known."""
    must_be_admin(by)
    currencies = set(rates.values_list("currency", flat=True))
    rates.delete()
    if currencies:
        rates_changed.send(sender=ExchangeRate, currencies=currencies)


@transaction.atomic
def rebase(was: str, now: str) -> None:
    """Write all rates anew after the account's currency changed, by way of what the new one was worth in the old one.

    Where that is not known, a rate is dropped rather than left to mean something else. The caller announces it.
    """
    table = rate_table(ExchangeRate.objects.values_list("currency", flat=True), account=Account(currency=was))
    base = table.series.pop(now, [])
    made = [ExchangeRate(currency=was, on_date=day, rate=(1 / worth).quantize(SMALLEST)) for day, worth in base]
    units = RateTable(was, {now: base})
    for currency, steps in table.series.items():
        for day in sorted({day for day, _worth in [*base, *steps]}):
            worth, unit = table.on(currency, day), units.on(now, day)
            if worth and unit:
                made.append(ExchangeRate(currency=currency, on_date=day, rate=(worth / unit).quantize(SMALLEST)))
    ExchangeRate.objects.all().delete()
    ExchangeRate.objects.bulk_create([row for row in made if SMALLEST <= row.rate < BOUND], batch_size=500)
