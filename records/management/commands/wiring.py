"""Who hears what: `manage.py wiring` prints it, `--markdown` as the table of docs/wiring.md."""

from django.core.management.base import BaseCommand

from records.wiring import as_markdown, wires


class Command(BaseCommand):
    help = "Print which receiver hears which signal."

    def add_arguments(self, parser):
        parser.add_argument("--markdown", action="store_true", help="the table of docs/wiring.md")

    def handle(self, *args, markdown=False, **options):
        if markdown:
            self.stdout.write(as_markdown())
            return
        for wire in wires():
            self.stdout.write(f"{wire.signal} from {wire.sender} -> {wire.receiver}: {wire.says}")
