"""Deals narrowed down, from the address: the same for the board, the list, its totals and what is done with all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cached_property, partial
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import currency_choices
from activities.filters import ALL, Owned
from contacts.models import Contact
from deals.choosing import offered
from deals.models import Deal
from deals.querysets import DealQuerySet
from lists import recents
from lists.filters import FilterForm
from ui.typed import DayField

LONGEST_KEY = 18


class DayFilter(django_filters.DateFilter):
    field_class = DayField


class BoardFilter(Owned):
    """What narrows a board down: who, where from, what it wears; its columns say the stage."""

    default_owner = ALL
    tag = django_filters.CharFilter(method="tagged", label=_("Tag"), max_length=60)
    source = django_filters.ChoiceFilter(choices=(), label=_("Source"), empty_label=_("All sources"))
    is_hot = django_filters.BooleanFilter(label=_("Hot only"), widget=forms.CheckboxInput, method="only_hot")

    class Meta:
        model = Deal
        form = FilterForm
        fields = ()

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        for name in {"stage", "source", "loss_reason"} & set(self.filters):
            self.filters[name].extra["choices"] = partial(self._choices, name)

    @cached_property
    def _offered(self) -> dict[str, list]:
        return offered()

    def _choices(self, name: str) -> list:
        return self._offered[name]

    def only_hot(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(is_hot=True) if value else rows


class DealFilter(BoardFilter):
    """The list's. `contact` comes from a contact's page and means everybody on the deal (5.7); `pipeline` comes from
    the board and stands for any of its stages."""

    # Whoever takes the stage off takes the pipeline off that stood for it.
    aliases: ClassVar = {"stage": ("pipeline",)}

    stage = django_filters.ChoiceFilter(choices=(), method="in_stage", label=_("Stage"), empty_label=_("All stages"))
    currency = django_filters.ChoiceFilter(choices=currency_choices, label=_("Currency"), empty_label=_("All"))
    closes_from = DayFilter(
        field_name="estimated_close_date", lookup_expr="gte", label=pgettext_lazy("filter of deals", "Closes from")
    )
    closes_until = DayFilter(
        field_name="estimated_close_date", lookup_expr="lte", label=pgettext_lazy("filter of deals", "Closes until")
    )
    loss_reason = django_filters.ChoiceFilter(choices=(), label=_("Loss reason"), empty_label=_("All reasons"))
    contact = django_filters.ModelChoiceFilter(
        queryset=None, method="of_contact", label=_("Contact"), empty_label=_("All contacts")
    )

    def __init__(self, data: Any = None, *args: Any, user: Any, **kwargs: Any) -> None:
        known = data.copy() if data is not None else {}
        if known.get("pipeline") and not known.get("stage"):
            known["stage"] = f"p{known['pipeline']}"
        super().__init__(known, *args, user=user, **kwargs)
        key = known.get("contact", "")
        if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY:
            self.filters["contact"].queryset = Contact.objects.visible_to(user).filter(pk=int(key))
        else:
            del self.filters["contact"]

    def in_stage(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(stage__pipeline=value[1:]) if value.startswith("p") else rows.filter(stage=value)

    def of_contact(self, rows: DealQuerySet, name: str, value: Contact) -> QuerySet:
        return rows.of_contact(value)


def _mine(deals: DealQuerySet, user: Any) -> QuerySet:
    return deals.open().filter(owner=user)


def _closing_this_month(deals: DealQuerySet, user: Any) -> QuerySet:
    first = timezone.localdate().replace(day=1)
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return deals.open().filter(Q(estimated_close_date__gte=first) & Q(estimated_close_date__lt=after))


VIEWS: Mapping[str, Callable[[Any, Any], QuerySet]] = {
    "open": lambda deals, user: deals.open(),
    "mine": _mine,
    "recent": recents.looked_at,
    "month": _closing_this_month,
    "slipping": lambda deals, user: deals.slipping(timezone.localdate()),
    "won": lambda deals, user: deals.won(),
    "lost": lambda deals, user: deals.lost(),
    "unqualified": lambda deals, user: deals.unqualified(),
    "all": lambda deals, user: deals,
    "missing": lambda deals, user: deals.without_contact(),
}


def view_of(query: Mapping[str, Any]) -> str:
    wanted = query.get("view", "")
    return wanted if wanted in VIEWS else "open"


def narrowed(query: Any, user: Any, deals: DealQuerySet) -> DealFilter:
    """The quick view and the filter of an address, applied to deals that this person sees."""
    return DealFilter(query, lambda: VIEWS[view_of(query)](deals() if callable(deals) else deals, user), user=user)
