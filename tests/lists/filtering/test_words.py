"""A filter in one readable sentence, and as chips."""

import pytest

from lists.filtering import read
from tests.lists.filtering.conftest import NOW, asks

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(cy):
    def say(*nodes, kind="contacts.contact", mode="all"):
        where = read(kind, {"v": 1, mode: list(nodes)}, user=cy, now=NOW)
        assert where.errors == []
        return where.words()

    return say


@pytest.mark.parametrize(
    ("node", "said"),
    [
        (asks("city", "is_not", "Graz"), "City is not “Graz”"),
        (asks("city", "empty"), "City is empty"),
        (asks("added", "last", {"n": 1, "unit": "weeks"}), "Added in the last 1 week"),
        (asks("added", "during", "this_quarter"), "Added in the period this quarter"),
        (asks("added", "between", ["2026-02-01", "2026-01-01"]), "Added between 01/01/2026 and 02/01/2026"),
        (asks("owner", "is", ["me"]), "Owner is me"),
        (asks("owner", "team", "me"), "Owner is in the team of me"),
        (asks("country", "any", ["AT", "DE"]), "Country is any of Austria, Germany"),
        (asks("country", "none", ["AT"]), "Country is not Austria"),
        (asks("is_company", "is", False), "Is a company: no"),
        (asks("quiet", "for", {"n": 14, "unit": "days"}), "Nothing happened for 14 days"),
        (asks("tags", "any", [10**9]), "Tags has (no longer there)"),
        ({"has": "deals"}, "has Deals"),
        ({"hasnt": "tasks", "where": asks("state", "any", ["open"])}, "no Tasks where (State is open)"),
        ({"not": {"any": [asks("city", "empty"), asks("email", "empty")]}}, "not (City is empty or E-mail is empty)"),
    ],
)
def test_each_node(words, node, said):
    assert words(node) == said


def test_groups_have_brackets_only_where_they_are_needed(words):
    inner = {"any": [asks("city", "is", "a"), asks("city", "is", "b")]}
    assert words(inner, asks("email", "empty")) == "(City is “a” or City is “b”) and E-mail is empty"
    assert words({"any": [asks("city", "is", "a")]}, asks("email", "empty")) == "City is “a” and E-mail is empty"


def test_money_is_said_in_the_accounts_currency(words):
    assert words(asks("value", "gt", 1000), kind="deals.deal") == "Value > €1,000"


def test_each_part_can_be_taken_out(cy):
    where = read("contacts.contact", {"v": 1, "all": [asks("city", "empty"), asks("email", "empty")]}, user=cy, now=NOW)
    assert [part.words for part in where.parts] == ["City is empty", "E-mail is empty"]
    assert where.parts[0].without == '{"v":1,"all":[{"field":"email","op":"empty"}]}'
    alone = read("contacts.contact", where.parts[0].without, user=cy, now=NOW)
    assert [part.without for part in alone.parts] == [""]


def test_a_person_and_a_hidden_record_are_named_as_far_as_may_be(words, ann):
    assert words(asks("owner", "is", [ann.pk])) == "Owner is Ann Archer"
    assert words(asks("owner", "is", [10**9])) == "Owner is (no longer there)"
