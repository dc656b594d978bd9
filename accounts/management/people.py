"""How the shell names people and says what went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from accounts.models import User
from records.errors import RecordError


def person(name: str) -> User:
    """By e-mail, or by #ID for somebody without one."""
    wanted = {"pk": int(name[1:])} if name.startswith("#") and name[1:].isdecimal() else {"email": name}
    user = User.objects.filter(**wanted).first()
    if user is None:
        raise CommandError(f"There is no user {name}.")
    return user


@contextmanager
def refusals() -> Iterator[None]:
    """What the domain refuses becomes one line and exit code 1."""
    try:
        yield
    except RecordError as error:
        raise CommandError(str(error)) from error
