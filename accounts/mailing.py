"""Mails to our own people, each in their own language."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import override

from accounts.models import Account, User

logger = logging.getLogger(__name__)


def language_of(user: User) -> str:
    return user.locale or Account.current().locale or settings.LANGUAGE_CODE


def send(user: User, template: str, context: dict) -> None:
    """One mail from `<template>.txt`: its first line is the subject. Raises what the mail server raises (OSError,
    SMTPException). Never inside a transaction: a slow server would hold its locks."""
    with override(language_of(user)):
        text = render_to_string(f"{template}.txt", {"user": user, "account": Account.current(), **context})
    subject, _line, body = text.strip().partition("\n")
    send_mail(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [user.email or ""])


def try_to_send(user: User, template: str, context: dict) -> bool:
    """The same for mails that only repeat what a notification says already: a failure is logged and no more."""
    if not (user.email and user.is_active):
        return False
    try:
        send(user, template, context)
    except Exception:
        logger.exception("A mail to user %s could not be sent", user.pk)
        return False
    return True


def absolute(path: str) -> str:
    """The address of a page as it stands in a mail."""
    return f"{settings.PUBLIC_URL}{path}" if path.startswith("/") else path
