"""manage.py role NAME [--new] [--grant OBJECT.ACTION=SCOPE]: makes or changes a role, and prints what it grants."""

from django.core.management.base import BaseCommand, CommandError

from accounts.choices import Scope
from accounts.granting import grants_of, make, set_grants
from accounts.management.people import refusals, the_role
from accounts.permissions import objects


class Command(BaseCommand):
    help = "Makes or changes a role and prints its grants."

    def add_arguments(self, parser):
        parser.add_argument("name", help="key or name")
        parser.add_argument("--new", action="store_true", help="make it")
        parser.add_argument(
            "--grant",
            action="append",
            default=[],
            metavar="OBJECT.ACTION=SCOPE",
            help="tasks.view=team; may be repeated",
        )

    def handle(self, *args, name, new, grant, **options):
        wanted = dict(cell_of(text) for text in grant)
        with refusals():
            role = make(name) if new else the_role(name)
            set_grants(role, wanted)
        self.stdout.write(f"{role}")
        for (thing, action), scope in sorted(grants_of(role).items()):
            self.stdout.write(f"  {thing}.{action}={scope}")


def cell_of(text: str) -> tuple[tuple[str, str], str]:
    cell, _equals, scope = text.partition("=")
    thing, _dot, action = cell.partition(".")
    known = {each.key: each.actions for each in objects()}
    if action not in known.get(thing, ()) or scope not in Scope.values:
        raise CommandError(
            f"{text!r} is no grant. Write OBJECT.ACTION=SCOPE with an object of {', '.join(known)}, an action of "
            f"{', '.join(known.get(thing, ['view', 'add', 'edit', '...']))}, a scope of {', '.join(Scope.values)}."
        )
    return (thing, action), scope
