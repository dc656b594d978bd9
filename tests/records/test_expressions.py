"""Values of custom fields as the database sees them, the same on SQLite and PostgreSQL (16.5)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leads.models import Lead
from records.customising import define
from records.expressions import custom_text, custom_value, holds, moment_text

KIND = "leads.lead"
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
VALUES = {
    "text": ["Ähre", "apfel", "Zebra"],
    "number": [-2, 0.5, 10],
    "yes_no": [False, True, True],
    "date": ["2025-12-31", "2026-01-01", "2026-11-24"],
    "date_time": ["2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z", "2026-11-25T00:00:00Z"],
    "money": [{"amount": "9.50", "currency": "USD"}, {"amount": "10.00", "currency": "EUR"},
              {"amount": "1000.00", "currency": "EUR"}],
    "user": [3, 20, 100],
}  # fmt: skip
TYPED = {
    "text": "ÄHRE", "number": 0.5, "yes_no": False, "date": date(2026, 1, 1), "date_time": NINE,
    "money": Decimal("10.00"), "user": 20,
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(lead):
    """A field of a type, and a lead for each of these values, besides one with none and some that do not fit."""

    def fill(type, values, misfits=(), **facts):
        made = define(KIND, "Field", type, **facts)
        lead(last_name="None")
        for value in [*values, *misfits]:
            lead(last_name=str(value)[:80], custom={made.key: value})
        return made

    return fill


@pytest.mark.parametrize("type", [type for type in VALUES if type not in {"text", "yes_no"}])
def test_values_sort_by_what_they_are_and_misfits_count_as_none(type, filled):
    made = filled(type, list(reversed(VALUES[type])), misfits=["rubbish", {"amount": "1e9"}, [1], "9999999", True])
    rows = Lead.objects.annotate(told=custom_value(made)).exclude(told=None).order_by("told")
    assert [row.custom[made.key] for row in rows] == VALUES[type]


@pytest.mark.parametrize("type", TYPED)
def test_a_value_is_found_by_what_it_is(type, filled):
    made = filled(type, VALUES[type])
    found = Lead.objects.alias(told=custom_value(made)).filter(told=TYPED[type])
    assert [row.custom[made.key] for row in found] == [VALUES[type][0 if type in {"text", "yes_no"} else 1]]


@pytest.mark.parametrize("type", [type for type in VALUES if type != "text"])
def test_a_value_can_be_compared(type, filled):
    made = filled(type, VALUES[type])
    least = TYPED[type] if type != "yes_no" else True
    assert Lead.objects.alias(told=custom_value(made)).filter(told__gte=least).count() == 2


def test_a_value_comes_out_as_its_type(filled, lead):
    day, moment = define(KIND, "Day", "date"), define(KIND, "Moment", "date_time")
    worth, size = define(KIND, "Worth", "money"), define(KIND, "Size", "number")
    lead(custom={"day": "2026-11-24", "moment": "2026-11-24T09:00:00Z", "size": 2.5,
                 "worth": {"amount": "10.50", "currency": "EUR"}})  # fmt: skip
    told = [custom_value(each) for each in (day, moment, worth, size)]
    assert list(Lead.objects.values_list(*told)) == [(date(2026, 11, 24), NINE, Decimal("10.50"), 2.5)]
    assert moment_text(NINE) == "2026-11-24T09:00:00Z"


def test_text_is_compared_without_case_in_every_alphabet(filled):
    made = filled("text", ["ΣΊΣΥΦΟΣ", "İzmir", "Straße"])
    for typed in ("σίσυφος", "İZMIR", "STRAße"):
        assert Lead.objects.alias(told=custom_value(made)).filter(told=typed).count() == 1
    assert Lead.objects.alias(told=custom_text(made)).filter(told__contains="traß").count() == 1


def test_a_long_text_is_looked_through_whole_and_compared_by_its_beginning(filled):
    made = filled("long_text", ["Ä" * 5000 + "Ende"])
    assert Lead.objects.alias(told=custom_text(made)).filter(told__endswith="ende").count() == 1
    assert Lead.objects.alias(told=custom_value(made)).filter(told="ä" * 255).count() == 1


def test_one_of_several_choices_is_found(filled):
    made = filled("choices", [["Web", "Fair's"], ["Web"]], misfits=["Web", {"Web": 1}], choices=["Web", "Fair's"])
    assert Lead.objects.filter(holds(made, "Web")).count() == 2
    assert Lead.objects.filter(holds(made, "Fair's")).count() == 1
    assert Lead.objects.exclude(holds(made, "Fair's")).count() in {3, 4}
    assert Lead.objects.alias(told=custom_value(made)).filter(told__isnull=False).count() == 2


def test_an_address_is_found_by_any_of_its_lines(filled):
    made = filled("address", [{"street": "Ring 1", "city": "Graz"}, {"country": "AT"}], misfits=["Graz"])
    assert Lead.objects.alias(told=custom_text(made)).filter(told__contains="graz").count() == 1
    assert Lead.objects.alias(told=custom_value(made)).filter(told__isnull=False).count() == 2


def test_a_key_that_is_none_is_never_put_into_sql(filled):
    made = filled("text", [])
    made.key = "a' OR 1=1"
    for refused in (custom_value, custom_text, lambda each: holds(each, "x")):
        with pytest.raises(ValueError, match="no key"):
            refused(made)
