"""What administrators say of custom fields (16.4, 16.10): what each holds, where it stands, who views and edits it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import fielding
from accounts.choices import FieldLevel
from accounts.models import Account, Role
from lists.admin.narrowing import by_kind, by_state
from lists.admin.retyping import RetypeView
from lists.custom_fields import as_text, clean_value
from records import customising, defining
from records.calculating import names_known
from records.choices import CustomType
from records.customising import kind_label
from records.defining import Senseless
from records.errors import NotAllowed
from records.models import CustomField
from records.naming import kind_of, model_of

HOLDS = ("choices", "target", "formula", "default", "required", "unique")


def kind_choices() -> list[tuple[str, str]]:
    return [(kind_of(model), capfirst(str(model._meta.verbose_name))) for model in customising.customisable()]


def target_choices() -> list[tuple[str, str]]:
    return [("", "–"), *kind_choices()]


class CustomFieldForm(forms.ModelForm):
    """Kind and key are settled when a field is made; the type changes by a page of its own (RetypeView)."""

    kind = forms.ChoiceField(label=_("Kind of record"), choices=kind_choices)
    target = forms.ChoiceField(label=_("Links to"), choices=target_choices, required=False)
    choices = forms.CharField(
        label=_("Choices"), required=False, help_text=_("One a line. Values that are no choice any more stay."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    default = forms.CharField(
        label=_("Default"), required=False,
        help_text=_("What a new record begins with, written as one would type it; several choices between commas."),
    )  # fmt: skip
    by_role = forms.BooleanField(
        label=_("Only some roles may view or edit it"), required=False,
        help_text=_("Else everybody may who sees the record. A role that is added later does not see it."),
    )  # fmt: skip

    class Meta:
        model = CustomField
        fields = (
            "kind", "name", "type", "for_whom", "section", "position", "choices", "target", "formula", "help_text",
            "required", "unique", "default", "filterable", "searched",
        )  # fmt: skip
        help_texts = {
            "for_whom": _("Only contacts are people or companies; other kinds leave it as it is."),
            "position": _("Small numbers come first. Left open: behind all others."),
            "type": _("Choices, links and formulas need what stands under “What it holds”."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        definition = self.instance
        self.initial["choices"] = "\n".join(definition.choices)
        self.initial["default"] = as_text(definition, definition.default)
        self.fields["position"].required = False
        if definition.pk and "formula" in self.fields:
            names = names_known(model_of(definition.kind), customising.definitions(definition.kind))
            shown = ", ".join(sorted(name for name in names if not name.startswith("custom.")))
            there = gettext("There are: %(names)s.") % {"names": shown}
            self.fields["formula"].help_text = f"{self.fields['formula'].help_text} {there}"
        self._ask_roles()

    def _ask_roles(self) -> None:
        standing = fielding.levels_of(self.instance) if self.instance.pk else {}
        self.initial["by_role"] = bool(standing)
        self.roles = list(Role.objects.order_by("name", "pk"))
        for role in self.roles:
            usual = FieldLevel.NONE if standing else FieldLevel.EDIT
            self.fields[f"role-{role.pk}"] = forms.ChoiceField(
                label=str(role), choices=FieldLevel.choices, required=False, initial=standing.get(role.pk, usual)
            )

    def rights(self) -> list[forms.BoundField]:
        return [self[f"role-{role.pk}"] for role in self.roles]

    def levels(self) -> dict[int, str] | None:
        """What each role may do; None for everybody everything."""
        if not self.cleaned_data.get("by_role"):
            return None
        given = {role.pk: self.cleaned_data.get(f"role-{role.pk}") for role in self.roles}
        return {pk: level or FieldLevel.NONE.value for pk, level in given.items()}

    def clean_choices(self):
        return self.cleaned_data["choices"].splitlines()

    def clean(self):
        given = super().clean()
        definition = self.instance
        definition.kind, definition.type = (given.get(name, getattr(definition, name)) for name in ("kind", "type"))
        if definition.kind and given.get("position") is None:
            given["position"] = customising.next_position(definition.kind)
        return given

    def _post_clean(self):
        """The rules of the domain, each said at its field."""
        text = self.cleaned_data.pop("default", "")
        super()._post_clean()
        if {"kind", "type", "name", "choices"} & set(self.errors):
            return
        definition = self.instance
        try:
            definition.default = None
            defining.refuse_senseless(definition)
            definition.default = clean_value(definition, text, region=Account.current().country) if text else None
            defining.refuse_senseless(definition)
        except Senseless as error:
            self.add_error(error.fact if error.fact in self.fields else None, str(error))
        except forms.ValidationError as error:
            self.add_error("default", error.messages)
        definition.key = definition.key or customising.free_key(definition.kind, definition.name)


class PlaceForm(forms.ModelForm):
    """A line of the table, where no label stands beside the position."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"].widget.attrs["aria-label"] = gettext("Position of “%(name)s”") % {"name": self.instance}


