from decimal import Decimal

import pytest

from ui.charts import Bar, bars, line, ticks

MIXED = [Bar("Jul", Decimal("142.5"), "/a/"), Bar("Aug", 96), Bar("Sep", -20, "/c/")]


@pytest.mark.parametrize(
    ("values", "low", "high"), [([], 0, 1), ([0], 0, 1), ([142, 96], 0, 150), ([-20, 90], -50, 100), ([-3, -9], -10, 0)]
)
def test_an_axis_has_round_steps_around_every_value(values, low, high):
    steps = ticks(values)
    assert (steps[0], steps[-1]) == (low, high)
    assert 2 <= len(steps) <= 7


@pytest.mark.parametrize("draw", [bars, line, lambda rows, **kw: bars(rows, horizontal=True, **kw)])
def test_every_chart_tells_its_figures_as_text(draw):
    html = draw(MIXED, title="Won by month", label="Month", measure="Won")
    assert 'aria-label="Won by month; the same figures are in the table below"' in html
    assert 'href="/a/" aria-label="Jul: 142.5"' in html
    assert '<th scope="row">Aug</th><td class="num">96</td>' in html
    assert "style=" not in html


@pytest.mark.parametrize("horizontal", [True, False])
def test_a_chart_without_rows_says_so(horizontal):
    html = bars([], title="Won by month", horizontal=horizontal)
    assert "nothing to show" in html
    assert "<svg" not in html


@pytest.mark.parametrize("horizontal", [True, False])
@pytest.mark.parametrize("value", [0, 7, -7])
def test_one_row_is_enough(horizontal, value):
    html = bars([Bar("Only", value)], title="One", horizontal=horizontal)
    assert html.count("<rect") == 1
    assert 'height="-' not in html
    assert 'width="-' not in html


def test_a_negative_bar_hangs_below_the_line():
    html = bars([Bar("up", 10), Bar("down", -10)], title="Both")
    assert '<path class="axis" d="M52 121' in html
    assert 'y="121.0"' in html


def test_a_figure_may_be_money():
    assert "€48,000" in bars([Bar("Jun", 48000, text="€48,000")], title="Won")


def test_names_are_escaped():
    assert "<i>" not in bars([Bar("<i>", 1, "/?a=1&b=2")], title="<i>")
