"""make bench: what can be measured and when a budget is broken. Measuring itself is run by .ci/run."""

import pytest

import bench.pages  # noqa: F401
from bench.parts import Measured, Part, add, broken, chosen
from bench.report import Report, markdown, table

LIST = Part("list", call=None)


def page(**facts):
    return Measured(**({"part": "list", "who": "rep", "p50": 12.0, "p95": 20.0, "reference": 1.2, "statements": 9,
                        "kilobytes": 40.0, "over": []} | facts))  # fmt: skip


def report(*pages, **facts):
    given = {"rows": 100, "command": "make bench", "sees": {"rep": 20}, "mib": 70.0, "per_second": {"rep": 150.0}}
    return Report(**(given | facts), pages=list(pages))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"ratio": 11.9, "statements": 12, "kilobytes": 999}, []),
        ({"ratio": 12.1, "statements": 12, "kilobytes": 1}, ["ratio"]),
        ({"ratio": 1, "statements": 13, "kilobytes": 1}, ["statements"]),
        ({"ratio": 99, "statements": 13, "kilobytes": 1, "timed": False}, ["statements"]),
    ],
)
def test_a_budget_is_kept_up_to_its_last_bit(found, said):
    assert broken(LIST, **found) == said


def test_what_has_no_budget_breaks_none():
    assert broken(LIST._replace(ratio=None, statements=None), ratio=99, statements=99, kilobytes=99) == []


def test_memory_and_lists_a_second_are_judged_too():
    assert report(page()).over() == []
    assert len(report(page(over=["ratio"]), mib=91.0, per_second={"rep": 99.0}).over()) == 3
    assert report(page(), per_second={"rep": 1.0}, timed=False).over() == []


def test_one_word_means_all_parts_that_begin_with_it():
    names = [part.name for part in chosen(["search"])]
    assert names == ["search rare", "search common", "search none", "search sorted"]
    assert [part.name for part in chosen(["contact"])] == ["contact"]


def test_an_unknown_part_is_named():
    with pytest.raises(KeyError, match="nothing"):
        chosen(["nothing"])


def test_a_part_is_registered_once():
    with pytest.raises(ValueError, match="board"):
        add("board", call=None)


def test_what_is_told_is_a_table_with_what_is_over():
    told = table(report(page(), page(part="board", over=["KB"])))
    assert "OVER: KB" in told and "70 MiB" in told


def test_the_documentation_gets_one_row_a_page():
    found = report(page(), page(who="admin", p50=24.0), sees={"rep": 20, "admin": 100})
    pages = [each._asdict() | {"ratio": each.ratio} for each in found.pages]
    told = markdown({**vars(found), "pages": pages})
    assert "| list | 12.0 (10.0x) | 24.0 (20.0x) | 9 | 40 |" in told
