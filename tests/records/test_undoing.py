"""Whatever can be taken back is the set of rows under one act."""

import sys
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records import bin as recycling
from records import jobs, working, writing
from records.acting import begin
from records.errors import NotAllowed
from records.lifecycle import move
from records.models import Change, Job, Tag
from records.tagging import tags_of
from records.undoing import may_undo, undo, undo_by_job
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db


def test_an_edit_comes_back_to_the_microsecond(thing, ann, noon):
    due = noon.replace(microsecond=123457)
    kettle = thing(due_at=due, note="dent")
    act = writing.edit(kettle, {"due_at": None, "note": ""}, by=ann, at=noon)
    assert undo(act, by=ann, at=noon).restored == 1
    fresh = Thing.objects.get()
    assert (fresh.due_at, fresh.note, fresh.version) == (due, "dent", 3)


def test_what_somebody_touched_since_stays_and_is_listed(kettle, ann, cy, noon):
    act = writing.edit(kettle, {"name": "Pot", "note": "dent"}, by=ann, at=noon)
    writing.edit(kettle, {"name": "Pan"}, by=cy, at=noon)
    outcome = undo(act, by=ann, at=noon)
    fresh = Thing.objects.get()
    assert (fresh.name, fresh.note) == ("Pan", "")
    assert [kept.record_id for kept in outcome.kept] == [kettle.pk] and "name" in outcome.kept[0].reason


def test_a_new_record_goes_to_the_bin_unless_it_was_touched(thing, ann, cy, noon):
    act = begin("imported", by=ann, at=noon)
    alone, touched = Thing(name="A", owner=ann), Thing(name="B", owner=ann)
    for new in (alone, touched):
        writing.create(new, by=ann, at=noon, cause=act)
    writing.edit(touched, {"note": "mine"}, by=cy, at=noon)
    outcome = undo(act, by=ann, at=noon)
    assert list(Thing.objects.live()) == [touched] and len(outcome.kept) == 1


def test_deleting_and_a_status_are_taken_back_too(kettle, ann, noon):
    step = move(kettle, "state", "ripe", by=ann, at=noon)
    undo(step.act, by=ann, at=noon)
    assert Thing.objects.get().state == "raw"
    act = recycling.delete(Thing.objects.get(), by=ann, at=noon)
    undo(act, by=ann, at=noon)
    assert Thing.objects.live().get().name == "Kettle"


def test_all_under_one_act_and_what_came_of_it_goes_together(thing, ann, noon):
    act = begin("bulk", by=ann, at=noon)
    rows = [thing(name=str(n)) for n in range(3)]
    writing.edit_many(Thing.objects.filter(name="0"), {"note": "x"}, by=ann, at=noon, cause=act)
    child = begin("trigger", by=None, at=noon, parent=act)
    writing.edit(Thing.objects.get(pk=rows[1].pk), {"note": "y"}, by=None, at=noon, cause=child)
    assert undo(act, by=ann, at=noon).restored == 2
    assert set(Thing.objects.values_list("note", flat=True)) == {""}


def test_an_undo_can_be_undone_but_not_repeated(kettle, ann, noon):
    act = writing.edit(kettle, {"name": "Pot"}, by=ann, at=noon)
    again = undo(act, by=ann, at=noon)
    with pytest.raises(NotAllowed):
        undo(act, by=ann, at=noon)
    undo(again.act, by=ann, at=noon)
    assert Thing.objects.get().name == "Pot"


def test_tags_come_back(kettle, ann, noon):
    writing.edit(kettle, {}, by=ann, at=noon, tags=["Hot", "Fair"])
    act = writing.edit(kettle, {}, by=ann, at=noon, tags=["hot", "New"])
    assert Change.objects.get(act=act).fields == {"tags": [["Fair", "Hot"], ["Hot", "New"]]}
    undo(act, by=ann, at=noon)
    assert [tag.name for tag in tags_of(kettle)] == ["Fair", "Hot"] and Tag.objects.count() == 3


def test_who_did_it_may_undo_it_for_a_day_and_an_admin_always(kettle, ann, bob, boss, noon):
    act = writing.edit(kettle, {"name": "Pot"}, by=ann, at=noon)
    assert may_undo(act, by=ann, at=noon + timedelta(hours=24))
    assert not may_undo(act, by=ann, at=noon + timedelta(hours=25))
    assert not may_undo(act, by=bob, at=noon)
    assert may_undo(act, by=boss, at=noon + timedelta(days=9))


def test_the_same_value_written_differently_was_not_touched(kettle, ann, noon):
    berlin = noon.astimezone(ZoneInfo("Europe/Berlin"))
    act = writing.edit(kettle, {"due_at": berlin, "amount": Decimal("2.5")}, by=ann, at=noon)
    assert undo(act, by=ann, at=noon).kept == []
    fresh = Thing.objects.get()
    assert (fresh.due_at, fresh.amount) == (None, None)


def test_tags_that_somebody_changed_since_stay(kettle, ann, cy, noon):
    act = writing.edit(kettle, {"note": "dent"}, by=ann, at=noon, tags=["Hot"])
    writing.edit(kettle, {}, by=cy, at=noon, tags=["Hot", "Fair"])
    outcome = undo(act, by=ann, at=noon)
    assert [tag.name for tag in tags_of(kettle)] == ["Fair", "Hot"] and Thing.objects.get().note == ""
    assert "Tags" in outcome.kept[0].reason


