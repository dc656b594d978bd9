"""Untidy input to clean people and companies."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.configuring import may_make_tags
from accounts.models import User
from activities.forms import mend_hidden
from contacts.choices import CustomerStatus
from contacts.chooser import ContactField
from contacts.choosing import COMPANY, PERSON
from contacts.models import ADDRESS, Contact, RelationKind
from contacts.models.profile import LONGEST_DESCRIPTION
from lists.custom_fields import CustomForm
from records.customising import editable_fields
from records.forms import TagsField, names_in, worn_by
from records.naming import kind_of
from ui.forms import UiForm
from ui.typed import CountryField, DayField, HandleField, PhoneField, ProseField, WebsiteField

NETWORKS = ("linkedin", "twitter", "facebook", "skype")
BILLING, SHIPPING = (tuple(f"{which}_{part}" for part in ADDRESS) for which in ("billing", "shipping"))
SHARED = (
    "email", "phone", "mobile", "fax", "website", *NETWORKS, *ADDRESS, *BILLING, *SHIPPING, "industry", "description",
    "owner",
)  # fmt: skip


class Group(NamedTuple):
    """Fields under one heading; `opened` says whether one sees them at once."""

    key: str
    label: Any
    fields: list[forms.BoundField]
    opened: bool


class ContactForm(CustomForm):
    """What people and companies have in common. Without `may_reassign` the owner cannot be chosen."""

    kind = PERSON
    needed = "last_name"
    tie = "employer"
    first: tuple[str, ...] = ()
    groups_of: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
        ("address", _("Address"), ADDRESS),
        ("billing", _("Billing address"), BILLING),
        ("shipping", _("Shipping address"), SHIPPING),
        ("social", _("Social networks"), NETWORKS),
        ("further", _("More"), ("fax", "industry", "employed_since", "description")),
    )

    tags = TagsField()
    description = ProseField(
        label=_("Description"), required=False, max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 3, "data-autosize": True}),
    )  # fmt: skip

    class Meta:
        model = Contact
        fields = SHARED
        field_classes = {
            "phone": PhoneField, "mobile": PhoneField, "fax": PhoneField, "website": WebsiteField,
            "country": CountryField, "billing_country": CountryField, "shipping_country": CountryField,
            "employed_since": DayField,
        }  # fmt: skip

    def __init__(self, *args: Any, user: User, may_reassign: bool, **kwargs: Any) -> None:
        account = user.account
        own = editable_fields(kind_of(Contact), user=user, for_whom=self.kind)
        super().__init__(*args, definitions=own, region=account.country, editor=user, **kwargs)
        self.fields[self.needed].required = True
        self.fields[self.needed].widget.attrs["required"] = True
        fields: dict[str, Any] = self.fields
        for name in ("phone", "mobile", "fax"):
            fields[name].region = account.country
        for network in NETWORKS:
            fields[network] = self._handle(network)
        fields["tags"].may_make = may_make_tags(user, account=account)
        fields[self.tie].user = user
        self.initial.setdefault(self.tie, getattr(self.instance, f"{self.tie}_id"))
        self._choose_owner(may_reassign)
        if self.instance.pk:
            self.initial.setdefault("tags", worn_by(self.instance))

    def _handle(self, network: str) -> HandleField:
        old = self.fields[network]
        made = HandleField(network=network, label=old.label, required=False, max_length=200)
        made.show_hidden_initial = True
        made.widget.attrs["class"] = "input"
        return made

    def _choose_owner(self, may_reassign: bool) -> None:
        if not may_reassign:
            self.fields.pop("owner", None)
            return
        owner: Any = self.fields["owner"]
        owner.queryset, owner.label = User.objects.assignable(self.instance.owner_id), _("Owner")
        owner.empty_label = _("Unassigned")

    def standing(self, current: Contact) -> dict[str, Any]:
        found = super().standing(current)
        return found | {"tags": worn_by(current)} if "tags" in self.fields else found

    def clean(self) -> dict[str, Any]:
        """The columns' rules are not asked again here: the database has the last word."""
        mend_hidden(self)
        return self.cleaned_data

    def deed(self, current: Contact) -> dict[str, Any]:
        """What this editor changed: columns, the employer or parent (which may be new), and `tags` as names."""
        values = self.with_custom(self.values(), current=current)
        if "tags" in values:
            values["tags"] = names_in(values["tags"])
        return values

    def begin(self) -> list[forms.BoundField]:
        """The fields that are seen first."""
        return [self[name] for name in self.first if name in self.fields]

    def groups(self) -> list[Group]:
        """The rest under headings; those that hold something, or something wrong, are open."""
        found = []
        for key, label, names in (*self.groups_of, ("custom", _("Further fields"), tuple(self.custom_names()))):
            bound = [self[name] for name in names if name in self.fields]
            opened = any(each.errors or each.value() or each.field.required for each in bound)
            if bound:
                found.append(Group(key, label, bound, opened))
        return found


