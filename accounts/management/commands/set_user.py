"""manage.py set_user EMAIL [--role ROLE] [--manager EMAIL] [--admin] [--join GROUP] [--leave GROUP] [--invite]"""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.administrators import appoint, dismiss
from accounts.grouping import join, leave
from accounts.hierarchy import report_to
from accounts.invitations import invite
from accounts.management.people import person, refusals, the_group, the_role
from accounts.people import give_role

NOBODY = "none"


class Command(BaseCommand):
    help = "Changes a user's role, manager, groups or admin flag; without options, says how they stand."

    def add_arguments(self, parser):
        parser.add_argument("email", help="e-mail or #ID")
        parser.add_argument("--role", help='key or name of a role; "none" takes it away')
        parser.add_argument("--manager", help='e-mail or #ID of the one they report to; "none" puts them at the top')
        flag = parser.add_mutually_exclusive_group()
        flag.add_argument("--admin", action="store_const", const=appoint, dest="flag", help="make an administrator")
        flag.add_argument(
            "--no-admin", action="store_const", const=dismiss, dest="flag", help="an administrator no more"
        )
        parser.add_argument("--join", action="append", default=[], metavar="GROUP", help="may be repeated")
        parser.add_argument("--leave", action="append", default=[], metavar="GROUP", help="may be repeated")
        parser.add_argument("--invite", action="store_true", help="send a mail with a link to choose a password")

    def handle(self, *args, email, **options):
        user, here = person(email), {"by": None, "at": timezone.now()}
        with refusals():
            change(user, here, options)
            if options["invite"]:
                invite(user, **here)
        groups = ", ".join(user.member_groups.order_by("name").values_list("name", flat=True)) or "no group"
        boss = f"reports to {user.manager}" if user.manager else "reports to nobody"
        admin = "administrator, " if user.is_admin else ""
        self.stdout.write(f"{user}: {admin}{user.standing.label}, {user.role or 'no role'}, {boss}, {groups}.")


@transaction.atomic
def change(user, here, options) -> None:
    """All of it or nothing."""
    if role := options["role"]:
        give_role(user, None if role == NOBODY else the_role(role), **here)
    if manager := options["manager"]:
        report_to(user, None if manager == NOBODY else person(manager), **here)
    if options["flag"]:
        options["flag"](user, **here)
    for act, names in ((join, options["join"]), (leave, options["leave"])):
        for name in names:
            act(user, the_group(name), **here)
