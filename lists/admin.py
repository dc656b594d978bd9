"""Smart lists in Django admin: look, give to somebody else, share; what a role opens first; links to other programs
(16.8), while pages are laid out on screens of their own (16.6)."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lists import addressing, layouts, pages, smart_keeping
from lists.models import ListDefault, PageLayout, SmartLink, SmartList
from lists.smart_kinds import kind_called
from records.customising import definitions, kind_label
from records.errors import NotAllowed


class SmartListForm(ModelForm):
    """Runs in the admin's transaction; what a list holds is set where one sees its rows."""

    class Meta:
        model = SmartList
        fields = ("name", "owner", "visibility", "groups", "others_edit")


@admin.register(SmartList)
class SmartListAdmin(admin.ModelAdmin):
    form = SmartListForm
    fields = (
        "name", "owner", "visibility", "groups", "others_edit", "what", "query", "columns", "sort", "changed_at",
        "changed_by", "deleted_at",
    )  # fmt: skip
    readonly_fields = ("what", "query", "columns", "sort", "changed_at", "changed_by", "deleted_at")
    filter_horizontal = ("groups",)
    list_display = ("name", "what", "owner", "visibility", "others_edit", "changed_at", "deleted_at")
    list_filter = (
        "kind",
        "visibility",
        ("deleted_at", admin.EmptyFieldListFilter),
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
        values = {name: form.cleaned_data[name] for name in form.changed_data if name != "groups"}
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


def kind_choices():
    return [(each.kind, kind_label(each.kind).capitalize()) for each in layouts.kinds()]


class SmartLinkForm(forms.ModelForm):
    kind = forms.ChoiceField(label=_("Kind of record"), choices=kind_choices)

    class Meta:
        model = SmartLink
        fields = ("kind", "for_whom", "label", "icon", "url", "position")
        help_texts = {
            "for_whom": _("Only contacts are people or companies; other kinds leave it as it is."),
            "url": _("Fields stand in braces: https://maps.example/?q={city}, https://tickets.example/{custom.ticket}"),
        }

    def clean(self):
        given = super().clean()
        if given.get("kind") and given.get("url"):
            try:
                given["url"] = addressing.check(given["url"], kind=given["kind"], custom=definitions(given["kind"]))
            except NotAllowed as error:
                self.add_error("url", str(error))
        return given


@admin.register(SmartLink)
class SmartLinkAdmin(admin.ModelAdmin):
    form = SmartLinkForm
    list_display = ("label", "kind_name", "for_whom", "url", "position")
    list_filter = ("kind",)
    ordering = ("kind", "position", "pk")
    fields = ("kind", "for_whom", "label", "icon", "url", "position", "known_fields")
    readonly_fields = ("known_fields",)

    @admin.display(description=_("kind of record"), ordering="kind")
    def kind_name(self, link):
        return kind_label(link.kind)

    @admin.display(description=_("fields there are"))
    def known_fields(self, link):
        rows = [(kind_label(each.kind), " ".join(f"{{{name}}}" for name in self.names(each.kind)))
                for each in layouts.kinds()]  # fmt: skip
        return format_html_join("", "<p><b>{}</b><br><code>{}</code></p>", rows)

    def names(self, kind):
        return [*addressing.fields_for(kind), *(f"{addressing.CUSTOM}{each.key}" for each in definitions(kind))]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        pages.restamp()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        pages.restamp()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        pages.restamp()


@admin.register(PageLayout)
class PageLayoutAdmin(admin.ModelAdmin):
    """Leads to the screens where pages are laid out."""

    def changelist_view(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("lists:page_layouts"))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
