"""Untidy input to clean leads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Asking
from accounts.configuring import may_add_sources, may_make_tags
from accounts.models import Account, User
from activities.forms import mend_hidden, plain
from contacts.models.profile import LONGEST_DESCRIPTION
from leads.models import Lead, LeadSource, LeadStatus, LeadUnqualifiedReason
from lists.custom_fields import CustomForm
from records.customising import editable_fields
from records.forms import TagsField, names_in, worn_by
from records.naming import kind_of
from ui.forms import UiForm
from ui.typed import CountryField, HandleField, PhoneField, ProseField, WebsiteField

LONGEST_SOURCE = 100
NAMES = ("first_name", "last_name", "company_name")
# How the form of a new lead is drawn: what one has at hand first, the rest folded.
FIRST = (*NAMES, "title", "email", "phone", "source", "new_source", "owner", "tags")
FURTHER = (
    "mobile", "fax", "industry", "website", "street", "postal_code", "city", "state", "country", "linkedin",
    "twitter", "facebook", "skype", "description",
)  # fmt: skip


def quiet(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


class LeadForm(CustomForm):
    """A person or a company that is not qualified yet. What this person may not do has no field: giving it to somebody
    else, new sources; new tags are refused."""

    phone = PhoneField(label=_("Phone"), required=False)
    mobile = PhoneField(label=_("Mobile"), required=False)
    fax = PhoneField(label=_("Fax"), required=False)
    website = WebsiteField(label=_("Website"), required=False)
    country = CountryField(label=_("Country"), required=False)
    twitter = HandleField(network="twitter", label="Twitter", required=False)
    facebook = HandleField(network="facebook", label="Facebook", required=False)
    linkedin = HandleField(network="linkedin", label="LinkedIn", required=False)
    skype = HandleField(network="skype", label="Skype", required=False)
    description = ProseField(
        label=_("Description"), required=False, max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 3, "data-autosize": True}),
    )  # fmt: skip
    new_source = forms.CharField(label=_("or a new source"), required=False, max_length=LONGEST_SOURCE, widget=quiet())
    tags = TagsField()

    field_order = (*FIRST, *FURTHER)

    class Meta:
        model = Lead
        fields = tuple(name for name in (*FIRST, *FURTHER) if name not in {"new_source", "tags"})
        widgets = {"first_name": quiet(autofocus=True)} | {
            name: quiet() for name in (*NAMES[1:], "title", "industry", "street", "postal_code", "city", "state")
        }

    def __init__(self, *args: Any, user: User, may_reassign: bool, **kwargs: Any) -> None:
        account = Account.current()
        own = editable_fields(kind_of(Lead), user=user)
        super().__init__(*args, definitions=own, region=account.country, editor=user, **kwargs)
        for name in ("phone", "mobile", "fax"):
            self.fields[name].region = account.country  # type: ignore[attr-defined]
        tags, source, owner = (self.fields[name] for name in ("tags", "source", "owner"))  # type: Any, Any, Any
        tags.may_make = may_make_tags(user, account=account)
        source.queryset = LeadSource.objects.choosable(self.instance.source_id)
        source.empty_label = _("Not set")
        owner.queryset, owner.empty_label = User.objects.assignable(self.instance.owner_id), _("Unassigned")
        left_out = set() if may_reassign else {"owner"}
        for name in left_out | (set() if may_add_sources(user, account=account) else {"new_source"}):
            del self.fields[name]
        if self.instance.pk:
            self.initial.setdefault("tags", worn_by(self.instance))

    def standing(self, current: Lead) -> dict[str, Any]:
        found = super().standing(current) | {"tags": worn_by(current), "new_source": ""}
        return {name: value for name, value in found.items() if name in self.fields}

    def clean(self) -> dict[str, Any]:
        """3.1, at the field. The columns' other rules are the database's."""
        mend_hidden(self)
        given = self.cleaned_data
        asked = [name for name in ("last_name", "company_name") if name in self.fields]
        named = [given.get(name, getattr(self.instance, name)) for name in ("last_name", "company_name")]
        if asked and not any(named) and not set(asked) & set(self.errors):
            self.add_error(asked[0], _("A lead needs a last name or a company name."))
        return given

    def _post_clean(self) -> None:
        """The form knows the rules; the model would say 3.1 a second time."""

    def deed(self, current: Lead) -> dict[str, Any]:
        """What this editor changed, as columns; `tags` as names and `new_source` as a text, if they changed these."""
        values = self.with_custom(self.values(), current=current)
        if "tags" in values:
            values["tags"] = names_in(values["tags"])
        return values


class NewLeadForm(LeadForm):
    """`form_token` marks this form, so that it makes one lead however often it is sent."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)

    def columns(self) -> dict[str, Any]:
        """Everything leads.keeping.add_lead asks for, but the source that is typed new."""
        left_out = {"tags", "new_source", *self.custom_names()}
        found = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        return found | {"tags": names_in(self.cleaned_data["tags"]), "custom": self.all_custom()}

    def drawn_first(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST if name in self.fields]

    def drawn_further(self) -> list[forms.BoundField]:
        return [self[name] for name in (*FURTHER, *self.custom_names()) if name in self.fields]

    @property
    def further_opened(self) -> bool:
        """What is wrong, or has to be filled in, is not folded away."""
        return any(bound.errors or bound.field.required for bound in self.drawn_further())


class StatusForm(UiForm, forms.Form):
    """A status, and why: `asks` is set where the account wants to know (3.5)."""

    status = forms.ModelChoiceField(LeadStatus.objects.in_use().in_order(), label=_("Status"), empty_label=None)
    reason = forms.ModelChoiceField(
        LeadUnqualifiedReason.objects.in_use().in_order(), label=_("Reason"), required=False, empty_label=_("Not set")
    )

    def __init__(self, *args: Any, hidden: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hidden:
            self.fields["status"].widget = forms.HiddenInput()

    def facts(self) -> dict[str, Any]:
        """The answers as a job can keep them (leads.bulk)."""
        reason = self.cleaned_data.get("reason")
        return {"status": self.cleaned_data["status"].pk, "reason": reason.pk if reason else None}

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        required = Account.current().ask_lead_unqualified_reason == Asking.REQUIRE
        status = given.get("status")
        if status and status.is_unqualified and required and not given.get("reason"):
            self.add_error("reason", _("Say why this lead is not worth it."))
        return given
