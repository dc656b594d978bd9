from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from outside.models import Credential


class CredentialForm(forms.ModelForm):
    """The secret goes in and never comes out: an empty box keeps the stored one, which is not even read."""

    new_secret = forms.CharField(
        label=_("Secret"),
        required=False,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Stored encrypted and never shown again. Leave empty to keep the stored one."),
    )

    class Meta:
        model = Credential
        fields = ["name", "purpose"]

    def clean_new_secret(self) -> str:
        secret = self.cleaned_data["new_secret"]
        if not secret and self.instance.pk is None:
            raise forms.ValidationError(_("A new key needs its secret."))
        return secret

    def save(self, commit: bool = True) -> Credential:
        if self.cleaned_data["new_secret"]:
            self.instance.secret = self.cleaned_data["new_secret"]
        return super().save(commit)


@admin.register(Credential)
class CredentialAdmin(admin.ModelAdmin):
    form = CredentialForm
    list_display = ["name", "purpose", "created_at", "updated_at", "last_used_at"]
    readonly_fields = ["created_at", "updated_at", "last_used_at"]
    fields = ["name", "purpose", "new_secret", *readonly_fields]
    search_fields = ["name", "purpose"]
    ordering = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Credential]:
        """Without the secret: a key that is lost must not lock the page where it can be replaced."""
        return super().get_queryset(request).defer("secret")
