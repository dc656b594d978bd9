from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ui.catalogue import compile_one, languages, missing, update
from ui.extraction import Untranslatable


class Command(BaseCommand):
    help = "Brings the catalogues of translations (locale/) up to the source and compiles them. Needs no gettext."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--check", action="store_true", help="change nothing; exit 1 and list what is missing")
        only.add_argument("--compile", action="store_true", help="only compile the catalogues as they are")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for language in languages():
                if options["check"]:
                    self.check_one(language)
                else:
                    self.refresh(language, extract=not options["compile"])
        except Untranslatable as error:
            raise CommandError(str(error)) from error

    def check_one(self, language: str) -> None:
        lines = missing(language)
        if lines:
            raise CommandError(
                "\n".join([*lines, f"{language}: {len(lines)} texts are not ready. Run: manage.py messages"])
            )
        self.stdout.write(f"{language}: complete")

    def refresh(self, language: str, *, extract: bool) -> None:
        if extract:
            update(language)
        self.stdout.write(f"{language}: {compile_one(language)} texts compiled")
        if extract and (lines := missing(language)):
            self.stdout.write(f"{language}: {len(lines)} are not ready, see: manage.py messages --check")
