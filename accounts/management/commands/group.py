"""manage.py group NAME [--role ROLE] [--archive | --bring-back]: makes or changes a group, and says who is in it."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.grouping import archive, bring_back, carry
from accounts.management.people import refusals, the_group, the_role


class Command(BaseCommand):
    help = "Makes or changes a group and lists its members (who joins or leaves: set_user)."

    def add_arguments(self, parser):
        parser.add_argument("name")
        kind = parser.add_mutually_exclusive_group()
        kind.add_argument("--role", help="a permission group: its members may what this role may")
        kind.add_argument("--information", action="store_true", help="an information group, which gives no rights")
        use = parser.add_mutually_exclusive_group()
        use.add_argument("--archive", action="store_const", const=archive, dest="act", help="gives no more rights")
        use.add_argument("--bring-back", action="store_const", const=bring_back, dest="act")

    def handle(self, *args, name, role, information, act, **options):
        here = {"by": None, "at": timezone.now()}
        with refusals():
            if role or information:
                carry(name, the_role(role) if role else None, **here)
            if act:
                act(the_group(name), **here)
        group = the_group(name)
        state = "archived" if group.archived_at else "in use"
        self.stdout.write(f"{group}: {group.use}, {group.role or 'no role'}, {state}")
        for member in group.members.by_name():
            self.stdout.write(f"  {member}")
