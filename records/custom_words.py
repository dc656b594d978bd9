"""What the values of custom fields say to a reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from babel import Locale
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.formats import date_format, localize, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.choices import CustomType
from records.definitions import CustomField
from records.naming import model_of

# Who or what stands behind the keys in fields of users and links: by the kind of record ("" for users) and the key.
Names = Mapping[tuple[str, int], Any]
LINKED = frozenset({CustomType.USER, CustomType.RECORD})


def words(definition: CustomField, value: Any, names: Names | None = None) -> str:
    """A stored value as a reader understands it; "" for nothing. A value that does not fit its type is shown as is.
    Users and linked records are named by `names` (see `named_in`)."""
    if value in (None, "", []):
        return ""
    if definition.type in LINKED and isinstance(value, int) and not isinstance(value, bool):
        return _name(definition, value, names)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, dict):
        return _amount(value) if definition.type == CustomType.MONEY else ", ".join(lines_of(value))
    if isinstance(value, int | float):
        return str(localize(value, use_l10n=True))
    if definition.type == CustomType.DATE_TIME:
        return _moment(str(value))
    return _day(str(value)) if definition.type == CustomType.DATE else str(value)


def _name(definition: CustomField, key: int, names: Names | None) -> str:
    if names is None:
        return f"#{key}"
    found = names.get((target_of(definition), key))
    if found is not None:
        return str(found)
    return _("Unknown") if definition.type == CustomType.USER else _("One that you may not see")


def target_of(definition: CustomField) -> str:
    """The kind of record that a link leads to, "" for users."""
    return definition.target if definition.type == CustomType.RECORD else ""


def _amount(value: dict[str, Any]) -> str:
    try:
        amount = Decimal(str(value.get("amount")))
    except InvalidOperation:
        return ", ".join(lines_of(value))
    places = 0 if amount == amount.to_integral_value() else 2
    text = number_format(amount, places, use_l10n=True, force_grouping=True)
    return f"{text}\N{NO-BREAK SPACE}{value.get('currency') or ''}".strip()


def lines_of(value: dict[str, Any]) -> list[str]:
    """An address as an envelope has it."""
    town = " ".join(str(part) for part in (value.get("postal_code"), value.get("city")) if part)
    lines = [value.get("street"), town, value.get("state"), _country(value.get("country"))]
    return [str(line) for line in lines if line]


def _country(code: Any) -> str:
    language = (get_language() or "en").replace("-", "_")
    return Locale.parse(language).territories.get(str(code), str(code)) if code else ""


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    except ValueError:
        return value


def _moment(value: str) -> str:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    local = timezone.localtime(found if found.tzinfo else found.replace(tzinfo=UTC))
    return date_format(local, "SHORT_DATETIME_FORMAT")


def told(
    fields: Iterable[CustomField], custom: dict[str, Any], names: Names | None = None
) -> list[tuple[CustomField, str]]:
    """The fields that a record has a value in, with the value in words."""
    return [(field, text) for field in fields if (text := words(field, custom.get(field.key), names))]


def named_in(pairs: Iterable[tuple[CustomField, Any]], *, user: Any) -> Names:
    """The users and records that these values name, as far as this person may see them: at most one statement for the
    users and one for each kind of record."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for definition, value in pairs:
        if definition.type in LINKED and isinstance(value, int) and not isinstance(value, bool):
            wanted[target_of(definition)].add(value)
    return {(kind, row.pk): row for kind, keys in wanted.items() for row in _rows(kind, keys, user)}


def _rows(kind: str, keys: set[int], user: Any) -> Iterable[Any]:
    if not kind:
        return get_user_model()._default_manager.filter(pk__in=keys)
    try:
        model: Any = model_of(kind)
    except LookupError:
        return []
    return model.objects.visible_to(user).filter(pk__in=keys)
