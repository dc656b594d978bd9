"""Words of a card."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from ui.amounts import money_text
from ui.marks import initials, tone_of
from ui.templatetags.ui import short_time

register = template.Library()
register.filter("initials", lambda name: initials(str(name)))
register.filter("tone_of", lambda name: tone_of(str(name)))


@register.filter
def due_word(step: Any) -> str:
    """The day, or today the hour, on which a card's next step is due, in front of its words; "" for no day."""
    moment = step.due_on or step.due_at
    return f"{short_time(moment, today=timezone.localdate())} ·" if moment else ""


@register.filter
def whole(amount: Any, currency: str) -> str:
    """A sum to the whole unit: cents of a pipeline are noise."""
    return money_text(None if amount is None else round(amount), currency)
