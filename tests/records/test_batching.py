"""Many records at once leave the rows that one at a time would have left."""

from datetime import timedelta
from decimal import Decimal

import pytest

from records import batching, writing
from records.batching import Edit
from records.errors import NotAllowed, Overtaken
from records.lifecycle import Move, move_each
from records.models import Change, Tag, Transition
from records.tagging import tags_of
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db
ODD = 'tab\tline\nback\\slash "quoted" ü'


def things(thing, count=60):
    return [thing(name=f"T{n}", note=f"n{n}") for n in range(count)]


def test_each_gets_its_own_values_whatever_they_hold(thing, ann, noon):
    rows, later = things(thing), noon + timedelta(hours=1)
    edits = [Edit(row, {"note": f"{ODD}{row.pk}", "amount": Decimal(row.pk), "due_at": later}) for row in rows]
    changes = batching.edit_each(edits, by=ann, at=later)
    fresh = Thing.objects.get(pk=rows[-1].pk)
    assert (fresh.note, fresh.amount, fresh.due_at) == (f"{ODD}{fresh.pk}", Decimal(fresh.pk), later)
    assert (fresh.version, fresh.updated_at, len(changes)) == (2, later, 60)
    assert Change.objects.get(pk=changes[-1].pk).fields["note"] == ["n59", f"{ODD}{fresh.pk}"]
    assert "slash" in fresh.search_text


def test_only_what_differs_is_written_and_tags_go_along(thing, ann, noon):
    rows = things(thing, 3)
    edits = [Edit(rows[0], {"note": "n0"}), Edit(rows[1], {"note": "x"}), Edit(rows[2], {}, ["Hot", "hot"])]
    changes = batching.edit_each(edits, by=ann, at=noon)
    assert [change.record_id for change in changes] == [rows[1].pk, rows[2].pk]
    assert changes[1].fields == {"tags": [[], ["Hot"]]} and [tag.name for tag in tags_of(rows[2])] == ["Hot"]
    assert Tag.objects.count() == 1 and Thing.objects.get(pk=rows[0].pk).version == 1


def test_the_bin_takes_many_and_gives_them_back(thing, ann, noon):
    rows = things(thing, 3)
    act = batching.delete_each(rows, by=ann, at=noon)[0].act
    assert not Thing.objects.live().exists() and set(Thing.objects.values_list("deleted_act", flat=True)) == {act.pk}
    with pytest.raises(Overtaken):
        batching.delete_each(rows, by=ann, at=noon)
    batching.restore_each(list(Thing.objects.all()), by=ann, at=noon)
    assert Thing.objects.live().count() == 3 and set(Thing.objects.values_list("version", flat=True)) == {3}


def test_many_steps_are_one_announcement_and_none_is_taken_from_elsewhere(thing, ann, noon):
    rows = things(thing, 60)
    steps = move_each("state", [Move(row, "ripe", ann, noon, None) for row in rows])
    assert Transition.objects.filter(was="raw", now="ripe").count() == len(steps) == 60
    assert set(Thing.objects.values_list("state", "version")) == {("ripe", 2)}
    stale = Thing.objects.get(pk=rows[0].pk)
    move_each("state", [Move(rows[0], "eaten", ann, noon, None)])
    with pytest.raises(Overtaken):
        move_each("state", [Move(stale, "raw", ann, noon, None)])
    with pytest.raises(NotAllowed):
        move_each("state", [Move(rows[0], "raw", ann, noon, None)])


def test_a_status_is_not_edited(thing, ann, noon):
    with pytest.raises(NotAllowed):
        batching.edit_each([Edit(thing(), {"state": "ripe"})], by=ann, at=noon)


def test_a_second_edit_of_the_same_rows_builds_on_the_first(thing, ann, noon):
    row = thing()
    batching.edit_each([Edit(row, {"note": "a"})], by=ann, at=noon)
    assert writing.edit(row, {"note": "b"}, by=ann, at=noon) and Thing.objects.get().version == 3
