"""The list of deals, its totals, and what is done with the chosen ones."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Account, ExchangeRate
from activities.bulk import AT_ONCE, JOB
from deals.lifecycle import move_to
from deals.models import Deal, LossReason, RequiredField
from records.models import Act, Job
from records.tagging import tags_of
from records.working import perform

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
EVERYTHING = "contact,company,stage,value,owner,close,days,weighted,chance,source,reason,tags,added,active"


def body(answer):
    return answer.content.decode()


def names(html):
    return re.findall(r'<a class="cell-title"[^>]*title="([^"]*)"', html)


def sure(deals, **more):
    return {"ids": [deal.pk for deal in deals], "sure": "1"} | more


@pytest.fixture
def many(ann, noon, human, stage):
    def make(count):
        who = human("Bulk", employer=None)
        deals = [
            Deal(
                name=f"Deal {n:04}", name_key=f"deal {n:04}", contact=who, stage=stage("incoming"), owner=ann, value=n,
                value_in_account_currency=n, currency="EUR", added_at=noon - timedelta(minutes=n),
                stage_changed_at=noon,
                created_at=noon, updated_at=noon, search_text=f"deal {n:04}",
            )
            for n in range(count)
        ]  # fmt: skip
        return Deal.objects.bulk_create(deals)

    return make


# the list


@pytest.mark.parametrize("count", [3, 3000])
@pytest.mark.parametrize(
    "url", [f"/deals/?cols={EVERYTHING}", f"/deals/?view=all&owner=me&sort=-value&cols={EVERYTHING}"]
)
def test_a_page_of_the_list_takes_at_most_12_statements(many, ann, as_, count, url):
    many(count)
    client, url = as_(ann), url + EVERYTHING
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert len(names(body(client.get(url)))) == min(count, 30)
    assert len(seen) <= 12


def test_the_totals_take_few_statements(many, ann, as_):
    many(60)
    client = as_(ann)
    client.get("/deals/totals/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/deals/totals/")
    assert len(seen) <= 12


@pytest.fixture
def shelf(deal, stage, human, cy, ann, noon):
    """One deal for each quick view."""
    today = timezone.localdate()
    made = {
        "open": deal("Open"), "slipping": deal("Slipping", estimated_close_date=today - timedelta(days=40)),
        "month": deal("Closing", estimated_close_date=today), "theirs": deal("Theirs", owner=cy),
    }  # fmt: skip
    for key in ("won", "lost", "unqualified"):
        move_to(deal(key.title()), stage(key), by=ann, at=noon)
    Deal.objects.filter(pk=deal("Missing").pk).update(contact=None)
    return made


@pytest.mark.parametrize("view, shown", [
    ("open", {"Open", "Slipping", "Closing", "Theirs", "Missing"}), ("mine", {"Theirs"}), ("month", {"Closing"}),
    ("slipping", {"Slipping"}), ("won", {"Won"}), ("lost", {"Lost"}), ("unqualified", {"Unqualified"}),
    ("missing", {"Missing"}), ("nonsense", {"Open", "Slipping", "Closing", "Theirs", "Missing"}),
    ("all", {"Open", "Slipping", "Closing", "Theirs", "Missing", "Won", "Lost", "Unqualified"}),
])  # fmt: skip
def test_quick_views(shelf, cy, as_, view, shown):  # 7.1
    assert set(names(body(as_(cy).get(f"/deals/?view={view}")))) == shown


def test_sorting_by_value_compares_in_the_accounts_currency(deal, ann, noon, as_):  # 9.8
    ExchangeRate.objects.create(currency="JPY", on_date=noon.date() - timedelta(days=400), rate=Decimal("0.01"))
    deal("Yen", value=50_000, currency="JPY")
    deal("Euro", value=900)
    deal("No rate", value=10_000_000, currency="NOK")
    deal("No value")
    assert names(body(as_(ann).get("/deals/?sort=-value")))[:2] == ["Euro", "Yen"]
    assert names(body(as_(ann).get("/deals/?sort=value")))[:2] == ["Yen", "Euro"]


def test_filters_narrow_the_list(deal, human, stage, ann, as_):
    who = human("Buyer")
    deal("One", contact=who, currency="USD", tags=["Fair"], estimated_close_date=timezone.localdate())
    deal("Two", stage=stage("quote"), is_hot=True)
    pairs = [
        ("currency=USD", ["One"]), (f"stage={stage('quote').pk}", ["Two"]), ("tag=fair", ["One"]),
        ("is_hot=on", ["Two"]),
        (f"contact={who.pk}", ["One"]), (f"closes_from={timezone.localdate()}", ["One"]), ("q=two", ["Two"]),
        ("closes_until=2020-01-01", []), (f"pipeline={stage('quote').pipeline_id}&sort=name", ["One", "Two"]),
    ]  # fmt: skip
    for query, shown in pairs:
        assert names(body(as_(ann).get(f"/deals/?{query}"))) == shown, query


def test_a_contact_one_may_not_see_narrows_nothing_down(deal, human, cy, ann, as_):
    hidden = human("Secretive", owner=cy)
    deal("Plain")
    assert names(body(as_(ann).get(f"/deals/?contact={hidden.pk}"))) == ["Plain"]


@pytest.mark.parametrize("query", [
    "stage=9999999999999999999999", "pipeline=x", "currency=ZZZ", "closes_from=0001-01-01", "closes_until=9999-12-31",
    "loss_reason=x", "contact=%00", "q=%00", "tag=" + "x" * 300, "after=xx", "sort=-nothing", "cols=nothing",
])  # fmt: skip
def test_a_bad_address_is_a_list(deal, ann, as_, query):
    deal()
    for url in (f"/deals/?{query}", f"/deals/totals/?{query}"):
        assert as_(ann).get(url).status_code == 200


def test_totals_say_sum_weighted_mean_and_what_has_no_rate(deal, stage, ann, as_):  # 9.1, 9.8
    deal("One", value=400, stage=stage("closure"))
    deal("Two", value=200, stage=stage("closure"))
    deal("Three", value=999, currency="NOK")
    html = body(as_(ann).get("/deals/totals/"))
    for said in ("3 deals", "€600", "€300", "without a rate"):
        assert said in html


def test_further_pages_go_by_key(many, ann, as_):
    many(60)
    html = body(as_(ann).get("/deals/?sort=name"))
    link = re.search(r'hx-get="(\?[^"]*after=[^"]+)"', html)[1].replace("&amp;", "&")
    assert names(body(as_(ann).get(f"/deals/{link}", **HTMX)))[0] == "Deal 0030"


# with the chosen ones


def test_many_are_given_to_somebody_and_taken_back(deal, cy, as_):
    deals = [deal(f"D{n}") for n in range(3)]
    as_(cy).post("/deals/reassign/", sure(deals[:2], owner=cy.pk), **HTMX)
    assert Deal.objects.filter(owner=cy).count() == 2
    as_(cy).post(f"/undo/{Act.objects.get(kind=JOB).pk}/")
    assert Deal.objects.filter(owner=cy).count() == 0


def test_many_are_tagged(deal, ann, as_):
    deals = [deal(f"D{n}", tags=["Old"]) for n in range(2)]
    as_(ann).post("/deals/tag/", sure(deals, add_tags="Fair", remove_tags="old"), **HTMX)
    assert [[tag.name for tag in tags_of(each)] for each in deals] == [["Fair"], ["Fair"]]


def test_a_reason_is_asked_for_once_for_all(deal, stage, ann, as_):  # 8.13
    deals, reason = [deal(f"D{n}") for n in range(3)], LossReason.objects.first()
    asks = as_(ann).post("/deals/move/", sure(deals, stage=stage("lost").pk), **HTMX)
    assert body(asks).count('name="loss_reason"') == 1 and Deal.objects.open().count() == 3
    as_(ann).post("/deals/move/", sure(deals, stage=stage("lost").pk, asked="1", loss_reason=reason.pk), **HTMX)
    assert Deal.objects.filter(stage=stage("lost"), loss_reason=reason).count() == 3


def test_refused_ones_are_named_and_the_others_move(deal, stage, ann, as_):  # 7.11, 8.13
    Account.objects.update(ask_loss_reason="require")
    good, bad = deal("Good"), deal("Bad")
    RequiredField.objects.create(field="company", stage=stage("quote"))
    Deal.objects.filter(pk=good.pk).update(company=good.contact)
    form = sure([good, bad], stage=stage("quote").pk, asked="1", company_1="")
    refused = as_(ann).post("/deals/move/", form, **HTMX)
    assert refused.status_code == 422 and Deal.objects.filter(stage=stage("quote")).count() == 0


def test_one_undo_takes_a_bulk_move_back(deal, stage, ann, as_):
    deals = [deal(f"D{n}") for n in range(3)]
    as_(ann).post("/deals/move/", sure(deals, stage=stage("closure").pk), **HTMX)
    assert Deal.objects.filter(stage=stage("closure")).count() == 3
    as_(ann).post(f"/undo/{Act.objects.get(kind=JOB).pk}/")
    assert Deal.objects.filter(stage=stage("incoming")).count() == 3


def test_many_go_to_the_bin_and_come_back(deal, ann, as_):
    deals = [deal(f"D{n}") for n in range(3)]
    assert "Delete" in body(as_(ann).post("/deals/delete/", {"ids": [deals[0].pk]}, **HTMX))
    as_(ann).post("/deals/delete/", sure(deals), **HTMX)
    assert not Deal.objects.live().exists()
    as_(ann).post(f"/undo/{Act.objects.get(kind=JOB).pk}/")
    assert Deal.objects.live().count() == 3


def test_all_that_match_is_the_filter_and_more_than_some_is_a_job(many, stage, ann, as_):
    many(AT_ONCE + 30)
    form = {"all": "1", "query": "view=open&q=deal 00", "sure": "1", "stage": stage("quote").pk}
    as_(ann).post("/deals/move/", form, **HTMX)
    assert Deal.objects.filter(stage=stage("quote")).count() == 100
    answer = as_(ann).post("/deals/move/", form | {"query": "view=open", "stage": stage("closure").pk}, **HTMX)
    job = Job.objects.get(name=JOB)
    assert f"/jobs/{job.pk}/" in answer["HX-Redirect"]
    perform(job.pk)
    assert Deal.objects.filter(stage=stage("closure")).count() == AT_ONCE + 30


@pytest.mark.parametrize("act", ["reassign", "tag", "move", "delete"])
def test_what_one_may_not_change_is_not_chosen(deal, stage, cy, bob, ann, as_, act):
    made = deal(owner=cy)
    form = sure([made], stage=stage("quote").pk, owner=ann.pk, add_tags="Fair")
    assert as_(ann).post(f"/deals/{act}/", form, **HTMX).status_code == 200
    made.refresh_from_db()
    assert (made.owner, made.stage.key, made.deleted_at, tags_of(made)) == (cy, "incoming", None, [])


@pytest.mark.parametrize("act, bad", [
    ("reassign", {"owner": "x"}), ("reassign", {}), ("tag", {}), ("tag", {"add_tags": "x" * 100}),
    ("move", {"stage": "x"}), ("move", {"stage": "9" * 30}), ("move", {}),
])  # fmt: skip
def test_bad_bulk_input_is_refused(deal, ann, as_, act, bad):
    assert as_(ann).post(f"/deals/{act}/", sure([deal()], **bad), **HTMX).status_code == 422
