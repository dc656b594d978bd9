"""When something was last done about a record: a note written, a task finished (7.14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q

from activities.choices import TaskState
from activities.models import Note, Task
from activities.subjects import Key
from activities.telling import places_of_subjects
from records.choices import ChangeVerb
from records.lifecycle import Step
from records.models import Change
from records.naming import model_of

COLUMN = "last_activity_at"


def touch_by_notes(changes: Sequence[Change]) -> None:
    """New notes move what they are about, and all to which that belongs; set-based."""
    _touch_by(Note, {change.record_id: change.at for change in changes if change.verb == ChangeVerb.CREATED})


def touch_by_tasks(steps: Sequence[Step]) -> None:
    """So do tasks that are done; one that is opened again moves nothing."""
    _touch_by(Task, {step.record.pk: step.transition.at for step in steps if step.transition.now == TaskState.DONE})


def _touch_by(model: type[Note] | type[Task], moments: dict[int, datetime]) -> None:
    places = places_of_subjects(model, set(moments)) if moments else {}
    by_moment: dict[datetime, set[Key]] = defaultdict(set)
    for activity, keys in places.items():
        by_moment[moments[activity]] |= keys
    for at, keys in sorted(by_moment.items()):
        touch(keys, at=at)


def touch(keys: Iterable[Key], *, at: datetime) -> None:
    """Set the moment, never back; one statement a kind that has the column. No version changes: whoever edits the
    record meanwhile is not overtaken."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, key in keys:
        by_kind[kind].add(key)
    for kind, ids in sorted(by_kind.items()):
        model = model_of(kind)
        if _has_column(model):
            older = Q(**{COLUMN: None}) | Q(**{f"{COLUMN}__lt": at})
            model._base_manager.filter(older, pk__in=ids).update(**{COLUMN: at})


def _has_column(model: Any) -> bool:
    try:
        return bool(model._meta.get_field(COLUMN))
    except FieldDoesNotExist:
        return False
