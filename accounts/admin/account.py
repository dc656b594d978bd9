"""The account, its exchange rates and the log of administrators' looks, in Django admin."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.choosing import currencies, time_zones
from accounts.models import Account, AdminSight, ExchangeRate
from records.admin import ReadOnlyAdmin


def currency_choices():
    return currencies(get_language() or "en")


class AccountForm(forms.ModelForm):
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    fiscal_year_start = forms.TypedChoiceField(
        label=_("Fiscal year begins in"), choices=lambda: list(MONTHS.items()), coerce=int
    )

    class Meta:
        model = Account
        fields = ("name", "currency", "locale", "time_zone", "fiscal_year_start", "admins_see_all")


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin):
    form = AccountForm

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """There is one, so the list is the account itself."""
        return redirect("admin:accounts_account_change", Account.current().pk)


class ExchangeRateForm(forms.ModelForm):
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)

    class Meta:
        model = ExchangeRate
        fields = ("currency", "on_date", "rate")

    def clean_currency(self):
        if self.cleaned_data["currency"] == Account.current().currency:
            raise forms.ValidationError(_("That is the account's own currency: it is always worth 1."))
        return self.cleaned_data["currency"]


@admin.register(ExchangeRate)
class ExchangeRateAdmin(admin.ModelAdmin):
    form = ExchangeRateForm
    list_display = ("currency", "on_date", "rate")
    list_filter = ("currency",)
    ordering = ("currency", "-on_date")


@admin.register(AdminSight)
class AdminSightAdmin(ReadOnlyAdmin):
    """To be read, not to be written: otherwise it would be no log."""

    list_display = ("at", "user", "kind", "record_id")
    list_filter = ("user", "kind")
    list_select_related = ("user",)
    ordering = ("-at", "-pk")
