"""Lists of leads narrowed down, from the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from activities.filters import ALL, Owned
from leads.models import Lead, LeadSource, LeadStatus
from leads.querysets import LeadQuerySet
from lists import recents
from lists.filters import FilterForm
from ui.countries import country_code
from ui.typed import FIRST, LAST, within

# The quick views: what a converted lead became is found elsewhere, so that only its own view shows it (4.14).
VIEWS = {
    "open": lambda rows, user: rows.open(),
    "mine": lambda rows, user: rows.open().filter(owner=user),
    "recent": recents.looked_at,
    "new": lambda rows, user: rows.open().filter(status__is_initial=True),
    "unassigned": lambda rows, user: rows.open().filter(owner=None),
    "unqualified": lambda rows, user: rows.open().filter(status__is_unqualified=True),
    "converted": lambda rows, user: rows.converted(),
}
USUAL = "open"


class LeadFilter(Owned):
    default_owner = ALL
    status = django_filters.ModelChoiceFilter(
        queryset=LeadStatus.objects.in_order(), label=_("Status"), empty_label=_("All statuses")
    )
    source = django_filters.ModelChoiceFilter(
        queryset=LeadSource.objects.in_order(), label=_("Source"), empty_label=_("All sources")
    )
    tag = django_filters.CharFilter(method="tagged", label=_("Tag"), max_length=60)
    city = django_filters.CharFilter(method="begins", label=_("City"), max_length=120)
    country = django_filters.CharFilter(method="from_country", label=_("Country"), max_length=60)
    since = django_filters.DateFilter(
        field_name="created_at", lookup_expr="date__gte", label=_("Added since"), widget=forms.DateInput,
        validators=within(FIRST, LAST),
    )  # fmt: skip

    class Meta:
        model = Lead
        form = FilterForm
        fields = ()

    def from_country(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """By its name or its code."""
        code = country_code(value)
        return rows.filter(country=code) if code else rows.none()


def view_of(query: QueryDict) -> str:
    wanted = query.get("view", "")
    return wanted if wanted in VIEWS else USUAL


def narrowed(query: QueryDict, user: Any, rows: LeadQuerySet) -> LeadFilter:
    """What a list with this address holds of these rows."""
    return LeadFilter(query, lambda: VIEWS[view_of(query)](rows() if callable(rows) else rows, user), user=user)
