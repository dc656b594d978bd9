"""Deleting is the bin: 30 days in which whoever could delete restores, then a tombstone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import PROTECT, Exists, ForeignObjectRel, OuterRef, Q

from records.acting import Cause, under
from records.calculating import rules_of
from records.choices import ChangeVerb
from records.errors import Overtaken
from records.models import Act, Record, Tagging, Tombstone
from records.naming import kind_of, record_models
from records.signals import purged
from records.uniqueness import refuse_doubles
from records.writing import announce, journal

KEPT = timedelta(days=30)
BATCH = 500


@transaction.atomic
def delete(record: Record, *, by, at: datetime, cause: Cause = None) -> Act:
    """Put a record into the bin. Overtaken when it is there already or somebody changed it."""
    act, why = under(cause, "deleted", by=by, at=at, label=str(record))
    _lay(record, "deleted", at=at, by=by, act=act)
    announce(type(record), [journal(record, ChangeVerb.DELETED, {}, act=act, why=why, by=by, at=at)], act=act)
    return act


@transaction.atomic
def restore(record: Record, *, by, at: datetime, cause: Cause = None) -> Act:
    """Take a record out of the bin, with all that hung on it. Overtaken when it is not there any more, Doubled when
    another record has a custom value by now that has to be there once."""
    refuse_doubles([record], rules_of(type(record)).unique)
    act, why = under(cause, "restored", by=by, at=at, label=str(record))
    _lay(record, "restored", at=None, by=None, act=None, touched=at)
    announce(type(record), [journal(record, ChangeVerb.RESTORED, {}, act=act, why=why, by=by, at=at)], act=act)
    return act


def _lay(record: Record, verb: str, *, at, by, act, touched: datetime | None = None) -> None:
    """Compare-and-set of the bin fields and the version."""
    rows = type(record)._base_manager.filter(pk=record.pk, version=record.version)
    rows = rows.filter(deleted_at__isnull=verb == "deleted")
    new = {"deleted_at": at, "deleted_by": by, "deleted_act": act, "version": record.version + 1}
    if rows.update(**new, updated_at=touched or at) != 1:
        raise Overtaken(type(record)._base_manager.filter(pk=record.pk).first())
    for name, value in new.items():
        setattr(record, name, value)


def purge(*, at: datetime) -> int:
    """Remove for good what has been in the bin for 30 days; returns how many records went."""
    total = 0
    for model in record_models():
        while count := _bury_oldest(model, at=at):
            total += count
    return total


@transaction.atomic
def _bury_oldest(model: type[Record], *, at: datetime) -> int:
    """One batch, locked: what somebody is restoring this very moment is left alone."""
    old = model._base_manager.filter(deleted_at__lt=at - KEPT).exclude(_is_needed(model))
    old = old.select_for_update(of=("self",), skip_locked=True)
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if keys:
        bury(model, keys, at=at)
    return len(keys)


def _is_needed(model: type[Record]) -> Q:
    """Rows that a foreign key protects, as the contact of a deal in the bin: they go once that is gone."""
    needed = Q(pk__in=[])
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.on_delete is PROTECT:
            there: Any = relation.related_model
            rows = there._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            needed |= Q(Exists(rows))
    return needed


@transaction.atomic
def bury(model: type[Record], keys: list[int], *, at: datetime) -> None:
    """Remove these rows now, whatever their age, and leave their tombstones. What hangs on them hears `purged`."""
    kind = kind_of(model)
    stones = [Tombstone(kind=kind, record_id=key, at=at) for key in keys]
    Tombstone.objects.bulk_create(stones, ignore_conflicts=True)
    Tagging.objects.filter(use__kind=kind, record_id__in=keys).delete()
    purged.send(sender=model, ids=keys)
    model._base_manager.filter(pk__in=keys).delete()
