"""How the short lists are kept in Django admin: by name and order, archived rather than deleted."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts import listing
from records.errors import NotAllowed

UP, DOWN = -1, 1


class Arrows(admin.ModelAdmin):
    """Rows that are put in order by two arrows each. They send the list's own form elsewhere, so no script is needed.

    A concrete class says in `shift` what an arrow does.
    """

    sortable_by = ()

    def get_urls(self):
        move = method_decorator(require_POST)(type(self).move)
        view = self.admin_site.admin_view(lambda request, pk, way: move(self, request, pk, way))
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        return [path("<int:pk>/<str:way>/move/", view, name=name), *super().get_urls()]

    def move(self, request, pk, way):
        found = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, found) or way not in {"up", "down"}:
            return redirect(self.listed_at(found))
        try:
            self.shift(request, found, UP if way == "up" else DOWN)
        except NotAllowed as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.log_change(request, found, gettext("moved"))
        return redirect(self.listed_at(found))

    def shift(self, request, row: Any, places: int) -> None:
        raise NotImplementedError

    def listed_at(self, row: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    @admin.display(description=_("order"))
    def arrows(self, row):
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}_move"
        buttons = [
            (reverse(address, args=[row.pk, way]), word % {"name": row}, sign)
            for way, word, sign in (("up", gettext("%(name)s up"), "↑"), ("down", gettext("%(name)s down"), "↓"))
        ]
        shape = '<button type="submit" class="arrow" formnovalidate formaction="{}" aria-label="{}">{}</button>'
        return format_html(shape + shape, *buttons[0], *buttons[1])


class ListedForm(forms.ModelForm):
    """The name is shown as everybody reads it; what came with the product stays translated until it is renamed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = str(self.instance)

    def clean_name(self):
        but = self.instance if self.instance.pk else None
        try:
            return listing.clean_name(self._meta.model, self.cleaned_data["name"], but=but)
        except NotAllowed as error:
            raise forms.ValidationError(str(error)) from error


class ListedAdmin(Arrows):
    """`used_through` is the relation whose rows have the entry."""

    form = ListedForm
    fields: ClassVar[Any] = ("name",)
    list_display: Any = ("shown", "arrows", "used_by", "archived_at")
    list_filter: ClassVar[Any] = (("archived_at", admin.EmptyFieldListFilter),)
    search_fields = ("name", "key")
    ordering = ("position", "pk")
    actions: Any = ("archive", "bring_back")
    used_through = ""

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(times=Count(self.used_through, distinct=True))

    @admin.display(description=_("name"))
    def shown(self, entry):
        return entry.shown_name

    @admin.display(description=_("used by"))
    def used_by(self, entry):
        return entry.times

    def shift(self, request, row, places):
        listing.shift(row, places, by=request.user, at=timezone.now())

    def save_model(self, request, obj, form, change):
        new = {name: form.cleaned_data[name] for name in self.fields}
        here = {"by": request.user, "at": timezone.now()}
        if change:
            listing.change(obj, {name: new[name] for name in form.changed_data if name in new}, **here)
        else:
            obj.pk = listing.add(self.model, **new, **here).pk

    def get_deleted_objects(self, objs, request):
        kept = [reason for entry in objs if (reason := self.why_not(entry))]
        return ([], {}, set(), kept) if kept else super().get_deleted_objects(objs, request)

    def why_not(self, entry) -> str:
        """Why it cannot be deleted; "" when it can."""
        return listing.told(entry) if listing.uses(entry) else ""

    def delete_model(self, request, obj):
        listing.remove(obj, by=request.user, at=timezone.now())

    def delete_queryset(self, request, queryset):
        for entry in queryset:
            self.delete_model(request, entry)

    @admin.action(description=_("Archive: stays on what has it, is not offered any more"))
    def archive(self, request, queryset):
        self.mark(request, queryset, self.put_away, _("archived"))

    @admin.action(description=_("Bring back from the archive"))
    def bring_back(self, request, queryset):
        self.mark(request, queryset, listing.bring_back, _("brought back"))

    def put_away(self, entry, *, by, at):
        listing.archive(entry, by=by, at=at)

    def mark(self, request, queryset, act, done):
        """Each for itself: what is refused is told, the others are done."""
        count = 0
        for entry in queryset:
            try:
                act(entry, by=request.user, at=timezone.now())
            except NotAllowed as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                count += 1
                self.log_change(request, entry, str(done))
        if count:
            self.message_user(request, f"{done}: {count}", messages.SUCCESS)
