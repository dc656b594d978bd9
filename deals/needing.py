"""The fields that a deal may need (7.11), named as its form names them: columns of Needed, and custom fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Substr
from django.utils.text import capfirst

from deals.choices import Needed
from deals.models import Deal, RequiredField, Stage
from lists.custom_fields import PREFIX, as_json, field_name
from records.customising import COLUMN, definitions, may_edit
from records.models import CustomField
from records.naming import kind_of


def required(stage: Stage | None, *, by: Any = None) -> list[str]:
    """What a deal needs in this stage; None: when it is added. A custom field that is out of use, or that `by` may not
    fill in, is not asked of them."""
    names = list(RequiredField.objects.filter(stage=stage).order_by("pk").values_list("field", flat=True))
    if not any(name.startswith(PREFIX) for name in names):
        return names
    known = custom_needs()
    asked = {name for name, each in known.items() if by is None or may_edit(each, user=by)}
    return [name for name in names if name in asked or not name.startswith(PREFIX)]


def custom_needs() -> dict[str, CustomField]:
    """The custom fields of deals in use that somebody fills in, by the names of their form fields."""
    return {field_name(each): each for each in definitions(kind_of(Deal)) if not each.is_worked_out}


def held(deal: Deal, name: str) -> Any:
    """What the deal has there."""
    return deal.custom.get(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else getattr(deal, name)


def as_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values under the names of form fields as records.writing.edit takes them."""
    return {_column(name): as_json(value) if name.startswith(PREFIX) else value for name, value in values.items()}


def _column(name: str) -> str:
    return f"{COLUMN}.{name.removeprefix(PREFIX)}" if name.startswith(PREFIX) else name


def labels(names: Iterable[str]) -> list[str]:
    """The names of fields as their forms show them."""
    asked = list(names)
    own = custom_needs() if any(name.startswith(PREFIX) for name in asked) else {}
    return [str(own.get(name, name)) if name.startswith(PREFIX) else _label(name) for name in asked]


def _label(name: str) -> str:
    column: Any = Deal._meta.get_field(name)
    return capfirst(str(column.verbose_name))


def custom_name() -> Subquery:
    """The name of a required custom field, beside each RequiredField in its statement."""
    key = Substr(OuterRef("field"), len(PREFIX) + 1)
    return Subquery(CustomField.objects.filter(kind=kind_of(Deal), key=key).values("name")[:1])


def choices() -> list[tuple[str, str]]:
    return [*((value, str(word)) for value, word in Needed.choices), *((k, str(v)) for k, v in custom_needs().items())]
