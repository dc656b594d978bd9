"""Amounts in templates: {{ deal.value|money:deal.currency }}, {{ deal.likelihood|percent }}."""

from typing import Any

from django import template

from ui.amounts import money_text, percent_text

register = template.Library()


@register.filter
def money(value: Any, currency: str = "") -> str:
    return money_text(value, currency)


@register.filter
def percent(value: Any) -> str:
    return percent_text(value)
