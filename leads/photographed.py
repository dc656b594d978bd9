"""The pages of leads that `make shots` photographs, whatever keys they have in this database."""

from __future__ import annotations

from django.urls import reverse

from leads.models import Lead
from leads.querysets import LeadQuerySet


def some_lead() -> str:
    return _address("leads:show", Lead.objects.live().open())


def some_converted_lead() -> str:
    return _address("leads:show", Lead.objects.live().converted())


def some_conversion() -> str:
    return _address("leads:convert", Lead.objects.live().open())


def _address(name: str, rows: LeadQuerySet) -> str:
    """One with both names has the most to show."""
    lead = rows.exclude(company_name="").exclude(last_name="").order_by("pk").first()
    return reverse(name, args=[lead.pk]) if lead else reverse("leads:index")
