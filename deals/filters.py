"""Deals narrowed down, from the address: the same for the board, the list, its totals and what is done with all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import currency_choices
from activities.filters import ALL, Owned
from contacts.models import Contact
from deals.models import Deal, DealSource, LossReason, Pipeline, Stage
from deals.querysets import DealQuerySet
from lists.filters import FilterForm
from records.folding import fold
from records.models import Tagging
from records.naming import kind_of
from ui.typed import DayField


class ByPipeline(ModelChoiceIterator):
    """Stages under the names of their pipelines."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        groups: dict[int, tuple[str, list]] = {}
        for stage in self.queryset:
            groups.setdefault(stage.pipeline_id, (str(stage.pipeline), []))[1].append(self.choice(stage))
        yield from groups.values()


class StageField(forms.ModelChoiceField):
    iterator = ByPipeline


class StageFilter(django_filters.ModelChoiceFilter):
    field_class = StageField


class DayFilter(django_filters.DateFilter):
    field_class = DayField


def all_stages(request: Any = None) -> QuerySet:
    return Stage.objects.in_use().select_related("pipeline").in_order()


class BoardFilter(Owned):
    """What narrows a board down: who, where from, what it wears; its columns say the stage."""

    default_owner = ALL
    tag = django_filters.CharFilter(method="tagged", label=_("Tag"), max_length=60)
    source = django_filters.ModelChoiceFilter(
        queryset=DealSource.objects.in_order(), label=_("Source"), empty_label=_("All sources")
    )
    is_hot = django_filters.BooleanFilter(label=_("Hot only"), widget=forms.CheckboxInput, method="only_hot")

    class Meta:
        model = Deal
        form = FilterForm
        fields = ()

    def tagged(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        worn = Tagging.objects.filter(use__kind=kind_of(Deal), use__tag__key=fold(value), record_id=OuterRef("pk"))
        return rows.filter(Exists(worn))

    def only_hot(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(is_hot=True) if value else rows


class DealFilter(BoardFilter):
    """The list's. `contact` comes from a contact's page and means everybody on the deal (5.7)."""

    pipeline = django_filters.ModelChoiceFilter(
        queryset=Pipeline.objects.in_order(), field_name="stage__pipeline", label=_("Pipeline"),
        empty_label=_("All pipelines"),
    )  # fmt: skip
    stage = StageFilter(queryset=all_stages, label=_("Stage"), empty_label=_("All stages"))
    currency = django_filters.ChoiceFilter(choices=currency_choices, label=_("Currency"), empty_label=_("All"))
    closes_from = DayFilter(
        field_name="estimated_close_date", lookup_expr="gte", label=pgettext_lazy("filter of deals", "Closes from")
    )
    closes_until = DayFilter(
        field_name="estimated_close_date", lookup_expr="lte", label=pgettext_lazy("filter of deals", "Closes until")
    )
    loss_reason = django_filters.ModelChoiceFilter(
        queryset=LossReason.objects.in_order(), label=_("Loss reason"), empty_label=_("All reasons")
    )
    contact = django_filters.ModelChoiceFilter(
        queryset=Contact.objects.none(), method="of_contact", label=_("Contact"), widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.filters["contact"].extra["queryset"] = Contact.objects.visible_to(user)

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
    return DealFilter(query, VIEWS[view_of(query)](deals, user), user=user)
