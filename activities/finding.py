"""Which record an activity is about, as far as the viewer may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from django.db.models import QuerySet

from activities.models import Activity
from activities.querysets import visible
from records.models import Record
from records.naming import kind_of
from ui.ready import rows_of


def attach_subjects(rows: Sequence[Activity], user) -> None:
    """Give every row its `subject`: the record it is about, None when there is none or this person may not view it.
    One statement per kind."""
    wanted: dict[str, set] = defaultdict(set)
    for row in rows:
        if row.about_kind:
            wanted[row.about_kind].add(row.about_id)
    found = {}
    for kind, keys in wanted.items():
        seen = partial(_among, kind)
        found |= {(kind, each.pk): each for each in rows_of(("subjects", kind), seen, keys, whose=user)}
    for row in rows:
        row.subject = found.get((row.about_kind, row.about_id))


def _among(kind: str, user, keys) -> QuerySet:
    return visible(kind, user).filter(pk__in=keys)


def subject_named(reference: str, kinds: Sequence[str], user) -> Record | None:
    """The record behind "kind:key", None when it is not there for this person or nothing can be about its kind."""
    kind, _colon, key = reference.partition(":")
    if kind not in kinds or not (key.isascii() and key.isdigit()):
        return None
    return visible(kind, user).filter(pk=int(key)).first()


def reference_to(record: Record) -> str:
    return f"{kind_of(record)}:{record.pk}"
