"""What a contact takes over from the lead it was (4.12): notes, tasks, its past on the timeline, who works on it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from accounts.models import Collaboration, User
from activities.models import EntryLink, Note, Task
from activities.subjects import belonging
from contacts.models import Contact
from leads.models import Lead
from records.acting import Cause
from records.models import Change
from records.naming import kind_of
from records.writing import edit_many

TIES = ("person", "company")
BATCH = 500


def move_activities(lead: Lead, contact: Contact, *, by, at: datetime, cause: Cause) -> None:
    """Notes and tasks are about the contact from now on, whoever wrote them."""
    place = {"about_kind": kind_of(contact), "about_id": contact.pk}
    for model in (Note, Task):
        edit_many(model.objects.live().about(lead), place, by=by, at=at, cause=cause)


def follow(change: Change) -> None:
    """Whoever a lead became since takes over its past; who no longer came of it gives it back (an undo)."""
    for tie in TIES:
        was, now = change.fields.get(tie, (None, None))
        if was is not None:
            _give_back(change, was)
        if now is not None:
            _take_over(change, now)


def _take_over(change: Change, contact: int) -> None:
    rows = EntryLink.objects.filter(kind=change.kind, record_id=change.record_id).values_list("entry", "at")
    links = [
        EntryLink(entry_id=entry, kind=kind, record_id=key, at=at)
        for entry, at in rows
        for kind, key in _places(contact)
    ]
    EntryLink.objects.bulk_create(links, batch_size=BATCH, ignore_conflicts=True)
    Collaboration.objects.bulk_create(
        [
            Collaboration(kind=kind_of(Contact), record_id=contact, user=user, added_by=change.by, at=change.at)
            for user in _collaborators(change)
            if user.may(Contact.permission_object, "view")
        ],
        ignore_conflicts=True,
    )


def _give_back(change: Change, contact: int) -> None:
    """What the conversion had brought along; what came since stays."""
    past = EntryLink.objects.filter(kind=change.kind, record_id=change.record_id).values("entry")
    for kind, key in _places(contact):
        EntryLink.objects.filter(kind=kind, record_id=key, entry__in=past).delete()
    converted_at = change.fields.get("converted_at", (None, None))[0]
    if converted_at:
        mine = Collaboration.objects.filter(kind=kind_of(Contact), record_id=contact)
        mine.filter(at=datetime.fromisoformat(converted_at), user__in=_collaborators(change)).delete()


def _places(contact: int) -> Collection[tuple[str, int]]:
    """The contact, and what happens to it also belongs to (5.6)."""
    return belonging.of(kind_of(Contact), [contact])[contact]


def _collaborators(change: Change) -> list[User]:
    rows = Collaboration.objects.filter(kind=change.kind, record_id=change.record_id)
    return [each.user for each in rows.select_related("user")]
