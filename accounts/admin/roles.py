"""Roles in Django admin: one table, object by action."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin.naming import OncePerName
from accounts.choices import FieldLevel, Scope
from accounts.fielding import levels_of_role, set_role_levels
from accounts.granting import copy, grants_of, set_grants, ties
from accounts.models import Role
from accounts.permissions import action_label, objects
from records import customising
from records.models import CustomField


def field_name(thing: str, action: str) -> str:
    return f"grant-{thing}-{action}"


class RoleForm(OncePerName):
    class Meta:
        model = Role
        fields = ("name", "description")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        standing = grants_of(self.instance) if self.instance.pk else {}
        for thing in objects():
            for action in thing.actions:
                self.fields[field_name(thing.key, action)] = forms.ChoiceField(
                    label=f"{thing.label}: {action_label(action)}", choices=Scope.choices, required=False,
                    initial=standing.get((thing.key, action), Scope.NONE),
                    widget=forms.Select(attrs={"aria-label": f"{thing.label}: {action_label(action)}"}),
                )  # fmt: skip

        self.custom = list(CustomField.objects.in_use().order_by("kind", "position", "pk"))
        restricted = levels_of_role(self.instance)
        for each in self.custom:
            name = f"{customising.kind_label(each.kind)}: {each.name}"
            self.fields[f"field-{each.pk}"] = forms.ChoiceField(
                label=name, choices=FieldLevel.choices, required=False,
                initial=restricted.get(each.pk, FieldLevel.EDIT),
            )  # fmt: skip

    def field_rights(self) -> list[forms.BoundField]:
        return [self[f"field-{each.pk}"] for each in self.custom]

    def field_levels(self) -> dict[int, str]:
        """What is said of the fields that were asked for."""
        given = {each.pk: self.cleaned_data.get(f"field-{each.pk}") for each in self.custom}
        return {pk: level for pk, level in given.items() if level}

    def columns(self) -> list[str]:
        """Every action that some object knows, in the order they are first met."""
        return list(dict.fromkeys(action for thing in objects() for action in thing.actions))

    def heads(self) -> list[str]:
        return [action_label(action) for action in self.columns()]

    def matrix(self) -> list[tuple]:
        """(object's label, [bound field, or None where the object does not know the action])."""
        return [(thing.label, [self.cell(thing, action) for action in self.columns()]) for thing in objects()]

    def cell(self, thing, action):
        return self[field_name(thing.key, action)] if action in thing.actions else None

    def wanted(self) -> dict[tuple[str, str], str]:
        cells = [(thing.key, action) for thing in objects() for action in thing.actions]
        return {(thing, action): self.cleaned_data[field_name(thing, action)] or Scope.NONE for thing, action in cells}


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):
    form = RoleForm
    fields = ("name", "description")
    list_display = ("__str__", "people", "carried_by")
    search_fields = ("name",)
    ordering = ("name", "pk")
    actions = ("copy_roles",)

    def get_queryset(self, request):
        counts = {"user_count": Count("users", distinct=True), "group_count": Count("groups", distinct=True)}
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description=_("users"), ordering="user_count")
    def people(self, role):
        return role.user_count

    @admin.display(description=_("groups"), ordering="group_count")
    def carried_by(self, role):
        return role.group_count

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        set_grants(obj, form.wanted())
        set_role_levels(obj, form.field_levels(), by=request.user, at=timezone.now())

    @admin.action(description=_("Copy"))
    def copy_roles(self, request, queryset):
        for role in queryset:
            made = copy(role)
            self.log_addition(request, made, str(_("copied")))
            self.message_user(request, _("%(name)s was made.") % {"name": made}, messages.SUCCESS)

    def get_deleted_objects(self, objs, request):
        found = [sentence for role in objs for sentence in ties(role)]
        return ([], {}, set(), found) if found else super().get_deleted_objects(objs, request)
