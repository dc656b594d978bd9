"""Many records at once, each with values of its own: the rows of `writing` and `bin`, in as many statements for a
thousand as for one. Whoever calls this holds the locks of the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F

from records.acting import Cause, under
from records.calculating import Rules, rules_of, whole
from records.choices import ChangeVerb
from records.customising import COLUMN
from records.errors import Overtaken
from records.models import Act, Change, Record
from records.pouring import rewrite
from records.tagging import wear_each
from records.uniqueness import refuse_doubles
from records.writing import announce, assign, differences, journal, refuse_statuses

# So many different values are written by a statement each; more of them by one that tells the rows apart.
MOST_VALUES = 8


class Edit(NamedTuple):
    """What one record shall hold. `cause` is its own reason, by default that of all."""

    record: Any
    values: Mapping[str, Any]
    tags: Collection[str] | None = None
    cause: Cause = None


@transaction.atomic
def edit_each(edits: Sequence[Edit], *, by, at: datetime, cause: Cause = None) -> list[Change]:
    """Only what differs is written; returns the changes, which are announced once. Names as in writing.edit."""
    if not edits:
        return []
    model = type(edits[0].record)
    worn = wear_each([(each.record, each.tags) for each in edits if each.tags is not None])
    told, written, rules = [], [], rules_of(model)
    for each in edits:
        refuse_statuses(model, each.values)
        values = whole(each.record, each.values)
        fields = differences(each.record, values)
        was, now = worn.get(each.record.pk, ((), ()))
        if was != now:
            fields["tags"] = [was, now]
        if fields:
            told.append((each, fields))
            written.append((each.record, _assigned(each.record, values, rules)))
    refuse_doubles([record for record, new in written if COLUMN in new], rules.unique)
    _store(model, written, at=at)
    changes = _journal(told, by=by, at=at, cause=cause)
    announce(model, changes, act=changes[0].act if changes else None)
    return changes


def _journal(told: list[tuple[Edit, dict]], *, by, at: datetime, cause: Cause) -> list[Change]:
    reasons: dict[int, tuple[Act, dict]] = {}
    changes = []
    for each, fields in told:
        reason = each.cause or cause
        if id(reason) not in reasons:
            reasons[id(reason)] = under(reason, "edited", by=by, at=at)
        act, why = reasons[id(reason)]
        changes.append(journal(each.record, ChangeVerb.EDITED, fields, act=act, why=why, by=by, at=at))
    return changes


def _assigned(record: Record, values: Mapping[str, Any], rules: Rules) -> dict[str, Any]:
    """Give the record these values; returns the columns that differ now, those that follow from others included."""
    names = [column.attname for column in record._meta.concrete_fields]
    was = {name: getattr(record, name) for name in names}
    assign(record, values, rules)
    return {name: getattr(record, name) for name in names if getattr(record, name) != was[name]}


def _store(model: Any, written: list[tuple[Any, dict[str, Any]]], *, at: datetime) -> None:
    """Rows that get the same values share a statement."""
    groups: dict[str, list[int]] = defaultdict(list)
    columns: dict[str, dict[str, Any]] = {}
    for record, new in written:
        record.updated_at, record.version = at, record.version + 1
        groups[key := repr(new)].append(record.pk)
        columns[key] = new
    if len(groups) <= MOST_VALUES:
        for key, keys in groups.items():
            rows = model._base_manager.filter(pk__in=keys)
            rows.update(**columns[key], updated_at=at, version=F("version") + 1)
        return
    names = sorted({name for new in columns.values() for name in new})
    rewrite([record for record, _new in written], [*names, "version", "updated_at"])


@transaction.atomic
def delete_each(records: Sequence[Any], *, by, at: datetime, cause: Cause = None) -> list[Change]:
    """Into the bin. Overtaken when one of them is there already."""
    if not records:
        return []
    act, why = under(cause, "deleted", by=by, at=at)
    _lay(records, {"deleted_at": at, "deleted_by": by, "deleted_act": act}, at=at)
    return _announce(records, ChangeVerb.DELETED, act=act, why=why, by=by, at=at)


@transaction.atomic
def restore_each(records: Sequence[Any], *, by, at: datetime, cause: Cause = None) -> list[Change]:
    """Out of the bin. Overtaken when one of them is not there any more, Doubled for a custom value that another record
    has by now."""
    if not records:
        return []
    refuse_doubles(records, rules_of(type(records[0])).unique)
    act, why = under(cause, "restored", by=by, at=at)
    _lay(records, {"deleted_at": None, "deleted_by": None, "deleted_act": None}, at=at)
    return _announce(records, ChangeVerb.RESTORED, act=act, why=why, by=by, at=at)


def _lay(records: Sequence[Any], new: dict[str, Any], *, at: datetime) -> None:
    rows = type(records[0])._base_manager.filter(pk__in=[record.pk for record in records])
    rows = rows.filter(deleted_at__isnull=new["deleted_at"] is not None)
    if rows.update(**new, updated_at=at, version=F("version") + 1) != len(records):
        raise Overtaken
    for record in records:
        for name, value in new.items():
            setattr(record, name, value)
        record.updated_at, record.version = at, record.version + 1


def _announce(records: Sequence[Any], verb: str, **under: Any) -> list[Change]:
    changes = [journal(record, verb, {}, **under) for record in records]
    announce(type(records[0]), changes, act=under["act"])
    return changes
