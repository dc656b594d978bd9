"""Every change and step becomes one Entry, on the timeline of each record it belongs to (17.5a, 5.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from activities import subjects
from activities.choices import EntryVerb
from activities.models import Entry, EntryLink, Note, Task
from activities.subjects import Key, belonging
from records.choices import ChangeVerb
from records.lifecycle import Step
from records.models import Change, Record, Transition
from records.naming import kind_of
from records.pouring import pour, pour_rows

BATCH = 500
Told = tuple[type[Record], list[Entry], set[int]]
_waiting: ContextVar[list[Told] | None] = ContextVar("what is told and not stored yet", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """What is told inside is stored in batches, for long work in one transaction that reads no timeline. The places of
    an entry are those of the moment when it is stored: what moves a record to other timelines goes into `at_once`."""
    token = _waiting.set([])
    try:
        yield
        _store_waiting()
    finally:
        _waiting.reset(token)


@contextmanager
def at_once() -> Iterator[None]:
    """Inside `gathered`: what was told before is stored now, and what is told here is stored straight away."""
    _store_waiting()
    token = _waiting.set(None)
    try:
        yield
    finally:
        _waiting.reset(token)


def tell_changes(model: type[Record], changes: Sequence[Change]) -> None:
    """Entries of one announcement, written together."""
    told = [change for change in changes if _is_told(model, change)]
    if not has_timeline(kind_of(model)) or not told:
        return
    entries = [_entry(change, EntryVerb(change.verb), change=change) for change in told]
    added = {change.record_id for change in told if change.verb == ChangeVerb.CREATED}
    _write(model, entries, reaching_far=added)


def tell_steps(model: type[Record], steps: Sequence[Step]) -> None:
    if has_timeline(kind_of(model)):
        entries = [_entry(step.transition, EntryVerb.MOVED, transition=step.transition) for step in steps]
        _write(model, entries, reaching_far={step.record.pk for step in steps})


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
    waiting = _waiting.get()
    if waiting is None:
        _store([(model, entries, reaching_far)])
        return
    waiting.append((model, entries, reaching_far))
    if len(waiting) >= BATCH:
        _store_waiting()


def _store_waiting() -> None:
    waiting = _waiting.get()
    if waiting:
        _store(waiting)
        waiting.clear()


def _store(told: Sequence[Told]) -> None:
    """The entries in the order in which they were told, each with its links; the places are asked for once a kind."""
    pour([entry for _model, entries, _far in told for entry in entries])
    near, far = _places(told)
    links = [
        (entry.pk, *place, entry.at)
        for model, entries, reaching_far in told
        for entry in entries
        for place in sorted(
            near[model][entry.source_id]
            | (far[model].get(entry.source_id, set()) if entry.source_id in reaching_far else set())
        )
    ]
    pour_rows(EntryLink, ("entry_id", "kind", "record_id", "at"), links)


Places = dict[type[Record], dict[int, set[Key]]]


def _places(told: Sequence[Told]) -> tuple[Places, Places]:
    """For each kind, to what its records belong, and for notes and tasks what they are about."""
    near: Places = {}
    far: Places = {}
    for model in dict.fromkeys(model for model, _entries, _far in told):
        mine = [(entries, reaching_far) for each, entries, reaching_far in told if each is model]
        near[model] = belonging.of(kind_of(model), {entry.source_id for entries, _far in mine for entry in entries})
        keys = {key for _entries, reaching_far in mine for key in reaching_far}
        far[model] = places_of_subjects(model, keys) if issubclass(model, Note | Task) else {}
    return near, far


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
