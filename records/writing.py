"""Create and edit: every change of a record is a row too, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F

from records.acting import Cause, under
from records.choices import ChangeVerb
from records.errors import NotAllowed, Overtaken
from records.models import Act, Change, Record
from records.naming import kind_of
from records.signals import changed
from records.tagging import wear
from records.values import freeze, snapshot, thaw, told

BATCH = 500


@transaction.atomic
def create(record: Record, *, by, at: datetime, cause: Cause = None, tags: Iterable[str] | None = None) -> Act:
    """Store a new record with its first Change. IntegrityError where a constraint refuses it."""
    act, step = under(cause, "created", by=by, at=at, label=str(record))
    record.created_by, record.created_at, record.updated_at, record.version = by, at, at, 1
    record.fold_search_text()
    record.save(force_insert=True)
    fields = {name: [None, value] for name, value in snapshot(record).items() if value not in (None, "", [], {})}
    if tags:
        fields["tags"] = [[], wear(record, tags)[1]]
    announce(type(record), [journal(record, ChangeVerb.CREATED, fields, act=act, step=step, by=by, at=at)], act=act)
    return act


@transaction.atomic
def edit(
    record: Record, values: Mapping[str, Any], *, by, at: datetime, version: int | None = None, cause: Cause = None,
    tags: Iterable[str] | None = None,
) -> Act | None:  # fmt: skip
    """Change fields of one record, if it still is at `version` (default: as it was loaded).

    Only what differs is written; None when nothing does. Raises Overtaken with the row as it is now, NotAllowed for a
    status (those move through records.lifecycle).
    """
    _refuse_statuses(type(record), values)
    fields = _differences(record, values)
    if version is not None and version != record.version:
        raise Overtaken(type(record)._base_manager.filter(pk=record.pk).first())
    worn = wear(record, tags) if tags is not None else None
    if worn and worn[0] != worn[1]:
        fields["tags"] = list(worn)
    if not fields:
        return None
    act, step = under(cause, "edited", by=by, at=at, label=str(record))
    _take(record, values, at=at)
    announce(type(record), [journal(record, ChangeVerb.EDITED, fields, act=act, step=step, by=by, at=at)], act=act)
    return act


def _refuse_statuses(model: type[Record], values: Mapping[str, Any]) -> None:
    for name in values:
        if name in model.STEPS:
            raise NotAllowed(f"{kind_of(model)}.{name} is a status: it moves, it is not edited")


def _differences(record: Record, values: Mapping[str, Any]) -> dict[str, list]:
    """Compared as values, not as texts: the same moment in another time zone, or 2.5 for 2.50, is no change."""
    pairs = {}
    for name, value in values.items():
        column: Any = record._meta.get_field(name)
        was = column.value_from_object(record)
        if was != thaw(column, freeze(value)):
            pairs[name] = [told(column, was), told(column, value)]
    return pairs


def _take(record: Record, values: Mapping[str, Any], *, at: datetime) -> None:
    """Write the row by compare-and-set on its version."""
    expected = record.version
    for name, value in values.items():
        column: Any = record._meta.get_field(name)
        is_key = column.is_relation and not isinstance(value, models.Model)
        setattr(record, column.attname if is_key else name, value)
    record.fold_search_text()
    record.updated_at, record.version = at, expected + 1
    hit = (
        type(record)._base_manager.filter(pk=record.pk, version=expected, deleted_at=None)
        .update(**values, search_text=record.search_text, updated_at=at, version=expected + 1)
    )  # fmt: skip
    if hit != 1:
        raise Overtaken(type(record)._base_manager.filter(pk=record.pk).first())


def edit_many(queryset: models.QuerySet, values: Mapping[str, Any], *, by, at: datetime, cause: Cause = None) -> int:
    """The set-based edit: one UPDATE and one batch of Changes per 500 records, each batch announced once.

    Returns how many rows differed and were changed. The rows of a batch are locked, so that `was` is true, and asked
    for through the queryset once more: what somebody took out of it meanwhile is left alone.
    """
    model = queryset.model
    _refuse_statuses(model, values)
    act, step = under(cause, "edited", by=by, at=at)
    keys = list(queryset.order_by("pk").values_list("pk", flat=True))
    total = 0
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            rows = queryset.select_for_update(of=("self",)).filter(pk__in=keys[start : start + BATCH])
            changes = _edit_batch(rows.filter(deleted_at=None).order_by("pk"), values, act=act, step=step, by=by, at=at)
            announce(model, changes, act=act)
            total += len(changes)
    return total


def _edit_batch(rows: models.QuerySet, values: Mapping[str, Any], *, act, step, by, at) -> list[Change]:
    model, changes, refold = rows.model, [], []
    for record in rows:
        fields = _differences(record, values)
        if fields:
            record.version += 1
            changes.append(journal(record, ChangeVerb.EDITED, fields, act=act, step=step, by=by, at=at))
            refold.append(record)
    touched = model._base_manager.filter(pk__in=[change.record_id for change in changes])
    touched.update(**values, updated_at=at, version=F("version") + 1)
    if set(values) & set(model.searched):
        for record in refold:
            for name, value in values.items():
                setattr(record, name, value)
            record.fold_search_text()
        model._base_manager.bulk_update(refold, ["search_text"], batch_size=BATCH)
    return changes


def journal(record: Record, verb: str, fields: dict, *, act: Act, step, by, at: datetime) -> Change:
    """An unsaved Change row for what just happened to this record."""
    return Change(
        kind=kind_of(record), record_id=record.pk, verb=verb, fields=fields, version=record.version,
        act=act, cause=step, by=by, at=at,
    )  # fmt: skip


def announce(model: type[Record], changes: list[Change], *, act: Act) -> None:
    """Store the Changes and tell whoever listens, once for all of them."""
    if changes:
        Change.objects.bulk_create(changes, batch_size=BATCH)
        changed.send(sender=model, changes=changes, act=act)
