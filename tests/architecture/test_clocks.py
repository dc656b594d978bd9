import pytest

from tests.architecture.clocks import clocks_read
from tests.architecture.sources import plant, settle, sources

CLOCKS = {
    "outside/http.py:_retry_after": "a Retry-After that names a date means: from now",
    "activities/hosting.py:open_tasks": "the context of a panel, which higher apps hang in through this module",
    "activities/asking.py:ask_and_do": "part of the way in: how views of every app do something with many records",
    "activities/asking.py:_at_once": "part of the way in: how views of every app do something with many records",
    "activities/asking.py:_by_job": "part of the way in: how views of every app do something with many records",
    "activities/deleting.py:delete": "part of the way in: how views of every app delete a record",
    "activities/showing.py:record_context": "part of the way in: what views of every app show of a record",
    "lists/inline.py:row_answer": "part of the way in: how views of every app draw a row anew",
    "lists/showing.py:tabled": "part of the way in: how views of every app draw a list",
    "lists/totalling.py:totals": "part of the way in: how views of every app tell what a list comes to",
    "accounts/sessions.py:SessionStore._get_session_from_db": "Django's interface for sessions hands over no time",
    "outside/outbox.py:Backend.send_messages": "Django's interface for mail hands over no time",
}


def test_the_domain_is_told_the_time():
    settle(clocks_read(sources()), CLOCKS)


@pytest.mark.parametrize(
    "line", ["at = timezone.now()", "on = date.today()", "at = DateTimeField(default=timezone.now)", "x = time.time()"]
)
def test_a_clock_in_the_domain_is_caught(tmp_path, line):
    assert clocks_read(plant(tmp_path, {"shop/paying.py": line}))


@pytest.mark.parametrize(
    "name, line", [("views", "at = timezone.now()"), ("paying", "on = timezone.localdate(at)"), ("paying", "now = at")]
)
def test_a_way_in_may_and_a_conversion_is_none(tmp_path, name, line):
    assert not clocks_read(plant(tmp_path, {f"shop/{name}.py": line}))
