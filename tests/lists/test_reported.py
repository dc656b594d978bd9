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
