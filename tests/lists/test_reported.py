"""The report of a job, and the mark of a running one on every page."""

import pytest

from records import working
from records.models import Job, JobError

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def job(ann, kettle, noon):
    made = working.start("undone", {"act": 0}, by=ann, at=noon, label="Tidy up")
    kind = "specimen.thing"
    for line, key in (("specimen.thing:1", kettle.pk), ("Hidden", 999), ("=1+1", None)):
        JobError.objects.create(job=made, line=line, message="no", kind=kind if key else "", record_id=key)
    return made


def test_the_report_holds_what_one_may_see_and_no_formulas(job, ann, as_):
    answer = as_(ann).get(f"/jobs/{job.pk}/errors.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert b"".join(answer.streaming_content).decode().splitlines()[1:] == ["Kettle,no", "'=1+1,no"]
    assert "Hidden" not in as_(ann).get(f"/jobs/{job.pk}/").content.decode()


def test_a_record_is_called_by_its_name_and_leads_to_its_page(job, kettle, ann, as_):
    page = as_(ann).get(f"/jobs/{job.pk}/").content.decode()
    assert f'href="{kettle.get_absolute_url()}">Kettle</a>' in page and "specimen.thing" not in page


def test_the_report_of_somebody_else_is_not_there(job, cy, as_):
    assert as_(cy).get(f"/jobs/{job.pk}/errors.csv").status_code == 404


def test_a_page_asks_for_running_jobs_only_with_the_mark(job, ann, as_):
    browser = as_(ann)
    assert 'id="working"' not in browser.get("/").content.decode()
    browser.cookies["working"] = "1"
    assert 'hx-get="/jobs/running/"' in browser.get("/").content.decode()


def test_running_jobs_are_told_until_they_are_over(job, ann, as_, noon):
    browser = as_(ann)
    browser.cookies["working"] = "1"
    page = browser.get("/jobs/running/", **HTMX).content.decode()
    assert "every 2s" in page and f"/jobs/{job.pk}/cancel/" in page and "<html" not in page
    working.cancel(Job.objects.get(), at=noon)
    answer = browser.get("/jobs/running/", **HTMX)
    assert "every 2s" not in answer.content.decode() and answer.cookies["working"].value == ""


def test_a_job_is_called_by_its_sort_and_what_it_is_about_and_the_newest_running_are_told(ann, as_, noon):
    for label in "ABCDE":
        working.start("undone", {"act": 0}, by=ann, at=noon, label=f"Tidy {label}")
    browser = as_(ann)
    told = browser.get("/jobs/running/", **HTMX).content.decode()
    assert [label for label in "ABCDE" if f"Tidy {label}" in told] == ["C", "D", "E"]
    working.start("records.index", {"field": 0}, by=ann, at=noon, label="Size")
    assert "Index of a custom field: Size" in browser.get("/jobs/").content.decode()


def test_how_far_a_job_is_counts_what_was_refused_too(ann, as_, noon):
    made = working.start("undone", {"act": 0}, by=ann, at=noon, label="Tidy up")
    Job.objects.update(total=10, done=3, refused=2, state="running", started_at=noon)
    page = as_(ann).get(f"/jobs/{made.pk}/").content.decode()
    assert 'value="50"' in page and "3 of 10 done" in page and "2 refused" in page
    Job.objects.update(done=8, state="done", finished_at=noon)
    page = as_(ann).get(f"/jobs/{made.pk}/").content.decode()
    assert "<progress" not in page and "8 done" in page and "2 refused" in page
