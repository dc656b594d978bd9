"""Deleting is the bin; after 30 days a tombstone."""

from datetime import timedelta

import pytest

from records import bin as recycling
from records import writing
from records.errors import Overtaken
from records.models import Tagging, Tombstone
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db


def test_what_is_in_the_bin_is_not_live(kettle, ann, noon):
    recycling.delete(kettle, by=ann, at=noon)
    assert not Thing.objects.live().exists() and Thing.objects.binned().get() == kettle


def test_what_comes_back_is_whole(thing, ann, noon):
    kettle = thing(note="dent")
    writing.edit(kettle, {}, by=ann, at=noon, tags=["Old"])
    recycling.delete(kettle, by=ann, at=noon)
    recycling.restore(kettle, by=ann, at=noon)
    fresh = Thing.objects.live().get()
    assert (fresh.note, fresh.deleted_by, fresh.deleted_act) == ("dent", None, None)
    assert Tagging.objects.count() == 1


def test_nobody_deletes_what_somebody_else_just_changed(kettle, ann, cy, noon):
    stale = Thing.objects.get(pk=kettle.pk)
    writing.edit(kettle, {"name": "Pot"}, by=ann, at=noon)
    with pytest.raises(Overtaken):
        recycling.delete(stale, by=cy, at=noon)
    assert Thing.objects.live().exists()


def test_the_bin_is_open_to_those_who_could_delete(kettle, ann, cy, bob, dee, noon):
    recycling.delete(kettle, by=ann, at=noon)
    seen = [user.name for user in (ann, bob, cy, dee) if Thing.objects.restorable_by(user).exists()]
    assert seen == ["Ann Archer", "Cy Chief"]


def test_after_thirty_days_a_tombstone_is_left(thing, ann, noon):
    old, young = thing(), thing(name="Lid")
    recycling.delete(old, by=ann, at=noon)
    recycling.delete(young, by=ann, at=noon + timedelta(days=1))
    assert recycling.purge(at=noon + timedelta(days=30, seconds=1)) == 1
    assert list(Thing.objects.all()) == [young]
    assert Tombstone.objects.get().record_id == old.pk
