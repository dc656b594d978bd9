"""A page of a record's timeline, in at most five statements whatever its length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities import subjects
from activities.choices import EntryVerb, TaskState
from activities.models import Entry, EntryLink
from activities.querysets import visible
from activities.subjects import Key
from activities.wording import (
    LINKS,
    Names,
    Value,
    custom_links,
    deed_of,
    names_needed,
    status_of,
    told_fields,
    values_of,
    word_of,
)
from lists.paging import page_of
from records.custom_words import named_in
from records.customising import may_view, named
from records.models import Change, CustomField, Record, Transition
from records.naming import kind_of, model_of

SIZE = 30
NOTE, TASK = "activities.note", "activities.task"
FILTERS = {"all": _("All"), "notes": _("Notes"), "tasks": _("Tasks"), "changes": _("Changes")}
Found = dict[Key, Record]
CAUSES = [f"entry__{row}__{cause}__by" for row in ("change", "transition") for cause in ("cause", "cause_change")]


class Cause(NamedTuple):
    """The step or change that brought it about, and what that did ("was won"). `record` is None when the viewer may
    not see it."""

    row: Transition | Change
    record: Record | None
    kind: str
    did: str


@dataclass
class Item:
    """One entry as it is drawn. `scene` names what the sentence is; `record` is what it happened to."""

    entry: Entry
    record: Record
    scene: str
    day: date
    first_of_day: bool = False
    values: list[Value] = field(default_factory=list)
    cause: Cause | None = None
    was: str = ""
    now: str = ""
    said: str = ""
    tone: str = "accent"
    kind: str = ""
    itself: bool = False

    @property
    def is_station(self) -> bool:
        return self.entry.verb == EntryVerb.MOVED and self.scene == "moved"

    @property
    def taken_back(self) -> bool:
        return self.entry.act.kind == "undone"


@dataclass
class Timeline:
    items: list[Item]
    after: str
    begun: bool
    show: str


def page_for(record: Record, *, user, show: str = "all", after: str = "") -> Timeline:
    """The newest first; `show` is one of FILTERS, `after` the token of the page before. What the viewer may not see,
    restricted notes above all, is left out before the page is cut, so that every page is full."""
    show = show if show in FILTERS else "all"
    links = EntryLink.objects.of(record).filter(_shown(record, show)).filter(_visible(record, user))
    links = links.select_related("entry__by", "entry__act", *CAUSES)
    found = page_of(links, order=("-at", "-entry"), after=after, size=SIZE)
    return Timeline(_items([link.entry for link in found.rows], record, user), found.after, found.begun, show)


def _shown(record: Record, show: str) -> Q:
    itself = Q(entry__source_kind=kind_of(record), entry__source_id=record.pk)
    kind = {"notes": NOTE, "tasks": TASK}.get(show)
    if kind:
        return Q(entry__source_kind=kind) & ~itself
    return itself | ~Q(entry__source_kind__in=[NOTE, TASK]) if show == "changes" else Q()


def _visible(record: Record, user) -> Q:
    """What happened to the record itself, and to others that this person may view."""
    seen = Q(entry__source_kind=kind_of(record), entry__source_id=record.pk)
    for kind in {*subjects.for_notes(), *subjects.for_tasks(), NOTE, TASK}:
        rows = visible(kind, user).filter(pk=OuterRef("entry__source_id"))
        seen |= Q(entry__source_kind=kind) & Q(Exists(rows))
    return seen


def _items(entries: list[Entry], record: Record, user) -> list[Item]:
    causes = [cause for cause in map(_origin, entries) if cause is not None]
    steps = [row for row in [*map(_row, entries), *causes] if isinstance(row, Transition)]
    wanted = names_needed(_told_changes(entries), steps)
    known = _fetch([*map(_source, entries), *map(_place, causes), *_records_in(wanted)], record, user)
    named = {model: _names(model, keys, known, user) for model, keys in wanted.items()}
    named[LINKS] = dict(named_in(custom_links(_told_changes(entries), named), user=user))
    items = [_item(entry, known[_source(entry)], record, named) for entry in entries if _source(entry) in known]
    items = [item for item in items if not _is_hidden(item)]
    for item, before in zip(items, [None, *items], strict=False):
        item.first_of_day = before is None or before.day != item.day
        item.cause = _cause(_origin(item.entry), known, named)
    return items


def _source(entry: Entry) -> Key:
    return entry.source_kind, entry.source_id


def _place(row: Transition | Change) -> Key:
    return row.kind, row.record_id


def _records_in(wanted: dict[Any, set[Any]]) -> list[Key]:
    return [(kind_of(model), key) for model, keys in wanted.items() if issubclass(model, Record) for key in keys]


def _is_hidden(item: Item) -> bool:
    """A change of nothing but custom fields that the viewer may not see (16.10)."""
    change = item.entry.change
    return bool(change and item.entry.verb == EntryVerb.EDITED and not item.values and told_fields(change))


def _names(model: Any, keys: set[Any], known: Found, user) -> dict[Any, Any]:
    """The rows that are named by key; of records only those that this person may view, as `known` has no others. A
    custom field that is hidden from the viewer is there as None."""
    if model is CustomField:
        return {key: each if may_view(each, user=user) else None for key, each in named(keys).items()}
    if issubclass(model, Record):
        return {key: known[kind_of(model), key] for key in keys if (kind_of(model), key) in known}
    return model._base_manager.in_bulk(keys)


def _told_changes(entries: Iterable[Entry]) -> list[Change]:
    return [entry.change for entry in entries if entry.change and entry.verb == EntryVerb.EDITED]


def _row(entry: Entry) -> Any:
    """The Change or the Transition: one of them is always there (entry_tells_of_one_row)."""
    return entry.change or entry.transition


def _origin(entry: Entry) -> Transition | Change | None:
    return _row(entry).cause or _row(entry).cause_change


def _key(record: Record) -> Key:
    return kind_of(record), record.pk


def _fetch(keys: Iterable[Key], record: Record, user) -> Found:
    """What happened, what caused it and what is named, as far as this person may view it: one statement a kind.
    `record` is the page's own."""
    found: Found = {_key(record): record}
    missing: dict[str, set[int]] = defaultdict(set)
    for kind, pk in keys:
        if (kind, pk) not in found:
            missing[kind].add(pk)
    for kind, pks in missing.items():
        found |= {(kind, row.pk): row for row in visible(kind, user).filter(pk__in=pks)}
    return found


