"""A cell of a list is changed in its place: by the record's own form, as far as one may, and nobody's work is lost."""

import re
from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Account
from contacts.models import Contact
from deals.models import Deal, LossReason
from leads.models import Lead, LeadStatus, LeadUnqualifiedReason
from records import writing
from records.customising import define
from records.models import Transition

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
PAGES = {"contact": "contacts", "lead": "leads", "deal": "deals"}


def url_of(record, column, act="edit"):
    return f"/{PAGES[record._meta.model_name]}/{record.pk}/{act}/?cell={column}"


def fields_in(html):
    """What the browser would send from the form, by name."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    return found | dict(re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', html))


def opened(browser, url):
    answer = browser.get(url, **HTMX)
    html = answer.content.decode()
    assert answer.status_code == 200 and 'id="cell-form"' in html and "<html" not in html
    return {name: value.replace("&quot;", '"') for name, value in fields_in(html).items()}


def saved(browser, url, cols="name,phone,owner", **typed):
    """Open the cell, type, save: the answer."""
    return browser.post(url, opened(browser, url) | typed | {"cols": cols}, **HTMX)


def row(answer):
    html = answer.content.decode()
    assert answer.status_code == 200 and html.lstrip().startswith("<tr data-row") and html.count("<tr") == 1
    return html


@pytest.fixture
def fields():
    """Custom fields of many types on deals."""
    return [
        define("deals.deal", "Size", "number"), define("deals.deal", "Roof", "choice", choices=["Flat", "Steep"]),
        define("deals.deal", "Visited", "date"), define("deals.deal", "Ready", "yes_no"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "column, typed, said",
    [
        ("phone", {"phone": "+43 316 123456"}, "+43 316 123456"),
        ("email", {"email": "lee@acme.example"}, "lee@acme.example"),
        ("city", {"city": "Graz"}, "Graz"),
        ("country", {"country": "AT"}, "Austria"),
        ("website", {"website": "acme.example"}, "acme.example"),
        ("name", {"first_name": "Bo", "last_name": "Lee"}, "Bo Lee"),
        ("description", {"description": "Tall"}, "Tall"),
        ("tags", {"tags": "Hot"}, '<span class="tag">Hot</span>'),
        ("employed_since", {"employed_since": "2020-01-31"}, "31 Jan 2020"),
        ("linkedin", {"linkedin": "lee"}, "lee"),
    ],
)
def test_a_fact_of_a_contact_is_changed_in_its_cell_and_only_that_row_is_drawn(column, typed, said, human, ann, as_):
    lee, other = human("Kim"), human("Other")
    answer = saved(as_(ann), url_of(lee, column), cols=f"name,{column}", **typed)
    html = row(answer)
    assert said in html and f'id="row-{lee.pk}"' in html and "Other" not in html
    assert answer["HX-Trigger-After-Settle"] == "cell-saved" and "/undo/" in html
    assert Contact.objects.get(pk=other.pk).version == 1


@pytest.mark.parametrize(
    "column, typed, said",
    [
        ("value", {"value": "1200,50", "currency": "EUR"}, "€1,200.50"),
        ("close", {"estimated_close_date": "2026-12-24"}, '<time datetime="2026-12-24"'),
        ("chance", {"win_likelihood": "55"}, "55%"),
        ("custom.size", {"custom_size": "12.5"}, "12.5"),
        ("custom.roof", {"custom_roof": "Flat"}, "Flat"),
        ("custom.visited", {"custom_visited": "2026-01-02"}, '<time datetime="2026-01-02"'),
        ("custom.ready", {"custom_ready": "true"}, "Yes"),
    ],
)
def test_a_fact_of_a_deal_is_changed_in_its_cell(column, typed, said, deal, fields, ann, as_):
    html = row(saved(as_(ann), url_of(deal(), column), cols=f"name,{column}", **typed))
    assert said in html


def test_the_row_comes_back_with_the_columns_widths_and_box_that_are_on_the_screen(human, ann, as_):
    sent = {"cols": "name:9,city:4,phone", "picked": "1", "city": "Graz"}
    html = row(saved(as_(ann), url_of(human("Kim"), "city"), **sent))
    assert html.count("<td") == 3 and 'class="pin c-title sized w9"' in html and "sized w4" in html
    assert 'name="ids"' in html


def test_what_is_wrong_is_said_at_the_cell_and_stays_typed(human, ann, as_):
    lee = human("Kim", email="kim@acme.example")
    answer = saved(as_(ann), url_of(lee, "email"), email="no address")
    html = answer.content.decode()
    assert answer.status_code == 422 and 'value="no address"' in html and 'id="cell-form"' in html
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#cell-form", "outerHTML")
    assert "id_email_error" in html and Contact.objects.get(pk=lee.pk).email == "kim@acme.example"


def test_who_comes_second_is_shown_both_values(human, ann, cy, as_, noon):
    lee, browser = human("Kim", city="Graz"), as_(ann)
    form = opened(browser, url_of(lee, "city"))
    writing.edit(Contact.objects.get(pk=lee.pk), {"city": "Linz"}, by=cy, at=noon)
    answer = browser.post(url_of(lee, "city"), form | {"city": "Wien"}, **HTMX)
    html = answer.content.decode()
    assert answer.status_code == 409 and "Linz" in html and "Wien" in html and "Cy Chief" in html
    assert Contact.objects.get(pk=lee.pk).city == "Linz"


def test_who_changed_another_fact_meanwhile_is_no_hindrance(human, ann, cy, as_, noon):
    lee, browser = human("Kim", city="Graz"), as_(ann)
    form = opened(browser, url_of(lee, "city"))
    writing.edit(Contact.objects.get(pk=lee.pk), {"phone": "+43 1 234567"}, by=cy, at=noon)
    row(browser.post(url_of(lee, "city"), form | {"city": "Wien", "cols": "city"}, **HTMX))
    assert Contact.objects.filter(pk=lee.pk, city="Wien", phone="+43 1 234567").exists()


def test_the_owner_is_given_by_who_may_and_a_row_out_of_sight_goes(deal, ann, cy, bob, as_):
    cold = deal()
    answer = saved(as_(ann), url_of(cold, "owner"), owner=str(cy.pk))
    assert answer.status_code == 200 and "<tr" not in answer.content.decode()
    assert Deal.objects.get(pk=cold.pk).owner == cy
    warm = deal("Warm")
    assert as_(bob).get(url_of(warm, "owner"), **HTMX).status_code == 404  # may edit, not reassign


@pytest.mark.parametrize("column", ["phone", "custom.nothing", "nothing", "added", "\x00"])
def test_who_may_not_or_what_nobody_changes_is_not_there(column, human, dee, ann, as_):
    lee = human("Kim")
    assert as_(dee).get(url_of(lee, column), **HTMX).status_code == 404
    if column != "phone":
        assert as_(ann).get(url_of(lee, column), **HTMX).status_code == 404


def test_pens_are_only_where_one_may_write(human, lead, ann, bob, cy, as_, noon):
    lee = human("Kim")
    mine = as_(ann).get("/contacts/?cols=phone,owner,added").content.decode()
    assert f'<a class="pen" href="/contacts/{lee.pk}/edit/?cell=phone" aria-label="Change “Phone”"></a>' in mine
    assert f"/contacts/{lee.pk}/edit/?cell=owner" in mine and "cell=added" not in mine
    theirs = as_(bob).get("/contacts/?cols=phone,owner").content.decode()
    assert "cell=phone" in theirs and "cell=owner" not in theirs
    Lead.objects.filter(pk=lead().pk).update(outcome="converted", converted_at=noon)
    assert 'class="pen"' not in as_(cy).get("/leads/?view=converted").content.decode()


def test_a_stage_goes_its_way_and_asks_why(deal, stage, ann, as_):
    cold, browser = deal(), as_(ann)
    Account.objects.update(ask_loss_reason="require")
    url, reason = url_of(cold, "stage", "move"), LossReason.objects.first()
    asked = saved(browser, url, stage=str(stage("lost").pk))
    html = asked.content.decode()
    assert asked.status_code == 200 and 'name="loss_reason"' in html and asked["HX-Retarget"] == "#cell-form"
    refused = browser.post(url, fields_in(html) | {"cols": "stage"}, **HTMX)
    assert refused.status_code == 422 and Deal.objects.get(pk=cold.pk).stage.key == "incoming"
    done = browser.post(url, fields_in(html) | {"loss_reason": str(reason.pk), "cols": "stage"}, **HTMX)
    assert "Lost" in row(done) and Deal.objects.get(pk=cold.pk).loss_reason == reason


def test_a_stage_that_somebody_else_changed_is_told_and_kept(deal, stage, ann, as_, noon):
    cold, browser = deal(), as_(ann)
    form = opened(browser, url_of(cold, "stage", "move"))
    Deal.objects.filter(pk=cold.pk).update(stage=stage("quote"), stage_changed_by=ann)
    sent = form | {"stage": str(stage("closure").pk), "cols": "stage"}
    html = row(browser.post(url_of(cold, "stage", "move"), sent, **HTMX))
    assert "meanwhile" in html and Deal.objects.get(pk=cold.pk).stage == stage("quote")


def test_a_lead_gets_its_status_in_the_list_with_the_reason(lead, ann, as_):
    kim, browser = lead(), as_(ann)
    Account.objects.update(ask_lead_unqualified_reason="require")
    status, reason = LeadStatus.objects.get(key="unqualified"), LeadUnqualifiedReason.objects.first()
    url = url_of(kim, "status", "status")
    asked = saved(browser, url, status=str(status.pk))
    html = asked.content.decode()
    assert 'name="reason"' in html and browser.post(url, fields_in(html) | {"reason": ""}, **HTMX).status_code == 422
    done = browser.post(url, fields_in(html) | {"reason": str(reason.pk), "cols": "status"}, **HTMX)
    assert "Unqualified" in row(done) and Transition.objects.filter(kind="leads.lead", field="status").count() == 1
    late = browser.post(url, {"status": str(LeadStatus.objects.get(key="new").pk), "seen": "999", "cols": ""}, **HTMX)
    assert "in the meantime" in row(late)


def test_the_customer_status_is_chosen_in_the_list(human, ann, as_):
    lee = human("Kim")
    html = row(saved(as_(ann), url_of(lee, "customer", "customer"), cols="customer", status="current"))
    assert "Customer</span>" in html and Contact.objects.get(pk=lee.pk).customer_status == "current"


def test_without_script_the_cell_is_a_page_that_leads_back(human, ann, as_):
    lee, browser = human("Kim"), as_(ann)
    answer = browser.get(url_of(lee, "city"), HTTP_REFERER="http://testserver/contacts/?sort=-name")
    html = answer.content.decode()
    assert "<html" in html and 'name="next" value="/contacts/?sort=-name"' in html and "<h1>" in html
    done = browser.post(url_of(lee, "city"), fields_in(html) | {"city": "Graz"})
    assert (done.status_code, done.url) == (302, "/contacts/?sort=-name")
    wrong = browser.post(url_of(lee, "email"), {"email": "x", "initial-email": "", "next": "//evil.example"})
    assert wrong.status_code == 422 and "evil" not in wrong.content.decode()


def test_a_day_and_money_come_back_as_they_are_kept(deal, ann, as_):
    cold = deal()
    saved(as_(ann), url_of(cold, "value"), value="99", currency="EUR")
    saved(as_(ann), url_of(cold, "close"), estimated_close_date="2027-01-02")
    kept = Deal.objects.get(pk=cold.pk)
    assert (kept.value, kept.estimated_close_date) == (Decimal(99), date(2027, 1, 2))
