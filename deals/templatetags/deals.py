"""Words and cards of the board."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from deals.cards import draw
from ui.amounts import money_text

register = template.Library()


@register.filter
def drawn_cards(deals: Iterable[Any]) -> SafeString:
    return draw(deals, today=timezone.localdate())


@register.filter
def whole(amount: Any, currency: str) -> str:
    """A sum to the whole unit: cents of a pipeline are noise."""
    return money_text(None if amount is None else round(amount), currency)
