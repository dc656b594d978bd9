"""Every change is a row too, and nobody overwrites what they have not seen."""

import threading
import time
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from records import writing
from records.errors import NotAllowed, Overtaken
from records.models import Act, Change
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db


def test_a_new_record_begins_with_one_change_that_tells_its_values(kettle, ann):
    change = Change.objects.get(kind="specimen.thing", record_id=kettle.pk)
    assert change.verb == "created" and change.by == ann and change.version == 1
    assert change.fields == {"name": [None, "Kettle"], "owner": [None, ann.pk], "state": [None, "raw"]}


def test_an_edit_writes_only_what_differs(kettle, ann, noon):
    act = writing.edit(kettle, {"name": "Kettle", "amount": Decimal("2.50")}, by=ann, at=noon)
    assert Change.objects.get(act=act).fields == {"amount": [None, "2.50"]}
    assert Thing.objects.get().version == 2


def test_an_edit_that_changes_nothing_writes_nothing(kettle, ann, noon):
    before = Act.objects.count()
    assert writing.edit(kettle, {"name": "Kettle"}, by=ann, at=noon) is None
    assert Act.objects.count() == before and Thing.objects.get().version == 1


def test_the_slower_of_two_is_told_and_nothing_is_lost(kettle, ann, cy, noon):
    slow = Thing.objects.get(pk=kettle.pk)
    writing.edit(kettle, {"name": "Pot"}, by=ann, at=noon)
    with pytest.raises(Overtaken) as told:
        writing.edit(slow, {"name": "Pan"}, by=cy, at=noon)
    assert told.value.record.name == "Pot"
    assert Thing.objects.get().name == "Pot" and Change.objects.count() == 2


def test_a_version_that_was_seen_long_ago_is_refused(kettle, ann, noon):
    writing.edit(kettle, {"name": "Pot"}, by=ann, at=noon)
    with pytest.raises(Overtaken):
        writing.edit(kettle, {"name": "Pan"}, by=ann, at=noon, version=1)


def test_a_status_is_not_edited(kettle, ann, noon):
    with pytest.raises(NotAllowed):
        writing.edit(kettle, {"state": "eaten"}, by=ann, at=noon)
    assert Thing.objects.get().state == "raw"


def test_an_owner_can_be_given_as_row_or_key_and_taken_away(kettle, ann, cy, noon):
    writing.edit(kettle, {"owner": cy}, by=ann, at=noon)
    assert Thing.objects.get().owner == cy
    writing.edit(kettle, {"owner": ann.pk}, by=ann, at=noon)
    assert Thing.objects.get().owner == ann
    writing.edit(kettle, {"owner": None}, by=ann, at=noon)
    assert Thing.objects.get().owner is None


def test_a_change_of_many_is_a_row_each_and_one_announcement(thing, ann, cy, noon):
    rows = [thing(name=f"Cup {n}") for n in range(5)]
    writing.edit(rows[0], {"owner": cy}, by=ann, at=noon)
    assert writing.edit_many(Thing.objects.all(), {"owner": cy}, by=ann, at=noon + timedelta(1)) == 4
    assert Change.objects.filter(at=noon + timedelta(1)).count() == 4
    assert set(Thing.objects.values_list("owner", "version")) == {(cy.pk, 2)}


def test_a_change_of_many_keeps_the_search_text_true(thing, ann, noon):
    thing(name="Cup"), thing(name="Mug")
    writing.edit_many(Thing.objects.all(), {"note": "Blaue Küche"}, by=ann, at=noon)
    assert Thing.objects.search("kuche").count() == 2
    assert Thing.objects.search("cup").count() == 1


def test_a_change_of_many_costs_the_same_statements_for_few_and_for_many(
    thing, ann, cy, noon, django_assert_num_queries
):
    for size in (1, 30):
        for n in range(size):
            thing(name=f"{size} {n}")
        with django_assert_num_queries(9):
            writing.edit_many(Thing.objects.filter(name__startswith=f"{size} "), {"owner": cy}, by=ann, at=noon)


def test_a_failing_listener_undoes_the_write(kettle, ann, noon):
    from records.signals import changed

    def fail(**kwargs):
        raise RuntimeError("a consequence that fails")

    changed.connect(fail, sender=Thing)
    try:
        with pytest.raises(RuntimeError):
            writing.edit(kettle, {"name": "Pot"}, by=ann, at=noon)
    finally:
        changed.disconnect(fail, sender=Thing)
    assert Thing.objects.get().name == "Kettle" and Change.objects.count() == 1


def test_the_same_moment_and_number_written_differently_are_no_change(thing, ann, noon):
    kettle = thing(due_at=noon, amount=Decimal("2.50"))
    elsewhere = noon.astimezone(ZoneInfo("Europe/Berlin"))
    assert writing.edit(kettle, {"due_at": elsewhere, "amount": Decimal("2.5")}, by=ann, at=noon) is None


def test_history_tells_that_a_secret_changed_but_not_the_secret(kettle, ann, noon, monkeypatch):
    monkeypatch.setattr(Thing._meta.get_field("note"), "encrypted", True, raising=False)
    act = writing.edit(kettle, {"note": "hunter2"}, by=ann, at=noon)
    assert Change.objects.get(act=act).fields == {"note": [None, None]} and Thing.objects.get().note == "hunter2"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_row_that_leaves_the_selection_while_many_are_edited_is_left_alone(thing, ann, cy, noon):
    """The bulk edit waits for the row's lock and then looks again whether the row is still meant."""
    kettle, held, bulk = thing(), threading.Event(), []

    def reassign():
        with transaction.atomic():
            writing.edit(Thing.objects.get(pk=kettle.pk), {"owner": cy}, by=cy, at=noon)
            held.set()
            time.sleep(0.5)
        connection.close()

    other = threading.Thread(target=reassign)
    other.start()
    held.wait(5)
    bulk.append(writing.edit_many(Thing.objects.filter(owner=ann), {"owner": None}, by=ann, at=noon))
    other.join()
    assert bulk == [0] and Thing.objects.get().owner == cy
