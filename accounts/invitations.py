"""The way in: a mail with a link to choose a password."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPException

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.administrators import must_be_admin
from accounts.choices import Standing
from accounts.mailing import absolute, send
from accounts.models import User
from records.errors import NotAllowed


def invite(user: User, *, by: User | None, at: datetime) -> None:
    """Send the invitation, or send it again. The link works once and as long as PASSWORD_RESET_TIMEOUT says.

    NotAllowed without an e-mail, for somebody who is already in or deactivated, and when the mail does not go out.
    """
    must_be_admin(by)
    if not user.email:
        raise NotAllowed(_("%(name)s has no e-mail address yet.") % {"name": user})
    if user.standing not in {Standing.NOT_INVITED, Standing.INVITED}:
        raise NotAllowed(_("%(name)s is %(standing)s.") % {"name": user, "standing": user.standing.label})
    vouch(user)
    days = settings.PASSWORD_RESET_TIMEOUT // 86400
    try:
        send(user, "accounts/mail/invitation", {"by": by, "url": absolute(link(user)), "days": days})
    except (OSError, SMTPException) as error:
        raise NotAllowed(_("The invitation could not be sent: %(error)s") % {"error": error}) from error
    user.invited_at = at
    user.save(update_fields=["invited_at"])


def link(user: User) -> str:
    """The path where this person may choose a password, once."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)


def vouch(user: User) -> None:
    """Make the address an administrator gave the only one this person signs in with.

    allauth keeps addresses of its own beside the user's: without this an old one would go on opening the account. Who
    typed this address without ever confirming it loses it.
    """
    EmailAddress.objects.filter(user=user).exclude(email=user.email or "").delete()
    if user.email:
        EmailAddress.objects.filter(email=user.email, verified=False).exclude(user=user).delete()
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
