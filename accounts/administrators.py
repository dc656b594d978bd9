"""Who runs the account (14.2, 14.3). Somebody always does."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Account, User
from records.errors import NotAllowed


def must_be_admin(by: User | None) -> None:
    """`by` None is the shell. NotAllowed for everybody else who is no active administrator."""
    if by is not None and not by.is_staff:
        raise NotAllowed(_("Only an administrator may do that."))


@transaction.atomic
def appoint(user: User, *, by: User | None, at: datetime) -> None:
    """Make an administrator; only an administrator can (14.3)."""
    must_be_admin(by)
    user.is_admin = True
    user.save(update_fields=["is_admin"])


@transaction.atomic
def dismiss(user: User, *, by: User | None, at: datetime) -> None:
    must_be_admin(by)
    somebody_else_stays(user)
    user.is_admin = False
    user.save(update_fields=["is_admin"])


def somebody_else_stays(user: User) -> None:
    """NotAllowed when this is the last active administrator. Holds the account's lock until the transaction ends."""
    Account.lock()
    others = User.objects.active().filter(is_admin=True).exclude(pk=user.pk)
    was_one = User.objects.active().filter(pk=user.pk, is_admin=True).exists()
    if was_one and not others.exists():
        raise NotAllowed(_("%(name)s is the last active administrator. Make somebody else one first.") % {"name": user})
