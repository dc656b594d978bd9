"""What money of one currency is worth in the account's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from accounts.models import Account, ExchangeRate


def rate(currency: str, *, on: date) -> Decimal | None:
    """How much one unit is worth in the account's currency on that day: the newest rate until then.

    None when there is none: an unknown rate is never taken for 1.
    """
    if currency == Account.current().currency:
        return Decimal(1)
    known = ExchangeRate.objects.filter(currency=currency, on_date__lte=on)
    return known.order_by("-on_date").values_list("rate", flat=True).first()


def convert(amount: Decimal, currency: str, *, on: date) -> Decimal | None:
    """The amount in the account's currency, unrounded; None without a rate."""
    worth = rate(currency, on=on)
    return None if worth is None else amount * worth
