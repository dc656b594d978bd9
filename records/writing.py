"""Create and edit: every change of a record is a row too, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, models, transaction
from django.db.models import F

from records.acting import Cause, under
from records.calculating import Rules, rules_of, settle, whole
from records.choices import ChangeVerb
from records.customising import COLUMN
from records.errors import NotAllowed, Overtaken
from records.models import Act, Change, Record
from records.naming import kind_of
from records.parts import rewrite
from records.pouring import pour
from records.signals import changed
from records.tagging import wear, wear_new
from records.uniqueness import refuse_doubles
from records.values import freeze, snapshot, thaw, told

BATCH = 1000
EMPTY: tuple[Any, ...] = (None, "", [], {})


class Added(NamedTuple):
    """`act` is None when the same form had made the record before."""

    record: Any
    act: Act | None


@transaction.atomic
def create(
    record: Record, *, by, at: datetime, cause: Cause = None, tags: Iterable[str] | None = None,
    parts: Mapping[str, Any] | None = None,
) -> Act:  # fmt: skip
    """Store a new record with its first Change. IntegrityError where a constraint refuses it, Doubled where a custom
    value has to be there once."""
    _prepare([record], rules_of(type(record), by=by), by=by, at=at)
    act, why = under(cause, "created", by=by, at=at, label=str(record))
    record.save(force_insert=True)
    fields = _filled(record)
    if tags:
        fields["tags"] = [[], wear(record, tags)[1]]
    fields |= rewrite(record, dict(parts or {}))
    announce(type(record), [journal(record, ChangeVerb.CREATED, fields, act=act, why=why, by=by, at=at)], act=act)
    return act


@transaction.atomic
def create_once(
    record: Record, *, by, at: datetime, cause: Cause = None, tags: Iterable[str] = (),
    parts: Mapping[str, Any] | None = None,
) -> Added:  # fmt: skip
    """Store it once per form (`form_token`): who sends the same form again gets what the first one made."""
    made_before = _made_by_the_same_form(record, by)
    if made_before:
        return Added(made_before, None)
    try:
        with transaction.atomic():
            return Added(record, create(record, by=by, at=at, cause=cause, tags=tags, parts=parts))
    except IntegrityError:
        made_meanwhile = _made_by_the_same_form(record, by)
        if made_meanwhile is None:
            raise
        return Added(made_meanwhile, None)


def _made_by_the_same_form(record: Any, by) -> Record | None:
    if record.form_token is None:
        return None
    return type(record)._base_manager.filter(form_token=record.form_token, created_by=by).first()


@transaction.atomic
def create_many(records: Sequence[Record], *, by, at: datetime, cause: Cause = None) -> Act:
    """The set-based create: records of one class without tags and parts, each with its Change, announced per 500."""
    act, why = under(cause, "created", by=by, at=at)
    rules = rules_of(type(records[0])) if records else Rules()
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        _prepare(batch, rules, by=by, at=at)
        model: Any = type(batch[0])
        model._base_manager.bulk_create(batch)
        changes = [
            journal(record, ChangeVerb.CREATED, _filled(record), act=act, why=why, by=by, at=at) for record in batch
        ]
        announce(model, changes, act=act)
    return act


class Draft(NamedTuple):
    """A record that is not stored yet, who wrote it down and when."""

    record: Any
    by: Any
    at: datetime
    tags: Sequence[str] = ()


@transaction.atomic
def create_each(drafts: Sequence[Draft]) -> None:
    """Many creates of one class by many people at many moments: the rows are those of `create`, each under an act of
    its own, but written and announced per 500."""
    rules = rules_of(type(drafts[0].record)) if drafts else Rules()
    for start in range(0, len(drafts), BATCH):
        batch = drafts[start : start + BATCH]
        for draft in batch:
            _begin(draft.record, rules, by=draft.by, at=draft.at)
        refuse_doubles([draft.record for draft in batch], rules.unique)
        model: Any = type(batch[0].record)
        acts = Act.objects.bulk_create(
            Act(kind="created", by=draft.by, at=draft.at, label=str(draft.record)[:200]) for draft in batch
        )
        model._base_manager.bulk_create([draft.record for draft in batch])
        worn = wear_new([(draft.record, draft.tags) for draft in batch if draft.tags])
        changes = []
        for draft, act in zip(batch, acts, strict=True):
            fields = _filled(draft.record)
            if draft.record.pk in worn:
                fields["tags"] = [[], worn[draft.record.pk]]
            by_at = {"by": draft.by, "at": draft.at}
            changes.append(journal(draft.record, ChangeVerb.CREATED, fields, act=act, why={}, **by_at))
        announce(model, changes, act=None)


def _prepare(records: Sequence[Record], rules: Rules, *, by, at: datetime) -> None:
    for record in records:
        _begin(record, rules, by=by, at=at)
    refuse_doubles(records, rules.unique)


def _begin(record: Record, rules: Rules, *, by, at: datetime) -> None:
    record.created_by, record.created_at, record.updated_at, record.version = by, at, at, 1
    record.derive()
    settle(record, rules)


def _filled(record: Record) -> dict[str, list]:
    return {name: [None, value] for name, value in snapshot(record).items() if value not in EMPTY}


@transaction.atomic
def edit(
    record: Record, values: Mapping[str, Any], *, by, at: datetime, version: int | None = None, cause: Cause = None,
    tags: Iterable[str] | None = None, parts: Mapping[str, Any] | None = None,
) -> Act | None:  # fmt: skip
    """Change fields of one record, if it still is at `version` (default: as it was loaded).

    "custom.size" is the custom field of that key, the others stay. Only what differs is written; None when nothing
    does. Raises Overtaken with the row as it is now, NotAllowed for a status (those move through records.lifecycle),
    Doubled for a custom value that has to be there once.
    """
    refuse_statuses(type(record), values)
    values = whole(record, values)
    fields = differences(record, values)
    if version is not None and version != record.version:
        raise Overtaken(type(record)._base_manager.filter(pk=record.pk).first())
    worn = wear(record, tags) if tags is not None else None
    if worn and worn[0] != worn[1]:
        fields["tags"] = list(worn)
    fields |= rewrite(record, dict(parts or {}))
    if not fields:
        return None
    act, why = under(cause, "edited", by=by, at=at, label=str(record))
    _take(record, values, rules_of(type(record), by=by), at=at)
    announce(type(record), [journal(record, ChangeVerb.EDITED, fields, act=act, why=why, by=by, at=at)], act=act)
    return act


def refuse_statuses(model: type[Record], values: Mapping[str, Any]) -> None:
    for name in values:
        if name in model.STEPS:
            raise NotAllowed(f"{kind_of(model)}.{name} is a status: it moves, it is not edited")


def differences(record: Record, values: Mapping[str, Any]) -> dict[str, list]:
    """[was, now] of each field that is to change. Compared as values, not as texts: the same moment in another time
    zone, or 2.5 for 2.50, is no change."""
    pairs = {}
    for name, value in values.items():
        column: Any = record._meta.get_field(name)
        was = column.value_from_object(record)
        if was != thaw(column, freeze(value)):
            pairs[name] = [told(column, was), told(column, value)]
    return pairs


def _take(record: Record, values: Mapping[str, Any], rules: Rules, *, at: datetime) -> None:
    """Write the row by compare-and-set on its version."""
    expected = record.version
    was = getattr(record, COLUMN, None)
    assign(record, values, rules)
    refuse_doubles([record], _touched(rules, was, getattr(record, COLUMN, None)))
    record.updated_at, record.version = at, expected + 1
    new = {**values, **{name: getattr(record, name) for name in _worked_out(type(record), rules)}}
    hit = (
        type(record)._base_manager.filter(pk=record.pk, version=expected, deleted_at=None)
        .update(**new, updated_at=at, version=expected + 1)
    )  # fmt: skip
    if hit != 1:
        raise Overtaken(type(record)._base_manager.filter(pk=record.pk).first())


def assign(record: Record, values: Mapping[str, Any], rules: Rules) -> None:
    """Give the record these values, and the columns that follow from them; nothing is stored."""
    for name, value in values.items():
        column: Any = record._meta.get_field(name)
        is_key = column.is_relation and not isinstance(value, models.Model)
        setattr(record, column.attname if is_key else name, value)
    record.derive()
    settle(record, rules)


def _touched(rules: Rules, was: Any, now: Any) -> list:
    """The unique fields that hold something else than before."""
    return [each for each in rules.unique if was.get(each.key) != now.get(each.key)]


def _worked_out(model: type[Record], rules: Rules) -> list[str]:
    return [*model.derived, *([COLUMN] if rules.formulas else [])]


def edit_many(queryset: models.QuerySet, values: Mapping[str, Any], *, by, at: datetime, cause: Cause = None) -> int:
    """The set-based edit: one UPDATE and one batch of Changes per 500 records, each batch announced once.

    Returns how many rows differed and were changed. The rows of a batch are locked, so that `was` is true, and asked
    for through the queryset once more: what somebody took out of it meanwhile is left alone. "custom.size" as in edit.
    """
    model = queryset.model
    refuse_statuses(model, values)
    act, why = under(cause, "edited", by=by, at=at)
    keys = list(queryset.order_by("pk").values_list("pk", flat=True))
    rules, total = rules_of(model), 0
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            rows = queryset.select_for_update(of=("self",)).filter(pk__in=keys[start : start + BATCH])
            rows = rows.filter(deleted_at=None).order_by("pk")
            changes = _edit_batch(rows, values, rules, act=act, why=why, by=by, at=at)
            announce(model, changes, act=act)
            total += len(changes)
    return total


def _edit_batch(rows: models.QuerySet, values: Mapping[str, Any], rules: Rules, *, act, why, by, at) -> list[Change]:
    model, changes, touched = rows.model, [], []
    for record in rows:
        new = whole(record, values)
        fields = differences(record, new)
        if fields:
            record.version += 1
            changes.append(journal(record, ChangeVerb.EDITED, fields, act=act, why=why, by=by, at=at))
            assign(record, new, rules)
            touched.append(record)
    if COLUMN in fields_named(values):
        refuse_doubles(touched, rules.unique)
    hit = model._base_manager.filter(pk__in=[record.pk for record in touched])
    plain = {name: value for name, value in values.items() if not name.startswith(f"{COLUMN}.")}
    hit.update(**plain, updated_at=at, version=F("version") + 1)
    each = set(model.derived) if rules.searched or set(values) & set(model.searched) else set()
    if rules.formulas or len(plain) < len(values):
        each.add(COLUMN)
    if each and touched:
        model._base_manager.bulk_update(touched, sorted(each), batch_size=BATCH)
    return changes


def fields_named(values: Iterable[str]) -> set[str]:
    """The columns behind these names."""
    return {name.partition(".")[0] for name in values}


def journal(record: Record, verb: str, fields: dict, *, act: Act, why: Mapping, by, at: datetime) -> Change:
    """An unsaved Change row for what just happened to this record."""
    return Change(
        kind=kind_of(record), record_id=record.pk, verb=verb, fields=fields, version=record.version,
        act=act, by=by, at=at, **why,
    )  # fmt: skip


def announce(model: type[Record], changes: list[Change], *, act: Act | None) -> None:
    """Store the Changes and tell whoever listens, once for all of them."""
    if len(changes) == 1:
        changes[0].save(force_insert=True)
    else:
        pour(changes)
    if changes:
        changed.send(sender=model, changes=changes, act=act)
