import time
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from ui.amounts import money_text, percent_text

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "value", "currency", "text"),
    [
        ("en", 48000, "EUR", "€48,000"), ("de", 48000, "EUR", f"48.000{NBSP}€"),
        ("en", Decimal("1.50"), "USD", "$1.50"), ("en", Decimal("1.5"), "KWD", f"KWD{NBSP}1.500"),
        ("en", Decimal("48000.00"), "EUR", "€48,000"), ("de", Decimal("0.5"), "EUR", f"0,50{NBSP}€"),
        ("en", 48000, "CHF", f"CHF{NBSP}48,000"), ("en", 1, "XYZ", f"XYZ{NBSP}1"),
        ("en", 1500, "JPY", "¥1,500"), ("en", -5, "EUR", "-€5"), ("en", 7, "", "7"), ("en", None, "EUR", ""),
        ("en", "", "EUR", ""), ("en", "nonsense", "EUR", ""), ("en", Decimal("NaN"), "EUR", ""),
    ],
)  # fmt: skip
def test_money_is_written_as_the_language_writes_it(language, value, currency, text):
    with override(language):
        assert money_text(value, currency) == text


def test_shares_are_written_as_the_language_writes_them():
    assert [percent_text(each) for each in (50, Decimal("12.5"), 0, None)] == ["50%", "12.5%", "0%", ""]
    with override("de"):
        assert percent_text(50) == f"50{NBSP}%"


def test_templates_write_money():
    text = "{% load money %}{{ value|money:currency }} {{ share|percent }}"
    assert Template(text).render(Context({"value": 48000, "currency": "EUR", "share": 20})) == "€48,000 20%"
    assert Template(text).render(Context({"value": None, "currency": ""})).strip() == ""


def test_a_list_of_amounts_is_drawn_in_no_time():
    amounts = [Decimal(number * 100) for number in range(300)]
    [money_text(each, "EUR") for each in amounts]
    began = time.process_time()
    [money_text(each, "EUR") for each in amounts]
    assert time.process_time() - began < 0.05
