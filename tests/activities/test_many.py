"""One deed upon many chosen records: asked once, done under one act, at once or by a job (3b, 4.3, 5.11, 8.13)."""

import sys

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from activities import bulk
from contacts.models import Contact
from records import writing
from records.models import Act, Change, Job, JobError
from records.tagging import tags_of
from records.undoing import undo
from records.working import perform

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def body(answer):
    return answer.content.decode()


def send(browser, deed, rows=(), **sent):
    return browser.post(f"/contacts/{deed}/", {"ids": [row.pk for row in rows], "sure": "1", **sent}, **HTMX)


def send_all(browser, deed, query="", **sent):
    return browser.post(f"/contacts/{deed}/", {"all": "1", "query": query, "sure": "1", **sent}, **HTMX)


@pytest.fixture
def crowd(ann, noon):
    """More of ann's people than are done on the spot."""
    rows = [Contact(last_name=f"P{n:03}", owner=ann) for n in range(bulk.AT_ONCE + 1)]
    writing.create_many(rows, by=ann, at=noon)
    return list(Contact.objects.order_by("pk"))


@pytest.mark.parametrize("kind", ["contacts.contact", "deals.deal", "leads.lead"])
def test_every_declared_deed_has_an_address_and_a_button(kind, boss):
    declared = bulk.kind_called(kind)
    assert {each.url for each in declared.offered(boss)} == {declared.address(f"{key}_many") for key in declared.deeds}
    assert declared.address("index")


def test_a_question_says_how_many_and_what_follows_and_keeps_the_choice(human, ann, as_):
    rows = [human("Lee"), human("Kim")]
    page = body(as_(ann).post("/contacts/delete/", {"ids": [each.pk for each in rows]}, **HTMX))
    assert "<b>2 contacts</b>" in page and "Those on deals stay" in page and "btn--danger" in page
    assert all(f'name="ids" value="{each.pk}"' in page for each in rows) and "<html" not in page


def test_without_script_the_question_is_a_page_that_leads_back(human, ann, as_):
    sent = {"ids": [human("Lee").pk], "next": "/contacts/?view=mine"}
    page = body(as_(ann).post("/contacts/archive/", sent))
    assert "<html" in page and 'href="/contacts/?view=mine"' in page
    assert as_(ann).post("/contacts/archive/", sent | {"sure": "1"})["Location"] == "/contacts/?view=mine"


def test_what_was_typed_stays_when_something_is_wrong(human, ann, as_):
    answer = send(as_(ann), "tag", [human("Lee")], add_tags="x" * 61, remove_tags="Cold")
    assert answer.status_code == 422 and 'value="Cold"' in body(answer) and "x" * 61 in body(answer)


@pytest.mark.parametrize("sent", [{}, {"ids": ["x", "\x00", "9" * 30]}, {"all": "1", "query": "q=\x00&view=\x00"}])
def test_an_empty_choice_says_so(ann, as_, sent):
    assert "nothing among the chosen rows" in body(as_(ann).post("/contacts/archive/", sent | {"sure": "1"}, **HTMX))


def test_who_may_not_at_all_is_refused(human, dee, as_):
    assert send(as_(dee), "archive", [human("Lee")]).status_code == 403


def test_one_act_holds_all_of_it_and_says_what_it_was(human, ann, cy, as_):
    rows = [human("Lee"), human("Kim")]
    said = body(send(as_(cy), "reassign", rows, owner=cy.pk))
    act = Act.objects.get(kind=bulk.JOB)
    assert act.label == "Reassign: 2 contacts" and reverse("lists:undo", args=[act.pk]) in said
    assert Change.objects.filter(act=act).count() == 2


def test_only_what_was_changed_is_counted_and_nothing_to_undo_is_offered(human, ann, as_):
    lee = human("Lee", tags=["Hot"])
    said = body(send(as_(ann), "tag", [lee], add_tags="hot"))
    assert "Change tags: nothing changed, it is so already." in said and "/undo/" not in said


def test_each_reason_is_told_once_with_the_names(human, deal, ann, as_):
    # 5.8
    rows = [human(f"Held{n}") for n in range(5)]
    for each in rows:
        deal(contact=each)
    said = body(send(as_(ann), "delete", [*rows, human("Free")]))
    assert said.count("still on deals") == 1 and "5 stayed as they are (Held0, Held1, Held2, …)" in said
    assert "Delete: 1 contact" in said


