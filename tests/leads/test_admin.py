"""An admin keeps lead statuses, sources and reasons, and can look leads up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads import keeping
from leads.models import Lead, LeadSource, LeadStatus

pytestmark = pytest.mark.django_db

ROOT = "/admin/leads/"
LISTS = ["leadstatus", "leadsource", "leadunqualifiedreason"]


@pytest.fixture
def desk(as_, boss):
    return as_(boss)


@pytest.fixture
def status(db):
    return lambda key: LeadStatus.objects.get(key=key)


def said(answer):
    return answer.content.decode()


def change(desk, entry, **new):
    facts = {"name": entry.name, "tone": entry.tone, "first": entry.is_initial, "is_unqualified": entry.is_unqualified}
    sent = {name: value for name, value in (facts | new).items() if value is not False}
    return desk.post(f"{ROOT}leadstatus/{entry.pk}/change/", sent)


@pytest.mark.parametrize(
    "path", [f"{name}/{end}" for name in LISTS for end in ("", "add/")] + ["lead/", "lead/?q=papa"]
)
def test_every_page_opens_and_holds_no_inline_style(desk, lead, path):
    lead()
    answer = desk.get(f"{ROOT}{path}")
    assert answer.status_code == 200 and b" style=" not in answer.content


@pytest.mark.parametrize("name", [*LISTS, "lead"])
def test_a_list_costs_as_many_statements_for_many_as_for_one(desk, lead, name, django_assert_max_num_queries):
    lead()
    desk.get(f"{ROOT}{name}/")
    with CaptureQueriesContext(connection) as few:
        desk.get(f"{ROOT}{name}/")
    for number in range(30):
        lead(f"L{number}", source=LeadSource.objects.create(name=f"S{number}"))
    with django_assert_max_num_queries(len(few)):
        desk.get(f"{ROOT}{name}/")


def test_another_initial_status_takes_the_flag(desk, status):  # 3.2, 3.3
    change(desk, status("working"), first="on")
    assert keeping.initial_status() == status("working") and LeadStatus.objects.filter(is_initial=True).count() == 1


def test_a_new_status_may_be_the_initial_one(desk):
    desk.post(f"{ROOT}leadstatus/add/", {"name": "Fresh", "tone": "green", "first": "on"})
    assert keeping.initial_status().name == "Fresh" and LeadStatus.objects.filter(is_initial=True).count() == 1


def test_the_initial_status_keeps_its_flag_until_another_has_it(desk, status):  # 3.3
    answer = change(desk, status("new"), first=False)
    assert "Make another status" in said(answer) and status("new").is_initial


@pytest.mark.parametrize("path", ["delete/", "archive"])
def test_the_initial_status_neither_goes_nor_is_archived(desk, status, path):  # 3.3
    new = status("new")
    if path == "archive":
        facts = {"action": "archive", "_selected_action": [new.pk, status("working").pk]}
        answer = desk.post(f"{ROOT}leadstatus/", facts, follow=True)
        assert status("working").archived_at
    else:
        answer = desk.post(f"{ROOT}leadstatus/{new.pk}/delete/", {"post": "yes"})
    assert "Make another status" in said(answer) and not status("new").archived_at


def test_the_initial_status_cannot_say_that_a_lead_is_not_worth_it(desk, status):
    answer = change(desk, status("unqualified"), first="on")
    assert "not worth it" in said(answer) and status("new").is_initial
    assert "not worth it" in said(change(desk, status("new"), is_unqualified="on"))


def test_an_archived_status_keeps_its_leads_and_is_not_initial(desk, status, lead, ann, noon):
    made = lead(status=status("working"))
    desk.post(f"{ROOT}leadstatus/", {"action": "archive", "_selected_action": [status("working").pk]})
    assert status("working").archived_at and Lead.objects.get(pk=made.pk).status == status("working")
    assert "Bring it back first" in said(change(desk, status("working"), first="on"))


def test_a_source_in_use_is_not_deleted(desk, lead):  # 3.12, 8.12
    source = LeadSource.objects.get(key="fair")
    lead(source=source)
    answer = desk.post(f"{ROOT}leadsource/{source.pk}/delete/", {"post": "yes"})
    assert "Archive it" in said(answer) and LeadSource.objects.filter(pk=source.pk).exists()


def test_a_lead_is_looked_up_and_not_changed(desk, lead):
    path = f"{ROOT}lead/{lead().pk}/change/"
    assert desk.get(path).status_code == 200 and desk.post(path, {"last_name": "X"}).status_code == 403
