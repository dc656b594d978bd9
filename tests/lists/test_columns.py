"""Columns are chosen, put into an order and made wide; what is kept of it (15.9)."""

import re

import pytest

from lists.arranging import keys_in, moved, steps, widths

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]
CHOOSE = "/lists/columns/specimen.thing/"


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def lines(html):
    return re.findall(r'<li class="choice__one" data-column="([\w.]+)"', html)


def ticked(html):
    return re.findall(r'name="cols" value="([\w.]+)" checked', html)


def test_all_columns_are_offered_and_those_shown_come_first(ann, as_):
    html = body(as_(ann).get(CHOOSE, {"next": "/things/?cols=due,owner:9"}))
    assert lines(html) == ["name", "due", "owner", "state", "amount"] and ticked(html) == ["name", "due", "owner"]
    assert re.search(r'name="width.owner".*?<option value="9" selected>180 px', html, re.S)


def test_without_script_the_arrows_move_a_column_and_lose_nothing(ann, as_):
    sent = {"order": ["name", "due", "owner", "state"], "cols": ["owner"], "width.owner": "8", "next": "/things/?q=a"}
    html = body(as_(ann).post(CHOOSE, sent | {"up": "owner"}))
    assert lines(html)[:4] == ["name", "owner", "due", "state"] and ticked(html) == ["name", "owner"]
    assert '<option value="8" selected>' in html and 'value="/things/?q=a"' in html
    assert lines(body(as_(ann).post(CHOOSE, sent | {"down": "owner"})))[:4] == ["name", "due", "state", "owner"]


def test_a_width_stands_in_the_address_and_is_drawn_by_a_class(thing, ann, as_):
    thing("Cup")
    sent = {"kind": "specimen.thing", "cols": ["name", "owner"], "width.owner": "13", "next": "/things/"}
    answer = as_(ann).post("/lists/arrange/", sent)
    assert answer.url == "/things/?cols=name,owner:13"
    html = body(as_(ann).get(answer.url))
    assert re.search(r'<th scope="col" class="sized w13" data-column="owner"', html)
    assert re.search(r'<td class="c-meta sized w13">', html) and "style=" not in html


def test_a_width_that_was_dragged_is_kept_without_a_new_page(thing, ann, as_):
    thing("Cup")
    browser = as_(ann)
    answer = browser.post("/lists/arrange/", {"kind": "specimen.thing", "cols": "name:9,state:4", "quiet": "1"})
    assert answer.status_code == 204
    html = body(browser.get("/things/"))
    assert '<th scope="row" class="pin c-title sized w9">' in html and '<td class="c-hide sized w4">' in html


def test_what_is_no_table_or_none_of_ones_own_has_no_columns(ann, dee, as_):
    assert as_(dee).get(CHOOSE).status_code == 404
    assert as_(ann).get("/lists/columns/specimen.nothing/").status_code == 404
    assert 'value="/"' in body(as_(ann).get(CHOOSE, {"next": "//evil.example/"}))


@pytest.mark.parametrize("typed, kept", [("9", 9), ("1", 3), ("99", 30), ("0", 3), ("x", 0), ("²", 0), ("9999", 0)])
def test_a_width_has_its_bounds(typed, kept):
    assert steps(typed) == kept


def test_widths_are_read_from_keys():
    assert widths(["a", "b:9", "c:x"]) == {"b": 9} and widths(None) == {}


@pytest.mark.parametrize(
    "key, by, found", [("a", -1, "abc"), ("a", 1, "bac"), ("c", 1, "abc"), ("c", -1, "acb"), ("z", 1, "abc")]
)
def test_a_column_moves_by_one_place(key, by, found):
    assert "".join(moved(list("abc"), key, by)) == found


def test_far_too_many_columns_are_cut(rf):
    assert len(keys_in(rf.get("/", {"cols": ",".join(f"k{n}" for n in range(500))}).GET)) == 80