def test_names_are_told_as_text(human, deal, ann, as_):
    held = human("<script>alert(1)</script>")
    deal(contact=held)
    assert "<script>alert" not in body(send(as_(ann), "delete", [held]))


def test_more_than_a_few_are_a_job_that_says_its_name(crowd, ann, as_):
    answer = send_all(as_(ann), "archive")
    job = Job.objects.get()
    assert answer["HX-Redirect"] == reverse("lists:job", args=[job.pk]) and not Contact.objects.archived().exists()
    perform(job.pk)
    assert "Archive: 101 contacts" in body(as_(ann).get(reverse("lists:job", args=[job.pk])))
    assert Contact.objects.archived().count() == len(crowd)


def test_one_undo_takes_a_job_back(crowd, ann, as_, noon):
    send_all(as_(ann), "tag", add_tags="Many")
    perform(Job.objects.get().pk)
    undo(Act.objects.get(kind=bulk.JOB), by=ann, at=noon)
    assert not tags_of(crowd[0]) and not tags_of(crowd[-1])


def test_rows_that_come_later_are_not_meant(crowd, ann, as_, human):
    send_all(as_(ann), "archive", "view=people")
    late, job = human("Late"), Job.objects.get()
    assert "ids" not in job.params["chosen"]
    perform(job.pk)
    late.refresh_from_db()
    assert late.archived_at is None and Contact.objects.archived().count() == len(crowd)


def test_rows_that_match_no_more_are_left(crowd, ann, as_, noon):
    send_all(as_(ann), "tag", "city=", add_tags="Many")
    writing.edit(crowd[0], {"archived_at": noon}, by=ann, at=noon)
    perform(Job.objects.get().pk)
    assert not tags_of(crowd[0]) and tags_of(crowd[1])


def test_who_loses_the_right_meanwhile_loses_it_in_the_job(crowd, ann, as_):
    # 14.24
    send_all(as_(ann), "archive")
    ann.role.grants.filter(object="contacts", action="edit").update(scope="none")
    perform(Job.objects.get().pk)
    assert not Contact.objects.archived().exists() and Job.objects.get().state == "done"


def test_a_second_run_goes_on_where_the_first_stood(crowd, ann, as_, monkeypatch):
    monkeypatch.setattr("activities.jobs.TOGETHER", 40)
    send_all(as_(ann), "tag", add_tags="Many")
    job, real, lives = Job.objects.get(), bulk.carry_out, iter(["", "", "last words"])
    monkeypatch.setattr(bulk, "carry_out", lambda *a, **k: (real(*a, **k), next(lives, "") and sys.exit())[0])
    with pytest.raises(SystemExit):
        perform(job.pk)
    job.refresh_from_db()
    assert (job.done, job.total, job.parts.count()) == (80, len(crowd), 1)
    Job.objects.filter(pk=job.pk).update(lease_until=job.act.at)
    perform(job.pk)
    job.refresh_from_db()
    assert (job.done, job.state) == (len(crowd), "done") and not job.parts.exists()
    assert Change.objects.filter(act=job.act).count() == len(crowd)


def test_who_was_to_get_them_and_left_gets_nothing(crowd, bob, ann, as_):
    send_all(as_(ann), "reassign", owner=bob.pk)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    perform(Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.done, job.refused) == (0, len(crowd)) and "not there any more" in JobError.objects.first().message
    assert not Contact.objects.filter(owner=bob).exists()


def test_a_job_speaks_the_language_of_who_started_it(crowd, deal, ann, noon):
    deal(contact=crowd[0])
    kind = bulk.kind_called("contacts.contact")
    with translation.override("de"):
        job = bulk.begin_job(kind, kind.deeds["delete"], QueryDict("all=1"), {}, by=ann, at=noon, label="Many")
    perform(job.pk)
    assert "Geschäft" in JobError.objects.get().message and translation.get_language() == "en"


def test_a_change_of_owner_is_set_based(crowd, cy, as_, django_assert_max_num_queries):
    browser = as_(cy)
    with django_assert_max_num_queries(40):
        send(browser, "reassign", crowd[:60], owner=cy.pk)
    assert Contact.objects.filter(owner=cy).count() == 60
