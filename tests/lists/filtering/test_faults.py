"""What is wrong with a filter is said, and nothing matches."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lists.filtering import read
from tests.lists.filtering.conftest import NOW, asks

pytestmark = pytest.mark.django_db


def root(*nodes):
    return {"v": 1, "all": list(nodes)}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{", "no valid JSON"),
        ("[" * 9000, "no valid JSON"),
        ('{"v":1,"all":[{"field":"city","op":"is","value":"\\ud800"}]}', "no valid JSON"),
        ('{"v":1,"all":[{"field":"city","op":"is","value":NaN}]}', "no valid JSON"),
        ("[]", "no filter"),
        ('{"v":2,"all":[]}', "version"),
        ('{"all":[]}', "version"),
        ({"v": 1}, "neither a condition nor a group"),
        (root("x"), "neither a condition nor a group"),
        (root({"all": [], "field": "city"}), "neither a condition nor a group"),
        ({"v": 1, "any": {}}, "no list"),
        (root(asks("shoe_size", "is", 3)), "no field “shoe_size”"),
        (root(asks("custom.gone", "is", 3)), "no field “custom.gone”"),
        (root({"field": 7, "op": "is"}), "no field “7”"),
        (root(asks("city", "smells", 3)), "nothing that can be asked"),
        (root({"field": "city"}), "nothing that can be asked"),
        (root(asks("city", "is")), "Enter a text"),
        (root(asks("city", "is", "x" * 256)), "at most 255"),
        (root(asks("added", "on", "2026-02-30")), "Choose a day"),
        (root(asks("added", "on", "0001-01-01")), "between 1970"),
        (root(asks("added", "between", ["2026-02-03"])), "both ends"),
        (root(asks("added", "last", {"n": 0, "unit": "days"})), "whole number"),
        (root(asks("added", "last", {"n": 10**9, "unit": "days"})), "whole number"),
        (root(asks("added", "last", {"n": 3, "unit": "moons"})), "days, weeks or months"),
        (root(asks("added", "during", "doomsday")), "Choose a period"),
        (root(asks("prospect_status", "any", ["XX"])), "not in the list"),
        (root(asks("country", "any", [])), "at least one"),
        (root(asks("tags", "any", ["VIP"])), "from the list"),
        (root(asks("tags", "any", [10**30])), "from the list"),
        (root(asks("is_company", "is", 3)), "yes or no"),
        (root(asks("owner", "is", ["you"])), "from the list"),
        (root({"has": "dragons"}), "no relation “dragons”"),
        (root({"has": {}}), "no relation"),
        (root({"has": "deals", "where": asks("city", "is", "Graz")}), "no field “city”"),
        (root(*[asks("city", "is", "x")] * 201), "more than 200"),
        (root(asks("city", "is", "x" * 17_000)), "longer than 16 KB"),
    ],
)
def test_each_mistake_has_its_sentence(faults, said, told):
    assert any(told in error for error in faults(said)), faults(said)


def test_a_number_is_a_number(faults):
    assert "Enter a number" in faults(root(asks("value", "gt", "much")), kind="deals.deal")[0]
    assert "15 digits" in faults(root(asks("value", "gt", 10**16)), kind="deals.deal")[0]
    assert faults(root(asks("value", "gt", "1e400")), kind="deals.deal")


def test_nesting_ends_at_five_levels(faults):
    def nested(levels, node):
        return node if levels == 0 else {"any": [nested(levels - 1, node)]}

    assert faults(root(nested(4, asks("city", "is", "x")))) == []
    assert "more than 5 levels" in faults(root(nested(5, asks("city", "is", "x"))))[0]


@pytest.mark.parametrize("wrapper", ["not", "employer"])
def test_what_is_no_group_does_not_nest_without_end(faults, wrapper):
    node = asks("city", "is", "x")
    for _ in range(400):
        node = {"not": node} if wrapper == "not" else {"has": "employer", "where": node}
    assert faults(root(node))


def test_every_mistake_is_told_at_its_place(cy):
    first, second = asks("city", "smells"), asks("nope", "is")
    where = read("contacts.contact", root(asks("city", "is", "x"), first, {"not": second}), user=cy, now=NOW)
    assert [fault.raw is raw for fault, raw in zip(where.faults, (first, second), strict=True)] == [True, True]


def test_nothing_said_matches_everything(human, matching, cy):
    human("A")
    assert matching("contacts.contact") == ["A"]
    assert matching("contacts.contact", {"any": []}, {"not": {"all": [{"any": []}]}}) == ["A"]
    assert not read("contacts.contact", "", user=cy, now=NOW)
    assert not read("contacts.contact", root({"any": []}), user=cy, now=NOW)


words = st.text(max_size=20) | st.sampled_from(
    ["city", "owner", "tags", "added", "is", "any", "last", "me", "all", "has", "deals", "custom.x", "between"]
)  # fmt: skip
keys = st.sampled_from(["field", "op", "value", "all", "any", "not", "has", "hasnt", "where", "v", "n", "unit"]) | words
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=25,
)
fine = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@fine
@given(said=trees)
def test_no_value_breaks_it(said, cy):
    where = read("contacts.contact", {"v": 1, "all": [said]}, user=cy, now=NOW)
    list(where.narrow(type_of()))
    where.words()


@fine
@given(field=words, op=words, value=trees)
def test_no_condition_breaks_it(field, op, value, cy):
    where = read("contacts.contact", root({"field": field, "op": op, "value": value}), user=cy, now=NOW)
    list(where.narrow(type_of()))
    json.loads(where.text or "{}")


@fine
@given(said=st.text(max_size=200) | trees.map(lambda tree: json.dumps(tree, default=str)))
def test_no_address_breaks_a_list(said, as_, ann):
    answer = as_(ann).get("/contacts/", {"where": said})
    assert answer.status_code == 200


def type_of():
    from contacts.models import Contact

    return Contact.objects.all()
