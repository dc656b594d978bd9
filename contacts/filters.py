"""The lists of contacts narrowed down, from the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from activities.filters import ALL, Owned
from contacts.choices import CustomerStatus, ProspectStatus
from contacts.models import Contact
from contacts.quickviews import held, view_of
from lists.filters import FilterForm
from ui.countries import country_choices


def words(label: Any, **attrs: Any) -> dict[str, Any]:
    return {"label": label, "max_length": 200, "widget": forms.TextInput(attrs={"autocomplete": "off", **attrs})}


class ContactFilter(Owned):
    default_owner = ALL

    company = django_filters.CharFilter(method="works_for", **words(_("Company")))
    alone = django_filters.BooleanFilter(
        method="without_company", label=_("Without a company"), widget=forms.CheckboxInput
    )
    prospect = django_filters.ChoiceFilter(
        field_name="prospect_status", choices=ProspectStatus, label=_("Prospect status"), empty_label=_("Any")
    )
    customer = django_filters.ChoiceFilter(
        field_name="customer_status", choices=CustomerStatus, label=_("Customer status"), empty_label=_("Any")
    )
    tag = django_filters.CharFilter(method="tagged", **words(_("Tag")))
    city = django_filters.CharFilter(method="begins", **words(_("City")))
    country = django_filters.ChoiceFilter(choices=country_choices, label=_("Country"), empty_label=_("Any"))

    class Meta:
        model = Contact
        form = FilterForm
        fields = ()

    def works_for(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Of companies that this person may see, by part of their name."""
        companies = Contact.objects.visible_to(self.user).companies().search(value)
        return rows.filter(Exists(companies.filter(pk=OuterRef("employer"))))

    def without_company(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(is_company=False, employer=None) if value else rows


def narrowed(query: Any, user, rows: Any) -> ContactFilter:
    """The quick view and the filter of an address; used by the list, its totals and the bulk deeds."""
    return ContactFilter(query, lambda: held(view_of(query), rows() if callable(rows) else rows, user), user=user)
