"""Long work is one row: claimed once, resumed where it stood, cancelled in the middle."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from records import working
from records.models import Job, Tag
from records.working import job

pytestmark = pytest.mark.django_db
seen: list[int] = []


@job("specimen.count")
def count(mine, progress):
    progress.expect(mine.params["to"])
    for n in range(mine.position.get("next", 0), mine.params["to"]):
        if n == mine.params.get("fail_at"):
            raise ValueError("a stone in the works")
        if n == mine.params.get("cancel_at"):
            working.cancel(mine, at=timezone.now())
        if n == mine.params.get("refuse"):
            progress.refuse(f"row {n}", "odd")
        seen.append(n)
        progress.advance(position={"next": n + 1})


@pytest.fixture(autouse=True)
def _nothing_seen():
    seen.clear()


@pytest.fixture
def begun(ann, noon):
    return lambda **params: working.start("specimen.count", {"to": 5, **params}, by=ann, at=noon)


def test_a_job_is_done_once_whoever_asks(begun):
    new = begun()
    assert working.perform(new.pk) is True and working.perform(new.pk) is False
    new.refresh_from_db()
    assert (new.state, new.done, new.total, seen) == ("done", 5, 5, [0, 1, 2, 3, 4])


def test_a_job_whose_worker_died_goes_on_where_it_stood(begun):
    new = begun()
    Job.objects.filter(pk=new.pk).update(
        state="running", done=3, position={"next": 3}, lease_until=timezone.now() - timedelta(seconds=1)
    )
    working.perform(new.pk)
    new.refresh_from_db()
    assert seen == [3, 4] and new.done == 5


def test_a_job_that_another_worker_holds_is_left_alone(begun):
    new = begun()
    Job.objects.filter(pk=new.pk).update(state="running", lease_until=timezone.now() + timedelta(seconds=30))
    assert working.perform(new.pk) is False and seen == []


def test_a_worker_that_was_silent_past_its_lease_gives_way_to_the_next(ann, noon):
    @job("specimen.slow")
    def slow(mine, progress):
        """The first worker stores its row and its report together, after a second one has done the whole job."""
        if mine.attempt == 1:
            Job.objects.filter(pk=mine.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
            working.perform(mine.pk)
        with transaction.atomic():
            Tag.objects.create(name="once", key=f"once {mine.attempt}")
            progress.advance()

    new = working.start("specimen.slow", {}, by=ann, at=noon)
    working.perform(new.pk)
    new.refresh_from_db()
    assert (new.state, new.done, [tag.key for tag in Tag.objects.all()]) == ("done", 1, ["once 2"])


def test_a_job_cancelled_while_its_worker_was_dead_does_no_more(begun):
    new = begun()
    Job.objects.filter(pk=new.pk).update(state="running", lease_until=timezone.now() - timedelta(seconds=1))
    working.cancel(new, at=timezone.now())
    working.perform(new.pk)
    new.refresh_from_db()
    assert new.state == "cancelled" and seen == []


def test_a_running_job_stops_when_it_is_told(begun):
    new = begun(cancel_at=2)
    working.perform(new.pk)
    new.refresh_from_db()
    assert new.state == "cancelled" and seen == [0, 1, 2]


def test_a_waiting_job_ends_at_once_when_cancelled(begun):
    new = begun()
    working.cancel(new, at=timezone.now())
    assert working.perform(new.pk) is False
    new.refresh_from_db()
    assert new.state == "cancelled" and seen == []


def test_a_job_that_fails_says_why_and_what_it_refused(begun):
    new = begun(refuse=1, fail_at=3)
    working.perform(new.pk)
    new.refresh_from_db()
    assert (new.state, new.message, new.refused) == ("failed", "a stone in the works", 1)
    assert [(error.line, error.message) for error in new.errors.all()] == [("row 1", "odd")]


def test_a_committed_job_wakes_a_worker(begun, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        begun()
    assert len(callbacks) == 1


def test_a_job_that_kills_every_worker_is_given_up(begun):
    new = begun()
    stale = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(pk=new.pk).update(state="running", attempt=working.MOST_ATTEMPTS, lease_until=stale)
    working.perform(new.pk)
    new.refresh_from_db()
    assert new.state == "failed" and "given up" in new.message and seen == []