def test_what_somebody_else_deleted_again_stays_in_the_bin(kettle, ann, cy, noon):
    act = recycling.delete(kettle, by=ann, at=noon)
    recycling.restore(kettle, by=cy, at=noon)
    recycling.delete(kettle, by=cy, at=noon)
    assert len(undo(act, by=ann, at=noon).kept) == 1 and not Thing.objects.live().exists()


def test_what_somebody_worked_on_after_it_came_back_stays_out_of_the_bin(kettle, ann, cy, noon):
    recycling.delete(kettle, by=ann, at=noon)
    act = recycling.restore(kettle, by=ann, at=noon)
    writing.edit(kettle, {"note": "mine"}, by=cy, at=noon)
    assert len(undo(act, by=ann, at=noon).kept) == 1 and Thing.objects.live().exists()


def test_a_record_that_a_consequence_changed_goes_with_the_act_that_made_it(ann, noon):
    act, kettle = begin("imported", by=ann, at=noon), Thing(name="A", owner=ann)
    writing.create(kettle, by=ann, at=noon, cause=act)
    child = begin("trigger", by=None, at=noon, parent=act)
    writing.edit(kettle, {"note": "x"}, by=None, at=noon, cause=child)
    assert undo(act, by=ann, at=noon).kept == [] and not Thing.objects.live().exists()


def test_a_record_does_not_go_back_to_somebody_who_is_gone(kettle, ann, cy, person, noon):
    gone = person("Gus Gone")
    writing.edit(kettle, {"owner": gone}, by=cy, at=noon)
    act = writing.edit(kettle, {"owner": cy}, by=cy, at=noon)
    gone.delete()
    assert "owner" in undo(act, by=cy, at=noon).kept[0].reason and Thing.objects.get().owner == cy


@pytest.fixture
def bulk(thing, ann, cy, noon):
    """Five things edited in one go, one of them touched since."""
    things = [thing(name=str(n)) for n in range(5)]
    act = begin("bulk", by=ann, at=noon)
    writing.edit_many(Thing.objects.all(), {"note": "x"}, by=ann, at=noon, cause=act)
    writing.edit(Thing.objects.get(pk=things[2].pk), {"note": "mine"}, by=cy, at=noon)
    return act


def test_many_are_taken_back_by_a_job_that_lists_what_it_left(bulk, ann, noon):
    job = undo_by_job(bulk, by=ann, at=noon)
    working.perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.refused, job.total) == ("done", 4, 1, 5)
    assert sorted(Thing.objects.values_list("note", flat=True)) == ["", "", "", "", "mine"]


def test_an_undo_whose_worker_died_goes_on_with_the_next_batch(bulk, ann, noon, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)
    job = undo_by_job(bulk, by=ann, at=noon)
    lives, real = iter(["", "last words"]), jobs.take_back
    monkeypatch.setattr(jobs, "take_back", lambda *args: sys.exit() if next(lives, "") else real(*args))
    with pytest.raises(SystemExit):
        working.perform(job.pk)
    assert Change.objects.filter(act=job.act).count() == 2
    Job.objects.filter(pk=job.pk).update(lease_until=noon)
    working.perform(job.pk)
    job.refresh_from_db()
    assert (job.done, job.refused) == (4, 1)


def test_an_undo_that_was_stopped_may_be_tried_again(bulk, ann, noon):
    job = undo_by_job(bulk, by=ann, at=noon)
    working.cancel(job, at=noon)
    bulk.refresh_from_db()
    assert may_undo(bulk, by=ann, at=noon) and undo(bulk, by=ann, at=noon).restored == 4


def test_what_is_still_being_done_is_not_taken_back(ann, noon):
    job = working.start("undone", {"act": 0}, by=ann, at=noon)
    with pytest.raises(NotAllowed, match="still running"):
        undo(job.act, by=ann, at=noon)
    job.act.refresh_from_db()
    assert job.act.undone_at is None


def test_custom_fields_go_back_one_by_one(lead, ann, cy, noon):
    # 16.4
    made = lead(custom={"size": 1, "wish": "red"})
    act = writing.edit(made, {"custom": {"size": 2, "wish": "blue"}}, by=ann, at=noon)
    writing.edit(made, {"custom": {"size": 2, "wish": "green", "new": True}}, by=cy, at=noon)
    assert "wish" in undo(act, by=ann, at=noon).kept[0].reason
    made.refresh_from_db()
    assert made.custom == {"size": 1, "wish": "green", "new": True}


def test_an_undo_takes_as_many_statements_for_many_as_for_few(thing, ann, noon):
    def tidy(names):
        rows = [thing(name=name, note=name) for name in names]
        act = begin("bulk", by=ann, at=noon)
        mine = Thing.objects.filter(pk__in=[row.pk for row in rows])
        writing.edit_many(mine, {"note": ""}, by=ann, at=noon, cause=act)
        return act

    counts = []
    for act in (tidy("ab"), tidy("cdefgh")):
        with CaptureQueriesContext(connection) as seen:
            undo(act, by=ann, at=noon)
        counts.append(len(seen))
    assert counts[1] <= counts[0] + 4 and counts[0] < 30  # up to eight different values are a statement each
