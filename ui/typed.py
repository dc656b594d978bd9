"""Form fields by what they hold: phone numbers, addresses, money, countries, days. Each says what is wrong with it.

They serve as `field_classes` of a ModelForm too, so they take the bounds that a column hands over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from ui.amounts import amount_in, as_decimal, as_typed
from ui.countries import country_choices, country_code
from ui.phones import fault_of
from ui.profiles import NETWORKS, profile_url, website_url

FIRST, LAST = date(1970, 1, 1), date(2199, 12, 31)
# SQLite keeps fifteen digits of a number.
DIGITS, CENTS = 13, 2


def within(first: Any, last: Any) -> list:
    """Days that a calendar, a database and every time zone can hold."""
    said = _("Choose a day between 1970 and 2199.")
    return [MinValueValidator(first, message=said), MaxValueValidator(last, message=said)]


class ProseField(forms.CharField):
    """Text of many lines, with one kind of line end, so that what is unchanged compares as unchanged."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str | None:
        return super().to_python(value.replace("\r\n", "\n").replace("\r", "\n") if value else value)


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = within(FIRST, LAST)


class HourField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class MomentField(forms.DateTimeField):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """The day is checked before the time zone is applied, which has no moments at the ends of the calendar."""
        found = super().to_python(value)
        if found is not None and not FIRST <= found.date() <= LAST:
            raise forms.ValidationError(_("Choose a day between 1970 and 2199."))
        return found


class PhoneField(forms.CharField):
    """Kept as typed. `region` is the country of numbers without a +, as an ISO code or a function that knows it."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})

    def __init__(self, *, region: str | Callable[[], str] = "", max_length: int = 50, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.region = region

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        fault = fault_of(value, self.region() if callable(self.region) else self.region) if value else None
        if fault:
            raise forms.ValidationError(fault, code="invalid")


class WebsiteField(forms.CharField):
    """An http(s) address; https:// is put in front of one without a scheme."""

    widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})
    said = _("Enter the address of a website, as in www.example.com.")

    def __init__(self, *, max_length: int = 255, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.validators.append(URLValidator(schemes=["http", "https"], message=self.said))

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        try:
            return website_url(text) if text else text
        except ValueError as error:
            raise forms.ValidationError(self.said, code="invalid") from error


class MoneyField(forms.DecimalField):
    """An amount that is not negative, with two decimals, typed the way the reader's language writes it."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"max_digits": DIGITS + CENTS, "decimal_places": CENTS})
        # What these would say is said in to_python, in plainer words.
        self.validators = [each for each in self.validators if isinstance(each, MaxValueValidator)]

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        amount = amount_in(value) if isinstance(value, str) else as_decimal(value)
        if amount is None:
            raise forms.ValidationError(_("Enter an amount, as in 1,234.50."), code="invalid")
        if amount < 0:
            raise forms.ValidationError(_("An amount is not negative."), code="negative")
        if amount >= 10**DIGITS:
            said = _("An amount has at most %(digits)s digits before the decimals.")
            raise forms.ValidationError(said, code="too_large", params={"digits": DIGITS})
        if amount.as_tuple().exponent < -CENTS and amount != round(amount, CENTS):  # type: ignore[operator]
            raise forms.ValidationError(_("An amount has at most two decimals."), code="too_fine")
        return round(amount, CENTS)

    def prepare_value(self, value: Any) -> Any:
        return as_typed(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class PercentField(forms.IntegerField):
    """A whole share from 0 to 100, with or without its sign."""

    def __init__(self, **kwargs: Any) -> None:
        said = _("Enter a whole number from 0 to 100.")
        super().__init__(**{"error_messages": {"invalid": said}} | kwargs | {"min_value": 0, "max_value": 100})
        for each in self.validators:
            each.message = said  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> int | None:
        return super().to_python(value.strip().removesuffix("%").strip() if isinstance(value, str) else value)


class CountryField(forms.ChoiceField):
    """A country's ISO code. A name, or a code in any case, is understood too, for what comes from files."""

    default_error_messages = {"invalid_choice": _("%(value)s is no country that is known here.")}

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(**{"choices": lambda: [("", _("Not set")), *country_choices()]} | kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return country_code(text) or text


class HandleField(forms.CharField):
    """A name on a network, or the address of the page there; kept as typed."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"})

    def __init__(self, *, network: str, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.network = network

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        if value and not profile_url(self.network, value):
            said = _("Enter the name used on %(network)s, without spaces, or the address of the page there.")
            raise forms.ValidationError(said, code="invalid", params={"network": NETWORKS[self.network].name})


class NumberField(forms.Field):
    """Any number of up to 15 digits, typed the way the reader's language writes it; an int when whole, else a float."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    said = _("Enter a number, as in 1,234.5.")

    def to_python(self, value: Any) -> int | float | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        found = amount_in(value) if isinstance(value, str) else as_decimal(value)
        if found is None:
            raise forms.ValidationError(self.said, code="invalid")
        if len(found.normalize().as_tuple().digits) > 15 or abs(found) >= 10**15 or 0 < abs(found) < Decimal("1e-6"):
            raise forms.ValidationError(_("A number has at most 15 digits."), code="too_large")
        return int(found) if found == found.to_integral_value() else float(found)

    def prepare_value(self, value: Any) -> Any:
        is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        return as_typed(Decimal(str(value))) if is_number else value


class YesNo(forms.NullBooleanSelect):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = [("unknown", _("Not set")), ("true", _("Yes")), ("false", _("No"))]


class YesNoField(forms.NullBooleanField):
    """True, False, or None for a question that nobody has answered yet, which `required` refuses."""

    widget = YesNo

    def validate(self, value: bool | None) -> None:
        if value is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
