"""manage.py seed_volume --contacts 1000000 --leads 200000 --deals 200000 --users 200: a large company, made up."""

import time
from datetime import UTC, datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from sellcrm.volume.people import ADMIN, MANAGER, REP
from sellcrm.volume.seeding import Occupied, Sizes, refuse_to_mix, seed


class Command(BaseCommand):
    help = "Fills an empty database with as many made-up records as you say; the same numbers make the same records."

    def add_arguments(self, parser):
        for what, usual in (("contacts", 1_000_000), ("leads", 200_000), ("deals", 200_000), ("users", 200)):
            parser.add_argument(f"--{what}", type=int, default=usual, help="how many (default %(default)s)")
        parser.add_argument("--seed", type=int, default=1414, help="another number makes other records")
        parser.add_argument("--day", default="", help="the day that is today in what is made (default: today)")
        parser.add_argument("--password", default="", help=f"of {REP}, {MANAGER} and {ADMIN}; without, nobody signs in")
        parser.add_argument("--force", action="store_true", help="even into a database that holds data")

    def handle(self, *args, force, password, seed: int, day, **options):
        sizes = Sizes(*(options[what] for what in ("contacts", "leads", "deals", "users")))
        if min(sizes.contacts, sizes.leads, sizes.deals) < 1 or sizes.users < 4:
            raise CommandError("At least one of each kind of record, and four people.")
        today = parse_date(day) if day else timezone.now().date()
        if today is None:
            raise CommandError("--day is a date, as in 2026-11-24.")
        begun = time.perf_counter()

        def tell(what: str) -> None:
            self.stdout.write(f"{time.perf_counter() - begun:7.1f} s  {what}")

        self.fill(sizes, force, at=datetime(today.year, today.month, today.day, 9, tzinfo=UTC), seed=seed,
                  password=password, tell=tell)  # fmt: skip
        tell(f"{sizes.contacts} contacts, {sizes.leads} leads, {sizes.deals} deals, {sizes.users} people")

    @staticmethod
    def fill(sizes, force, **facts):
        try:
            if not force:
                refuse_to_mix()
            seed(sizes, **facts)
        except Occupied as error:
            raise CommandError(str(error)) from error
