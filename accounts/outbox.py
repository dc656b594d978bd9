"""Who may read the mails that were not sent."""

from django.conf import settings


def is_open_to(user) -> bool:
    """Administrators always; everybody, signed in or not, on one person's own machine without a mail server: there
    the outbox is how a forgotten password is tried out. Anywhere else it would hand out everybody's links."""
    return bool(getattr(user, "is_staff", False)) or (settings.LOCAL and not settings.EMAIL_URL)
