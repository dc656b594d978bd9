"""Every list obeys a filter: its rows, its totals, what is done with all of them."""

import json
from urllib.parse import urlencode

import pytest

from contacts.models import Contact
from tests.lists.filtering.conftest import asks

pytestmark = pytest.mark.django_db
WRONG = '{"v":1,"all":[{"field":"gone","op":"is","value":"x"}]}'


def where(*nodes):
    return json.dumps({"v": 1, "all": list(nodes)})


GRAZ = where(asks("city", "is", "graz"))


def test_rows_and_totals_are_those_that_match(as_, ann, human):
    human("Inner", city="Graz"), human("Outer", city="Linz")
    page = as_(ann).get("/contacts/", {"where": GRAZ}).content.decode()
    assert "Inner" in page and "Outer" not in page
    assert "1 contact" in as_(ann).get("/contacts/totals/", {"where": GRAZ}).content.decode()


@pytest.mark.parametrize("path", ["/contacts/", "/leads/", "/deals/", "/deals/board/", "/tasks/", "/notes/"])
def test_a_wrong_filter_is_said_beside_the_list_which_is_empty(as_, ann, human, lead, deal, path):
    human("Visible"), lead("Visible"), deal("Visible")
    from activities import keeping

    for add in (keeping.add_task, keeping.add_note):
        add(by=ann, at=Contact.objects.first().created_at, text="Visible")
    answer = as_(ann).get(path, {"where": WRONG})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "There is no field “gone” to filter by" in page and "Visible" not in page


def test_a_wrong_filter_stays_in_the_address_of_a_quick_filter(as_, ann):
    page = as_(ann).get("/contacts/", {"where": WRONG, "filter": "1"}).content.decode()
    assert "gone" in page.split('id="filter-where"')[1][:200]


def test_all_that_match_a_wrong_filter_are_none(as_, ann, human, bob):
    kept = human("Kept")
    sent = {"all": "1", "query": urlencode({"where": WRONG}), "sure": "1"}
    as_(ann).post("/contacts/delete/", sent)
    assert Contact.objects.live().filter(pk=kept.pk).exists()


def test_all_that_match_are_those_of_the_filter(as_, ann, human):
    inner, outer = human("Inner", city="Graz"), human("Outer", city="Linz")
    from django.http import QueryDict

    from activities.bulk import kind_called

    kind = kind_called("contacts.contact")
    sent = QueryDict(urlencode({"all": "1", "query": urlencode({"where": GRAZ})}))
    assert list(kind.chosen(sent, kind.deeds["delete"], by=ann)) == [inner]
    assert outer.pk


def test_chips_tell_what_narrows_the_list_down_and_lead_out_of_it(as_, ann):
    asked = {
        "where": where(asks("city", "is", "Graz"), asks("email", "empty")),
        "customer": "current",
        "view": "people",
    }
    page = as_(ann).get("/contacts/", asked).content.decode()
    for words in ("City is “Graz”", "E-mail is empty", "Customer status: customer"):
        assert f"Remove: {words}" in page
    assert "Filter · 3" in page


def test_a_hidden_custom_field_is_as_good_as_none(as_, ann, human):
    from accounts.models import FieldRight
    from records import customising
    from records.models import CustomField

    made = customising.define("contacts.contact", "Salary", "number")
    CustomField.objects.update(filterable=True, restricted=True)
    said = FieldRight.objects.create(role=ann.role, kind=made.kind, key=made.key, level="none")
    page = as_(ann).get("/contacts/", {"where": where(asks("custom.salary", "gt", 3))}).content.decode()
    assert "There is no field “custom.salary” to filter by" in page
    FieldRight.objects.filter(pk=said.pk).update(level="view")
    page = as_(ann).get("/contacts/", {"where": where(asks("custom.salary", "gt", 3))}).content.decode()
    assert "There is no field" not in page and "Salary &gt; 3" in page


def test_a_field_that_is_not_filterable_is_not_filtered_by(as_, ann):
    from records import customising

    customising.define("contacts.contact", "Salary", "number")
    page = as_(ann).get("/contacts/", {"where": where(asks("custom.salary", "gt", 3))}).content.decode()
    assert "There is no field “custom.salary” to filter by" in page


BIG = where(
    asks("city", "filled"), asks("owner", "team", "me"), {"not": asks("owner", "inactive")},
    {"any": [asks("tags", "any", [1, 2]), {"has": "deals", "where": asks("value", "gt", 10)}]},
    {"hasnt": "employer", "where": {"any": [asks("city", "is", "x"), {"has": "tasks"}]}},
)  # fmt: skip


@pytest.mark.parametrize("rows", [1, 12])
def test_a_big_filter_costs_few_statements_more(as_, ann, human, django_assert_max_num_queries, rows):
    for number in range(rows):
        human(f"No {number}", city="Graz")
    browser = as_(ann)
    browser.get("/contacts/", {"where": BIG})
    with django_assert_max_num_queries(20):
        assert browser.get("/contacts/", {"where": BIG}).status_code == 200


def test_tasks_and_board_are_built_upon_on_a_page_of_their_own(as_, ann):
    page = as_(ann).get("/tasks/", {"where": where(asks("text", "contains", "call"))}).content.decode()
    assert "Text contains" in page or "Task contains" in page
    answer = as_(ann).get("/lists/build/", {"kind": "activities.task", "next": "/tasks/?where=" + GRAZ})
    assert answer.status_code == 200 and "Back to the list" in answer.content.decode()
