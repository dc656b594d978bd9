"""The account's settings: who may change them, who hears of it, and what they allow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.administrators import must_be_admin
from accounts.models import Account, User
from accounts.rates import rebase
from accounts.signals import settings_changed


@transaction.atomic
def change_account(account: Account, values: Mapping[str, Any], *, by: User | None, at: datetime) -> dict[str, Any]:
    """Write the settings that differ, here and in the row; returns what they were. ValidationError for a bad value.

    A new currency turns the exchange rates: what was worth so much of the old one is worth so much of the new one.
    """
    must_be_admin(by)
    current = Account.lock()
    was = {name: getattr(current, name) for name, value in values.items() if getattr(current, name) != value}
    for name, value in values.items():
        setattr(account, name, value)
    if was:
        account.full_clean()
        account.save(update_fields=list(was))
        if "currency" in was:
            rebase(was["currency"], account.currency)
        settings_changed.send(sender=Account, account=account, was=was)
    return was


def may_make_tags(user: User, *, account: Account) -> bool:
    """16.1"""
    return account.tags_by_everyone or user.is_staff


def may_add_sources(user: User, *, account: Account) -> bool:
    """3.12"""
    return account.sources_by_everyone or user.is_staff
