"""Due, done and reminded (17.1, 17.2, 17.4)."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Notification, User
from activities import completing, keeping, reminding
from activities.due import columns, day_of
from activities.models import Task
from records import bin as recycling
from records import undoing
from records.errors import NotAllowed, Overtaken
from records.models import Act, Change, Transition

pytestmark = pytest.mark.django_db
TOKYO, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Berlin")


def texts(rows):
    return sorted(rows.values_list("text", flat=True))


def test_a_task_belongs_to_who_adds_it_unless_said_otherwise(task, ann, bob):
    assert task().owner == ann
    assert task(owner=bob).owner == bob and Notification.objects.get().user == bob


def test_a_day_ends_with_its_owners_midnight(ann, task, noon, at):
    # 17.2: bob in Tokyo has until his own midnight
    ann.time_zone = "Asia/Tokyo"
    made = task(due_on=date(2026, 11, 24))
    assert made.due_at == at(24, 14, 59).replace(second=59)
    assert not made.is_late(at(24, 14, 59)) and made.is_late(at(24, 15))
    assert made.due_all_day and day_of(made, BERLIN) == date(2026, 11, 24)


def test_whoever_gets_a_day_has_until_their_own_midnight(ann, bob, task, noon):
    User.objects.filter(pk=bob.pk).update(time_zone="America/New_York")
    made = task(due_on=date(2026, 11, 24))
    keeping.edit_task(made, {"owner": User.objects.get(pk=bob.pk)}, by=ann, at=noon)
    assert made.due_on == date(2026, 11, 24)
    assert made.due_at.astimezone(ZoneInfo("America/New_York")).hour == 23


@pytest.mark.parametrize(
    "zone, today, upcoming",
    [
        ("UTC", ["b"], ["c", "never"]),
        ("Asia/Tokyo", ["c"], ["never"]),
        ("America/Los_Angeles", ["a", "b"], ["c", "never"]),
    ],
)
def test_a_day_is_counted_in_the_viewers_zone(task, at, zone, today, upcoming):
    for text, due in (("a", at(23, 8)), ("b", at(24, 1)), ("c", at(25, 0, 30)), ("never", None)):
        task(text, due_at=due)
    now = at(24, 2).astimezone(ZoneInfo(zone))
    if zone == "Asia/Tokyo":
        now = at(24, 16).astimezone(TOKYO)
    if zone == "America/Los_Angeles":
        now = at(24, 2).astimezone(ZoneInfo(zone))
    assert texts(Task.objects.today(now)) == today
    assert texts(Task.objects.upcoming(now)) == upcoming


def test_overdue_is_the_same_moment_everywhere(task, at):
    task(due_at=at(24, 9))
    for zone in (TOKYO, BERLIN):
        assert not Task.objects.overdue(at(24, 9).astimezone(zone)).exists()
        assert Task.objects.overdue(at(24, 9, 1).astimezone(zone)).exists()


def test_done_takes_it_off_every_open_list(task, ann, at):
    made = task(due_at=at(20))
    completing.complete(made, by=ann, at=at(24))
    now = at(24)
    assert not (Task.objects.overdue(now) | Task.objects.today(now) | Task.objects.upcoming(now)).exists()
    assert Task.objects.done().get().completed_at == at(24) and not made.is_late(now)


def test_the_step_and_its_time_are_one_act_and_come_back_together(task, ann, at):
    made = task()
    step = completing.complete(made, by=ann, at=at(24))
    assert Act.objects.filter(pk__gte=step.act_id).count() == 1
    undoing.undo(step.act, by=ann, at=at(24, 1))
    made.refresh_from_db()
    assert (made.state, made.completed_at) == ("open", None)


def test_reopening_clears_the_time(task, ann, at):
    made = task()
    completing.complete(made, by=ann, at=at(24))
    completing.reopen(made, by=ann, at=at(25))
    made.refresh_from_db()
    assert (made.state, made.completed_at, Transition.objects.count()) == ("open", None, 2)


def test_what_is_done_cannot_be_done_again(task, ann, at):
    made = task()
    stale = Task.objects.get()
    completing.complete(made, by=ann, at=at(24))
    with pytest.raises(NotAllowed):
        completing.complete(made, by=ann, at=at(25))
    with pytest.raises(Overtaken):
        completing.complete(stale, by=ann, at=at(25))
    assert Transition.objects.count() == 1 and Task.objects.get().completed_at == at(24)


def test_a_reminder_goes_out_once_however_often_the_sweep_runs(task, ann, at):
    task(remind_at=at(24, 9))
    assert [reminding.remind(at=at(24, 8)), reminding.remind(at=at(24, 9)), reminding.remind(at=at(24, 10))] == [
        0,
        1,
        0,
    ]
    assert Notification.objects.get().user == ann


def test_two_sweeps_at_once_tell_once(task, at):
    task(remind_at=at(24, 9))
    first, second = Task.objects.get(), Task.objects.get()
    assert [reminding.remind_of(each, at=at(24, 9)) for each in (first, second)] == [True, False]
    assert Notification.objects.count() == 1


def test_a_reminder_that_is_put_off_goes_out_again(task, ann, at):
    made = task(remind_at=at(24, 9))
    reminding.remind(at=at(24, 9))
    made.refresh_from_db()
    keeping.edit_task(made, {"remind_at": at(24, 12)}, by=ann, at=at(24, 10))
    assert [reminding.remind(at=at(24, 11)), reminding.remind(at=at(24, 12))] == [0, 1]


@pytest.mark.parametrize("how", ["done", "binned"])
def test_nobody_is_reminded_of_what_is_over(task, ann, at, how):
    made = task(remind_at=at(24, 9))
    completing.complete(made, by=ann, at=at(23)) if how == "done" else recycling.delete(made, by=ann, at=at(23))
    assert reminding.remind(at=at(24, 9)) == 0


def test_the_same_form_sent_twice_makes_one_task(task, ann, bob, noon):
    token = "00000000-0000-4000-8000-000000000001"
    first = keeping.add_task(by=ann, at=noon, text="Once", form_token=token)
    second = keeping.add_task(by=ann, at=noon, text="Once", form_token=token)
    assert first.record.pk == second.record.pk and second.act is None and Task.objects.count() == 1


def test_another_persons_form_cannot_hand_out_a_task(ann, dee, noon):
    token = "00000000-0000-4000-8000-000000000001"
    keeping.add_task(by=ann, at=noon, text="Mine", form_token=token)
    with pytest.raises(IntegrityError), transaction.atomic():
        keeping.add_task(by=dee, at=noon, text="Theirs", form_token=token)


def test_only_what_differs_is_written(task, ann, noon):
    made = task(due_on=date(2026, 11, 24))
    assert keeping.edit_task(made, {"due_on": date(2026, 11, 24), "due_at": None}, by=ann, at=noon) is None
    keeping.edit_task(made, {"due_on": None, "due_at": None}, by=ann, at=noon)
    assert set(Change.objects.latest("pk").fields) == {"due_on", "due_at"} and made.due_at is None


def test_a_day_with_an_hour_is_a_moment_of_the_one_who_types(at):
    found = columns(date(2026, 11, 24), at(1, 9).time(), BERLIN)
    assert found["due_on"] is None and found["due_at"] == at(24, 8)


@pytest.mark.parametrize(
    "broken",
    [{"text": ""}, {"about_kind": "specimen.thing"}, {"about_id": 1}, {"state": "lost"}, {"due_on": "2026-01-01"}],
)
def test_the_database_refuses_what_cannot_be(task, broken):
    made = task()
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=made.pk).update(**broken)
