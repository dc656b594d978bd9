"""Custom fields in forms: one form field for each definition, and back into the record's `custom` column (16.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, User
from lists.compound import LINES, AddressField, WorthField, address_lines
from lists.linking import LinkField
from records.choices import CustomType, ForWhom
from records.customising import COLUMN, known_to, merged
from records.expressions import day_in, moment_in, moment_text
from records.folding import fold
from records.models import CustomField
from records.naming import kind_of
from records.uniqueness import holder
from ui.forms import EditForm, dress
from ui.typed import DayField, MomentField, NumberField, PhoneField, ProseField, WebsiteField, YesNoField

PREFIX = "custom_"
LONGEST_LINE, LONGEST_TEXT = 255, 20_000
YES, NO = {"1", "true", "yes", "ja", "y", "j", "x", "on", "wahr"}, {"0", "false", "no", "nein", "n", "off", "falsch"}


def field_name(definition: CustomField) -> str:
    return f"{PREFIX}{definition.key}"


def form_field(definition: CustomField, *, region: str = "", standing: Any = None, user: Any = None) -> forms.Field:
    """The field that takes a definition's values. `region` is the country of phone numbers; a choice that was taken
    away stays choosable where it is what stands in the record. `user` is who fills it in: only what that person may
    see can be linked to, None links to anything."""
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
        case CustomType.MONEY:
            return WorthField(usual=(user.account if user else Account.current()).currency, **said)
        case CustomType.DATE_TIME:
            return MomentField(**said)
        case CustomType.ADDRESS:
            return AddressField(**said)
        case CustomType.USER:
            held = standing if isinstance(standing, int) else None
            return forms.ModelChoiceField(User.objects.assignable(held), empty_label=_("Nobody"), **said)
        case CustomType.RECORD:
            return LinkField(kind=definition.target, user=user, **said)
    return forms.CharField(max_length=LONGEST_LINE, **said)


def offered(definition: CustomField, standing: Any) -> list[tuple[str, str]]:
    held = standing if isinstance(standing, list) else [standing] if standing else []
    return [(name, name) for name in dict.fromkeys([*definition.choices, *map(str, held)])]


def custom_form_fields(
    definitions: Iterable[CustomField], *, region: str = "", custom: dict[str, Any] | None = None, user: Any = None
) -> dict[str, forms.Field]:
    """A form field for each definition, under the name that a form gives it; `custom` is what stands in the record."""
    held = custom or {}
    return {
        field_name(each): form_field(each, region=region, standing=held.get(each.key), user=user)
        for each in definitions
    }


def as_json(value: Any) -> Any:
    """A cleaned value the way the column holds it."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, User):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


def as_shown(definition: CustomField, value: Any) -> Any:
    """A stored value the way the form field takes it; one that does not fit its type any more is left out."""
    fits = SHOWN.get(definition.type)
    return value if fits is None or value is None else fits(value)


def _of(type: type, otherwise: Any = None) -> Callable[[Any], Any]:
    return lambda value: value if isinstance(value, type) and not isinstance(value, bool) else otherwise


SHOWN: dict[str, Callable[[Any], Any]] = {
    CustomType.DATE: day_in, CustomType.DATE_TIME: moment_in, CustomType.CHOICES: _of(list, []),
    CustomType.MONEY: _of(dict), CustomType.ADDRESS: _of(dict), CustomType.USER: _of(int), CustomType.RECORD: _of(int),
}  # fmt: skip


def clean_value(definition: CustomField, raw: Any, *, region: str = "", user: Any = None) -> Any:
    """What came from a file or another program as the column holds it; None for nothing. ValidationError with words,
    for a formula too, which nobody fills in. `user` as in form_field."""
    if definition.is_worked_out:
        raise forms.ValidationError(_("A formula is worked out and cannot be filled in."))
    cleaned = form_field(definition, region=region, user=user).clean(understood(definition, raw))
    return None if cleaned in ("", []) else as_json(cleaned)


