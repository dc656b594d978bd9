"""What tables in Django admin are narrowed by, in the words of the product and not in those of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class ByKind(admin.SimpleListFilter):
    title = _("kind of record")
    parameter_name = "kind"
    choices_of: Callable[[], Iterable[tuple[str, Any]]]

    def lookups(self, request, model_admin):
        return list(self.choices_of())

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


def by_kind(found: Callable[[], Iterable[tuple[str, Any]]]) -> type[ByKind]:
    """Of these kinds: key and label."""
    return type("KindFilter", (ByKind,), {"choices_of": staticmethod(found)})


class ByState(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"
    column: str
    over: Any

    def lookups(self, request, model_admin):
        return [("use", _("in use")), ("over", self.over)]

    def queryset(self, request, queryset):
        return queryset.filter(**{f"{self.column}__isnull": self.value() == "use"}) if self.value() else queryset


def by_state(column: str, over: Any) -> type[ByState]:
    """In use, or what is said of those where the column holds when that ended."""
    return type("StateFilter", (ByState,), {"column": column, "over": over})
