"""The builder works by buttons alone, and keeps what was typed."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lists.building import of_where, said
from lists.filtering import read
from tests.lists.filtering.conftest import NOW, asks

pytestmark = pytest.mark.django_db
BUILD = "/lists/build/"


def form(**more):
    return {"kind": "contacts.contact", "next": "/contacts/?view=people", "s:0": "group", "m:0": "all", **more}


def condition(place, field, op="", value=None, **more):
    made = {f"s:{place}": "field", f"f:{place}": field, f"o:{place}": op}
    if value is not None:
        made[f"v:{place}"] = value
    return made | {f"{name}:{place}": each for name, each in more.items()}


@pytest.fixture
def build(as_, ann):
    def post(data, **headers):
        return as_(ann).post(BUILD, data, headers=headers)

    return post


def where_of(answer):
    from urllib.parse import parse_qs, urlsplit

    return json.loads(parse_qs(urlsplit(answer["Location"]).query)["where"][0])


def test_applying_leads_to_the_list_with_the_filter(build):
    answer = build(form(do="apply", **condition("0.0", "city", "is", "Graz")))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/contacts/?view=people&where=")
    assert where_of(answer) == {"v": 1, "all": [asks("city", "is", "Graz")]}


def test_without_conditions_the_list_is_as_it_was(build):
    assert build(form(do="apply"))["Location"] == "/contacts/?view=people"


def test_with_script_the_list_alone_is_drawn_anew(build):
    answer = build(form(do="apply", **condition("0.0", "city", "is", "Graz")), **{"HX-Request": "true"})
    where = json.loads(answer["HX-Location"])
    assert where["target"] == "#list" and where["path"].startswith("/contacts/?view=people")


def test_what_was_narrowed_down_meanwhile_stays(build):
    heads = {"HX-Request": "true", "HX-Current-URL": "http://testserver/contacts/?view=people&customer=current"}
    answer = build(form(do="apply", **condition("0.0", "city", "empty")), **heads)
    assert "customer=current" in json.loads(answer["HX-Location"])["path"]


def test_the_way_back_is_always_ours(build):
    answer = build(form(do="apply", next="https://elsewhere.example/contacts/"))
    assert answer["Location"] == "/"


def test_all_kinds_of_values_come_out_as_json(build, ann):
    data = form(do="apply", **{"m:0": "none"}) | condition("0.0", "added", "last", "30", u="days")
    data |= condition("0.1", "owner", "is", ["me", str(ann.pk)]) | condition("0.2", "is_company", "is", "true")
    data |= condition("0.3", "added", "between", "2026-01-01", w="2026-02-01")
    data |= {"s:0.4": "related", "r:0.4": "deals", "h:0.4": "hasnt", "m:0.4": "any"}
    data |= condition("0.4.0", "value", "gt", "1,250.50")
    assert where_of(build(data))["not"]["any"] == [
        asks("added", "last", {"n": 30, "unit": "days"}), asks("owner", "is", ["me", ann.pk]),
        asks("is_company", "is", True), asks("added", "between", ["2026-01-01", "2026-02-01"]),
        {"hasnt": "deals", "where": {"any": [asks("value", "gt", 1250.5)]}},
    ]  # fmt: skip


def test_a_mistake_is_said_at_its_condition_and_everything_typed_stays(build):
    data = (
        form(do="apply") | condition("0.0", "city", "is", "Graz") | condition("0.1", "added", "last", "soon", u="weeks")
    )
    answer = build(data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="e-0.1"' in page and 'id="e-0.0"' not in page and "Enter a whole number from 1 to 522." in page
    assert 'value="soon"' in page and 'value="Graz"' in page
    assert '<option value="weeks" selected>' in page


def test_whoever_is_still_building_has_nothing_wrong_yet(build):
    answer = build(form(do="add:0", **condition("0.0", "city", "is", "")))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="f-0.1"' in page and "Enter a text" not in page


def test_groups_and_related_records_are_added_and_taken_away(build):
    page = build(form(do="group:0")).content.decode()
    assert 'name="s:0.0" value="group"' in page and 'id="f-0.0.0"' in page
    page = build(form(do="relate:0")).content.decode()
    assert 'name="s:0.0" value="related"' in page and 'id="r-0.0"' in page
    data = condition("0.0", "city", "is", "Graz") | condition("0.1", "email", "is", "x")
    page = build(form(do="remove:0.0", **data)).content.decode()
    assert 'value="x"' in page and "Graz" not in page and 'id="f-0.1"' not in page


def test_another_field_takes_the_first_of_its_operators(build):
    page = build(form(do="redraw", **condition("0.0", "added", "contains", "x"))).content.decode()
    assert '<option value="on" selected>' in page and 'type="date"' in page


def test_a_form_that_is_none_breaks_nothing(build):
    odd = {"s:9": "field", "s:0.0.0": "field", "s:0.1": "dragon", "s:" + "0." * 30 + "1": "group", "do": "remove:7"}
    assert build(form(**odd)).status_code == 200
    assert build({"kind": "no.kind"}).status_code == 404
    assert build({**form(), "do": "apply", **condition("0.0", "x" * 5000, "y", "z\x00")}).status_code == 422


TREES = [
    {"all": [asks("city", "is", "Graz"), {"any": [asks("email", "empty"), {"not": asks("email", "empty")}]}]},
    {"not": {"any": [asks("city", "is", "Graz")]}},
    {"not": {"all": [{"has": "deals", "where": {"any": [asks("value", "gt", 3)]}}]}},
    {"any": [{"not": {"has": "employer"}}, {"hasnt": "deals", "where": asks("name", "is", "x")}]},
    {"has": "deals", "where": {"not": {"any": [asks("value", "gt", 3)]}}},
    {"has": "deals", "where": {"not": {"has": "contact", "where": {"not": asks("city", "empty")}}}},
]


@pytest.mark.parametrize("tree", TREES)
def test_a_filter_that_is_drawn_and_sent_again_finds_the_same(tree, cy, human, company, deal):
    from contacts.models import Contact

    firm = company("Acme", city="Graz")
    (
        deal("x", value=5, currency="EUR", contact=human("A", city="Graz", employer=firm)),
        human("B", email="b@example.org"),
    )
    where = read("contacts.contact", {"v": 1, **tree}, user=cy, now=NOW)
    raw, _parts = said(of_where(where).root)
    again = read("contacts.contact", raw, user=cy, now=NOW)
    assert again.errors == []
    rows = Contact.objects.order_by("pk")
    assert list(again.narrow(rows)) == list(where.narrow(rows))


def test_a_field_that_is_gone_is_drawn_with_what_is_wrong(cy):
    where = read("contacts.contact", {"v": 1, "all": [asks("custom.gone", "is", "x")]}, user=cy, now=NOW)
    builder = of_where(where)
    assert "custom.gone" in builder.root.children[0].faults[0] and builder.faults == []


def test_the_builder_costs_as_many_statements_for_one_condition_as_for_many(build):
    def statements(number):
        data = form(do="redraw")
        for place in range(number):
            data |= condition(f"0.{place}", "owner", "is", ["me"])
        with CaptureQueriesContext(connection) as seen:
            assert build(data).status_code == 200
        return len(seen)

    statements(1)
    assert statements(1) == statements(20) <= 12
