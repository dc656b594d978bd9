"""Timelines written in batches are the same timelines."""

import pytest

from activities import completing, keeping, telling
from activities.models import Entry, EntryLink
from contacts import keeping as contact_keeping

pytestmark = pytest.mark.django_db


def played(by, at, deal):
    """A note that is corrected, a task that is done, and a person who gets an employer, and what was told of it."""
    first = Entry.objects.count()
    note = keeping.add_note(by=by, at=at, text="x", about=deal).record
    keeping.edit_note(note, {"text": "y"}, by=by, at=at)
    completing.complete(keeping.add_task(by=by, at=at, text="z", about=deal).record, by=by, at=at)
    return first


def entries(first):
    rows = Entry.objects.order_by("pk")[first:]
    return [(row.verb, row.source_kind, sorted(row.links.values_list("kind", "at"))) for row in rows]


def test_gathered_entries_are_those_that_are_told_one_by_one(ann, noon, deal):
    one, other = deal(), deal()
    alone = entries(played(ann, noon, one))
    with telling.gathered():
        first = played(ann, noon, other)
        assert Entry.objects.count() == first
    assert entries(first) == alone and len(alone) == 4


def test_what_moves_to_other_timelines_is_told_at_once(ann, noon, human, company):
    person, firm = human(), company()
    with telling.gathered():
        keeping.add_note(by=ann, at=noon, text="before", about=person)
        with telling.at_once():
            contact_keeping.edit_contact(person, {"employer": firm}, by=ann, at=noon)
        keeping.add_note(by=ann, at=noon, text="after", about=person)
    links = EntryLink.objects.filter(kind="contacts.contact", record_id=firm.pk, entry__source_kind="activities.note")
    assert links.count() == 1


def test_what_fails_tells_nothing(ann, noon, human):
    person, told = human(), Entry.objects.count()
    with pytest.raises(ZeroDivisionError), telling.gathered():
        keeping.add_note(by=ann, at=noon, text="x", about=person)
        raise ZeroDivisionError
    assert Entry.objects.count() == told
