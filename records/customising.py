"""Custom fields: which there are, how one is defined, and what their values say (16.4, 16.10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from records.asking import rows_of
from records.choices import CustomType, ForWhom
from records.custom_words import words as words
from records.definitions import CustomField, writes
from records.errors import NotAllowed
from records.folding import fold
from records.formula import parse
from records.naming import kind_of, model_of, record_models

LONGEST_NAME, LONGEST_CHOICE, MOST_CHOICES = 60, 100, 200
COLUMN = "custom"
FRESH_FOR = 5.0
Pairs = Sequence[tuple[CustomField, CustomField]]


def customisable() -> list[Any]:
    """The kinds of record that have a column for custom values, as their classes."""
    return [model for model in record_models() if has_column(model)]


def has_column(model: Any) -> bool:
    try:
        return bool(model._meta.get_field(COLUMN))
    except FieldDoesNotExist:
        return False


def definitions(kind: str, for_whom: str = "") -> list[CustomField]:
    """The fields in use on a kind of record, in their order; one statement. `for_whom` is "person" or "company"."""

    def rows(kind: str) -> Any:
        return CustomField.objects.in_use().of(kind, for_whom).in_order()

    return rows_of(("custom fields", for_whom), rows, kind)


def visible_fields(kind: str, *, user: Any, for_whom: str = "") -> list[CustomField]:
    """The fields in use that this person may view, in order (16.10); no formula that tells of one they may not."""
    hidden = {each.key for each in known_to(user, kind) if not may_view(each, user=user)}
    return [each for each in _of(kind, user, for_whom) if each.key not in hidden and not _tells_of(each, hidden)]


def _tells_of(definition: CustomField, hidden: set[str]) -> bool:
    if not hidden or not definition.is_worked_out:
        return False
    return bool(hidden & {name.removeprefix(f"{COLUMN}.") for name in parse(definition.formula).names})


def editable_fields(kind: str, *, user: Any, for_whom: str = "") -> list[CustomField]:
    """The fields in use that this person may fill in, in order; formulas are filled in by nobody."""
    return [each for each in _of(kind, user, for_whom) if may_edit(each, user=user)]


def may_view(definition: CustomField, *, user: Any) -> bool:
    return not definition.restricted or user.sees_field(definition.kind, definition.key)


def may_edit(definition: CustomField, *, user: Any) -> bool:
    if definition.is_worked_out:
        return False
    return not definition.restricted or user.edits_field(definition.kind, definition.key)


def _of(kind: str, user: Any, for_whom: str) -> list[CustomField]:
    return [each for each in known_to(user, kind) if not for_whom or each.for_whom in {ForWhom.BOTH, for_whom}]


def known_to(user: Any, kind: str) -> list[CustomField]:
    """All fields in use, read once for an instance of a user, that is once a request: again after a write in this
    process, and after some seconds, so that long work goes by what holds now."""
    memory = user.__dict__.setdefault("custom_fields", {})
    seen, at, found = memory.get(kind, (-1, 0.0, []))
    if seen != writes() or monotonic() - at > FRESH_FOR:
        found = definitions(kind)
        memory[kind] = writes(), monotonic(), found
    return found


@transaction.atomic
def define(
    kind: str, name: str, type: str, *, for_whom: str = ForWhom.BOTH, choices: Iterable[str] = (), help_text: str = "",
    required: bool = False, position: int | None = None, target: str = "",
) -> CustomField:  # fmt: skip
    """Add a field, last unless said otherwise. NotAllowed for a name that is taken, or choices that are none."""
    made = CustomField(kind=kind, type=CustomType(type), for_whom=ForWhom(for_whom), name=clean_name(name))
    if kind not in {kind_of(model) for model in customisable()}:
        raise NotAllowed(_("This kind of record has no custom fields."))
    refuse_taken(made)
    made.choices = clean_choices(choices) if made.offers_choices else []
    made.help_text, made.required, made.target = help_text, required, target
    made.position = next_position(kind) if position is None else position
    made.name_key, made.key = fold(made.name), free_key(kind, made.name)
    made.save()
    return made


def clean_name(name: str) -> str:
    """NotAllowed for a name that is empty or too long."""
    bare = " ".join(name.replace("\x00", "").split())
    if not bare or len(bare) > LONGEST_NAME:
        raise NotAllowed(_("A name has 1 to %(longest)s characters.") % {"longest": LONGEST_NAME})
    return bare


def refuse_taken(definition: CustomField) -> None:
    others = CustomField.objects.filter(kind=definition.kind).exclude(pk=definition.pk)
    if others.filter(name_key=fold(definition.name)).exists():
        raise NotAllowed(_("There is a field of that name already."))


def clean_choices(names: Iterable[str]) -> list[str]:
    """Trimmed, without doubles (first spelling wins), in the order given. NotAllowed for none, too many or too long."""
    found: dict[str, str] = {}
    for name in names:
        bare = " ".join(str(name).replace("\x00", "").split())
        if len(bare) > LONGEST_CHOICE:
            raise NotAllowed(_("A choice has at most %(longest)s characters.") % {"longest": LONGEST_CHOICE})
        if bare:
            found.setdefault(fold(bare), bare)
    if not 0 < len(found) <= MOST_CHOICES:
        raise NotAllowed(_("Name 1 to %(most)s choices.") % {"most": MOST_CHOICES})
    return list(found.values())


def next_position(kind: str) -> int:
    last = CustomField.objects.filter(kind=kind).aggregate(last=Max("position"))["last"]
    return min((last or 0) + 10, 32_000)


def free_key(kind: str, name: str) -> str:
    """A key for the values, made of the name: it stays when the name changes."""
    stem = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:40].strip("_") or "field"
    taken = set(CustomField.objects.filter(kind=kind, key__startswith=stem).values_list("key", flat=True))
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(key for key in numbered if key not in taken)


def same_fields(from_kind: str, to_kind: str, for_whom: str = "") -> Pairs:
    """The fields of two kinds that have the same name and type, in one statement: what conversion carries (4.12)."""
    rows = list(CustomField.objects.in_use().filter(kind__in={from_kind, to_kind}).in_order())
    fitting = {ForWhom.BOTH, for_whom} if for_whom else set(ForWhom)
    there = {_sameness(row): row for row in rows if row.kind == to_kind and row.for_whom in fitting}
    ours = [row for row in rows if row.kind == from_kind and _sameness(row) in there and not row.is_worked_out]
    return [(row, there[_sameness(row)]) for row in ours]


def _sameness(definition: CustomField) -> tuple[str, str, str]:
    return definition.name_key, definition.type, definition.target


def copied(custom: dict[str, Any], pairs: Pairs) -> dict[str, Any]:
    """The values of one record under the keys of the other kind."""
    return {there.key: custom[ours.key] for ours, there in pairs if ours.key in custom}


def merged(custom: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """A record's values with some of them written anew; what is empty is left out, whatever is unknown stays."""
    found = {**custom, **changes}
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def customised_back(record: Any, was: dict[str, Any], now: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A record's custom values with those of a change taken back that are as it left them; the names of the others."""
    held, before, after = dict(record.custom or {}), was or {}, now or {}
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    touched = [key for key in changed if held.get(key) not in (before.get(key), after.get(key))]
    back = {key: before.get(key) for key in changed if key not in touched}
    return merged(held, back), _labels(kind_of(record), touched)


def _labels(kind: str, keys: list[str]) -> list[str]:
    found = named((kind, key) for key in keys) if keys else {}
    return [str(found.get((kind, key), key)) for key in keys]


def named(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], CustomField]:
    """The fields of these kinds and keys, deactivated ones too, in one statement."""
    wanted = set(keys)
    rows = CustomField.objects.filter(key__in={key for _kind, key in wanted})
    return {(row.kind, row.key): row for row in rows if (row.kind, row.key) in wanted}


def kind_label(kind: str) -> str:
    try:
        return str(model_of(kind)._meta.verbose_name)
    except LookupError:
        return kind
