"""Another type for a custom field (16.10): what would become of the values, shown first, and a job that does it."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.administrators import must_be_admin
from lists.custom_fields import as_text, clean_value
from records.choices import TELLING, WORDED, CustomType
from records.custom_words import LINKED, named_in, words
from records.customising import COLUMN, clean_choices
from records.defining import Senseless, formulas_with, refuse_senseless, said_at
from records.definitions import CustomField
from records.expressions import day_in, moment_in
from records.models import Job
from records.naming import model_of
from records.working import start

JOB = "lists.retype"
LOOKED_AT, EXAMPLES = 5000, 10
# What a definition says besides its type, and is needed to read what was stored.
READ_BY = ("type", "choices", "target")


class Example(NamedTuple):
    record: Any
    was: str
    now: str


class Preview(NamedTuple):
    """`total` records have a value; of the first `looked_at` of them, `lost` have one that does not fit."""

    total: int
    looked_at: int
    lost: int
    examples: list[Example]


def retyped(definition: CustomField, type: str, *, choices: Iterable[str] = (), target: str = "") -> CustomField:
    """The definition as it would be; nothing is stored. NotAllowed, Senseless where that makes no sense."""
    if CustomType(type) == CustomType.FORMULA or type == definition.type:
        raise Senseless("type", _("Choose another type; a formula is a field of its own."))
    if definition.unique:
        raise Senseless("type", _("Its values are there once only. Take that off first."))
    readers = formulas_with(definition)
    if readers and type not in {CustomType.NUMBER, CustomType.MONEY, CustomType.YES_NO}:
        names = ", ".join(each.name for each in readers)
        raise Senseless("type", _("It is part of a formula: %(names)s.") % {"names": names})
    made = copy.copy(definition)
    made.type, made.target, made.formula, made.default = CustomType(type), target, "", None
    with said_at("choices"):
        made.choices = clean_choices(choices) if made.offers_choices else []
    made.searched = made.searched and made.type in WORDED
    made.unique = made.unique and made.type in TELLING
    refuse_senseless(made)
    return made


def converted(was: CustomField, now: CustomField, value: Any, names: Any = None) -> Any:
    """A stored value under the new type; None where it does not fit."""
    try:
        return clean_value(now, _raw(was, now, value, names))
    except (ValidationError, ValueError, TypeError):
        return None


def _raw(was: CustomField, now: CustomField, value: Any, names: Any) -> Any:
    """The value as the new type's field takes it."""
    pair = was.type, now.type
    if pair == (CustomType.CHOICE, CustomType.CHOICES):
        return [value]
    if pair == (CustomType.CHOICES, CustomType.CHOICE) and isinstance(value, list):
        return value[0] if len(value) == 1 else ", ".join(map(str, value))
    if was.type == CustomType.MONEY and now.type == CustomType.NUMBER and isinstance(value, dict):
        return value.get("amount")
    if was.type == CustomType.YES_NO and now.type in {CustomType.NUMBER, CustomType.MONEY}:
        return int(value)
    if pair == (CustomType.DATE, CustomType.DATE_TIME) and day_in(value):
        return f"{value}T00:00"
    moment = moment_in(value) if pair == (CustomType.DATE_TIME, CustomType.DATE) else None
    if moment:
        return timezone.localtime(moment).date()
    return words(was, value, names) if was.type in LINKED else as_text(was, value)


def preview(definition: CustomField, to: CustomField, *, user: Any) -> Preview:
    """What would be lost, with examples: those that are lost come first."""
    rows = holding(definition)
    batch = list(rows.order_by("pk")[:LOOKED_AT])
    names = names_of(definition, batch, user)
    found = [(row, row.custom[definition.key]) for row in batch]
    pairs = [(row, value, converted(definition, to, value, names)) for row, value in found]
    lost = [pair for pair in pairs if pair[2] is None]
    seen = set(
        _seen_by(rows, user).filter(pk__in=[row.pk for row, _was, _now in pairs[:200]]).values_list("pk", flat=True)
    )
    shown = [*lost, *(pair for pair in pairs if pair[2] is not None and pair[2] != pair[1])]
    examples = [
        Example(
            row if row.pk in seen else None, words(definition, was, names), words(to, now) if now is not None else ""
        )
        for row, was, now in shown[:EXAMPLES]
    ]
    return Preview(rows.count() if len(batch) == LOOKED_AT else len(batch), len(batch), len(lost), examples)


def _seen_by(rows: Any, user: Any) -> Any:
    return rows.model._default_manager.all().visible_to(user)


def holding(definition: CustomField) -> Any:
    model: Any = model_of(definition.kind)
    return model._base_manager.filter(**{f"{COLUMN}__has_key": definition.key}, deleted_at=None)


def names_of(definition: CustomField, rows: Sequence[Any], user: Any) -> Any:
    if definition.type not in LINKED:
        return None
    return named_in([(definition, row.custom.get(definition.key)) for row in rows], user=user)


@transaction.atomic
def retype(
    definition: CustomField, type: str, *, choices: Iterable[str] = (), target: str = "", by: Any, at: datetime
) -> Job:
    """Give the field the type at once, and the values by a job. What does not fit is taken out of the record, with a
    Change, so that an undo of the job brings it back."""
    must_be_admin(by)
    made = retyped(definition, type, choices=choices, target=target)
    was = {name: getattr(definition, name) for name in READ_BY}
    made.indexed_at = None
    made.save()
    return start(JOB, {"field": made.pk, "was": was}, by=by, at=at, label=made.name)
