"""Statuses, sources and reasons of leads are kept by admins; leads can be looked up."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin.lists import ListedAdmin, ListedForm
from activities.admin import ToBeLookedUp
from leads import statuses
from leads.models import Lead, LeadSource, LeadStatus, LeadUnqualifiedReason
from records.errors import NotAllowed


class LeadStatusForm(ListedForm):
    """`first` is no column: the flag of the initial status moves, it is never in two places."""

    first = forms.BooleanField(label=_("initial"), required=False, help_text=_("What a new lead gets."))

    class Meta:
        model = LeadStatus
        fields = ("name", "is_unqualified", "tone")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["first"] = self.instance.is_initial

    def clean(self):
        given = super().clean()
        status, is_unqualified = self.instance, given.get("is_unqualified", False)
        try:
            if given.get("first"):
                statuses.may_be_initial(is_archived=status.archived_at is not None, is_unqualified=is_unqualified)
            elif status.pk:
                statuses.stays_initial(status)
        except NotAllowed as error:
            self.add_error("first", str(error))
        return given


@admin.register(LeadStatus)
class LeadStatusAdmin(ListedAdmin):
    form = LeadStatusForm
    fields = ("name", "is_unqualified", "tone")
    list_display = ("shown", "arrows", "is_initial", "is_unqualified", "tone", "used_by", "archived_at")
    list_filter = ("is_unqualified", *ListedAdmin.list_filter)
    used_through = "leads"

    def get_fields(self, request, obj=None):
        return ("name", "first", "is_unqualified", "tone")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.cleaned_data["first"]:
            statuses.make_initial(obj, by=request.user, at=timezone.now())

    def why_not(self, entry):
        try:
            statuses.stays_initial(entry)
        except NotAllowed as error:
            return str(error)
        return super().why_not(entry)

    def delete_model(self, request, obj):
        statuses.remove(obj, by=request.user, at=timezone.now())

    def put_away(self, entry, *, by, at):
        statuses.archive(entry, by=by, at=at)


@admin.register(LeadSource, LeadUnqualifiedReason)
class LeadListAdmin(ListedAdmin):
    used_through = "leads"


@admin.register(Lead)
class LeadAdmin(ToBeLookedUp):
    list_display = ("name", "company_name", "status", "outcome", "source", "owner", "created_at")
    list_filter = (
        ("status", admin.RelatedOnlyFieldListFilter), "outcome", ("source", admin.RelatedOnlyFieldListFilter),
        ("owner", admin.RelatedOnlyFieldListFilter),
    )  # fmt: skip
    list_select_related = ("owner", "status", "source")
    search_fields = ("search_text",)
    exclude = (
        "search_text", "name_key", "form_token", "person", "company", "deal", "custom", "deleted_at", "deleted_by",
        "deleted_act",
    )  # fmt: skip
