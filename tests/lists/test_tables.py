"""A declared table over HTTP: columns, order, pages, filter, selection; and what it costs."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import QueryDict

from lists.counting import counted
from lists.paging import SIZE
from lists.selection import chosen, fields
from lists.tabling import Column, Table
from tests.lists.planted_urls import THINGS
from tests.specimen.models import Thing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]
HTMX = {"HTTP_HX_REQUEST": "true"}


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def names(html):
    return re.findall(r'data-open title="([^"]+)"', html)


def heads(html):
    head = html.split("<thead>")[1].split("</thead>")[0]
    return [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<th.*?</th>", head, re.S)]


def orders(html):
    return re.findall(r'aria-sort="(\w+)"', html)


def ids(html):
    return re.findall(r'name="ids" value="(\d+)"', html)


@pytest.fixture
def three(thing):
    return [thing("Cup", amount=3), thing("Ale", amount=1, state="ripe"), thing("Bun", amount=2)]


# 15.1 to 15.9


def test_the_usual_columns_are_there_in_the_usual_order(three, ann, as_):
    html = body(as_(ann).get("/things/"))
    assert heads(html) == ["Name", "State", "Owner", "Amount"]
    assert names(html) == ["Ale", "Bun", "Cup"] and orders(html) == ["ascending"]


def test_columns_are_chosen_by_the_address_and_the_name_stays(three, ann, as_):
    html = body(as_(ann).get("/things/?cols=due,zzz,name,state,due"))
    assert heads(html) == ["Name", "Due", "State"]
    assert heads(body(as_(ann).get("/things/?cols="))) == ["Name"]


def test_chosen_columns_are_kept_and_stand_in_the_address(three, ann, as_):
    browser = as_(ann)
    sent = {"kind": "specimen.thing", "cols": ["due", "owner"], "next": "/things/?state=raw&cols=name"}
    answer = browser.post("/lists/arrange/", sent)
    assert answer.url == "/things/?state=raw&cols=due,owner"
    assert heads(body(browser.get("/things/"))) == ["Name", "Due", "Owner"]
    answer = browser.post("/lists/arrange/", sent | {"reset": "1"})
    assert answer.url == "/things/?state=raw"
    assert heads(body(browser.get("/things/"))) == ["Name", "State", "Owner", "Amount"]


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/x", "", "\x00"])
def test_arranging_never_leaves_the_house(ann, as_, to):
    answer = as_(ann).post("/lists/arrange/", {"density": "roomy", "next": to})
    assert answer.status_code == 302 and answer.url.startswith("/") and "evil" not in answer.url


def test_what_cannot_be_arranged_changes_nothing(three, ann, as_):
    browser = as_(ann)
    browser.post("/lists/arrange/", {"density": "huge", "next": "/things/"})
    browser.post("/lists/arrange/", {"kind": "x" * 999, "cols": ["\x00"], "next": "/things/"})
    html = body(browser.get("/things/"))
    assert "table--roomy" not in html and heads(html) == ["Name", "State", "Owner", "Amount"]


def test_density_is_kept_on_this_device(three, ann, as_):
    browser = as_(ann)
    browser.post("/lists/arrange/", {"density": "roomy", "next": "/things/"})
    assert "table--roomy" in body(browser.get("/things/"))
    assert "table--roomy" not in body(browser.get("/things/?density=dense"))


@pytest.mark.parametrize(
    "sort, found, told",
    [
        ("-name", ["Cup", "Bun", "Ale"], "descending"),
        ("amount", ["Ale", "Bun", "Cup"], "ascending"),
        ("-amount", ["Cup", "Bun", "Ale"], "descending"),
        ("owner", ["Ale", "Bun", "Cup"], "ascending"),
        ("password", ["Ale", "Bun", "Cup"], "ascending"),
        ("--name", ["Ale", "Bun", "Cup"], "ascending"),
        ("%00", ["Ale", "Bun", "Cup"], "ascending"),
    ],
)
def test_an_order_that_is_none_falls_back(three, ann, as_, sort, found, told):
    html = body(as_(ann).get(f"/things/?sort={sort}"))
    assert names(html) == found and orders(html) == [told]


def test_a_head_turns_the_order_and_keeps_the_filter(three, ann, as_):
    html = body(as_(ann).get("/things/?state=raw&after=zzz&sort=name"))
    assert 'href="?state=raw&amp;sort=-name"' in html and 'href="?state=raw&amp;sort=-amount"' in html


def test_every_order_ends_in_the_key_in_the_same_direction():
    assert THINGS.sorted_by("amount").order == ("amount", "id")
    assert THINGS.sorted_by("-amount").order == ("-amount", "-id")


@pytest.mark.parametrize(
    "columns, sort",
    [((Column("a", "A", order=("name",)), Column("a", "B")), "a"), ((Column("a", "A"),), "a"), ((), "a")],
)
def test_a_table_that_cannot_be_drawn_is_refused(columns, sort):
    with pytest.raises(ImproperlyConfigured):
        Table(kind="specimen.thing", title="T", columns=columns, sort=sort)


def test_a_long_list_goes_on_by_key(thing, ann, as_):
    for n in range(SIZE + 4):
        thing(f"Cup {n:02}")
    first = body(as_(ann).get("/things/?sort=-name&cols=state"))
    more = re.search(r'href="(\?[^"]*after=[\w-]+)"', first)[1].replace("&amp;", "&")
    assert "sort=-name" in more and "cols=state" in more
    rest = body(as_(ann).get(f"/things/{more}", **HTMX))
    assert names(first) + names(rest) == [f"Cup {n:02}" for n in reversed(range(SIZE + 4))] and "<thead>" not in rest
    assert names(body(as_(ann).get(f"/things/{more}"))) == names(rest)  # 7: without script too


@pytest.mark.parametrize(
    "query", ["after=%00", "after=zzz", "shown=zzz", "state=zzz", "amount=zzz", "view=zzz", "q=%00"]
)
def test_a_nonsensical_address_shows_the_list(three, ann, as_, query):
    for headers in ({}, HTMX):
        assert len(names(body(as_(ann).get(f"/things/?{query}", **headers)))) == 3


def test_the_filter_narrows_and_is_counted(three, ann, as_):
    html = body(as_(ann).get("/things/?state=raw&amount=3"))
    assert names(html) == ["Cup"] and re.search(r"Filter · 2\s*<", html)
    assert names(body(as_(ann).get("/things/?q=BUN"))) == ["Bun"]
    assert "Filter ·" not in body(as_(ann).get("/things/?q=BUN&state=&amount="))


def test_the_filter_is_reached_without_script(three, ann, as_):
    closed = body(as_(ann).get("/things/?state=raw"))
    assert re.search(r'<aside[^>]*id="filter"[^>]*hidden', closed) and 'href="?state=raw&amp;filter=1#filter"' in closed
    opened = body(as_(ann).get("/things/?state=raw&filter=1&sort=-name"))
    assert not re.search(r'<aside[^>]*id="filter"[^>]*hidden', opened)
    assert '<input type="hidden" name="sort" value="-name">' in opened
    assert re.search(r'<form[^>]*id="filter-form"[^>]*method="get"', opened)


def test_a_filter_that_cannot_be_read_says_so(three, ann, as_):
    assert re.search(r'id="filter_amount_error"', body(as_(ann).get("/things/?amount=zzz")))
    assert re.search(
        r'id="filter-errors"[^>]*>\s*<p class="error">At least', body(as_(ann).get("/things/?amount=z", **HTMX))
    )


def test_narrowing_draws_list_tools_and_views_anew(three, ann, as_):
    part = body(as_(ann).get("/things/?state=raw", **HTMX))
    assert "<html" not in part and "Filter · 1" in part
    for place in ("list-tools", "tabs", "totals", "narrowed"):
        assert re.search(rf'id="{place}"[^>]*hx-swap-oob="true"', part)


def test_an_empty_list_offers_the_first_and_a_narrowed_one_the_way_out(ann, as_):
    assert "No things yet" in body(as_(ann).get("/things/"))
    html = body(as_(ann).get("/things/?state=ripe&sort=-name"))
    assert "Nothing matches" in html and 'href="?sort=-name">Clear the filter' in html


def test_quick_views_keep_the_order_and_say_where_one_is(three, ann, as_):
    html = body(as_(ann).get("/things/?view=ripe&sort=-name"))
    assert names(html) == ["Ale"] and 'href="?sort=-name&amp;view=ripe" aria-current="page"' in html
    assert "<h2>Shared</h2>" in html


def test_how_many_there_are_comes_later_with_the_sums(three, ann, as_):
    assert 'hx-get="/things/totals/?state=raw"' in body(as_(ann).get("/things/?state=raw&sort=-name"))
    part = body(as_(ann).get("/things/totals/?state=raw", **HTMX))
    assert "2 things" in part and re.search(r'id="figures" hx-swap-oob="true".*5(\.00)?</b> worth', part, re.S)
    assert "2 things" in body(as_(ann).get("/things/totals/?state=raw"))


def test_a_count_stops_where_it_is_not_worth_it(thing, ann):
    for n in range(4):
        thing(f"Cup {n}")
    rows = Thing.objects.visible_to(ann)
    assert (str(counted(rows, most=3)), str(counted(rows, most=4))) == ("3+", "4")


# selection


def test_rows_are_ticked_only_where_there_is_something_to_do(three, ann, bob, as_):
    assert len(ids(body(as_(ann).get("/things/")))) == 3 and 'formaction="/things/reassign/"' in body(
        as_(ann).get("/things/")
    )
    html = body(as_(bob).get("/things/"))
    assert len(names(html)) == 3 and not ids(html) and 'id="bulk"' not in html


def acted(browser, **sent):
    return browser.post("/things/reassign/", sent | {"sure": "1"}).content.decode()


def test_the_ticked_rows_are_chosen(three, ann, as_):
    assert acted(as_(ann), ids=[three[0].pk, three[2].pk]) == "Bun,Cup"
    assert acted(as_(ann)) == ""


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 40, "\x00", "1.5", "²", "٣"])
def test_what_is_no_key_chooses_nothing(three, ann, as_, key):
    assert acted(as_(ann), ids=[key]) == ""


def test_all_that_match_are_the_filter_itself(three, ann, as_):
    assert acted(as_(ann), all="1", query="state=raw") == "Bun,Cup"
    assert acted(as_(ann), all="1", query="view=ripe", ids=[three[0].pk]) == "Ale"
    assert acted(as_(ann), all="1", query="state=zzz&%00=%ff") == "Ale,Bun,Cup"


def test_nobody_acts_on_what_they_may_not(three, bob, cy, as_):
    # 14.24
    assert acted(as_(bob), all="1") == "" and acted(as_(bob), ids=[three[0].pk]) == ""
    assert acted(as_(cy), all="1") == "Ale,Bun,Cup"


def test_a_choice_survives_a_further_question(three, ann, as_):
    html = body(as_(ann).post("/things/reassign/", {"ids": [three[0].pk, "x"]}, **HTMX))
    assert f'<input type="hidden" name="ids" value="{three[0].pk}">' in html and "1 chosen" in html
    assert fields(QueryDict("all=1&query=state%3Draw&ids=3")) == [("all", "1"), ("query", "state=raw")]


def test_what_the_bar_sends_for_all_is_the_filter_without_the_layout(three, ann, as_):
    html = body(as_(ann).get("/things/?state=raw&sort=-name&cols=due&view=all&filter=1"))
    assert '<input type="hidden" name="query" value="state=raw&amp;view=all">' in html


def test_choosing_asks_for_the_filter_only_with_all(three, ann):
    narrow = lambda query: pytest.fail("was asked")  # noqa: E731
    assert chosen(QueryDict("ids=1"), Thing.objects.visible_to(ann), narrow) is not None


# costs


@pytest.mark.parametrize("rows", [1, 40])
@pytest.mark.parametrize(
    "url, statements", [("/things/", 6), ("/things/?state=raw&sort=-amount&cols=due", 6), ("/things/totals/", 7)]
)
def test_a_list_costs_the_same_for_one_and_for_many(rows, url, statements, thing, ann, as_, django_assert_num_queries):
    for n in range(rows):
        thing(f"Cup {n}", amount=n)
    browser = as_(ann)
    browser.get(url)
    with django_assert_num_queries(statements):
        browser.get(url)
