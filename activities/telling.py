"""Every change and step becomes one Entry, on the timeline of each record it belongs to (17.5a, 5.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from activities import subjects
from activities.choices import EntryVerb
from activities.models import Entry, EntryLink, Note, Task
from activities.subjects import Key, belonging
from records.choices import ChangeVerb
from records.models import Change, Record, Transition
from records.naming import kind_of

BATCH = 500


def tell_changes(model: type[Record], changes: Sequence[Change]) -> None:
    """Entries of one announcement, written together."""
    told = [change for change in changes if _is_told(model, change)]
    if not has_timeline(kind_of(model)) or not told:
        return
    entries = [_entry(change, EntryVerb(change.verb), change=change) for change in told]
    added = {change.record_id for change in told if change.verb == ChangeVerb.CREATED}
    _write(model, entries, reaching_far=added)


def tell_step(record: Record, transition: Transition) -> None:
    if has_timeline(kind_of(record)):
        _write(
            type(record), [_entry(transition, EntryVerb.MOVED, transition=transition)], reaching_far={record.pk}
        )  # fmt: skip


def forget(model: type[Record], keys: Iterable[int]) -> None:
    """Purged records leave the timelines: what happened to them, and their own timelines."""
    kind, keys = kind_of(model), list(keys)
    Entry.objects.filter(source_kind=kind, source_id__in=keys).delete()
    EntryLink.objects.filter(kind=kind, record_id__in=keys).delete()


def has_timeline(kind: str) -> bool:
    return subjects.has(kind) or kind in {kind_of(Note), kind_of(Task)}


def silent_in(change: Change, model: type[Record]) -> frozenset[str]:
    """The fields of a change that what caused it has told already; somebody who edits them by hand is heard."""
    return model.silent if change.cause_id or change.cause_change_id else frozenset()


def _is_told(model: type[Record], change: Change) -> bool:
    """What follows from a step is told by the step."""
    return change.verb != ChangeVerb.EDITED or bool(set(change.fields) - silent_in(change, model))


def _entry(row: Change | Transition, verb: EntryVerb, **tells) -> Entry:
    return Entry(
        at=row.at, verb=verb, by_id=row.by_id, source_kind=row.kind, source_id=row.record_id, act_id=row.act_id, **tells
    )


def _write(model: type[Record], entries: list[Entry], *, reaching_far: set[int]) -> None:
    """`reaching_far`: the notes and tasks of which what they are about is told as well, that is, their making and
    their steps. A corrected note does not come up again on the contact's timeline."""
    kind, keys = kind_of(model), {entry.source_id for entry in entries}
    places = belonging.of(kind, keys)
    if issubclass(model, Note | Task):
        for key, further in places_of_subjects(model, reaching_far).items():
            places[key] |= further
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    links = [
        EntryLink(entry=entry, kind=place[0], record_id=place[1], at=entry.at)
        for entry in entries
        for place in sorted(places[entry.source_id])
    ]
    EntryLink.objects.bulk_create(links, batch_size=BATCH)


def places_of_subjects(model: type[Note] | type[Task], keys: set[int]) -> dict[int, set[Key]]:
    """For each note or task, the record it is about and all to which that belongs."""
    about = model._base_manager.filter(pk__in=keys).exclude(about_kind="")
    rows: Iterable[Any] = about.values_list("pk", "about_kind", "about_id")
    pairs = {key: (kind, subject) for key, kind, subject in rows}
    by_kind: dict[str, set[int]] = {}
    for kind, subject in pairs.values():
        by_kind.setdefault(kind, set()).add(subject)
    places = {kind: belonging.of(kind, ids) for kind, ids in by_kind.items()}
    return {key: places[kind][subject] for key, (kind, subject) in pairs.items()}
