"""How the shell names people, roles and groups, and says what went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db.models import Q

from accounts.models import Group, Role, User
from accounts.models.fields import folded_name
from records.errors import RecordError


def person(name: str) -> User:
    """By e-mail, or by #ID for somebody without one."""
    wanted = {"pk": int(name[1:])} if name.startswith("#") and name[1:].isdecimal() else {"email": name}
    user = User.objects.filter(**wanted).first()
    if user is None:
        raise CommandError(f"There is no user {name}.")
    return user


def active_person(name: str) -> User:
    """Somebody who may be given something."""
    user = person(name)
    if not user.is_active:
        raise CommandError(f"{user} is deactivated.")
    return user


def the_role(name: str) -> Role:
    """By the key of one that came with the product, or by name."""
    role = Role.objects.filter(Q(key=name) | Q(name_key=folded_name(name))).first()
    if role is None:
        known = ", ".join(each.key or each.name for each in Role.objects.order_by("pk"))
        raise CommandError(f"There is no role {name!r}. There are: {known}.")
    return role


def the_group(name: str) -> Group:
    group = Group.objects.filter(name_key=folded_name(name)).first()
    if group is None:
        known = ", ".join(Group.objects.order_by("name").values_list("name", flat=True)) or "none"
        raise CommandError(f"There is no group {name!r}. There are: {known}.")
    return group


@contextmanager
def refusals() -> Iterator[None]:
    """What the domain refuses becomes one line and exit code 1."""
    try:
        yield
    except RecordError as error:
        raise CommandError(str(error)) from error
