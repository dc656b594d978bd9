"""manage.py set_rate CURRENCY DAY (RATE | --remove): what one unit is worth in the account's currency from then on."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.management.people import refusals
from accounts.models import Account, ExchangeRate
from accounts.rates import remove_rates, set_rate


class Command(BaseCommand):
    help = "Sets or removes an exchange rate; sums in the account's currency follow."

    def add_arguments(self, parser):
        parser.add_argument("currency", help="three letters, as in USD")
        parser.add_argument("day", help="from when on, as in 2026-11-24")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("rate", nargs="?", help="what one unit is worth, as in 0.91")
        what.add_argument("--remove", action="store_true", help="take this day's rate away")

    def handle(self, *args, currency, day, rate, remove, **options):
        currency, day, here = currency.upper(), read_day(day), {"by": None, "at": timezone.now()}
        own = Account.current().currency
        if remove:
            found = ExchangeRate.objects.filter(currency=currency, on_date=day)
            if not found:
                raise CommandError(f"There is no rate of {currency} for {day}.")
            remove_rates(found, **here)
            self.stdout.write(f"{currency}: no rate of its own from {day} on.")
            return
        with refusals():
            found = set_rate(currency, day, read_rate(rate), **here)
        self.stdout.write(f"1 {currency} = {found.rate.normalize():f} {own} from {day} on.")


def read_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is no day; write it as 2026-11-24.") from error


def read_rate(text):
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise CommandError(f"{text!r} is no number; write it as 0.91.") from error
