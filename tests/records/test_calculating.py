"""Formulas and words to search by follow a record's writing; values that are there once (16.10)."""

from decimal import Decimal

import pytest

from contacts import keeping
from contacts.models import Contact
from deals.models import Deal
from leads.models import Lead
from records import undoing, writing
from records.calculating import as_number, refuse_faulty
from records.customising import define
from records.formula import Faulty
from records.models import Change, CustomField
from records.uniqueness import Doubled, holder
from records.writing import Draft

LEAD, CONTACT, DEAL = "leads.lead", "contacts.contact", "deals.deal"

pytestmark = pytest.mark.django_db


@pytest.fixture
def size():
    return define(LEAD, "Size", "number")


def formula(text, kind=LEAD, name="Sum", **facts):
    made = define(kind, name, "text", **facts)
    CustomField.objects.filter(pk=made.pk).update(type="formula", formula=text)
    return made


def stored(model=Lead):
    return [row.custom for row in model.objects.order_by("pk")]


def test_a_formula_is_stored_whenever_a_record_is_written(lead, size, ann, noon):
    formula("size * 2 + 1")
    made = lead(custom={"size": 2.5, "other": "kept"})
    assert stored() == [{"size": 2.5, "other": "kept", "sum": 6}]
    writing.edit(made, {"custom": {"size": 0.1, "sum": 99}}, by=ann, at=noon)
    assert stored() == [{"size": 0.1, "sum": 1.2}] and made.custom == stored()[0]
    writing.edit(made, {"custom": {}}, by=ann, at=noon)
    assert stored() == [{}]


def test_a_formula_follows_the_columns_of_its_record(deal, ann, noon):
    define(DEAL, "Share", "number")
    formula("round(value * share / 100, 2)", DEAL)
    made = deal(value=200, custom={"share": 12.5})
    assert stored(Deal)[0]["sum"] == 25
    writing.edit(made, {"value": 1000}, by=ann, at=noon)
    assert stored(Deal) == [{"share": 12.5, "sum": 125}]
    assert set(Change.objects.latest("pk").fields) == {"value"}


def test_many_at_once_have_theirs_too(lead, size, ann, bob, noon):
    formula("size * 2")
    status = lead(custom={"size": 1}).status
    writing.create_many([Lead(last_name="B", status=status, custom={"size": 2})], by=ann, at=noon)
    writing.create_each([Draft(Lead(last_name="C", status=status, custom={"size": 3}), by=bob, at=noon)])
    assert [each["sum"] for each in stored()] == [2, 4, 6]
    assert writing.edit_many(Lead.objects.all(), {"custom.size": 10}, by=ann, at=noon) == 3
    assert stored() == [{"size": 10, "sum": 20}] * 3
    assert writing.edit_many(Lead.objects.all(), {"custom.size": 10}, by=ann, at=noon) == 0


def test_one_custom_field_is_set_and_the_others_stay(lead, size, ann, noon):
    made = lead(custom={"size": 1, "way": "Web"})
    writing.edit(made, {"custom.size": 5, "title": "Dr"}, by=ann, at=noon)
    assert stored() == [{"size": 5, "way": "Web"}]
    writing.edit_many(Lead.objects.all(), {"custom.size": None, "title": ""}, by=ann, at=noon)
    assert stored() == [{"way": "Web"}] and Lead.objects.get().title == ""


def test_a_formula_for_companies_is_none_of_people(company, human):
    formula("1 + 1", CONTACT, for_whom="company")
    company(), human()
    assert sorted(stored(Contact), key=len) == [{}, {"sum": 2}]


def test_a_result_has_six_decimals_and_fifteen_digits():
    found = [as_number(Decimal(text)) for text in ("1.0000004", "2.50", "1e15", "-7", "0.1234567")]
    assert found == [1, 2.5, None, -7, 0.123457]


@pytest.mark.parametrize(
    ("text", "says"), [("size + sise", "no number called “sise”"), ("sum + 1", "is a formula itself"),
                       ("custom.sum", "is a formula itself"), ("way", "no number"), ("version + 1", "no number")]
)  # fmt: skip
def test_a_formula_names_numbers_of_its_own_record_only(size, text, says):
    formula("1")
    define(LEAD, "Way", "text")
    with pytest.raises(Faulty, match=says):
        refuse_faulty(text, Lead)
    refuse_faulty("size + custom.size", Lead)


