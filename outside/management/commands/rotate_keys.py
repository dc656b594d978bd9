from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from outside.rotation import rotate
from outside.secrecy import make_key


class Command(BaseCommand):
    help = "Re-encrypts all encrypted fields with the first key of FIELD_KEYS (or with SECRET_KEY). Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new", action="store_true", help="only print a new key for FIELD_KEYS")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new"]:
            self.stdout.write(make_key())
            return
        unreadable = 0
        for count in rotate():
            self.stdout.write(
                f"{count.label}: {count.rotated} re-encrypted, {count.newest} had the newest key already, "
                f"{count.overtaken} changed meanwhile, {len(count.unreadable)} unreadable"
            )
            for pk in count.unreadable:
                self.stderr.write(f"  {count.label} of {pk}: no key of FIELD_KEYS or SECRET_KEY_FALLBACKS fits")
            unreadable += len(count.unreadable)
        if unreadable:
            raise CommandError(f"{unreadable} values cannot be read. Put their key into FIELD_KEYS and run this again.")
