"""Groups: who is in, what they carry, and whether they are in use (14.23)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.administrators import must_be_admin
from accounts.choices import GroupUse
from accounts.models import Group, Membership, Role, User
from accounts.models.fields import folded_name


@transaction.atomic
def carry(name: str, role: Role | None, *, by: User | None, at: datetime) -> Group:
    """The group of this name, made if it is not there, with this role: a permission group, or without one an
    information group."""
    must_be_admin(by)
    group = Group.objects.filter(name_key=folded_name(name)).first() or Group(name=name)
    group.role, group.use = role, GroupUse.PERMISSION if role else GroupUse.INFORMATION
    group.save()
    return group


@transaction.atomic
def join(user: User, group: Group, *, by: User | None, at: datetime) -> None:
    """Who is in already stays in."""
    must_be_admin(by)
    Membership.objects.get_or_create(user=user, group=group)


@transaction.atomic
def leave(user: User, group: Group, *, by: User | None, at: datetime) -> None:
    must_be_admin(by)
    Membership.objects.filter(user=user, group=group).delete()


def archive(group: Group, *, by: User | None, at: datetime) -> None:
    """It gives no more rights and stays in old reports."""
    must_be_admin(by)
    Group.objects.filter(pk=group.pk).update(archived_at=at)


def bring_back(group: Group, *, by: User | None, at: datetime) -> None:
    must_be_admin(by)
    Group.objects.filter(pk=group.pk).update(archived_at=None)
