"""What people type about themselves and the account."""

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.choosing import currencies, time_zones
from accounts.models import User
from ui.forms import UiForm


def zone_choices():
    return [("", _("as the account says")), *time_zones()]


class ProfileForm(UiForm, forms.ModelForm):
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, required=False)

    class Meta:
        model = User
        fields = ("name", "locale", "time_zone", "theme")
        labels = {"name": _("Name"), "locale": _("Language"), "theme": _("Theme")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["locale"].choices = [
            ("", _("as the browser says")),
            *[pair for pair in self.fields["locale"].choices if pair[0]],
        ]
        self.fields["name"].widget.attrs["autocomplete"] = "name"


def currency_choices():
    return currencies(get_language() or "en")


class CurrencyField(forms.ChoiceField):
    """A currency by its ISO code, in any case. The length is what a column's form hands over; the list is shorter."""

    default_error_messages = {"invalid_choice": _("%(value)s is no currency.")}

    def __init__(self, *, max_length=None, **kwargs):
        super().__init__(**{"label": _("Currency"), "choices": currency_choices} | kwargs)

    def to_python(self, value):
        return super().to_python(value).strip().upper()


class FirstRunForm(UiForm, forms.Form):
    """The account and its administrator in one go."""

    company = forms.CharField(label=_("Company"), max_length=150)
    currency = CurrencyField(initial="EUR")
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, initial="Europe/Berlin")
    name = forms.CharField(label=_("Your name"), max_length=150)
    email = forms.EmailField(label=_("Your e-mail"), max_length=254)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field, meaning in {"company": "organization", "name": "name", "email": "username"}.items():
            self.fields[field].widget.attrs["autocomplete"] = meaning

    def clean(self):
        """The password may not be like the name or address beside it."""
        given = super().clean()
        if password := given.get("password"):
            likeness = User(email=given.get("email"), name=given.get("name", ""))
            try:
                password_validation.validate_password(password, likeness)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given


def address_is_free(email: str, *, but: User | None = None) -> bool:
    """Nobody else signs in with this address, be it their own or one they added with allauth and confirmed."""
    others = EmailAddress.objects.filter(email=email, verified=True)
    return not (others.exclude(user=but) if but and but.pk else others).exists()
