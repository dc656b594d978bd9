"""Custom fields as something to filter by: the filterable ones (16.5) that this person may see (16.10), each with the
expression that its index is made of. One that was taken out of use, or that is hidden, is as good as none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Q

from records.choices import CustomType
from records.customising import visible_fields
from records.definitions import CustomField
from records.expressions import custom_text, custom_value, holds

PREFIX = "custom."
# Everything else is text.
TYPES = {
    CustomType.NUMBER: "number", CustomType.FORMULA: "number", CustomType.MONEY: "money", CustomType.YES_NO: "yes_no",
    CustomType.DATE: "date", CustomType.DATE_TIME: "moment", CustomType.CHOICE: "choice",
    CustomType.CHOICES: "choices", CustomType.USER: "user", CustomType.RECORD: "record",
}  # fmt: skip


class Custom(NamedTuple):
    key: str
    label: str
    type: str
    column: Callable[[], Any]
    long: Callable[[], Any]
    choices: list[str]
    member: Callable[[Any], Q] | None
    kind: str


def custom_fields(kind: str, *, user: Any) -> list[Custom]:
    """In their order; one statement, once for an instance of the user."""
    return [_made(each) for each in visible_fields(kind, user=user) if each.filterable]


def _made(definition: CustomField) -> Custom:
    type = TYPES.get(CustomType(definition.type), "text")
    return Custom(
        key=f"{PREFIX}{definition.key}", label=definition.name, type=type, column=partial(custom_value, definition),
        long=partial(custom_text, definition), choices=definition.choices,
        member=(lambda value: Q(holds(definition, value))) if type == "choices" else None, kind=definition.target,
    )  # fmt: skip
