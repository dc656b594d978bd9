"""Saving, sharing, copying, pinning and deleting smart lists (15.1, 15.9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Group, Role, User
from lists.choices import Visibility
from lists.models import ListDefault, Pin, SmartList
from lists.smart_query import Saved, refuse_long, saved_in
from records.errors import NotAllowed, Overtaken

KEPT = timedelta(days=30)
MOST_OWN, MOST_PINS = 200, 30


@transaction.atomic
def save_as(
    name: str, saved: Saved, *, kind: str, by: User, at: datetime, visibility: str = Visibility.PRIVATE,
    groups: Iterable[Group] = (), others_edit: bool = False,
) -> SmartList:  # fmt: skip
    """A new list of this person's, behind those there are. NotAllowed for one too many or too long."""
    refuse_long(saved)
    mine = SmartList.objects.live().filter(owner=by, kind=kind)
    if mine.count() >= MOST_OWN:
        raise NotAllowed(_("You have %(most)s lists of this kind already. Delete some first.") % {"most": MOST_OWN})
    last = mine.aggregate(last=Max("position"))["last"]
    made = SmartList.objects.create(
        kind=kind, name=name, owner=by, visibility=visibility, others_edit=others_edit, created_at=at, changed_at=at,
        changed_by=by, position=0 if last is None else last + 1, **saved.stored(),
    )  # fmt: skip
    made.groups.set(groups if visibility == Visibility.GROUP else ())
    return made


def save_changes(smart_list: SmartList, saved: Saved, *, by: User, at: datetime, version: int) -> None:
    """What it holds and how it is shown. Overtaken when somebody changed it since that version."""
    refuse_long(saved)
    _take(smart_list, saved.stored(), by=by, at=at, version=version)


@transaction.atomic
def edit(smart_list: SmartList, values: Mapping[str, Any], *, by: User, at: datetime, version: int) -> None:
    """Its name, who sees it and who may change it; `groups` among the values."""
    columns = {name: value for name, value in values.items() if name != "groups"}
    _take(smart_list, columns, by=by, at=at, version=version)
    if "groups" in values:
        smart_list.groups.set(values["groups"])
    if smart_list.visibility != Visibility.GROUP:
        smart_list.groups.clear()


def _take(smart_list: SmartList, values: Mapping[str, Any], *, by: User, at: datetime, version: int) -> None:
    """Compare-and-set of the version. What a list holds is counted anew."""
    rows = SmartList.objects.live().filter(pk=smart_list.pk, version=version)
    if not rows.update(**values, version=version + 1, changed_at=at, changed_by=by):
        raise Overtaken(SmartList.objects.filter(pk=smart_list.pk).select_related("changed_by").first())
    smart_list.refresh_from_db()
    if "query" in values:
        smart_list.counts.update(counted_at=None)


def copy(smart_list: SmartList, *, by: User, at: datetime) -> SmartList:
    """One's own, seen by nobody else yet."""
    name = _("Copy of %(name)s") % {"name": smart_list.name}
    return save_as(name[:80], saved_in(smart_list), kind=smart_list.kind, by=by, at=at)


@transaction.atomic
def delete(smart_list: SmartList, *, by: User, at: datetime) -> None:
    """Out of everybody's sight; it comes back with its pins for 30 days."""
    _take(smart_list, {"deleted_at": at}, by=by, at=at, version=smart_list.version)


def restore(smart_list: SmartList, *, by: User, at: datetime) -> bool:
    """False when it was back already."""
    deleted = SmartList.objects.filter(pk=smart_list.pk, deleted_at__isnull=False)
    return bool(deleted.update(deleted_at=None, version=F("version") + 1, changed_at=at, changed_by=by))


def purge(*, at: datetime) -> int:
    """Remove for good what was deleted 30 days ago."""
    return SmartList.objects.filter(deleted_at__lt=at - KEPT).delete()[0]


@transaction.atomic
def pin(smart_list: SmartList, *, to: User) -> None:
    """Under its object in this person's rail, behind what is there. Twice is once."""
    pins = Pin.objects.filter(user=to)
    if pins.count() >= MOST_PINS and not pins.filter(smart_list=smart_list).exists():
        raise NotAllowed(_("You have pinned %(most)s lists already. Take one off first.") % {"most": MOST_PINS})
    last = pins.aggregate(last=Max("position"))["last"]
    Pin.objects.get_or_create(user=to, smart_list=smart_list, defaults={"position": 0 if last is None else last + 1})


def unpin(smart_list: SmartList, *, of: User) -> None:
    Pin.objects.filter(user=of, smart_list=smart_list).delete()


@transaction.atomic
def move_pin(smart_list: SmartList, *, of: User, up: bool) -> None:
    """One place up or down among the pins of its kind."""
    _swap(Pin.objects.filter(user=of, smart_list__kind=smart_list.kind), "smart_list_id", smart_list.pk, up=up)


@transaction.atomic
def move(smart_list: SmartList, *, up: bool) -> None:
    """One place up or down among the lists of its owner."""
    rows = SmartList.objects.live().filter(owner=smart_list.owner, kind=smart_list.kind)
    _swap(rows, "pk", smart_list.pk, up=up)


def _swap(rows: Any, name: str, key: int, *, up: bool) -> None:
    """Positions are written anew, because two may have been given the same one at once."""
    found = list(rows.order_by("position", "pk"))
    at = next((place for place, row in enumerate(found) if getattr(row, name) == key), -1)
    to = at - 1 if up else at + 1
    if at >= 0 and 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    for place, row in enumerate(found):
        row.position = place
    rows.model.objects.bulk_update(found, ["position"])


def open_first(smart_list: SmartList, *, user: User | None = None, role: Role | None = None) -> None:
    """What the list's bare address opens, for one person or for everybody of a role."""
    whose = {"user": user} if user is not None else {"role": role}
    ListDefault.objects.update_or_create(kind=smart_list.kind, **whose, defaults={"smart_list": smart_list})


def open_as_usual(kind: str, *, user: User) -> None:
    ListDefault.objects.filter(kind=kind, user=user).delete()


def lists_of(user: User) -> QuerySet:
    """All of somebody's, deleted ones too."""
    return SmartList.objects.filter(owner=user)


def hand_over(giver: User, receiver: User, *, by: User | None, at: datetime) -> int:
    """Every list of somebody who leaves; returns how many. What only they saw only the receiver sees."""
    return lists_of(giver).update(owner=receiver, version=F("version") + 1, changed_at=at, changed_by=by)
