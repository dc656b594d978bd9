"""Taking people in and choosing among them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.administrators import must_be_admin
from accounts.configuring import change_account
from accounts.invitations import vouch
from accounts.models import Account, Role, User


def choosable() -> list[User]:
    """Whom a record may be given to."""
    return list(User.objects.active().by_name())


@transaction.atomic
def take_in(
    *, name: str, by: User | None, at: datetime, email: str | None = None, password: str | None = None,
    role: Role | None = None, manager: User | None = None, is_admin: bool = False, **fields,
) -> User:  # fmt: skip
    """Add a person; IntegrityError when the address is taken. Only an administrator adds people."""
    must_be_admin(by)
    user = User.objects.create_user(
        email=email, name=name, password=password, role=role, manager=manager, is_admin=is_admin, **fields
    )
    vouch(user)
    return user


def give_role(user: User, role: Role | None, *, by: User | None, at: datetime) -> None:
    """None takes the role away: what is left is what permission groups give."""
    must_be_admin(by)
    user.role = role
    user.save(update_fields=["role"])


@transaction.atomic
def found(*, company: str, name: str, email: str, password: str, at: datetime, **settings) -> User | None:
    """The very first person, who is the administrator, and the account. None when somebody was faster."""
    account = Account.lock()
    if User.objects.exists():
        return None
    change_account(account, {"name": company, **settings}, by=None, at=at)
    return take_in(name=name, email=email, password=password, is_admin=True, by=None, at=at)