def understood(definition: CustomField, raw: Any) -> Any:
    """Choices in any case and several between commas (21.3), yes and no in the words of the product's languages."""
    if definition.type == CustomType.YES_NO and isinstance(raw, str):
        word = fold(raw)
        return "true" if word in YES else "false" if word in NO else _refuse(raw) if word else None
    if definition.type in PARTED:
        return PARTED[definition.type](raw)
    if not definition.offers_choices or raw is None:
        return raw
    known = {fold(name): name for name in definition.choices}
    if definition.type == CustomType.CHOICE:
        return known.get(fold(str(raw)), raw)
    parts = raw.split(",") if isinstance(raw, str) else list(raw)
    return [known.get(fold(str(part)), part) for part in parts if str(part).strip()]


def as_text(definition: CustomField, value: Any) -> str:
    """A stored value as `clean_value` reads it again, in no language; "" for nothing."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict) and definition.type == CustomType.MONEY:
        return f"{value.get('amount')} {value.get('currency')}"
    return ", ".join(address_lines(value)) if isinstance(value, dict) else str(value)


def _refuse(raw: str) -> None:
    raise forms.ValidationError(_("%(value)s is neither yes nor no.") % {"value": raw})


def _worth(raw: Any) -> Any:
    """ "12.50 EUR", {"amount": ..., "currency": ...}, or an amount in the account's currency."""
    if isinstance(raw, dict):
        return [raw.get("amount"), raw.get("currency")]
    amount, _space, currency = str("" if raw is None else raw).strip().rpartition(" ")
    return [amount, currency] if re.fullmatch("[A-Za-z]{3}", currency) else [raw, ""]


def _address(raw: Any) -> Any:
    """A dict of parts; a text is the street, or all of it."""
    held = raw if isinstance(raw, dict) else {"street": str(raw or "")}
    return [held.get(name) or "" for name in LINES]


def _somebody(raw: Any) -> Any:
    """By key, e-mail or name."""
    if not isinstance(raw, str) or not raw.strip() or raw.strip().isdecimal():
        return raw
    named = User.objects.active().filter(Q(email=raw.strip()) | Q(name__iexact=raw.strip()))
    found = list(named.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else raw


PARTED: dict[str, Callable[[Any], Any]] = {
    CustomType.MONEY: _worth, CustomType.ADDRESS: _address, CustomType.USER: _somebody,
}  # fmt: skip


class CustomForm(EditForm):
    """A record's form with its custom fields behind the others, each merged for itself when two people edit.

    `definitions` are the fields that the editor may fill in, `editor` who that is. Values of all others stay as they
    are; in a new record they are the fields' defaults.
    """

    def __init__(
        self, *args: Any, definitions: Sequence[CustomField] = (), region: str = "", editor: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.definitions, self.editor = {field_name(each): each for each in definitions}, editor
        held = getattr(self.instance, COLUMN, None) or {}
        asked = custom_form_fields(definitions, region=region, custom=held, user=editor)
        for name, field in asked.items():
            field.show_hidden_initial = True
            dress(field)
            self.fields[name] = field
            definition = self.definitions[name]
            stands = held.get(definition.key) if self.instance.pk else held.get(definition.key, definition.default)
            self.initial.setdefault(name, as_shown(definition, stands))

    def custom_names(self) -> list[str]:
        """The names of the custom fields that are in the form."""
        return [name for name in self.definitions if name in self.fields]

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        changed = set(self.changed_data)
        for name in self.custom_names():
            definition, value = self.definitions[name], self.cleaned_data.get(name)
            asked = definition.unique and name in changed and name in self.cleaned_data
            if asked and holder(type(self.instance), definition, as_json(value), but=self.instance.pk):
                self.add_error(name, _("Another record has this value already."))

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
        return merged(self._unasked(), self.with_custom(typed).get(COLUMN, {}))

    def _unasked(self) -> dict[str, Any]:
        """The defaults of the fields that this person does not fill in."""
        if self.editor is None:
            return {}
        whose = {ForWhom.BOTH, getattr(self, "kind", "")}
        known = known_to(self.editor, kind_of(type(self.instance)))
        asked = {each.key for each in self.definitions.values()}
        return {each.key: each.default for each in known if each.key not in asked and each.for_whom in whose}
