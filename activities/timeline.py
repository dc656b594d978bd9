"""A page of a record's timeline, in a handful of statements whatever its length.

The newest links are read without asking of each whether this person may view what it is about: that is found out by
the rows themselves, which the page needs anyway. Only where too many of them are hidden is the page read again, by the
statement that leaves hidden ones out before it cuts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models import Value as Literal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activities import subjects
from activities.choices import EntryVerb, TaskState
from activities.models import EntryLink
from activities.querysets import hanging, visible
from activities.reading import COLUMNS, Changed, Happened, Linked, Stepped, linked
from activities.subjects import Key
from activities.wording import (
    LINKS,
    Names,
    Value,
    custom_links,
    deed_of,
    names_needed,
    status_of,
    tells_nothing,
    values_of,
    word_of,
)
from lists.paging import Page, page_of, token, top_of
from lists.related import seen_among
from records.custom_words import named_in
from records.customising import may_view, named
from records.models import Change, CustomField, Record, Transition
from records.naming import kind_of, model_of
from ui.ready import rows_of

SIZE = 30
# How many pages are read at once, so that a few hidden ones among them cost nothing more.
AHEAD = 2
ORDER = ("-at", "-entry")
NOTE, TASK = "activities.note", "activities.task"
FILTERS = {"all": _("All"), "notes": _("Notes"), "tasks": _("Tasks"), "changes": _("Changes")}
Found = dict[Key, Record]
Origins = dict[tuple[type[Transition | Change], int], Any]


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

    entry: Happened
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
    asked: dict[Key, Record | None]


def page_for(record: Record, *, user, show: str = "all", after: str = "", beside: Iterable[Record] = ()) -> Timeline:
    """The newest first; `show` is one of FILTERS, `after` the token of the page before; `beside` are further records
    that this person may view and that are at hand. What the viewer may not see, restricted notes above all, is left
    out before the page is cut, so that every page is full."""
    show = show if show in FILTERS else "all"
    at_hand = {_key(each): each for each in (*beside, record)}
    found = _links(record, show, after)
    told = _told(found.rows, at_hand, user)
    if found.after and len(told.shown) <= SIZE:
        found = _page(record, _shown(record, show) & _visible(record, user), after, SIZE)
        told = _told(found.rows, at_hand, user)
    shown = told.shown[:SIZE]
    more = len(told.shown) > SIZE
    return Timeline(
        _items(told, shown, record), _token(shown[-1]) if more else found.after, found.begun, show, told.asked
    )


class Told(NamedTuple):
    """What a page tells, and every row that it names, as far as the viewer may see it."""

    shown: list[Linked]
    origins: Origins
    known: Found
    named: Names

    @property
    def asked(self) -> dict[Key, Record | None]:
        """Every row that was looked for, None for those that the viewer may not see."""
        places = map(_place, self.origins.values())
        return dict.fromkeys(places) | self.known


def _token(link: Linked) -> str:
    return token(EntryLink(at=link.at, entry_id=link.entry_id), ORDER)


def _links(record: Record, show: str, after: str) -> Page:
    """Everything that the record's timeline names, the hidden too; the first page by a statement that is put together
    once for records of a kind."""
    model: Any = type(record)
    size = SIZE * AHEAD
    if after:
        return _page(record, _shown(record, show), after, size)

    def top(key: int) -> QuerySet:
        other = model(pk=key)
        links = EntryLink.objects.of(other).filter(_shown(other, show))
        return top_of(links, order=ORDER, size=size).values_list(*COLUMNS)

    rows = [linked(row) for row in rows_of(("timeline", model, show), top, record.pk)]
    return Page(rows[:size], _token(rows[size - 1]) if len(rows) > size else "", False)


def _page(record: Record, wanted: Q, after: str, size: int) -> Page:
    links = EntryLink.objects.of(record).filter(wanted).values_list(*COLUMNS, named=True)
    found = page_of(links, order=ORDER, after=after, size=size)
    return found._replace(rows=[linked(row) for row in found.rows])


def _told(links: list[Linked], at_hand: Found, user) -> Told:
    entries = [link.entry for link in links]
    origins = _origins(map(_row, entries))
    causes = list(origins.values())
    steps = [row for row in [*map(_row, entries), *causes] if isinstance(row, Stepped | Transition)]
    wanted = names_needed(_told_changes(entries), steps)
    known = _fetch([*map(_source, entries), *map(_place, causes), *_records_in(wanted)], at_hand, user)
    named = {model: _names(model, keys, known, user) for model, keys in wanted.items()}
    named[LINKS] = dict(named_in(custom_links(_told_changes(entries), named), user=user))
    shown = [link for link in links if _source(link.entry) in known and not _is_hidden(link.entry, named)]
    return Told(shown, origins, known, named)


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


def _items(told: Told, shown: list[Linked], record: Record) -> list[Item]:
    items = [_item(link.entry, told.known[_source(link.entry)], record, told.named) for link in shown]
    for item, before in zip(items, [None, *items], strict=False):
        item.first_of_day = before is None or before.day != item.day
        item.cause = _cause(_behind(_row(item.entry), told.origins), told.known, told.named)
    return items


def _source(entry: Happened) -> Key:
    return entry.source_kind, entry.source_id


def _place(row: Transition | Change) -> Key:
    return row.kind, row.record_id


def _records_in(wanted: dict[Any, set[Any]]) -> list[Key]:
    return [(kind_of(model), key) for model, keys in wanted.items() if issubclass(model, Record) for key in keys]


def _is_hidden(entry: Happened, named: Names) -> bool:
    """A change of nothing but custom fields that the viewer may not see (16.10)."""
    change = entry.change if entry.verb == EntryVerb.EDITED else None
    return bool(change and tells_nothing(change, named))


def _names(model: Any, keys: set[Any], known: Found, user) -> dict[Any, Any]:
    """The rows that are named by key; of records only those that this person may view, as `known` has no others. A
    custom field that is hidden from the viewer is there as None."""
    if model is CustomField:
        return {key: each if may_view(each, user=user) else None for key, each in named(keys).items()}
    if issubclass(model, Record):
        return {key: known[kind_of(model), key] for key in keys if (kind_of(model), key) in known}
    rows = rows_of(("named", model), lambda keys: model._base_manager.filter(pk__in=keys), keys)
    return {row.pk: row for row in rows}


def _told_changes(entries: Iterable[Happened]) -> list[Changed]:
    return [entry.change for entry in entries if entry.change and entry.verb == EntryVerb.EDITED]


def _row(entry: Happened) -> Any:
    """The Change or the Transition: one of them is always there (entry_tells_of_one_row)."""
    return entry.change or entry.transition


def _origins(rows: Iterable[Any]) -> Origins:
    """The steps and changes that brought these about, in one statement: with a join for each of them the planner of
    PostgreSQL takes longer than all the rest of the page."""
    steps, changes = set(), set()
    for row in rows:
        steps.add(row.cause_id)
        changes.add(row.cause_change_id)
    keys = steps - {None}, changes - {None}
    told = rows_of("origins", _causes, *keys) if any(keys) else []
    return {(model, row.pk): row for model, row in map(_told_by, told)}


def _causes(steps: Iterable[int], changes: Iterable[int]) -> QuerySet:
    columns = ("pk", "kind", "record_id", "by_id", "by__name")
    found = Transition.objects.filter(pk__in=steps).values_list(Literal(0), *columns, "field", "was", "now")
    none = (Literal(""), Literal(""))
    brought = Change.objects.filter(pk__in=changes).values_list(Literal(1), *columns, "verb", *none)
    return found.union(brought, all=True)


def _told_by(columns: tuple) -> tuple[type[Transition | Change], Any]:
    is_change, pk, kind, record_id, by_id, name, *rest = columns
    common = {"pk": pk, "kind": kind, "record_id": record_id, "by": User(pk=by_id, name=name) if by_id else None}
    if is_change:
        return Change, Change(verb=rest[0], **common)
    return Transition, Transition(field=rest[0], was=rest[1], now=rest[2], **common)


def _behind(row: Any, origins: Origins) -> Any:
    return origins.get((Transition, row.cause_id)) or origins.get((Change, row.cause_change_id))


def _key(record: Record) -> Key:
    return kind_of(record), record.pk


def _fetch(keys: Iterable[Key], at_hand: Found, user) -> Found:
    """What happened, what caused it and what is named, as far as this person may view it: one statement a kind
    that is not `at_hand`. Notes and tasks come first: whoever views what they are about views them (14.5), and
    that is found along with the rest."""
    found = dict(at_hand)
    missing: dict[str, set[int]] = defaultdict(set)
    for kind, pk in keys:
        if (kind, pk) not in found:
            missing[kind].add(pk)
    hanging = {kind: _hanging(kind, missing, found, user) for kind in (NOTE, TASK)}
    for kind, pks in missing.items():
        found |= {(kind, row.pk): row for row in seen_among(model_of(kind), pks, user)}
    for kind in (TASK, NOTE):
        rows = (row for row in hanging[kind] if row.is_reached or (row.about_kind, row.about_id) in found)
        found |= {(kind, row.pk): row for row in rows}
    return found


def _hanging(kind: str, missing: dict[str, set[int]], found: Found, user) -> list[Any]:
    """The notes or tasks among these, for whoever views what they are about; that goes to the missing."""
    wanted = missing.pop(kind, set())

    def among(user: Any, keys: Any) -> QuerySet:
        return hanging(kind, user).filter(pk__in=keys)

    rows = rows_of(("hanging", kind), among, wanted, whose=user) if wanted else []
    for row in rows:
        if row.about_kind and (row.about_kind, row.about_id) not in found:
            missing[row.about_kind].add(row.about_id)
    return rows


def _item(entry: Happened, source: Record, record: Record, named: Names) -> Item:
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


def _scene(entry: Happened) -> str:
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
