"""Form fields whose value has parts: money with its currency, an address. Both are cleaned to what a column of JSON
holds, and what the editor saw travels as one hidden text."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import CurrencyField
from ui.amounts import as_decimal, as_typed, money_text
from ui.countries import country_name
from ui.typed import CountryField, MoneyField

LONGEST_PART = 255
LINES = ("street", "postal_code", "city", "state", "country")
LABELS = {
    "street": _("Street"), "postal_code": _("Postal code"), "city": _("City"), "state": _("State or region"),
    "country": _("Country"),
}  # fmt: skip


class Seen(forms.HiddenInput):
    """What the editor saw, as JSON."""

    def format_value(self, value: Any) -> str | None:
        return json.dumps(value, sort_keys=True) if isinstance(value, dict) else value or None


class Parts(forms.MultiWidget):
    """One control for each part of a value that is a dict."""

    names: tuple[str, ...] = ()

    def decompress(self, value: Any) -> list[Any]:
        held = value if isinstance(value, dict) else {}
        return [held.get(name) for name in self.names]


class PartsField(forms.MultiValueField):
    """Cleaned to a dict of the parts that are filled, None for nothing."""

    hidden_widget = Seen

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            try:
                found = json.loads(value) if value else None
            except ValueError:
                return None
            return found if isinstance(found, dict) else None
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (self._meant(initial) or None) != (self._meant(data) or None)
        except ValidationError:
            return True

    def _meant(self, value: Any) -> Any:
        found = self.to_python(value)
        if not isinstance(found, list):
            return found
        return self.compress([field.clean(part) for field, part in zip(self.fields, found, strict=True)])

    def in_words(self, value: Any) -> str:
        raise NotImplementedError


class WorthWidget(Parts):
    names = ("amount", "currency")

    def decompress(self, value: Any) -> list[Any]:
        amount, currency = super().decompress(value)
        number = as_decimal(amount)
        return [None if number is None else as_typed(number), currency or self.usual]

    def __init__(self, *, usual: str, choices: Any) -> None:
        self.usual = usual
        entry = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "aria-label": _("Amount")})
        super().__init__([entry, forms.Select(attrs={"aria-label": _("Currency")}, choices=choices)])


class WorthField(PartsField):
    """An amount of money in one of the world's currencies: {"amount": "12.50", "currency": "EUR"}."""

    def __init__(self, *, usual: str = "", **kwargs: Any) -> None:
        amount, currency = MoneyField(required=False), CurrencyField(required=False)
        widget = WorthWidget(usual=usual, choices=currency.choices)
        self.usual = usual
        super().__init__([amount, currency], widget=widget, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """A currency alone is no amount; an amount alone is in the account's currency."""
        amount, currency = value if isinstance(value, list) else (value, "")
        if amount in (None, ""):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return super().clean([amount, currency or self.usual])

    def compress(self, data_list: list[Any]) -> Any:
        if not data_list or data_list[0] is None:
            return None
        return worth(data_list[0], data_list[1] or self.usual)

    def in_words(self, value: Any) -> str:
        return money_text(value["amount"], value["currency"])


def worth(amount: Decimal, currency: str) -> dict[str, str]:
    return {"amount": f"{amount:.2f}", "currency": currency}


class AddressWidget(Parts):
    names = LINES

    def __init__(self, *, choices: Any) -> None:
        def said(part: str) -> dict[str, Any]:
            return {"aria-label": LABELS[part], "placeholder": LABELS[part], "autocomplete": "off"}

        lines = [forms.TextInput(attrs=said(part)) for part in LINES[:-1]]
        super().__init__([*lines, forms.Select(attrs={"aria-label": LABELS["country"]}, choices=choices)])


class AddressField(PartsField):
    """An address: street, postal_code, city, state, country, without those that are empty."""

    def __init__(self, **kwargs: Any) -> None:
        country = CountryField(required=False)
        lines = [forms.CharField(max_length=LONGEST_PART, required=False) for _part in LINES[:-1]]
        widget = AddressWidget(choices=country.choices)
        super().__init__([*lines, country], widget=widget, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> Any:
        found = {name: part for name, part in zip(LINES, data_list, strict=False) if part}
        return found or None

    def in_words(self, value: Any) -> str:
        return ", ".join(address_lines(value))


def address_lines(value: dict[str, Any]) -> list[str]:
    """As an envelope has it."""
    town = " ".join(filter(None, [value.get("postal_code"), value.get("city")]))
    lines = [value.get("street"), town, value.get("state"), country_name(value.get("country"))]
    return [str(line) for line in lines if line]