def test_an_undo_brings_back_one_custom_value_and_leaves_the_others(lead, size, ann, bob, noon):
    formula("size * 2")
    made = lead(custom={"size": 1, "way": "Web"})
    act = writing.edit(made, {"custom.size": 5}, by=ann, at=noon)
    writing.edit(made, {"custom.way": "Fair"}, by=bob, at=noon)
    outcome = undoing.undo(act, by=ann, at=noon)
    assert stored() == [{"size": 1, "way": "Fair", "sum": 2}] and not outcome.kept


def test_an_undo_leaves_a_custom_value_that_somebody_changed_since(lead, size, ann, bob, noon):
    made = lead(custom={"size": 1, "way": "Web"})
    act = writing.edit(made, {"custom": {"size": 5, "way": "Fair"}}, by=ann, at=noon)
    writing.edit(made, {"custom.size": 7}, by=bob, at=noon)
    outcome = undoing.undo(act, by=ann, at=noon)
    assert stored() == [{"size": 7, "way": "Web"}]
    assert [kept.reason for kept in outcome.kept] == ["Changed since: Size"]


@pytest.fixture
def number():
    made = define(LEAD, "Number", "text")
    CustomField.objects.filter(pk=made.pk).update(unique=True)
    return CustomField.objects.get(pk=made.pk)


def test_a_value_is_there_once_in_any_case(lead, number, ann, noon):
    first, second = lead(custom={"number": "A-1"}), lead(custom={"number": "A-2"})
    lead(), lead()
    for refused in (
        lambda: lead(custom={"number": "a-1"}),
        lambda: writing.edit(second, {"custom.number": "A-1"}, by=ann, at=noon),
        lambda: writing.edit_many(Lead.objects.all(), {"custom.number": "B"}, by=ann, at=noon),
    ):
        with pytest.raises(Doubled, match="Number: another record"):
            refused()
    assert Lead.objects.count() == 4 and holder(Lead, number, "a-1") == first.pk
    writing.edit(first, {"custom.number": "A-1", "title": "Dr"}, by=ann, at=noon)


def test_many_that_come_at_once_have_no_value_twice(lead, number, ann, noon):
    status = lead().status
    drafts = [Lead(last_name=name, status=status, custom={"number": "A"}) for name in "AB"]
    with pytest.raises(Doubled):
        writing.create_many(drafts, by=ann, at=noon)
    writing.create_many([drafts[0]], by=ann, at=noon)
    assert Lead.objects.count() == 2


def test_an_undo_brings_no_value_back_that_another_record_has_by_now(lead, number, ann, noon):
    first = lead(custom={"number": "A"})
    act = writing.edit(first, {"custom.number": "B"}, by=ann, at=noon)
    lead(custom={"number": "A"})
    outcome = undoing.undo(act, by=ann, at=noon)
    assert "another record" in outcome.kept[0].reason and stored() == [{"number": "B"}, {"number": "A"}]


def test_words_of_a_searched_field_are_found_unless_it_is_restricted(lead, ann, noon):
    made = define(LEAD, "Machine", "choices", choices=["Fräse", "Säge"])
    CustomField.objects.filter(pk=made.pk).update(searched=True)
    first = lead("Ada", custom={"machine": ["Fräse"]})
    assert Lead.objects.search("frase").get() == first
    writing.edit(first, {"title": "Dr"}, by=ann, at=noon)
    assert Lead.objects.search("frase ada").get() == first
    CustomField.objects.filter(pk=made.pk).update(restricted=True)
    writing.edit(first, {"title": "Prof"}, by=ann, at=noon)
    assert not Lead.objects.search("frase").exists()


def test_custom_fields_cost_a_writing_one_statement(company, ann, noon, django_assert_max_num_queries):
    made = company()
    ann.refresh_from_db()
    with django_assert_max_num_queries(14):
        keeping.edit_contact(made, {"industry": "Steel"}, by=ann, at=noon)
