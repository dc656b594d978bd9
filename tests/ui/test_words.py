from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from lucide import IconDoesNotExist

from ui.marks import initials, tone_of
from ui.templatetags.ui import avatar, icon, icon_symbols, markdown, short_time, when

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(2026, 11, 23, 10, 42, tzinfo=UTC), "10:42"),
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), "Yesterday"),
        (datetime(2026, 11, 24, 0, 1, tzinfo=UTC), "Tomorrow"),
        (date(2026, 11, 23), "Today"),
        (date(2026, 11, 3), "3 Nov"),
        (date(2025, 11, 3), "3 Nov 2025"),
    ],
)
def test_a_time_is_as_short_as_it_may_be(value, shown):
    assert short_time(value, today=NOW.date()) == shown


def test_yesterday_is_yesterday_where_the_reader_is():
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    with timezone.override("Europe/Berlin"):
        assert short_time(late, today=timezone.localdate(NOW)) == "00:30"


def test_a_missing_time_shows_nothing():
    assert when(None) == ""


def test_a_time_tells_machines_and_pointers_more():
    html = when(datetime(2024, 2, 3, 4, 5, tzinfo=UTC))
    assert 'datetime="2024-02-03T04:05:00+00:00"' in html
    assert 'title="3 February 2024, 04:05"' in html


def test_initials_are_those_of_the_first_and_the_last_name():
    assert initials("Katarína Nováková") == "KN"
    assert initials("Bartholomäus Freiherr von Hohenstein-Waldburg") == "BW"
    assert initials("Ann") == "AN"
    assert initials("") == "?"


def test_a_name_keeps_its_tone():
    assert tone_of("Ann") == tone_of("Ann")
    assert f"tone-{tone_of('Ann')}" in avatar("Ann")


def test_an_icon_is_one_hidden_picture():
    html = icon("bell")
    assert html.startswith("<svg")
    assert 'class="icon" aria-hidden="true"' in html
    assert "style=" not in html


def test_an_unknown_icon_is_an_error():
    with pytest.raises(IconDoesNotExist):
        icon("no-such-icon")


def test_markdown_keeps_the_writing_and_drops_the_danger():
    html = markdown("**bold** <script>alert(1)</script> [x](javascript:alert(1)) ![p](http://a.example/p.png)")
    assert "<strong>bold</strong>" in html
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html


def test_a_bare_address_becomes_a_link():
    assert '<a href="https://a.example/x"' in markdown("see https://a.example/x")


def test_links_hand_nothing_over():
    assert 'rel="noopener noreferrer nofollow"' in markdown("[x](https://a.example)")


def test_a_line_break_stays_one():
    assert "<br>" in markdown("one\ntwo")


def test_an_icon_that_is_drawn_often_is_sent_once():
    html = icon_symbols("star", "clock")
    assert '<symbol id="i-star" viewBox="0 0 24 24"><path' in html and html.count("<symbol") == 2
    assert "<svg" not in html[5:] and html.endswith("</defs></svg>")
