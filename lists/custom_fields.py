"""Custom fields in forms: one form field for each definition, and back into the record's `custom` column (16.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from records.choices import CustomType
from records.customising import COLUMN, merged
from records.folding import fold
from records.models import CustomField
from ui.forms import EditForm, dress
from ui.typed import DayField, NumberField, PhoneField, ProseField, WebsiteField, YesNoField

PREFIX = "custom_"
LONGEST_LINE, LONGEST_TEXT = 255, 20_000
YES, NO = {"1", "true", "yes", "ja", "y", "j", "x", "on", "wahr"}, {"0", "false", "no", "nein", "n", "off", "falsch"}


def field_name(definition: CustomField) -> str:
    return f"{PREFIX}{definition.key}"


def form_field(definition: CustomField, *, region: str = "", standing: Any = None) -> forms.Field:
    """The field that takes a definition's values. `region` is the country of phone numbers; a choice that was taken
    away stays choosable where it is what stands in the record."""
    said: dict[str, Any] = {
        "label": definition.name, "help_text": escape(definition.help_text), "required": definition.required,
    }  # fmt: skip
    match definition.type:
        case CustomType.LONG_TEXT:
            area = forms.Textarea(attrs={"rows": 3, "data-autosize": True})
            return ProseField(max_length=LONGEST_TEXT, widget=area, **said)
        case CustomType.NUMBER:
            return NumberField(**said)
        case CustomType.YES_NO:
            return YesNoField(**said)
        case CustomType.DATE:
            return DayField(**said)
        case CustomType.CHOICE:
            return forms.ChoiceField(choices=[("", _("Not set")), *offered(definition, standing)], **said)
        case CustomType.CHOICES:
            boxes = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(choices=offered(definition, standing), widget=boxes, **said)
        case CustomType.EMAIL:
            return forms.EmailField(max_length=254, **said)
        case CustomType.PHONE:
            return PhoneField(region=region, **said)
        case CustomType.URL:
            return WebsiteField(**said)
    return forms.CharField(max_length=LONGEST_LINE, **said)


def offered(definition: CustomField, standing: Any) -> list[tuple[str, str]]:
    held = standing if isinstance(standing, list) else [standing] if standing else []
    return [(name, name) for name in dict.fromkeys([*definition.choices, *map(str, held)])]


def custom_form_fields(
    definitions: Iterable[CustomField], *, region: str = "", custom: dict[str, Any] | None = None
) -> dict[str, forms.Field]:
    """A form field for each definition, under the name that a form gives it; `custom` is what stands in the record."""
    held = custom or {}
    return {field_name(each): form_field(each, region=region, standing=held.get(each.key)) for each in definitions}


def as_json(value: Any) -> Any:
    """A cleaned value the way the column holds it."""
    return value.isoformat() if isinstance(value, date) else value


def as_shown(definition: CustomField, value: Any) -> Any:
    """A stored value the way the form field takes it; one that does not fit its type any more is left out."""
    if definition.type == CustomType.DATE:
        try:
            return date.fromisoformat(value) if value else None
        except (TypeError, ValueError):
            return None
    if definition.type == CustomType.CHOICES:
        return value if isinstance(value, list) else []
    return value


def clean_value(definition: CustomField, raw: Any, *, region: str = "") -> Any:
    """What came from a file or another program as the column holds it; None for nothing. ValidationError with words."""
    cleaned = form_field(definition, region=region).clean(understood(definition, raw))
    return None if cleaned in ("", []) else as_json(cleaned)


def understood(definition: CustomField, raw: Any) -> Any:
    """Choices in any case and several between commas (21.3), yes and no in the words of the product's languages."""
    if definition.type == CustomType.YES_NO and isinstance(raw, str):
        word = fold(raw)
        return "true" if word in YES else "false" if word in NO else _refuse(raw) if word else None
    if not definition.offers_choices or raw is None:
        return raw
    known = {fold(name): name for name in definition.choices}
    if definition.type == CustomType.CHOICE:
        return known.get(fold(str(raw)), raw)
    parts = raw.split(",") if isinstance(raw, str) else list(raw)
    return [known.get(fold(str(part)), part) for part in parts if str(part).strip()]


def _refuse(raw: str) -> None:
    raise forms.ValidationError(_("%(value)s is neither yes nor no.") % {"value": raw})


class CustomForm(EditForm):
    """A record's form with its custom fields behind the others, each merged for itself when two people edit."""

    def __init__(self, *args: Any, definitions: Sequence[CustomField] = (), region: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definitions = {field_name(each): each for each in definitions}
        held = getattr(self.instance, COLUMN, None) or {}
        for name, field in custom_form_fields(definitions, region=region, custom=held).items():
            field.show_hidden_initial = True
            dress(field)
            self.fields[name] = field
            self.initial.setdefault(name, as_shown(self.definitions[name], held.get(self.definitions[name].key)))

    def custom_names(self) -> list[str]:
        """The names of the custom fields that are in the form."""
        return [name for name in self.definitions if name in self.fields]

    def standing(self, current: Any) -> dict[str, Any]:
        held = getattr(current, COLUMN, None) or {}
        asked = self.custom_names()
        shown = {name: as_shown(self.definitions[name], held.get(self.definitions[name].key)) for name in asked}
        return super().standing(current) | shown

    def with_custom(self, values: dict[str, Any], *, current: Any = None) -> dict[str, Any]:
        """The values with those of custom fields put together as the column, upon what stands in `current`."""
        changes = {
            self.definitions[name].key: as_json(value) for name, value in values.items() if name in self.definitions
        }
        rest = {name: value for name, value in values.items() if name not in self.definitions}
        if not changes:
            return rest
        return rest | {COLUMN: merged(getattr(current, COLUMN, None) or {}, changes)}

    def all_custom(self) -> dict[str, Any]:
        """Everything that was typed into custom fields, as the column of a new record."""
        typed = {name: self.cleaned_data.get(name) for name in self.custom_names()}
        return self.with_custom(typed).get(COLUMN, {})
