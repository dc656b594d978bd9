"""Where typed values lead, and what codes are called: {{ lead.phone|tel_url:region }}, {{ lead.country|country }}."""

from django import template

from ui.countries import country_name
from ui.phones import tel_url as dialled
from ui.profiles import profile_url as leading_to

register = template.Library()


@register.filter
def tel_url(text: str | None, region: str = "") -> str:
    return dialled(text, region or "")


@register.filter
def country(code: str | None) -> str:
    return country_name(code)


@register.filter
def profile_url(text: str | None, network: str) -> str:
    return leading_to(network, text)