class PersonForm(ContactForm):
    employer = ContactField(label=_("Company"), kind=COMPANY, may_create=(COMPANY,))

    first = ("first_name", "last_name", "title", "employer", "email", "phone", "mobile", "website", "tags", "owner")
    field_order = first

    class Meta(ContactForm.Meta):
        fields = ("first_name", "last_name", "title", *SHARED, "employed_since")


class CompanyForm(ContactForm):
    parent = ContactField(label=_("Parent company"), kind=COMPANY, may_create=(COMPANY,))

    kind, needed, tie = COMPANY, "company_name", "parent"
    first = ("company_name", "parent", "email", "phone", "mobile", "website", "tags", "owner")
    field_order = first

    class Meta(ContactForm.Meta):
        fields = ("company_name", *SHARED)


class New(forms.Form):
    """Makes a form of a record one for a new one: `form_token` marks this form, nobody else can be editing it."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)


def fresh(form: ContactForm) -> ContactForm:
    del form.fields["version"]
    form.fields["form_token"] = New.base_fields["form_token"]
    for field in form.fields.values():
        field.show_hidden_initial = False
    if "owner" in form.fields:
        form.fields["owner"].required = False
    return form


def columns(form: ContactForm) -> dict[str, Any]:
    """Everything contacts.tying.add asks for."""
    found = {name: value for name, value in form.cleaned_data.items() if name not in form.definitions}
    return found | {"tags": names_in(found["tags"]), "custom": form.all_custom()}


def form_of(contact: Contact) -> type[ContactForm]:
    return CompanyForm if contact.is_company else PersonForm


class CustomerForm(UiForm, forms.Form):
    """The customer status by hand (6.18)."""

    status = forms.ChoiceField(choices=CustomerStatus, label=_("Customer status"))


class TieForm(UiForm, forms.Form):
    """An employee or a child company, chosen or new."""

    def __init__(self, *args: Any, user: User, kind: str, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = ContactField(label=label, kind=kind, may_create=(kind,), required=True)
        self.fields["contact"] = field
        field.user = user
        field.widget.widgets[1].attrs["class"] = "input"


class PastEmployerForm(UiForm, forms.Form):
    company = ContactField(label=_("Company"), kind=COMPANY, may_create=(COMPANY,), required=True)
    began_on = DayField(label=_("From"), required=False)
    ended_on = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["company"]
        chooser.user = user

    def clean(self) -> dict[str, Any]:
        began, ended = self.cleaned_data.get("began_on"), self.cleaned_data.get("ended_on")
        if began and ended and began > ended:
            self.add_error("ended_on", _("The end lies before the beginning."))
        return self.cleaned_data


class RelationForm(UiForm, forms.Form):
    """`how` is a kind's key and the direction: "3" reads from this contact to the other one, "-3" back."""

    how = forms.ChoiceField(label=_("This contact"), choices=())
    contact = ContactField(label=_("Whom"), may_create=(PERSON, COMPANY), required=True)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["contact"]
        chooser.user = user
        self.kinds = {kind.pk: kind for kind in RelationKind.objects.in_use().in_order()}
        how: Any = self.fields["how"]
        how.choices = [choice for kind in self.kinds.values() for choice in _directions(kind)]

    def relation(self) -> tuple[RelationKind, bool]:
        """The kind, and whether it reads backwards."""
        key = int(self.cleaned_data["how"])
        return self.kinds[abs(key)], key < 0


def _directions(kind: RelationKind) -> list[tuple[str, str]]:
    there, back = str(kind.shown_name), str(kind.shown_inverse)
    return [(str(kind.pk), there)] + ([(f"-{kind.pk}", back)] if back != there else [])
