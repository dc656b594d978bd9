"""Django's mail backend for a machine without a mail server: every mail becomes a row that a page can show."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from outside.models import OutboxMail

KEEP = 500


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Stores those that have a receiver, as a mail server would; a header with a line break raises as it would."""
        now = timezone.now()
        mails = [_row(message, at=now) for message in email_messages if message.recipients()]
        with transaction.atomic():
            OutboxMail.objects.bulk_create(mails)
            _forget_older()
        return len(mails)


def _row(message: EmailMessage, *, at) -> OutboxMail:
    html = next((body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), "")
    own_is_html = message.content_subtype == "html"
    return OutboxMail(
        to=", ".join(message.recipients()),
        sender=message.from_email,
        subject=str(message.subject),
        text="" if own_is_html else str(message.body),
        html=str(message.body) if own_is_html else str(html),
        headers={name: str(value) for name, value in message.message().items()},
        sent_at=at,
    )


def _forget_older() -> None:
    beyond = OutboxMail.objects.newest().values_list("pk", flat=True)[KEEP : KEEP + 1]
    for pk in beyond:
        OutboxMail.objects.filter(pk__lte=pk).delete()
