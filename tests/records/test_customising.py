"""Custom fields: definitions, their administration, and what their values say (16.4, 16.10)."""

import pytest
from django.utils.translation import override

from records import customising
from records.custom_words import told, words
from records.customising import copied, define, definitions, merged, same_fields
from records.defining import deactivate, reactivate
from records.errors import NotAllowed
from records.models import CustomField

LEAD, CONTACT, DEAL = "leads.lead", "contacts.contact", "deals.deal"
FIELDS = "/admin/records/customfield/"

pytestmark = pytest.mark.django_db


def facts(**changes):
    return {"kind": LEAD, "name": "Size", "type": "number", "for_whom": "", "choices": "", "help_text": "",
            "position": "10", **changes}  # fmt: skip


@pytest.fixture
def admin_page(as_, boss):
    return as_(boss)


def test_leads_contacts_and_deals_have_custom_fields():
    assert {model._meta.label_lower for model in customising.customisable()} >= {LEAD, CONTACT, DEAL}


def test_fields_come_in_order_and_without_those_given_up(noon, django_assert_num_queries):
    size, vat = define(LEAD, "Size", "number"), define(LEAD, "VAT number", "text")
    first, gone = define(LEAD, "First", "text", position=1), define(LEAD, "Gone", "text")
    define(DEAL, "Size", "number")
    deactivate(gone, by=None, at=noon)
    with django_assert_num_queries(1):
        assert definitions(LEAD) == [first, size, vat]
    reactivate(gone, by=None, at=noon)
    assert definitions(LEAD)[-1] == gone


def test_a_field_is_for_people_or_companies_or_both():  # 16.4
    born, vat = define(CONTACT, "Born", "date", for_whom="person"), define(CONTACT, "VAT", "text", for_whom="company")
    both = define(CONTACT, "Region", "text")
    assert definitions(CONTACT, "person") == [born, both] and definitions(CONTACT, "company") == [vat, both]
    assert definitions(CONTACT) == [born, vat, both]


def test_a_key_is_made_of_the_name_and_once_per_kind():
    keys = [define(LEAD, name, "text").key for name in ("Größe (m²)", "Grosse m2", "規模", "市場", "x" * 60)]
    assert keys == ["grosse_m2", "grosse_m2_2", "field", "field_2", "x" * 40]
    assert define(DEAL, "Grosse m2", "text").key == "grosse_m2"


@pytest.mark.parametrize(
    ("kind", "name", "type", "choices", "says"),
    [
        (LEAD, "size ", "text", (), "of that name"), (LEAD, " ", "text", (), "1 to 60"),
        (LEAD, "x" * 61, "text", (), "1 to 60"),
        (LEAD, "Way", "choice", (), "1 to 200"), (LEAD, "Way", "choices", ["x" * 101], "at most 100"),
        ("accounts.user", "Way", "text", (), "no custom fields"), ("nothing", "Way", "text", (), "no custom fields"),
    ],
)  # fmt: skip
def test_a_definition_that_makes_no_sense_is_refused(kind, name, type, choices, says):
    define(LEAD, "Size", "number")
    with pytest.raises(NotAllowed, match=says):
        define(kind, name, type, choices=choices)
    assert CustomField.objects.count() == 1


def test_choices_are_trimmed_and_there_once():
    assert define(LEAD, "Way", "choice", choices=[" Fair ", "fair", "", "Web"]).choices == ["Fair", "Web"]


def test_conversion_carries_fields_of_the_same_name_and_type(django_assert_num_queries):  # 4.12
    size, way = define(LEAD, "Company size", "number"), define(LEAD, "Way", "choice", choices=["Web"])
    there = define(CONTACT, "COMPANY SIZE", "number", for_whom="company")
    define(CONTACT, "Way", "text")
    with django_assert_num_queries(1):
        pairs = same_fields(LEAD, CONTACT, "company")
    assert pairs == [(size, there)] and same_fields(LEAD, CONTACT, "person") == []
    assert copied({size.key: 7, way.key: "Web"}, pairs) == {there.key: 7} and copied({}, pairs) == {}


