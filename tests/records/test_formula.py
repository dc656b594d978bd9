"""Formulas are read, never run as code: what they work out, and what they refuse with the place (16.10)."""

from decimal import Decimal

import pytest

from records.formula import Faulty, parse

KNOWN = {"value": Decimal(200), "share": Decimal("12.5"), "none": None, "zero": Decimal(0), "x": Decimal(3),
         "custom.value": Decimal(7)}  # fmt: skip


def result(text):
    return parse(text).result(KNOWN)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 + 2 * 3", 7), ("(1 + 2) × 3", 9), ("7 − 2 – 1", 4), ("value ÷ 4 / 5", 10), ("-value + 1", -199),
        ("2 x 3", 6), ("x x x", 9), ("VALUE", 200), ("custom.value + value", 207), (".5 * 4", 2),
        ("value * share / 100", 25), ("min(3, x, 1.5)", Decimal("1.5")), ("max(1; 2)", 2),
        ("round(2.5)", 3), ("round(-2.5)", -3), ("round(1.005, 2)", Decimal("1.01")),
        ("round(12.3456, 99)", Decimal("12.3456")),
        ("if(value > 100, 1, 2)", 1), ("if(value <= 100, 1, 2)", 2), ("if(zero, 1, 2)", 2), ("if(1, 1, 2)", 1),
        ("if(x <> 3, 1, if(x == 3, 5, 6))", 5), ("if(x != 4, 1, none)", 1), ("0.1 + 0.2", Decimal("0.3")),
    ],
)  # fmt: skip
def test_a_formula_is_worked_out_in_decimals(text, found):
    assert result(text) == Decimal(str(found))


@pytest.mark.parametrize(
    "text",
    ["1 / 0", "value / zero", "none + 1", "unknown", "min(1, none)", "if(none, 1, 2)", "if(zero, 1, none)",
     "round(none)", "-none", "0 / zero"],
)  # fmt: skip
def test_what_is_missing_or_divided_by_zero_is_empty(text):
    assert result(text) is None


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("", 1, "missing at the end"), ("1 +", 4, "missing at the end"), ("1 2", 3, "means nothing"),
        ("(1", 3, "is missing"), ("1)", 2, "means nothing"), ("a.b.c", 4, "means nothing"),
        ("1 + $", 5, "means nothing"),
        ("__import__('os')", 12, "means nothing"), ("eval(1)", 1, "no function"), ("round(1,2,3)", 1, "another number"),
        ("if(1, 2)", 1, "another number"), ("1 > 2", 3, "means nothing"), ("min()", 5, "belongs here"),
        ("1 ** 2", 4, "belongs here"), ("1.", 2, "means nothing"), ("a = 1", 3, "means nothing"),
        ("(" * 21 + "1" + ")" * 21, 21, "parentheses"), ("1" * 501, 501, "at most"),
        ("1+" * 249 + "1", 201, "too long"),
        ("1\x00", 2, "means nothing"), ("😀", 1, "means nothing"), ("x" * 0 + "   ", 4, "missing at the end"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(text, at, says):
    with pytest.raises(Faulty, match=says) as caught:
        parse(text)
    assert caught.value.position == at and f"character {at}:" in str(caught.value)


def test_a_formula_tells_which_names_it_reads_and_where_first():
    assert dict(parse("value + min(share, value) x x").names) == {"value": 1, "share": 13, "x": 29}


def test_a_number_that_grows_out_of_all_bounds_is_empty_and_costs_no_time():
    assert parse(" x ".join(["x"] * 99)).result({"x": Decimal("1e99999")}) is None
    assert parse("-" * 1 + "value").result({"value": Decimal("NaN")}) is None
