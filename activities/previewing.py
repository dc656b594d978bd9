"""What a deed upon many would do: done to the first few of them, told, and rolled back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import capfirst

from accounts.models import User
from activities.bulk import Deed, carry_out
from activities.wording import LINKS, Value, custom_links, names_needed, status_of, values_of, word_of
from records.acting import begin
from records.choices import ChangeVerb
from records.custom_words import named_in
from records.customising import may_view, named
from records.models import Act, Change, CustomField, Record, Transition
from records.naming import kind_of, model_of

MOST = 5


class Line(NamedTuple):
    """One of the records: the fields that would differ, or why it would stay; neither where it is so already."""

    name: str
    values: list[Value]
    verb: Any = ""
    reason: str = ""


def preview(deed: Deed, rows: QuerySet, facts: Mapping[str, Any], *, by, at: datetime) -> list[Line]:
    first = list(rows.values_list("pk", flat=True)[:MOST])
    with transaction.atomic():
        act = begin("preview", by=by, at=at)
        outcome = carry_out(deed, rows.filter(pk__in=first), facts, by=by, at=at, cause=act)
        reasons = {refused.record.pk: refused.reason for refused in outcome.refused}
        told = _told(kind_of(rows.model), first, act, by)
        transaction.set_rollback(True)
    found = {record.pk: record for record in rows.filter(pk__in=first)}
    return [Line(str(found[pk]), *told.get(pk, ([], "")), reason=reasons.get(pk, "")) for pk in first if pk in found]


def _told(kind: str, keys: list[int], act: Act, user: User) -> dict[int, tuple[list[Value], Any]]:
    mine = {"kind": kind, "record_id__in": keys, "act__in": Act.objects.with_descendants(act)}
    changes = list(Change.objects.filter(**mine).order_by("pk"))
    steps = list(Transition.objects.filter(**mine).order_by("pk"))
    names = {model: _names(model, found, user) for model, found in names_needed(changes, steps).items()}
    names[LINKS] = dict(named_in(custom_links(changes, names), user=user))
    told: dict[int, tuple[list[Value], Any]] = {}
    for step in steps:
        label = capfirst(str(model_of(kind)._meta.get_field(step.field).verbose_name))
        words = [word_of(step, status_of(step, value, names)) for value in (step.was, step.now)]
        told.setdefault(step.record_id, ([], ""))[0].append(Value(label, *words))
    for change in changes:
        values, _verb = told.get(change.record_id, ([], ""))
        verb = "" if change.verb == ChangeVerb.EDITED else ChangeVerb(change.verb).label
        told[change.record_id] = ([*values, *values_of(change, names)], verb)
    return told


def _names(model: Any, keys: set[Any], user: User) -> dict[Any, Any]:
    """What is named by key, as far as this person may view it."""
    if model is CustomField:
        return {key: each if may_view(each, user=user) else None for key, each in named(keys).items()}
    rows = model.objects.visible_to(user) if issubclass(model, Record) else model._base_manager
    return rows.in_bulk(keys)
