"""The bin, taking back, and the progress of long work, over HTTP."""

import pytest
from django.urls import reverse
from django.utils import timezone

from records import bin as recycling
from records import undoing, working, writing
from records.acting import begin
from records.models import Act, Job
from tests.records.test_working import count  # noqa: F401  the job of this name is registered there
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db


def test_a_deleted_record_is_in_the_bin_and_comes_back(kettle, ann, as_, noon):
    recycling.delete(kettle, by=ann, at=noon)
    browser = as_(ann)
    assert "Kettle" in browser.get(reverse("lists:bin") + "?kind=specimen.thing").content.decode()
    answer = browser.post(reverse("lists:restore", args=["specimen.thing", kettle.pk]), follow=True)
    assert "is back" in answer.content.decode() and Thing.objects.live().exists()


def test_the_bin_opens_where_something_lies(kettle, ann, as_, noon):
    assert as_(ann).get(reverse("lists:bin")).context["chosen"].key != "specimen.thing"
    recycling.delete(kettle, by=ann, at=noon)
    assert as_(ann).get(reverse("lists:bin")).context["chosen"].key == "specimen.thing"


def test_nobody_restores_what_they_could_not_delete(kettle, ann, dee, bob, as_, noon):
    recycling.delete(kettle, by=ann, at=noon)
    for user in (dee, bob):
        answer = as_(user).post(reverse("lists:restore", args=["specimen.thing", kettle.pk]))
        assert answer.status_code == 404 and not Thing.objects.live().exists()


@pytest.mark.parametrize("kind", ["no.such", "accounts.user", "nonsense", "records.act"])
def test_a_kind_that_has_no_bin_is_not_found(ann, as_, kind):
    assert as_(ann).post(reverse("lists:restore", args=[kind, 1])).status_code == 404


def test_who_did_it_takes_it_back_and_can_take_that_back_too(kettle, ann, as_, noon):
    act = writing.edit(kettle, {"name": "Pot"}, by=ann, at=noon)
    Act.objects.update(at=noon.now(noon.tzinfo))
    answer = as_(ann).post(reverse("lists:undo", args=[act.pk]), follow=True)
    assert Thing.objects.get().name == "Kettle"
    assert reverse("lists:undo", args=[Act.objects.latest("pk").pk]) in answer.content.decode()


def test_a_long_undo_is_a_job_that_can_be_undone_too(thing, ann, as_, monkeypatch):
    monkeypatch.setattr(undoing, "AT_ONCE", 2)
    for name in "abc":
        thing(name=name)
    act = begin("bulk", by=ann, at=timezone.now())
    writing.edit_many(Thing.objects.all(), {"note": "x"}, by=ann, at=timezone.now(), cause=act)
    answer = as_(ann).post(reverse("lists:undo", args=[act.pk]))
    job = Job.objects.get()
    working.perform(job.pk)
    assert answer.url == reverse("lists:job", args=[job.pk]) and not Thing.objects.filter(note="x").exists()
    assert reverse("lists:undo", args=[job.act_id]) in as_(ann).get(answer.url).content.decode()


def test_another_persons_act_is_not_found(kettle, ann, cy, as_, noon):
    act = writing.edit(kettle, {"name": "Pot"}, by=ann, at=noon)
    assert as_(cy).post(reverse("lists:undo", args=[act.pk])).status_code == 404
    assert Thing.objects.get().name == "Pot"


def test_after_a_day_it_is_too_late_and_said_so(kettle, ann, as_, noon):
    act = writing.edit(kettle, {"name": "Pot"}, by=ann, at=noon)
    Act.objects.filter(pk=act.pk).update(at=noon.replace(year=2020))
    answer = as_(ann).post(reverse("lists:undo", args=[act.pk]), follow=True)
    assert "24 hours" in answer.content.decode() and Thing.objects.get().name == "Pot"


@pytest.mark.parametrize("referer", ["https://evil.example/x", "http://testserver//evil.example/", "http://testserver"])
def test_the_way_back_never_leaves_the_house(referer, kettle, ann, as_, noon):
    act = writing.edit(kettle, {"name": "Pot"}, by=ann, at=noon)
    answer = as_(ann).post(reverse("lists:undo", args=[act.pk]), headers={"referer": referer})
    assert answer.url == reverse("home")


def test_a_job_shows_its_progress_and_can_be_cancelled(ann, cy, as_, noon):
    job = working.start("specimen.count", {"to": 3}, by=ann, at=noon)
    browser = as_(ann)
    assert browser.get(reverse("lists:job", args=[job.pk])).status_code == 200
    browser.post(reverse("lists:cancel_job", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert "cancelled" in browser.get(reverse("lists:jobs")).content.decode()
    assert as_(cy).get(reverse("lists:job", args=[job.pk])).status_code == 404


def test_a_job_that_was_taken_back_says_so(ann, as_, noon):
    job = working.start("specimen.count", {"to": 1}, by=ann, at=noon)
    working.perform(job.pk)
    Act.objects.filter(pk=job.act_id).update(undone_at=noon)
    assert "taken back" in as_(ann).get(reverse("lists:job", args=[job.pk])).content.decode()


@pytest.mark.parametrize("rows", [1, 40])
def test_the_bin_costs_the_same_for_one_and_for_many(rows, thing, ann, as_, noon, django_assert_num_queries):
    for n in range(rows):
        recycling.delete(thing(name=f"Cup {n}"), by=ann, at=noon)
    browser = as_(ann)
    browser.get(reverse("lists:bin"))
    with django_assert_num_queries(6):
        browser.get(reverse("lists:bin") + "?kind=specimen.thing")


@pytest.mark.parametrize("rows", [1, 40])
def test_the_jobs_cost_the_same_for_one_and_for_many(rows, ann, as_, noon, django_assert_num_queries):
    for _n in range(rows):
        working.start("specimen.count", {"to": 1}, by=ann, at=noon)
    browser = as_(ann)
    browser.get(reverse("lists:jobs"))
    with django_assert_num_queries(6):
        browser.get(reverse("lists:jobs"))
