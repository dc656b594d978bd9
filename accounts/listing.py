"""What admins do to the short lists: statuses, sources, reasons, roles on a deal (3.3, 3.12, 8.10 to 8.12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.administrators import must_be_admin
from accounts.models import User
from accounts.models.fields import folded_name
from accounts.models.listed import LONGEST_NAME, Listed
from records.errors import NotAllowed


def clean_name(model: Any, name: str, *, but: Any = None) -> str:
    """The name as it is stored. NotAllowed when it is empty, too long, or taken, be it in translation.

    What came with the product and is sent back as it is shown keeps its own name, so that it stays translated.
    """
    found = " ".join(name.replace("\x00", "").split())
    if not found or len(found) > LONGEST_NAME:
        raise NotAllowed(_("A name has 1 to %(most)s letters.") % {"most": LONGEST_NAME})
    if but and found == str(but):
        return but.name
    others = model.objects.exclude(pk=but.pk if but else None)
    if any(folded_name(found) in {each.name_key, folded_name(str(each))} for each in others):
        raise NotAllowed(_("There is one of that name already."))
    return found


@transaction.atomic
def add(model: Any, name: str, *, by: User | None, at: datetime, **fields: Any) -> Any:
    """A new entry, behind the others. NotAllowed for a name that is none or taken."""
    must_be_admin(by)
    last = model.objects.aggregate(last=models.Max("position"))["last"]
    new = {"name": clean_name(model, name), "position": 0 if last is None else last + 1, **fields}
    return model.objects.create(created_by=by, created_at=at, updated_at=at, **new)


@transaction.atomic
def change(entry: Listed, values: Mapping[str, Any], *, by: User | None, at: datetime) -> None:
    """Rename an entry or change what else it says; it means the same on old records. NotAllowed for a taken name."""
    must_be_admin(by)
    new = dict(values)
    if "name" in new:
        new["name"] = clean_name(type(entry), new["name"], but=entry)
    for name, value in {**new, "updated_at": at}.items():
        setattr(entry, name, value)
    entry.save(update_fields=[*new, *(["name_key"] if "name" in new else []), "updated_at"])


def archive(entry: Listed, *, by: User | None, at: datetime) -> None:
    """It cannot be chosen any more and stays on the records that have it (8.12)."""
    _mark(entry, at, by=by, at=at)


def bring_back(entry: Listed, *, by: User | None, at: datetime) -> None:
    _mark(entry, None, by=by, at=at)


def _mark(entry: Any, archived_at: datetime | None, *, by: User | None, at: datetime) -> None:
    must_be_admin(by)
    type(entry).objects.filter(pk=entry.pk).update(archived_at=archived_at, updated_at=at)
    entry.archived_at = archived_at


@transaction.atomic
def reorder(entries: Sequence[Any], *, by: User | None, at: datetime) -> None:
    """Put all entries of a list into this order."""
    must_be_admin(by)
    for place, entry in enumerate(entries):
        entry.position = place
    if entries:
        type(entries[0]).objects.bulk_update(entries, ["position"])


@transaction.atomic
def shift(entry: Any, places: int, *, by: User | None, at: datetime) -> None:
    """Up (-1) or down (1) by one place; at the end of the list nothing happens."""
    reorder(shifted(list(type(entry).objects.in_order()), entry, places), by=by, at=at)


def shifted(entries: list[Any], entry: Any, places: int) -> list[Any]:
    """The list with one entry this many places further down."""
    place = entries.index(entry)
    new = min(max(place + places, 0), len(entries) - 1)
    entries.insert(new, entries.pop(place))
    return entries


def uses(entry: Any) -> int:
    """How many rows name it, those in the bin included."""
    relations = [each for each in entry._meta.related_objects if each.get_accessor_name()]
    return sum(getattr(entry, each.get_accessor_name()).count() for each in relations)


@transaction.atomic
def remove(entry: Any, *, by: User | None, at: datetime) -> None:
    """For good, as long as nothing has it. NotAllowed otherwise: it can be archived."""
    must_be_admin(by)
    if uses(entry):
        raise NotAllowed(told(entry))
    entry.delete()


def told(entry: Any) -> str:
    return _("“%(name)s” is in use. Archive it: it stays on what has it and is not offered any more.") % {"name": entry}
