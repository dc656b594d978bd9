"""The account, its exchange rates and the log of administrators' looks, in Django admin."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from accounts.choosing import time_zones
from accounts.configuring import change_account
from accounts.forms import CurrencyField
from accounts.models import Account, AdminSight, ExchangeRate
from accounts.rates import remove_rate, remove_rates, set_rate
from records.admin import ReadOnlyAdmin
from ui.typed import CountryField


class AccountForm(forms.ModelForm):
    currency = CurrencyField(
        help_text=_("What sums are shown in. A change turns the exchange rates; those not known then are dropped.")
    )
    country = CountryField(label=_("Country"), required=False, help_text=Account._meta.get_field("country").help_text)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    fiscal_year_start = forms.TypedChoiceField(
        label=_("Fiscal year begins in"), choices=lambda: list(MONTHS.items()), coerce=int
    )

    class Meta:
        model = Account
        fields = (
            "name", "currency", "country", "locale", "time_zone", "fiscal_year_start", "admins_see_all",
            "ask_loss_reason", "ask_unqualified_reason", "ask_lead_unqualified_reason", "count_employees_deals",
            "tags_by_everyone", "sources_by_everyone",
        )  # fmt: skip


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin):
    form = AccountForm
    fieldsets = (
        (None, {"fields": ("name", "currency", "country", "locale", "time_zone", "fiscal_year_start")}),
        (
            _("Reasons"),
            {
                "fields": ("ask_loss_reason", "ask_unqualified_reason", "ask_lead_unqualified_reason"),
                "description": _("Whether users are asked why, where a deal or lead ends without success."),
            },
        ),
        (_("Customers"), {"fields": ("count_employees_deals",)}),
        (_("Rights"), {"fields": ("admins_see_all", "tags_by_everyone", "sources_by_everyone")}),
    )

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        change_account(obj, form.cleaned_data, by=request.user, at=timezone.now())

    def changelist_view(self, request, extra_context=None):
        """There is one, so the list is the account itself."""
        return redirect("admin:accounts_account_change", Account.current().pk)


class ExchangeRateForm(forms.ModelForm):
    class Meta:
        model = ExchangeRate
        fields = ("currency", "on_date", "rate")
        field_classes = {"currency": CurrencyField}

    def clean_currency(self):
        if self.cleaned_data["currency"] == Account.current().currency:
            raise forms.ValidationError(_("That is the account's own currency: it is always worth 1."))
        return self.cleaned_data["currency"]


@admin.register(ExchangeRate)
class ExchangeRateAdmin(admin.ModelAdmin):
    """Currency and day say which rate it is; only what it is worth can be corrected."""

    form = ExchangeRateForm
    list_display = ("currency", "on_date", "rate")
    list_filter = ("currency",)
    ordering = ("currency", "-on_date")

    def get_readonly_fields(self, request, obj=None):
        return ("currency", "on_date") if obj else ()

    def save_model(self, request, obj, form, change):
        written = set_rate(obj.currency, obj.on_date, obj.rate, by=request.user, at=timezone.now())
        obj.pk = written.pk

    def delete_model(self, request, obj):
        remove_rate(obj, by=request.user, at=timezone.now())

    def delete_queryset(self, request, queryset):
        remove_rates(queryset, by=request.user, at=timezone.now())


@admin.register(AdminSight)
class AdminSightAdmin(ReadOnlyAdmin):
    """To be read, not to be written: otherwise it would be no log."""

    list_display = ("at", "user", "kind", "record_id")
    list_filter = ("user", "kind")
    list_select_related = ("user",)
    ordering = ("-at", "-pk")
