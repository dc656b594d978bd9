"""Kinds of relations are kept by admins; contacts can be looked up."""

from django.contrib import admin

from accounts.admin.lists import ListedAdmin
from activities.admin import ToBeLookedUp
from contacts.models import Contact, RelationKind


@admin.register(RelationKind)
class RelationKindAdmin(ListedAdmin):
    fields = ("name", "inverse_name", "is_single")
    list_display = ("shown", "arrows", "shown_inverse", "is_single", "used_by", "archived_at")
    used_through = "relations"

    @admin.display(description=RelationKind._meta.get_field("inverse_name").verbose_name)
    def shown_inverse(self, kind):
        return kind.shown_inverse


@admin.register(Contact)
class ContactAdmin(ToBeLookedUp):
    list_display = ("name", "kind", "prospect_status", "customer_status", "owner", "email", "city", "created_at")
    list_filter = (
        "is_company", "prospect_status", "customer_status", ("archived_at", admin.EmptyFieldListFilter),
        ("owner", admin.RelatedOnlyFieldListFilter),
    )  # fmt: skip
    search_fields = ("search_text",)
    # Other records are opened on their own pages, as far as one may see them.
    exclude = (
        "search_text", "name_key", "form_token", "employer", "parent", "custom", "deleted_at", "deleted_by",
        "deleted_act",
    )  # fmt: skip

    @admin.display(description=Contact._meta.get_field("is_company").verbose_name, boolean=True)
    def kind(self, contact):
        return contact.is_company
