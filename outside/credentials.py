"""Keeps and hands out the keys for services outside."""

from datetime import datetime, timedelta

from django.db.models import Q

from outside.errors import NoCredential
from outside.models import Credential

# Often-used keys would else cost a write each time.
NOTE_USE_EVERY = timedelta(minutes=1)


def keep(name: str, *, secret: str, purpose: str = "") -> Credential:
    """Store a key under its name; the name's former key is gone."""
    values = {"secret": secret, "purpose": purpose} if purpose else {"secret": secret}
    return Credential.objects.update_or_create(name=name, defaults=values)[0]


def use(name: str, *, at: datetime) -> str:
    """The key (a Hidden text), its use noted to the minute.

    Raises NoCredential, or WrongKey when the keys of the settings do not fit.
    """
    found = Credential.objects.filter(name=name)
    secret = found.values_list("secret", flat=True).first()
    if not secret:
        raise NoCredential(name=name)
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - NOTE_USE_EVERY)
    found.filter(stale).update(last_used_at=at)
    return secret
