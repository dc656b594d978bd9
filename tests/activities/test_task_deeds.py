"""Deeds upon many tasks (17.4)."""

from datetime import timedelta

import pytest

from activities import bulk, keeping
from activities.models import Task
from records.models import Act
from records.undoing import undo

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def three(ann, noon):
    return [keeping.add_task(by=ann, at=noon, text=f"T{n}", due_on=noon.date()).record for n in range(3)]


def send(browser, deed, rows, **sent):
    answer = browser.post(f"/tasks/{deed}/", {"ids": [row.pk for row in rows], "sure": "1", **sent}, **HTMX)
    return answer.content.decode()


def test_the_list_offers_what_may_be_done_with_many(three, ann, as_):
    page = as_(ann).get("/tasks/?view=all").content.decode()
    assert page.count('name="ids"') == 3 and "/tasks/reschedule/" in page and 'value="view=all' in page


def test_many_are_done_and_come_back(three, ann, as_, noon):
    send(as_(ann), "complete", three)
    assert Task.objects.filter(state="done", completed_at__isnull=False).count() == 3
    assert undo(Act.objects.get(kind=bulk.JOB), by=ann, at=noon).kept == []
    assert Task.objects.filter(state="open", completed_at=None).count() == 3


def test_many_are_put_off_to_the_end_of_a_day_of_their_owners(three, ann, as_, noon):
    day = noon.date() + timedelta(3)
    send(as_(ann), "reschedule", three, due_date=day.isoformat())
    assert {task.due_on for task in Task.objects.all()} == {day} and Task.objects.first().due_at.date() == day
    send(as_(ann), "reschedule", three)
    assert not Task.objects.exclude(due_on=None, due_at=None).exists()


def test_a_time_without_a_day_is_refused(three, ann, as_):
    assert "A time needs a day" in send(as_(ann), "reschedule", three, due_time="10:00")


def test_nobody_gets_a_task_about_what_they_may_not_view(three, human, ann, dee, cy, as_, noon):
    # 17.3
    about = keeping.add_task(by=ann, at=noon, text="Secret", about=human("Lee")).record
    said = send(as_(cy), "reassign", [*three, about], owner=dee.pk)
    assert "Secret" in said and "may not view" in said
    assert Task.objects.filter(owner=dee).count() == 3 and Task.objects.get(pk=about.pk).owner == ann


def test_all_of_a_worklist_means_that_worklist(three, ann, as_, noon):
    keeping.add_task(by=ann, at=noon, text="Never due")
    as_(ann).post("/tasks/delete/", {"all": "1", "query": "view=overdue", "sure": "1"}, **HTMX)
    assert Task.objects.live().filter(due_at=None).count() == 1


def test_details_are_set_for_many(three, ann, as_):
    send(as_(ann), "set", three, field="details", asked="1", details="Bring the list")
    assert Task.objects.filter(details="Bring the list").count() == 3
