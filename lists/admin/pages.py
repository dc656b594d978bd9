"""Links to other programs are kept by admins (16.8); how pages are laid out has screens of its own (16.6)."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from lists import addressing, layouts, pages
from lists.admin.narrowing import by_kind
from lists.models import PageLayout, SmartLink
from records.customising import definitions, kind_label
from records.errors import NotAllowed


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
    list_filter = (by_kind(kind_choices),)
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