@admin.register(CustomField)
class CustomFieldAdmin(admin.ModelAdmin):
    """Deactivated, never deleted: records still hold the values."""

    form = CustomFieldForm
    change_form_template = "admin/records/customfield/form.html"
    list_display = (
        "name", "position", "kind_name", "type", "section", "required", "filterable", "restricted", "in_use",
    )  # fmt: skip
    list_editable = ("position",)
    list_filter = (
        by_kind(kind_choices), by_state("deactivated_at", _("deactivated")), "type", "filterable", "restricted",
    )  # fmt: skip
    search_fields = ("name", "key", "section")
    ordering = ("kind", "position", "pk")
    actions = ("deactivate", "reactivate")

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **{"form": PlaceForm, **kwargs})

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        retype = self.admin_site.admin_view(RetypeView(self))
        return [path("<int:pk>/type/", retype, name="records_customfield_type"), *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        return ("kind", "kind_name", "type", "type_name", "key", "in_use", "index_ready") if obj else ()

    def get_fieldsets(self, request, obj=None):
        settled = ("kind_name", "type_name", "key", "in_use") if obj else ("kind", "type")
        ready = ("index_ready",) if obj else ()
        holds = HOLDS if obj is None else tuple(each for each in HOLDS if self.is_said_of(obj, each))
        return (
            (None, {"fields": ("name", *settled)}),
            (_("Where it stands"), {"fields": ("for_whom", "section", "position", "help_text")}),
            (_("What it holds"), {"fields": holds}),
            (_("How it is found"), {"fields": ("filterable", *ready, "searched")}),
        )

    def is_said_of(self, definition: CustomField, fact: str) -> bool:
        """Is this worth asking, of a field of this type?"""
        if fact in {"choices", "target", "formula"}:
            asks = {"choices": definition.offers_choices, "formula": definition.is_worked_out}
            return asks.get(fact, definition.type == CustomType.RECORD)
        return not definition.is_worked_out

    def get_changeform_initial_data(self, request):
        return {"position": "", **super().get_changeform_initial_data(request)}

    @admin.display(description=_("kind of record"), ordering="kind")
    def kind_name(self, definition):
        return kind_label(definition.kind)

    @admin.display(description=_("type"))
    def type_name(self, definition):
        label = definition.get_type_display()
        if definition.type == CustomType.FORMULA and definition.deactivated_at:
            return label
        address = reverse("admin:records_customfield_type", args=[definition.pk])
        return format_html('{} · <a href="{}">{}</a>', label, address, gettext("Change the type"))

    @admin.display(description=_("in use"), boolean=True, ordering="deactivated_at")
    def in_use(self, definition):
        return definition.deactivated_at is None

    @admin.display(description=_("index"))
    def index_ready(self, definition):
        if not definition.needs_index:
            return gettext("none")
        return gettext("ready") if definition.indexed_at else gettext("being built by a worker")

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        deed: dict[str, Any] = {"by": request.user, "at": timezone.now()}
        was = CustomField.objects.get(pk=obj.pk) if change else CustomField(kind=obj.kind, type=obj.type)
        obj.save()
        defining.follow(obj, was, **deed)
        if isinstance(form, CustomFieldForm):
            fielding.set_levels(obj, form.levels(), **deed)

    @admin.action(description=_("Deactivate: no longer offered, values stay"))
    def deactivate(self, request, queryset):
        self.set_aside(request, queryset, defining.deactivate, gettext("deactivated"))

    @admin.action(description=_("Reactivate"))
    def reactivate(self, request, queryset):
        self.set_aside(request, queryset, defining.reactivate, gettext("reactivated"))

    def set_aside(self, request, queryset, act, done):
        for definition in queryset:
            try:
                act(definition, by=request.user, at=timezone.now())
            except NotAllowed as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                self.log_change(request, definition, done)
