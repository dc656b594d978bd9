"""A status changes in one function: it checks the step, takes it, writes it down and tells it once."""

import pytest

from records import writing
from records.errors import NotAllowed, Overtaken
from records.lifecycle import move
from records.models import Transition
from records.signals import transitioned
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db


def test_a_step_on_the_map_is_taken_and_written_down(kettle, ann, noon):
    step = move(kettle, "state", "ripe", by=ann, at=noon)
    assert (step.was, step.now, step.by, step.cause) == ("raw", "ripe", ann, None)
    assert Thing.objects.get().state == kettle.state == "ripe"


def test_a_step_that_is_not_on_the_map_is_refused(kettle, ann, noon):
    with pytest.raises(NotAllowed):
        move(kettle, "state", "eaten", by=ann, at=noon)
    assert Thing.objects.get().state == "raw" and not Transition.objects.exists()


def test_of_two_who_take_the_same_step_the_slower_is_told(kettle, ann, cy, noon):
    slow = Thing.objects.get(pk=kettle.pk)
    move(kettle, "state", "ripe", by=ann, at=noon)
    with pytest.raises(Overtaken):
        move(slow, "state", "ripe", by=cy, at=noon)
    assert Transition.objects.count() == 1


def test_a_consequence_that_fails_undoes_the_step(kettle, ann, noon):
    def fail(**kwargs):
        raise RuntimeError("no")

    transitioned.connect(fail, sender=Thing)
    try:
        with pytest.raises(RuntimeError):
            move(kettle, "state", "ripe", by=ann, at=noon)
    finally:
        transitioned.disconnect(fail, sender=Thing)
    assert Thing.objects.get().state == "raw" and not Transition.objects.exists()


def test_a_consequence_names_its_cause_and_shares_its_act(thing, ann, noon):
    first, second = thing(), thing(name="Lid")
    cause = move(first, "state", "ripe", by=ann, at=noon)
    effect = move(second, "state", "ripe", by=ann, at=noon, cause=cause)
    assert effect.cause == cause and effect.act == cause.act


def test_who_edited_other_fields_meanwhile_does_not_hinder_a_step(kettle, ann, cy, noon):
    late = Thing.objects.get(pk=kettle.pk)
    writing.edit(kettle, {"note": "dent"}, by=ann, at=noon)
    step = move(late, "state", "ripe", by=cy, at=noon)
    writing.edit(late, {"amount": 3}, by=cy, at=noon, cause=step)
    fresh = Thing.objects.get()
    assert (fresh.state, fresh.note, fresh.search_text, fresh.version) == ("ripe", "dent", "kettle dent", 4)
