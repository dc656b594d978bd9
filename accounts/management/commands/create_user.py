"""manage.py create_user EMAIL NAME [--role KEY] [--manager EMAIL] [--admin] [--invite]"""

import sys

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from accounts.invitations import invite
from accounts.management.people import person, refusals, the_role
from accounts.models import User
from accounts.people import take_in


class Command(BaseCommand):
    help = "Adds a user, who signs in after --invite or with the password of --password-stdin."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--role", help="key or name of a role, for example sales_rep")
        parser.add_argument("--manager", help="e-mail of the one they report to")
        parser.add_argument("--admin", action="store_true")
        parser.add_argument("--invite", action="store_true", help="send a mail with a link to choose a password")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args, email, name, role, manager, admin, invite: bool, password_stdin, **options):
        password = sys.stdin.readline().rstrip("\n") if password_stdin else None
        user = add(email, name, role=role, manager=manager, admin=admin, password=password)
        if invite:
            send(user)
        self.stdout.write(f"{user.name} <{user.email}> is #{user.pk}, {user.standing.label}.")


def add(email, name, *, role, manager, admin, password) -> User:
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"{email!r} is no e-mail address.") from error
    if User.objects.filter(email=email).exists():
        raise CommandError(f"{email} is taken.")
    with refusals():
        return take_in(
            email=email, name=name, password=password, is_admin=admin, by=None, at=timezone.now(),
            role=the_role(role) if role else None, manager=person(manager) if manager else None,
        )  # fmt: skip


def send(user) -> None:
    with refusals():
        invite(user, by=None, at=timezone.now())
