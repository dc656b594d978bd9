"""The board: two statements, what a card says, what it keeps to itself (ui.md 3)."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from activities import keeping as activity_keeping
from deals.lifecycle import move_to
from deals.models import Deal, Pipeline, Stage
from deals.staging import add_pipeline, add_stage

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
BOARD = "/deals/board/"


def body(answer):
    return answer.content.decode()


def card(html, name):
    cards = re.findall(r'<li class="deal.*?</li>', html, re.S)
    return next(each for each in cards if name in each)


def column(html, name):
    return re.search(rf'<section class="col"[^>]*aria-label="{name}".*?</section>', html, re.S)[0]


@pytest.fixture
def many(ann, noon, human, stage):
    """Makes many deals of ann, spread over the active stages."""

    def make(count):
        who, stages = human("Bulk"), list(Stage.objects.in_use().active().in_order())
        deals = [
            Deal(
                name=f"Chiller plant, agreement {n:04}", contact=who, stage=stages[n % len(stages)], owner=ann,
                value=1000 + n, currency="EUR", added_at=noon, stage_changed_at=noon - timedelta(hours=n),
                created_at=noon, updated_at=noon, value_in_account_currency=1000 + n,
            )
            for n in range(count)
        ]  # fmt: skip
        Deal.objects.bulk_create(deals)
        return deals

    return make


def statements(client, url=BOARD):
    """Those of one page, as they are sent: what is prepared has no text among the captured ones on PostgreSQL."""
    seen = []

    def note(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(url)
    assert answer.status_code == 200
    return seen


# what it costs


@pytest.mark.parametrize("count", [3, 3000])
def test_cards_and_totals_take_two_statements(many, ann, as_, count):
    many(count)
    client = as_(ann)
    client.get(BOARD)
    seen = statements(client)
    assert sum(sql.startswith('SELECT "deals_deal"') for sql in seen) == 2
    assert len(seen) <= 12


def test_two_hundred_cards_weigh_less_than_a_hundred_kilobytes(many, ann, boss, as_, noon, stage):
    for name in ("Demo", "Offer", "Trial", "Legal"):
        add_stage(stage("quote").pipeline, name, likelihood=30, by=boss, at=noon)
    many(240)
    html = body(as_(ann).get(BOARD))
    assert html.count('<li class="deal') == 200
    assert len(html.encode()) < 100 * 1024


def test_a_column_shows_25_and_the_next_ones_by_key(many, ann, as_):
    many(240)
    html = body(as_(ann).get(BOARD))
    assert html.count('<li class="deal') == 4 * 25
    link = re.search(r'hx-get="(/deals/board/more/[^"]+)"', html)[1].replace("&amp;", "&")
    rest = body(as_(ann).get(link, **HTMX))
    assert rest.count('<li class="deal') == 25 and "Show more" in rest
    keys = [set(re.findall(r'href="(/deals/[0-9]+/)"', part)) for part in (column(html, "Incoming"), rest)]
    assert not keys[0] & keys[1]


def test_a_board_drawn_anew_is_as_long_as_it_was(many, ann, as_):
    many(240)
    assert body(as_(ann).get(f"{BOARD}?shown=50", **HTMX)).count('<li class="deal') == 4 * 50


# what a card says


def test_a_card_says_who_what_and_what_comes_next(deal, human, company, ann, as_, noon):
    firm = company("Pharma-Log")
    made = deal("Vaccine storage", contact=human("Dubois", employer=firm), value=Decimal(86000), is_hot=True)
    activity_keeping.add_task(by=ann, at=noon, about=made, text="Demo at the site")
    found = card(body(as_(ann).get(BOARD)), "Vaccine storage")
    for said in ("Dubois · Pharma-Log", "€86,000", "Demo at the site", 'aria-label="Hot"', "/move/", ">AA<"):
        assert said in found


def test_no_next_step_is_said(deal, ann, as_):
    deal()
    assert "No next step" in card(body(as_(ann).get(BOARD)), "Cold rooms")


@pytest.mark.parametrize("days, tone", [(3, ""), (14, "amber"), (28, "red")])
def test_a_card_rots(deal, stage, ann, as_, days, tone):
    Stage.objects.filter(pk=stage("incoming").pk).update(rot_days=14)
    made = deal()
    Deal.objects.filter(pk=made.pk).update(stage_changed_at=timezone.now() - timedelta(days=days))
    found = card(body(as_(ann).get(BOARD)), "Cold rooms")
    assert f"{days} d" in found
    assert (f"is-rotting tone-{tone}" in found and "Rotting" in found) if tone else "is-rotting" not in found


def test_a_hidden_contact_is_not_named(deal, human, company, cy, bob, ann, as_, noon):
    """bob sees ann's deals, not cy's contacts."""
    hidden = human("Secretive", owner=cy, employer=company("Hidden Ltd", owner=cy))
    made = deal(contact=hidden, associates=[(human("Confidant", owner=cy), None)])
    for url in (BOARD, "/deals/", made.get_absolute_url(), f"{made.get_absolute_url()}edit/", "/deals/totals/"):
        html = body(as_(bob).get(url))
        assert not [name for name in ("Secretive", "Hidden Ltd", "Confidant") if name in html], url


def test_who_may_only_look_moves_nothing(deal, person, role, as_, ann):
    watcher = person("Wim Watcher", role=role("Watch", view="all"))
    made = deal()
    html = body(as_(watcher).get(BOARD))
    assert "Cold rooms" in html and "deal__move" not in html
    assert as_(watcher).post(f"/deals/{made.pk}/move/", {"stage": made.stage_id}).status_code == 404


# columns


def test_a_column_counts_sums_and_weighs(deal, stage, ann, as_):  # 9.1
    deal("One", value=400, stage=stage("closure"))
    deal("Two", value=100, stage=stage("closure"), win_likelihood=10)
    found = column(body(as_(ann).get(BOARD)), "Closure")
    assert "€500" in found and "€210 weighted" in found and '<span class="count">2</span>' in found


def test_a_currency_without_a_rate_is_said_and_not_counted_as_one(deal, ann, as_):  # 9.8
    deal("Euro", value=400)
    deal("Krone", value=900, currency="NOK")
    html = body(as_(ann).get(BOARD))
    assert "€400" in column(html, "Incoming") and "1 without a rate" in html
    assert "NOK\xa0900" in card(html, "Krone")


def test_closed_deals_are_not_on_the_board_and_the_zones_say_what_they_ask(deal, stage, ann, noon, as_, account):
    move_to(deal("Gone"), stage("won"), by=ann, at=noon)
    html = body(as_(ann).get(BOARD))
    assert "Gone" not in html and html.count("asks for a reason") == 2
    type(account).objects.update(ask_loss_reason="off", ask_unqualified_reason="off")
    assert "asks for a reason" not in body(as_(ann).get(BOARD))


def test_the_board_is_of_one_pipeline(deal, boss, ann, noon, as_):  # 8.8
    other = add_pipeline("Service", by=boss, at=noon)
    deal("Repair", stage=other.stages.in_order().first())
    deal("Sale")
    html = body(as_(ann).get(f"{BOARD}?pipeline={other.pk}"))
    assert "Repair" in html and "Sale" not in re.sub(r"Sales", "", html)
    assert "Repair" not in body(as_(ann).get(BOARD))


def test_a_disabled_pipeline_is_still_looked_at(deal, boss, ann, noon, as_):  # 8.8
    other = add_pipeline("Service", by=boss, at=noon)
    deal("Repair", stage=other.stages.in_order().first())
    Pipeline.objects.filter(pk=other.pk).update(is_disabled=True)
    assert "Repair" in body(as_(ann).get(f"{BOARD}?pipeline={other.pk}"))


@pytest.mark.parametrize("query, shown", [
    ("owner=me", True), ("owner=team", True), ("q=cold", True), ("q=warm", False), ("is_hot=on", False),
    ("tag=Fair", True), ("tag=Sun", False),
])  # fmt: skip
def test_the_filter_is_in_the_address(deal, ann, as_, query, shown):
    deal(tags=["Fair"])
    assert ("Cold rooms" in body(as_(ann).get(f"{BOARD}?{query}"))) == shown


def test_a_filter_is_a_chip_with_a_way_out(deal, ann, as_):
    deal()
    html = body(as_(ann).get(f"{BOARD}?owner=me&q=cold"))
    chip = re.search(r'<span class="chip">(.*?)</span>', html, re.S)[1]
    assert "Mine" in chip and 'href="?q=cold"' in chip


def test_the_filter_form_keeps_the_pipeline_and_the_search(ann, as_):
    html = body(as_(ann).get("/deals/board/filter/?q=cold&pipeline=1&owner=me", **HTMX))
    assert 'name="q" value="cold"' in html and 'name="pipeline" value="1"' in html and "<html" not in html


@pytest.mark.parametrize("query", [
    "pipeline=999999999999999999999", "pipeline=x", "owner=99999", "owner=%00", "source=999999999999999999999999",
    "group=x", "q=%00", "q=" + "x" * 300, "tag=%F0%9F%98%80", "shown=-1", "shown=99999999",
])  # fmt: skip
def test_a_bad_address_draws_a_board(deal, ann, as_, query):
    deal()
    assert as_(ann).get(f"{BOARD}?{query}").status_code == 200


@pytest.mark.parametrize("query, status", [("stage=x", 404), ("", 404), ("stage=99999999999999999999", 404)])
def test_further_cards_of_no_column_are_nowhere(ann, as_, query, status):
    assert as_(ann).get(f"/deals/board/more/?{query}").status_code == status


def test_a_broken_token_starts_from_the_top(deal, stage, ann, as_):
    deal()
    html = body(as_(ann).get(f"/deals/board/more/?stage={stage('incoming').pk}&after=xx", **HTMX))
    assert "Cold rooms" in html


def test_who_sees_nothing_has_no_cards(deal, dee, as_):
    deal()
    assert "Cold rooms" not in body(as_(dee).get(BOARD))
