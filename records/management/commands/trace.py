"""How a record came to be as it is: `manage.py trace activities.task 41`."""

from django.core.management.base import BaseCommand, CommandError

from records.naming import model_of
from records.tracing import trace


class Command(BaseCommand):
    help = "Print the tree of acts, changes and transitions that led to a record's state."

    def add_arguments(self, parser):
        parser.add_argument("kind", help='for example "activities.task"')
        parser.add_argument("pk", type=int)

    def handle(self, *args, kind, pk, **options):
        try:
            record = model_of(kind)._base_manager.filter(pk=pk).first()
        except LookupError as error:
            raise CommandError(f"No kind of record is called {kind!r}.") from error
        if record is None:
            raise CommandError(f"There is no {kind} {pk}.")
        for line in trace(record):
            self.stdout.write(line)
