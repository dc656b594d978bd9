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
from records.models import Change, Transition
from records.naming import model_of

COLUMN = "last_activity_at"


def touch_by_notes(changes: Sequence[Change]) -> None:
    """New notes move what they are about, and all to which that belongs; set-based."""
    written = {change.record_id: change.at for change in changes if change.verb == ChangeVerb.CREATED}
    places = places_of_subjects(Note, set(written)) if written else {}
    by_moment: dict[datetime, set[Key]] = defaultdict(set)
    for note, keys in places.items():
        by_moment[written[note]] |= keys
    for at, keys in sorted(by_moment.items()):
        touch(keys, at=at)


def touch_by_task(task: Task, transition: Transition) -> None:
    """So does a task that is done; one that is opened again moves nothing."""
    if transition.now == TaskState.DONE:
        for keys in places_of_subjects(Task, {task.pk}).values():
            touch(keys, at=transition.at)


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
