"""One Entry per happening, on every timeline it belongs to (17.5a, 5.6)."""

import pytest

from activities import completing, keeping, subjects
from activities.models import Entry, EntryLink, Note, Task
from activities.timeline import page_for
from records import bin as recycling
from records import lifecycle, undoing, writing
from records.customising import define
from records.defining import deactivate
from records.models import Tombstone
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db


def scenes(record, user, **kwargs):
    return [item.scene for item in page_for(record, user=user, **kwargs).items]


def test_a_record_tells_what_happened_to_it_and_around_it(kettle, ann, task, note, at):
    todo = task(about=kettle, at=at(24, 1))
    note(about=kettle, at=at(24, 2))
    completing.complete(todo, by=ann, at=at(24, 3))
    lifecycle.move(kettle, "state", "ripe", by=ann, at=at(24, 4))
    assert scenes(kettle, ann) == ["moved", "completed", "noted", "planned", "created"]
    assert scenes(kettle, ann, show="notes") == ["noted"]
    assert scenes(kettle, ann, show="tasks") == ["completed", "planned"]
    assert scenes(kettle, ann, show="changes") == ["moved", "created"]
    assert scenes(kettle, ann, show="nonsense") == scenes(kettle, ann)


def test_a_corrected_note_does_not_come_up_again(kettle, ann, note, noon):
    made = note(about=kettle)
    keeping.edit_note(made, {"text": "She said no"}, by=ann, at=noon)
    assert scenes(kettle, ann).count("noted") == 1 and "edited" not in scenes(kettle, ann)
    assert scenes(made, ann) == ["edited", "noted"]


def test_a_change_says_what_was_and_what_is(task, ann, bob, noon, at):
    made = task(due_at=at(24, 9))
    keeping.edit_task(made, {"owner": bob, "details": "Bring the key"}, by=ann, at=noon)
    told = {value.label: (value.was, value.now) for value in page_for(made, user=ann).items[0].values}
    assert told == {"Owner": ("Ann Archer", "Bob Baker"), "Details": ("Not set", "Bring the key")}


def test_custom_fields_are_told_one_by_one_by_their_names(lead, ann, noon):  # 16.4
    size, gone = define("leads.lead", "Size", "number"), define("leads.lead", "Checked", "yes_no")
    made = lead(custom={size.key: 5, "lost": "x"})
    writing.edit(made, {"custom": {size.key: 7.5, gone.key: True, "lost": "x"}}, by=ann, at=noon)
    deactivate(gone, by=None, at=noon)
    told = {value.label: (value.was, value.now) for value in page_for(made, user=ann).items[0].values}
    assert told == {"Size": ("5", "7.5"), "Checked": ("Not set", "Yes")}
    writing.edit(made, {"custom": {}}, by=ann, at=noon)
    told = {value.label: (value.was, value.now) for value in page_for(made, user=ann).items[0].values}
    assert told == {"Size": ("7.5", "Not set"), "Checked": ("Yes", "Not set"), "lost": ("x", "Not set")}


def test_the_day_of_a_task_stands_for_its_end(task, ann, noon, at):
    made = task(due_on=at(24).date())
    keeping.edit_task(made, {"due_on": at(25).date(), "due_at": None}, by=ann, at=noon)
    (value,) = page_for(made, user=ann).items[0].values
    assert value.label == "Due" and "24" in value.was and "25" in value.now and ":" not in value.now


def test_a_step_names_its_cause(thing, ann, task, at):
    kettle, todo = thing(), task()
    step = lifecycle.move(kettle, "state", "ripe", by=ann, at=at(24, 1))
    completing.complete(todo, by=ann, at=at(24, 2), cause=step)
    cause = page_for(todo, user=ann).items[0].cause
    assert cause.record == kettle and cause.did == "became ripe"


def test_a_cause_one_may_not_see_is_not_named(thing, ann, cy, task, at):
    hidden, todo = thing(owner=cy, by=cy), task()
    step = lifecycle.move(hidden, "state", "ripe", by=cy, at=at(24, 1))
    completing.complete(todo, by=cy, at=at(24, 2), cause=step)
    assert page_for(todo, user=ann).items[0].cause.record is None


def test_a_restricted_note_is_on_its_authors_timeline_only(kettle, ann, bob, note):
    note(about=kettle, is_restricted=True)
    assert "noted" in scenes(kettle, ann) and "noted" not in scenes(kettle, bob)


