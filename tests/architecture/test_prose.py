import pytest

from tests.architecture.prose import banners, default_orders, drawers, left_to_do, requests_below_views
from tests.architecture.sources import ROOT, plant, settle, sources
from tests.architecture.tracked import texts

ASKS = "part of the way in: how the views of every app do something with many records"
ANSWERS = "part of the way in: how the views answer, in a module of its own"
DRAWS = "the context of a panel, which higher apps hang in through this module"
RECORDS = "what the pages of all records share, for the views of every app above"
LISTS = "what an address makes of a list, for the views of every app above"
OPENS = "the decorator of the views of lists: what is open stands in the address"
KNOW_REQUESTS = {
    "activities/answering.py:standing_at": ANSWERS,
    "activities/answering.py:stay": ANSWERS,
    "activities/answering.py:way_back": ANSWERS,
    **dict.fromkeys(
        [f"activities/asking.py:{name}" for name in ("sure", "ask_and_do", "_at_once", "_by_job", "_tell")], ASKS
    ),
    "activities/hosting.py:open_tasks": DRAWS,
    "activities/hosting.py:collaborators": DRAWS,
    "activities/hosting.py:smart_links": DRAWS,
    **dict.fromkeys(
        ["activities/deleting.py:delete"]
        + [f"activities/editing.py:{name}" for name in ("edit", "sent", "_leave")]
        + [f"activities/showing.py:{name}" for name in ("shown", "record_context", "_panel_facts")],
        RECORDS,
    ),
    **dict.fromkeys(
        [f"lists/showing.py:{name}" for name in ("tabled", "answer", "_shelf", "density_of", "_opened")], LISTS
    ),
    **dict.fromkeys([f"lists/inline.py:{name}" for name in ("asked", "form_answer", "row_answer", "_way_back")], LISTS),
    **dict.fromkeys(
        [f"lists/totalling.py:{name}" for name in ("totals", "_query", "_address", "_carried", "_leads_to")], LISTS
    ),
    **dict.fromkeys(
        [f"lists/smart.py:{name}" for name in ("opened.decorate.with_shelf", "_put_up", "_asked_for")], OPENS
    ),
}


def test_every_module_has_a_name_that_says_something():
    settle(drawers(sources()))


def test_there_are_no_banners():
    settle(banners(sources(migrations=True)))


def test_nothing_is_left_to_do():
    settle(v for path, text in texts(ROOT) for v in left_to_do(path, text))


def test_requests_end_at_the_views():
    settle(requests_below_views(sources()), KNOW_REQUESTS)


def test_nothing_is_ordered_by_default():
    settle(default_orders(sources()))


@pytest.mark.parametrize("name", ["shop/utils.py", "shop/helpers/money.py", "core/models.py"])
def test_a_drawer_is_caught(tmp_path, name):
    assert drawers(plant(tmp_path, {name: ""}))


@pytest.mark.parametrize("line", ["# ----------", "# === models ===", "####", "# models --------------"])
def test_a_banner_is_caught(tmp_path, line):
    assert banners(plant(tmp_path, {"shop/models.py": f"{line}\nx = 1\n"}))


@pytest.mark.parametrize("line", ["# a -- b", "#: documented", 'x = "# ----------"'])
def test_a_plain_comment_is_no_banner(tmp_path, line):
    assert not banners(plant(tmp_path, {"shop/models.py": f"{line}\n"}))


@pytest.mark.parametrize("word", ["TO¦DO", "FIX¦ME", "X¦XX"])
def test_something_left_to_do_is_caught(word):
    assert left_to_do("shop/cart.html", f"<p>\n{{# {word.replace('¦', '')} later #}}")


def test_a_request_below_the_views_is_caught(tmp_path):
    code = "def pay(cart, *, request):\n    pass\n"
    assert requests_below_views(plant(tmp_path, {"shop/paying.py": code}))
    assert not requests_below_views(plant(tmp_path / "other", {"shop/views.py": code}))


def test_a_default_order_is_caught(tmp_path):
    code = 'class Cart(Model):\n    class Meta:\n        ordering = ["name"]\n'
    assert default_orders(plant(tmp_path, {"shop/models.py": code}))
