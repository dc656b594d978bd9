"""Many creates of many people at many moments, written together."""

from datetime import timedelta

import pytest

from records import writing
from records.models import Act, Change, Tag
from records.signals import changed
from records.tagging import tags_of
from records.writing import Draft
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db


def told(thing):
    """What the rows say of a record that was just created."""
    change = Change.objects.select_related("act").get(record_id=thing.pk, kind="specimen.thing")
    act = change.act
    return (act.kind, act.label, act.by, act.at, change.by, change.at, change.verb, change.version, change.fields)


def test_each_is_written_as_if_it_had_been_created_alone(ann, noon):
    alone, together = Thing(name="Pot", owner=ann), Thing(name="Pot", owner=ann)
    writing.create(alone, by=ann, at=noon, tags=["new", "Blue"])
    writing.create_each([Draft(together, ann, noon, ["new", "Blue"])])
    together.refresh_from_db()
    assert told(alone) == told(together) and alone.search_text == together.search_text
    assert tags_of(alone) == tags_of(together) and Tag.objects.count() == 2


def test_each_has_its_own_act_person_and_moment(ann, bob, noon):
    pot, pan = Thing(name="Pot", owner=ann), Thing(name="Pan", owner=bob)
    writing.create_each([Draft(pot, ann, noon), Draft(pan, bob, noon + timedelta(days=3))])
    assert Act.objects.filter(by=bob, at=noon + timedelta(days=3), label="Pan").count() == 1
    pan.refresh_from_db()
    assert (pan.created_by, pan.created_at, pan.version) == (bob, noon + timedelta(days=3), 1)


def test_they_are_announced_once_and_cost_the_same_whatever_their_number(ann, noon, django_assert_max_num_queries):
    heard = []

    def listen(sender, changes, **kwargs):
        heard.append(len(changes))

    changed.connect(listen, sender=Thing)
    for most, number in ((40, 1), (12, 40)):  # the first time the tags are made
        with django_assert_max_num_queries(most):
            things = [Thing(name=f"Pot {n}", owner=ann) for n in range(number)]
            writing.create_each([Draft(thing, ann, noon, ["a", "b"]) for thing in things])
    changed.disconnect(listen, sender=Thing)
    assert heard == [1, 40]


def test_nothing_to_create_is_no_error(db):
    writing.create_each([])
    assert not Act.objects.exists()