def test_what_is_empty_is_left_out_and_what_is_unknown_stays():
    assert merged({"a": 1, "b": 2, "old": "x"}, {"a": None, "b": 0, "c": False, "d": []}) == {
        "b": 0,
        "c": False,
        "old": "x",
    }


@pytest.mark.parametrize(
    ("type", "value", "text"),
    [("number", 1234.5, "1234.5"), ("yes_no", True, "Yes"), ("yes_no", False, "No"),
     ("date", "2026-11-24", "11/24/2026"),
     ("choices", ["a", "b"], "a, b"), ("text", None, ""), ("number", 0, "0"), ("date", "soon", "soon"),
     ("url", "x", "x")],
)  # fmt: skip
def test_a_value_is_said_in_words(type, value, text):
    assert words(CustomField(type=type), value) == text


def test_values_are_said_in_the_readers_language():
    with override("de"):
        assert words(CustomField(type="number"), 1.5) == "1,5"
        assert words(CustomField(type="date"), "2026-11-24") == "24.11.2026"


def test_only_fields_with_a_value_are_told():
    size, way = define(LEAD, "Size", "number"), define(LEAD, "Way", "text")
    assert told([size, way], {"size": 7, "unknown": 1}) == [(size, "7")]


def test_an_administrator_adds_renames_and_deactivates_a_field(admin_page):
    admin_page.post(f"{FIELDS}add/", facts(type="choice", choices="Web\r\nFair\r\n"))
    made = CustomField.objects.get()
    assert (made.key, made.name_key, made.choices) == ("size", "size", ["Web", "Fair"])
    changed = facts(name="Way", choices="Fair\nPhone", position="5")
    assert admin_page.post(f"{FIELDS}{made.pk}/change/", changed).status_code == 302
    made.refresh_from_db()
    assert (made.key, made.name, made.type, made.choices) == ("size", "Way", "choice", ["Fair", "Phone"])
    admin_page.post(FIELDS, {"action": "deactivate", "_selected_action": [made.pk]})
    assert definitions(LEAD) == []
    admin_page.post(FIELDS, {"action": "reactivate", "_selected_action": [made.pk]})
    assert definitions(LEAD) == [made]


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"name": "SIZE"}, "of that name"), ({"name": "Way", "type": "choice"}, "1 to 200"),
     ({"kind": "a.b"}, "valid choice"),
     ({"type": "colour"}, "valid choice"), ({"name": "\x00"}, "Null characters"), ({"name": "x" * 300}, "at most 60")],
)  # fmt: skip
def test_the_administration_refuses_in_words(admin_page, changes, says):
    define(LEAD, "Size", "number")
    page = admin_page.post(f"{FIELDS}add/", facts(**changes))
    assert page.status_code == 200 and says in page.content.decode() and CustomField.objects.count() == 1


def test_kind_and_type_are_settled_and_nothing_is_deleted(admin_page):
    made = define(LEAD, "Size", "number")
    admin_page.post(f"{FIELDS}{made.pk}/change/", facts(kind=DEAL, type="text"))
    made.refresh_from_db()
    assert (made.kind, made.type) == (LEAD, "number")
    assert admin_page.post(f"{FIELDS}{made.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_field_added_without_a_position_comes_last(admin_page):
    first = define(LEAD, "First", "text", position=70)
    admin_page.post(f"{FIELDS}add/", facts(position=""))
    assert [each.name for each in definitions(LEAD)] == [first.name, "Size"]
    page = admin_page.get(f"{FIELDS}{first.pk}/change/").content.decode()
    assert "leads.lead" not in page and 'name="position"' in page and 'name="kind"' not in page
    assert "First" not in admin_page.get(f"{FIELDS}?kind={DEAL}").content.decode()


def test_fields_are_ordered_in_the_list(admin_page):
    one, two = define(LEAD, "One", "text"), define(LEAD, "Two", "text")
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "Save"}
    rows |= {"form-0-id": one.pk, "form-0-position": "9", "form-1-id": two.pk, "form-1-position": "1"}
    admin_page.post(FIELDS, rows)
    assert definitions(LEAD) == [two, one]
    page = admin_page.get(FIELDS)
    assert page.status_code == 200 and b" style=" not in page.content
