"""Short messages that survive a redirect. They travel as Django messages, so that allauth's own appear the same way."""

from django.contrib import messages
from django.http import HttpRequest

LEVELS = {"": messages.INFO, "green": messages.SUCCESS, "amber": messages.WARNING, "red": messages.ERROR}


def tell(request: HttpRequest, text: str, *, undo: str | None = None, tone: str = "") -> None:
    """Queue a toast. `undo` is the address its Undo button posts to; tone is one of LEVELS."""
    messages.add_message(request, LEVELS[tone], text, extra_tags=undo or "")
