"""Telling people something in the page, and by mail where that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import models, transaction
from django.utils.translation import override

from accounts.mailing import absolute, language_of, try_to_send
from accounts.models import Notification, User
from records.naming import kind_of


def notify(
    user: User, kind: str, text: str | Callable[[], str], *, at: datetime, url: str = "",
    about: models.Model | None = None, mail: bool = False,
) -> Notification:  # fmt: skip
    """Leave a notification; `mail` sends it too, once the transaction is through.

    `text` may be a function (or lazy): it is called in the language of the one who will read it.
    """
    with override(language_of(user)):
        said = str(text() if callable(text) else text)
    left = Notification.objects.create(
        user=user, kind=kind, text=said[:300], url=url, at=at,
        about_kind=kind_of(about) if about is not None else "", about_id=about.pk if about is not None else None,
    )  # fmt: skip
    if mail:
        context = {"text": said, "url": absolute(url) if url else ""}
        transaction.on_commit(partial(try_to_send, user, "accounts/mail/notification", context), robust=True)
    return left


def read(user: User, pk: int, *, at: datetime) -> Notification | None:
    """Mark one of this person's notifications read; None when it is not theirs."""
    Notification.objects.unread().filter(user=user, pk=pk).update(read_at=at)
    return Notification.objects.filter(user=user, pk=pk).first()


def read_all(user: User, *, up_to: int, at: datetime) -> int:
    """Mark all read that the person has been shown; what came in since stays new."""
    return Notification.objects.unread().filter(user=user, pk__lte=up_to).update(read_at=at)


def unread_of(user: User) -> models.QuerySet:
    return Notification.objects.unread().filter(user_id=user.pk)


def unread(user: User) -> int:
    return unread_of(user).count()
