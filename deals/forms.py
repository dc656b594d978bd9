"""Untidy input to clean deals, moves and what is done with many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import Asking
from accounts.configuring import may_add_sources, may_make_tags
from accounts.forms import CurrencyField
from accounts.models import User
from activities.forms import SureForm, mend_hidden
from activities.forms import plain as without_history
from contacts.chooser import ContactField
from deals.choices import Category, Needed
from deals.choosing import StageField, all_stages, listed
from deals.lifecycle import REASONS
from deals.models import ContactRole, Deal, DealSource, DealUnqualifiedReason, LossReason, Stage
from deals.models.deals import LONGEST_DESCRIPTION
from deals.needing import custom_needs
from lists.custom_fields import PREFIX, CustomForm, form_field
from records.forms import TagsField, names_in, worn_by
from ui.forms import UiForm, dress
from ui.typed import DayField, MomentField, MoneyField, PercentField, ProseField

LONGEST_SOURCE = 100
TIES = ("contact", "company")
ANYONE = ("person", "company")


def money_field() -> MoneyField:
    return MoneyField(label=_("Value"), required=False)


def close_field() -> DayField:
    return DayField(label=_("Estimated close date"), required=False)


def chance_field() -> PercentField:
    return PercentField(label=_("Win likelihood"), required=False, help_text=_("In per cent. Empty: the stage's."))


def prose_field() -> ProseField:
    area = forms.Textarea(attrs={"rows": 4, "data-autosize": True})
    return ProseField(label=_("Description"), required=False, max_length=LONGEST_DESCRIPTION, widget=area)


class DealForm(CustomForm):
    """All of a deal, or by activities.editing some fields of it. Stages are moved to, not edited."""

    contact = ContactField(label=_("Contact"), required=True, may_create=ANYONE)
    company = ContactField(label=_("Company"), kind="company", may_create=("company",))
    value, currency, estimated_close_date = money_field(), CurrencyField(), close_field()
    win_likelihood, description = chance_field(), prose_field()
    added_at = MomentField(label=_("Added on"))
    stage_changed_at = MomentField(label=_("Moved to stage on"))
    new_source = forms.CharField(label=_("or a new source"), max_length=LONGEST_SOURCE, required=False)
    tags = TagsField()

    field_order = (
        "name", "contact", "company", "value", "currency", "stage", "estimated_close_date", "win_likelihood", "source",
        "new_source", "owner", "loss_reason", "unqualified_reason", "tags", "added_at", "stage_changed_at",
        "description",
    )  # fmt: skip

    class Meta:
        model = Deal
        fields = (
            "name", "value", "currency", "estimated_close_date", "win_likelihood", "source", "owner", "loss_reason",
            "unqualified_reason", "added_at", "stage_changed_at", "description",
        )  # fmt: skip

    def __init__(self, *args: Any, user: User, may_reassign: bool, **kwargs: Any) -> None:
        super().__init__(*args, region=user.account.country, editor=user, **kwargs)
        self.user = user
        self._tie()
        self._list()
        self.fields["name"].widget.attrs |= {"autocomplete": "off", "autofocus": True}
        for name in self._not_here(may_reassign):
            self.fields.pop(name, None)
        if "tags" in self.fields:
            tags: Any = self.fields["tags"]
            tags.may_make = may_make_tags(user, account=user.account)
            if self.instance.pk:
                self.initial.setdefault("tags", worn_by(self.instance))

    def _tie(self) -> None:
        """Whom this person does not see stands there all the same, and is left alone."""
        for name in TIES:
            field: Any = self.fields[name]
            field.user = self.user
            key = getattr(self.instance, f"{name}_id")
            self.initial.setdefault(name, key)
            if key and field.known(key) is None:
                field.required = False

    def _list(self) -> None:
        deal, fields = self.instance, self.fields
        for name, model in (
            ("source", DealSource), ("loss_reason", LossReason), ("unqualified_reason", DealUnqualifiedReason),
        ):  # fmt: skip
            field: Any = fields[name]
            field.queryset, field.empty_label = listed(model, getattr(deal, f"{name}_id")), _("Not set")
        owner: Any = fields["owner"]
        owner.queryset, owner.empty_label, owner.required = User.objects.assignable(deal.owner_id), None, bool(deal.pk)

    def _not_here(self, may_reassign: bool) -> set[str]:
        """A reason belongs to the way in which the deal was closed (7.7)."""
        column = REASONS.get(Category(self.instance.stage.category), ("",))[0] if self.instance.stage_id else ""
        gone = {"loss_reason", "unqualified_reason"} - {column}
        if not may_add_sources(self.user, account=self.user.account):
            gone.add("new_source")
        return gone if may_reassign else gone | {"owner"}

    def standing(self, current: Any) -> dict[str, Any]:
        found = super().standing(current) | {"tags": worn_by(current)}
        return {name: value for name, value in found.items() if name in self.fields}

    def clean(self) -> dict[str, Any]:
        """The columns' rules are not asked again here: the database has the last word."""
        mend_hidden(self)
        return self.cleaned_data

    def custom_drawn(self) -> list[forms.BoundField]:
        return [self[name] for name in self.custom_names()]

    def deed(self, current: Deal) -> dict[str, Any]:
        """What this editor changed: columns, and `tags` as names."""
        values = self.with_custom(self.values(), current=current)
        if "tags" in values:
            values["tags"] = names_in(values["tags"])
        return values