def _item(entry: Entry, source: Record, record: Record, named: Names) -> Item:
    item = Item(entry=entry, record=source, scene=_scene(entry), day=timezone.localtime(entry.at).date())
    item.kind, item.itself = str(source._meta.verbose_name), _key(source) == _key(record)
    if entry.change and entry.verb == EntryVerb.EDITED:
        item.values = values_of(entry.change, named)
    if entry.transition:
        step = entry.transition
        was, now = status_of(step, step.was, named), status_of(step, step.now, named)
        item.was, item.now = word_of(step, was), word_of(step, now)
        item.said, item.tone = source.step_words(step.field, was, now), source.step_tone(step.field, now)
    return item


def _scene(entry: Entry) -> str:
    """ "noted", "planned", "completed", "reopened", or the verb."""
    if entry.verb == EntryVerb.CREATED:
        return {NOTE: "noted", TASK: "planned"}.get(entry.source_kind, entry.verb)
    if entry.transition and entry.source_kind == TASK:
        return "completed" if entry.transition.now == TaskState.DONE else "reopened"
    return entry.verb


def _cause(row: Transition | Change | None, known: Found, named: Names) -> Cause | None:
    if row is None:
        return None
    kind = str(model_of(row.kind)._meta.verbose_name)
    return Cause(row, known.get((row.kind, row.record_id)), kind, deed_of(row, named))
