"""Lists of tasks and notes narrowed down, from the address."""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.db.models.lookups import StartsWith
from django.utils import timezone
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _

from accounts.choices import GroupUse
from accounts.models import Group, Membership, User
from activities.due import zone_of
from activities.models import Note, Task
from activities.querysets import ActivityQuerySet, NoteQuerySet
from activities.worklists import held, view_of
from lists.filtering import Where, read
from lists.filters import FilterForm as PaneForm
from lists.paging import Known
from records.folding import fold, lowered
from records.models import Tagging
from records.naming import kind_of
from ui.forms import UiForm
from ui.ready import rows_of
from ui.selects import Select

ME, TEAM, ALL = "me", "team", "all"
# What the list of notes shows.
NOTE_COLUMNS = ("text", "is_important", "is_restricted", "created_at", "about_kind", "about_id", "owner__name")


class FilterForm(UiForm, forms.Form):
    """Every field is drawn small; the owner that is not said is oneself. Its ids are its own, beside a dialog's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "filter_%s", **kwargs})
        for field in self.fields.values():
            field.widget.attrs["class"] += " input--s input--auto"


class Owners(BaseChoiceIterator):
    """Whose. The people are read only when somebody asks for more than what everybody has, and once: most lists are
    drawn without their filter."""

    def __iter__(self) -> Iterator[Any]:
        yield from ((ME, _("Mine")), (TEAM, _("My team's")), (ALL, _("Everybody's")))
        yield _("People"), self.people

    @cached_property
    def people(self) -> list[tuple[str, str]]:
        people = rows_of("people in filters", lambda: User.objects.active().by_name().values_list("pk", "name"))
        return [(str(pk), name) for pk, name in people]


class ConditionsFilter(django_filters.Filter):
    """Takes whatever stands in the address: what is wrong with it is said by lists.filtering, which then matches
    nothing. A form field that refused it would leave the rows as they are."""

    field_class = forms.Field


class Filters(OrderedDict):
    """The filters of a class. Each set of them has its own, which differ in nothing but their choices."""

    def __deepcopy__(self, memo: Any) -> Filters:
        own = Filters((name, copy.copy(each)) for name, each in self.items())
        for each in own.values():
            each.extra = dict(each.extra)
            each.method = each.method  # is bound to the one that it was set on
        return own


class Owned(django_filters.FilterSet):
    """Whose: mine unless said otherwise, my team's (with my own), everybody's that I may see, or one person's. And
    `where`, the conditions of the filter engine."""

    q = django_filters.CharFilter(
        method="searched", label=_("Search"), max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Search")}),
    )  # fmt: skip
    owner = django_filters.ChoiceFilter(choices=(), method="of", label=_("Owner"), empty_label=None, widget=Select)
    group = django_filters.ModelChoiceFilter(
        queryset=Group.objects.in_use().filter(use=GroupUse.INFORMATION).order_by("name"), method="in_group",
        label=_("Group"), empty_label=_("All groups"),
    )  # fmt: skip
    where = ConditionsFilter(method="matching", label=_("Conditions"), widget=forms.HiddenInput)

    def __init__(self, data: Any = None, queryset: Any = None, *args: Any, user: User, **kwargs: Any) -> None:
        """The rows may come as a function: most lists are drawn from statements at hand, and need none."""
        self.user = user
        known = data.copy() if data is not None else {}
        known.setdefault("owner", self.default_owner)
        super().__init__(known, None if callable(queryset) else queryset, *args, **kwargs)
        self.rows: Callable[[], Any] = queryset if callable(queryset) else self.queryset.all
        self.filters["owner"].extra["choices"] = Owners()

    default_owner = ME

    @classmethod
    def get_filters(cls) -> Any:
        return Filters(super().get_filters())

    @property
    def model(self) -> Any:
        return self._meta.model

    @cached_property
    def is_plain(self) -> bool:
        """Nothing in the address narrows the list down but whose rows they are, which is known without a form."""
        said = [name for name in self.filters if self.data.get(name)]
        return said == ["owner"] and self.data["owner"] in {ME, TEAM, ALL}

    @property
    def form(self) -> Any:
        """Checked: whoever asks for it wants to know what it says."""
        found = super().form
        found.is_valid()
        return found

    @property
    def qs(self) -> Any:
        """What is not said needs no form that could refuse it."""
        if self.is_plain:
            return self.of(self.rows(), "owner", self.data["owner"])
        self.queryset = self.rows()
        return super().qs

    @property
    def defaults(self) -> dict[str, str]:
        """What a list does not count as a filter."""
        return {"owner": self.default_owner}

    @cached_property
    def conditions(self) -> Where:
        """Days are the person's own, in a job as on a page."""
        said, kind = self.data.get("where") or "", kind_of(self.model)
        return read(kind, said, user=self.user, now=timezone.now().astimezone(zone_of(self.user)))

    def matching(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return self.conditions.narrow(rows)

    def searched(self, rows: ActivityQuerySet, name: str, value: str) -> QuerySet:
        return rows.search(value)

    def of(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == ALL:
            return rows
        if value == TEAM:
            return rows.filter(owner__in=self.user.rights.owners("team"))
        return rows.filter(owner=self.user.pk if value == ME else value)

    def in_group(self, rows: QuerySet, name: str, value: Group) -> QuerySet:
        return rows.filter(Exists(Membership.objects.filter(group=value, user=OuterRef("owner"))))

    def begins(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """In whatever case; along the index on the column's lower case (records.indexes.WordIndex)."""
        return rows.filter(StartsWith(Lower(name), lowered(value)))

    def tagged(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """For lists that have a filter by tag."""
        worn = Tagging.objects.filter(use__kind=kind_of(rows.model), use__tag__key=fold(value))
        return rows.filter(Exists(worn.filter(record_id=OuterRef("pk"))))


class TaskFilter(Owned):
    class Meta:
        model = Task
        form = PaneForm
        fields = ()


def narrowed_tasks(query: Any, user: User, rows: Any) -> TaskFilter:
    """The worklist and the filter of an address. The rows may come as a function."""
    view, now = view_of(query), timezone.localtime()
    shown = (lambda: held(view, rows(), user, now=now)) if callable(rows) else held(view, rows, user, now=now)
    return TaskFilter(query, shown, user=user)


def tasks_of(query: Any, user: User) -> TaskFilter:
    """The same of all that this person sees."""
    return narrowed_tasks(query, user, lambda: Task.objects.visible_to(user).with_rights(user, "edit"))


def shown_tasks(query: Any, user: User) -> Any:
    return tasks_of(query, user).qs


class NoteFilter(Owned):
    """Notes of everybody one may read, because a note is found by what it says."""

    default_owner = ALL
    tag = django_filters.CharFilter(
        method="tagged", label=_("Tag"), max_length=60, widget=forms.TextInput(attrs={"placeholder": _("Tag")})
    )
    important = django_filters.BooleanFilter(
        field_name="is_important", label=_("Important only"), widget=forms.CheckboxInput, method="only_important"
    )

    class Meta:
        model = Note
        form = FilterForm
        fields = ()

    def only_important(self, rows: NoteQuerySet, name: str, value: bool) -> QuerySet:
        return rows.important() if value else rows


def notes_of(query: Any, user: User) -> NoteFilter:
    """The filter of an address over all that this person reads."""

    def rows() -> Any:
        return Note.objects.visible_to(user).with_rights(user, "edit").select_related("owner").only(*NOTE_COLUMNS)

    return NoteFilter(query, rows, user=user)


def known_notes(narrowed: NoteFilter) -> Any:
    """Its rows, with the statement at hand where nothing but the owner is filtered (lists.paging)."""
    if not narrowed.is_plain:
        return narrowed.qs
    key = ("notes", narrowed.data["owner"])
    return Known(Note, key, lambda anybody: notes_of(narrowed.data, anybody).qs, narrowed.user)