class NewDealForm(DealForm):
    """`form_token` marks this form. Fields that are required at creation or in the chosen stage are asked for where
    they stand (7.11)."""

    stage = StageField(Stage.objects.none(), label=_("Stage"), required=False, empty_label=None)
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, needed: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("stage_changed_at", "win_likelihood"):
            self.fields.pop(name)
        stage: Any = self.fields["stage"]
        stage.queryset = all_stages().filter(pipeline__is_disabled=False)
        self.fields["added_at"].required = self.fields["currency"].required = False
        without_history(self)
        for name in needed:
            if name == Needed.WIN_LIKELIHOOD:
                self.fields[name] = chance_field()
            if name in self.fields and name != Needed.COMPANY:
                self.fields[name].required = name != Needed.SOURCE or "new_source" not in self.fields

    def columns(self) -> dict[str, Any]:
        """What keeping.add_deal takes, but for the contacts and a source that is new."""
        names = (
            "name", "value", "currency", "estimated_close_date", "win_likelihood", "source", "owner", "added_at",
            "description", "stage", "form_token",
        )  # fmt: skip
        found = {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name) not in (None, "")}
        tags = names_in(self.cleaned_data.get("tags") or "")
        return found | {"tags": tags, "custom": self.all_custom()}


class MoveForm(UiForm, forms.Form):
    """Where to, and where the deal stood when the mover looked (`seen`)."""

    stage = StageField(Stage.objects.none(), label=_("Stage"), empty_label=None)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, deal: Deal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage: Any = self.fields["stage"]
        here = Q(pipeline=deal.stage.pipeline_id) | Q(pipeline__is_disabled=False)
        stage.queryset = all_stages().filter(here)


class AskForm(UiForm, forms.Form):
    """Just the fields that a stage asks for when a deal moves into it (7.11, 8.10, 8.13)."""

    def __init__(self, *args: Any, names: Sequence[str], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.own = custom_needs() if any(name.startswith(PREFIX) for name in names) else {}
        for name in names:
            field = self.fields[name] = self._field(name)
            dress(field)

    def _field(self, name: str) -> forms.Field:
        makers: dict[str, Callable[[], forms.Field]] = {
            Needed.VALUE: money_field, Needed.ESTIMATED_CLOSE_DATE: close_field, Needed.WIN_LIKELIHOOD: chance_field,
            Needed.COMPANY: self._company, Needed.SOURCE: lambda: self._listed(DealSource, _("Source")),
            "loss_reason": lambda: self._listed(LossReason, _("Loss reason")),
            "unqualified_reason": lambda: self._listed(DealUnqualifiedReason, _("Unqualified reason")),
        }  # fmt: skip
        if name in self.own:
            field = form_field(self.own[name], region=self.user.account.country, user=self.user)
            field.required = True
            return field
        field = makers[name]()
        reasons = dict(REASONS.values())
        field.required = name not in reasons or getattr(self.user.account, reasons[name]) == Asking.REQUIRE
        return field

    def _company(self) -> ContactField:
        field = ContactField(label=_("Company"), kind="company")
        field.user = self.user
        return field

    def _listed(self, model: Any, label: Any) -> forms.Field:
        return forms.ModelChoiceField(listed(model), label=label, empty_label=_("Not set"))


class StageForm(SureForm):
    """Stages that take deals; one of a disabled pipeline does not."""

    stage = StageField(Stage.objects.none(), label=_("Stage"), empty_label=_("Choose a stage"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage: Any = self.fields["stage"]
        stage.queryset = all_stages().filter(pipeline__is_disabled=False)


class RoleForm(UiForm, forms.Form):
    """A further contact of a deal and what it is there (7.5)."""

    contact = ContactField(label=_("Contact"), required=True, may_create=ANYONE)
    role = forms.ModelChoiceField(
        ContactRole.objects.in_use().in_order(), label=_("Role"), required=False, empty_label=_("No role")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact: Any = self.fields["contact"]
        contact.user = user
