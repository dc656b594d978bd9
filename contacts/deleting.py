"""A contact goes to the bin: its ties are cut under the same act, and come back with it (5.8, 5.13)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Contact
from lists.rights import reached
from records import batching, writing
from records import bin as recycling
from records.acting import Cause
from records.batching import Edit, edit_each
from records.errors import NotAllowed
from records.models import Act, Change, Record
from records.naming import kind_of


class Held(NamedTuple):
    """A record that stands in the way of deleting a contact; `heir` is what would take the contact's place there, None
    where nothing can."""

    record: Record
    heir: Contact | None


class Holder(Protocol):
    """What a higher app knows of contacts that must not simply go (registered with `holds`)."""

    def held(self, contact: Contact) -> list[Held]: ...

    def holding(self, contacts: Collection[int]) -> set[int]:
        """The keys of those of these contacts that are held at all."""

    def release(self, contact: Contact, *, by, at: datetime, cause: Change) -> None: ...


_holders: list[Holder] = []


class OnDeals(NotAllowed):
    """The contact is still on deals (5.8). `held` are these."""

    def __init__(self, held: list[Held]):
        self.held = held
        super().__init__(_("This contact is still on deals. Remove it from them, or archive it."))


def holds(holder: Holder) -> None:
    """Called from a higher app's panels module."""
    _holders.append(holder)


def held(contact: Contact) -> list[Held]:
    return [each for holder in _holders for each in holder.held(contact)]


def releasable(held: list[Held], *, by) -> bool:
    """Whether something can take the contact's place on all of them, and this person may change them. `by` None is the
    system."""
    if any(each.heir is None for each in held):
        return False
    return by is None or len(reached((each.record for each in held), by, "edit")) == len(held)


@transaction.atomic
def delete(contact: Contact, *, by, at: datetime, release: bool = False, cause: Cause = None) -> Act:
    """Put a contact into the bin. Raises OnDeals while it is on deals, unless `release` takes it off them first, which
    works where `releasable` says so; Overtaken."""
    in_the_way = held(contact)
    if in_the_way and not (release and releasable(in_the_way, by=by)):
        raise OnDeals(in_the_way)
    act = recycling.delete(contact, by=by, at=at, cause=cause)
    deletion = Change.objects.filter(act=act, kind=kind_of(contact), record_id=contact.pk).latest("pk")
    for holder in _holders if in_the_way else []:
        holder.release(contact, by=by, at=at, cause=deletion)
    cut(contact, by=by, at=at, cause=deletion)
    return act


@transaction.atomic
def delete_each(contacts: Sequence[Contact], *, by, at: datetime, cause: Cause = None) -> set[int]:
    """The same for many, set-based, their rows being locked; the keys of those that stay because they are on deals."""
    keys = [contact.pk for contact in contacts]
    stay: set[int] = set().union(*(holder.holding(keys) for holder in _holders))
    going = [contact for contact in contacts if contact.pk not in stay]
    deletions = {each.record_id: each for each in batching.delete_each(going, by=by, at=at, cause=cause)}
    for tie in ("employer", "parent") if going else ():
        rows = Contact.objects.live().filter(**{f"{tie}__in": list(deletions)}).order_by("pk")
        tied = rows.select_for_update(of=("self",))
        edits = [Edit(each, {tie: None}, None, deletions[getattr(each, f"{tie}_id")]) for each in tied]
        edit_each(edits, by=by, at=at)
    return stay


def cut(contact: Contact, *, by, at: datetime, cause: Change) -> None:
    """5.13: its people have no employer, its children no parent."""
    for tie in ("employer", "parent"):
        writing.edit_many(Contact.objects.live().filter(**{tie: contact}), {tie: None}, by=by, at=at, cause=cause)
