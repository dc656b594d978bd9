"""Smart lists in Django admin: look, give to somebody else, share; and what a role opens first."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lists import smart_keeping
from lists.admin.narrowing import by_kind, by_state
from lists.choices import Visibility
from lists.models import ListDefault, SmartList
from lists.smart_kinds import kind_called, kinds


class SmartListForm(ModelForm):
    """Runs in the admin's transaction; what a list holds is set where one sees its rows. Who was slower is told so at
    the form, which keeps what they typed: saved once more it holds."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = SmartList
        fields = ("name", "owner", "visibility", "groups", "others_edit")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version

    def clean(self):
        given = super().clean()
        now = SmartList.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=self.instance.pk)
        if now.deleted_at:
            raise ValidationError(_("This list is deleted. Bring it back first, with the action above all lists."))
        self.instance.version = now.version
        if (given.get("seen") or now.version) != now.version:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = now.version
            raise ValidationError(self._overtaken(now), code="overtaken")
        if given.get("visibility") != Visibility.GROUP:
            given["groups"] = []
        elif not given.get("groups"):
            self.add_error("groups", _("Choose at least one group."))
        return given

    def _overtaken(self, now):
        who = now.changed_by or gettext("Somebody")
        return gettext("%(who)s changed this list since you opened it: “%(name)s”, %(owner)s, %(visibility)s. What you "
                       "typed is still here; save once more to keep it.") % {
            "who": who, "name": now.name, "owner": now.owner, "visibility": now.get_visibility_display(),
        }  # fmt: skip


def kind_choices():
    return [(kind.key, kind.label) for kind in kinds()]


@admin.register(SmartList)
class SmartListAdmin(admin.ModelAdmin):
    form = SmartListForm
    fields = (
        "name", "owner", "visibility", "groups", "others_edit", "what", "query", "columns", "sort", "changed_at",
        "changed_by", "deleted_at", "seen",
    )  # fmt: skip
    readonly_fields = ("what", "query", "columns", "sort", "changed_at", "changed_by", "deleted_at")
    filter_horizontal = ("groups",)
    list_display = ("name", "what", "owner", "visibility", "others_edit", "changed_at", "deleted_at")
    list_filter = (
        by_kind(kind_choices),
        "visibility",
        by_state("deleted_at", _("deleted")),
        ("owner", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("owner",)
    search_fields = ("name", "owner__name")
    ordering = ("name", "pk")
    actions = ("bring_back",)

    @admin.display(description=_("kind of record"), ordering="kind")
    def what(self, smart_list):
        kind = kind_called(smart_list.kind)
        return kind.label if kind else smart_list.kind

    def has_add_permission(self, request):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.by_name()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        said = set(form.changed_data) - {"groups", "seen"}
        values = {name: form.cleaned_data[name] for name in said}
        smart_keeping.edit(obj, values, by=request.user, at=timezone.now(), version=obj.version)

    @admin.action(description=_("Bring back what was deleted"))
    def bring_back(self, request, queryset):
        for each in queryset:
            smart_keeping.restore(each, by=request.user, at=timezone.now())


class ListDefaultForm(ModelForm):
    class Meta:
        model = ListDefault
        fields = ("role", "smart_list")

    def clean(self):
        given = super().clean()
        role, wanted = given.get("role"), given.get("smart_list")
        if role is None and "role" not in self.errors:
            self.add_error("role", _("Choose a role."))
        if wanted:
            self.instance.kind = wanted.kind
            others = ListDefault.objects.filter(role=role, kind=wanted.kind).exclude(pk=self.instance.pk)
            if role and others.exists():
                raise ValidationError(_("This role opens another list of this kind first already."))
        return given


@admin.register(ListDefault)
class ListDefaultAdmin(admin.ModelAdmin):
    """What the list of a kind opens for a role; a person's own choice wins, and who does not see the list is not led
    to it."""

    form = ListDefaultForm
    list_display = ("role", "what", "smart_list")
    list_select_related = ("role", "smart_list")
    ordering = ("role__name", "kind")

    @admin.display(description=_("kind of record"), ordering="kind")
    def what(self, default):
        kind = kind_called(default.kind)
        return kind.label if kind else default.kind

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(role=None)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "smart_list":
            kwargs["queryset"] = SmartList.objects.live().order_by("kind", "name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