def test_what_is_hidden_does_not_shorten_the_page(kettle, ann, bob, note, at):
    for n in range(40):
        note(f"secret {n}", about=kettle, is_restricted=True, at=at(24, 1, n))
    for n in range(40):
        note(f"open {n}", about=kettle, at=at(24, 0, n))
    assert len(page_for(kettle, user=bob).items) == 30


def test_a_binned_note_leaves_the_timeline_and_comes_back(kettle, ann, note, noon):
    made = note(about=kettle)
    recycling.delete(made, by=ann, at=noon)
    assert "noted" not in scenes(kettle, ann)
    recycling.restore(made, by=ann, at=noon)
    assert "noted" in scenes(kettle, ann)


def test_an_undo_is_told_as_one(task, ann, at):
    made = task()
    step = completing.complete(made, by=ann, at=at(24))
    undoing.undo(step.act, by=ann, at=at(24, 1))
    newest = page_for(made, user=ann).items[0]
    assert newest.scene == "reopened" and newest.taken_back


def test_each_happening_is_one_entry_written_with_it(kettle, ann, task, noon):
    before = Entry.objects.count()
    todo = task(about=kettle)
    completing.complete(todo, by=ann, at=noon)
    assert Entry.objects.count() == before + 2
    assert EntryLink.objects.filter(kind="specimen.thing", record_id=kettle.pk).count() == 3


def test_bulk_work_is_told_in_the_same_number_of_statements(
    thing, ann, noon, django_assert_num_queries, django_assert_max_num_queries
):
    for n in range(3):
        thing(f"Cup {n}")
    with django_assert_max_num_queries(13) as few:
        writing.edit_many(Thing.objects.all(), {"note": "few"}, by=ann, at=noon)
    for n in range(60):
        thing(f"Pot {n}")
    with django_assert_num_queries(len(few)):
        writing.edit_many(Thing.objects.all(), {"note": "many"}, by=ann, at=noon)
    assert Entry.objects.filter(verb="edited").count() == 3 + 63


def test_what_belongs_further_is_told_there_too(thing, ann, note, noon, monkeypatch):
    # 5.6: a company's history holds its employees' notes
    person, company = thing("Person"), thing("Company")
    monkeypatch.setitem(
        subjects.belonging._further,
        "specimen.thing",
        [lambda keys: {person.pk: [("specimen.thing", company.pk)]} if person.pk in keys else {}],
    )
    note(about=person)
    writing.edit(person, {"name": "Persona"}, by=ann, at=noon)
    assert scenes(company, ann)[:2] == ["edited", "noted"]


def test_what_is_gone_for_good_leaves_no_entry(kettle, ann, note, noon):
    made = note(about=kettle)
    recycling.delete(made, by=ann, at=noon)
    recycling.purge(at=noon.replace(year=2027))
    assert not Note.objects.exists() and not Entry.objects.filter(source_kind="activities.note").exists()
    assert scenes(kettle, ann) == ["created"]


def test_what_hangs_on_a_record_goes_with_it_for_good(kettle, ann, note, task, noon):
    # 14.5: the note on the task about the kettle, too
    note(about=task(about=kettle))
    recycling.delete(kettle, by=ann, at=noon)
    recycling.purge(at=noon.replace(year=2027))
    assert not Note.objects.exists() and not Task.objects.exists() and not Entry.objects.exists()
    assert Tombstone.objects.count() == 3


@pytest.mark.parametrize("entries", [1, 300])
def test_a_page_costs_five_statements_whatever_its_length(
    entries, kettle, ann, task, note, at, django_assert_max_num_queries
):
    for n in range(entries):
        moment = at(1 + n % 28, n % 24, n % 60)
        todo = task(f"Task {n}", about=kettle, at=moment)
        note(f"Note {n}", about=kettle, at=moment)
        step = completing.complete(todo, by=ann, at=moment)
        writing.edit(kettle, {"amount": n, "owner": ann}, by=ann, at=moment, cause=step)
    user = type(ann).objects.get(pk=ann.pk)
    user.rights.granted  # noqa: B018  asked once a request, before the page
    with django_assert_max_num_queries(5):
        found = page_for(kettle, user=user)
    assert len(found.items) == min(30, entries * 4 + 1)


def test_the_pages_follow_each_other_without_gap_or_double(kettle, ann, note, at):
    for n in range(70):
        note(f"Note {n}", about=kettle, at=at(24, 1))
    seen, after = [], ""
    while True:
        found = page_for(kettle, user=ann, after=after)
        seen += [item.entry.pk for item in found.items]
        after = found.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == 71 and seen == sorted(seen, reverse=True)
