"""Custom fields in forms, for every type, merged one by one (16.4)."""

import pytest
from django import forms
from django.http import QueryDict
from django.utils.translation import override

from leads.models import Lead
from lists.custom_fields import CustomForm, clean_value, form_field
from records import writing
from records.customising import define, definitions
from records.models import Change, CustomField
from ui.forms import put

KIND = "leads.lead"

pytestmark = pytest.mark.django_db


class LeadForm(CustomForm):
    class Meta:
        model = Lead
        fields = ("title",)


@pytest.fixture
def size():
    return define(KIND, "Size", "number")


@pytest.fixture
def ways():
    return define(KIND, "Ways", "choices", choices=["Web", "Fair"])


def field(type, **facts):
    return CustomField(name="F", key="f", type=type, **facts)


@pytest.mark.parametrize(
    ("type", "raw", "value"),
    [
        ("text", " a ", "a"), ("long_text", "a\r\nb", "a\nb"), ("number", "1,234.5", 1234.5), ("number", "7", 7),
        ("number", "-0.5", -0.5), ("number", 2.5, 2.5), ("yes_no", "ja", True), ("yes_no", "0", False),
        ("yes_no", True, True),
        ("date", "2026-11-24", "2026-11-24"), ("choice", "WEB", "Web"), ("choices", "fair, web", ["Fair", "Web"]),
        ("choices", ["Web"], ["Web"]), ("email", "a@example.org", "a@example.org"),
        ("phone", "0316 123456", "0316 123456"),
        ("url", "example.org", "https://example.org"), ("text", "", None), ("number", "", None), ("yes_no", "", None),
        ("choices", "", None), ("date", None, None),
        ("date_time", "2026-11-24T10:30", "2026-11-24T10:30:00Z"), ("date_time", "", None),
        ("money", "1,234.50 usd", {"amount": "1234.50", "currency": "USD"}),
        ("money", "7", {"amount": "7.00", "currency": "EUR"}), ("money", "", None),
        ("money", {"amount": "0.5", "currency": "CHF"}, {"amount": "0.50", "currency": "CHF"}),
        ("address", {"city": "Graz", "country": "at", "moon": "x"}, {"city": "Graz", "country": "AT"}),
        ("address", "Ring 1", {"street": "Ring 1"}), ("address", "", None), ("user", "", None),
    ],
)  # fmt: skip
def test_untidy_input_becomes_a_clean_value(type, raw, value):
    found = clean_value(field(type, choices=["Web", "Fair"]), raw, region="AT")
    assert found == value and type_of(found) is type_of(value)


def type_of(value):
    return bool if isinstance(value, bool) else float if isinstance(value, float) else None


@pytest.mark.parametrize(
    ("type", "raw"),
    [("number", "many"), ("number", "NaN"), ("number", "9" * 16), ("number", "1e400"), ("yes_no", "perhaps"),
     ("date", "0001-01-01"), ("date", "9999-12-31"), ("date", "soon"), ("choice", "Letter"), ("choices", "Web, Letter"),
     ("email", "nobody"), ("phone", "call me"), ("url", "javascript:alert(1)"), ("text", "x" * 300),
     ("text", "a\x00b"), ("money", "much"), ("money", "-1 EUR"), ("money", "5 ZZZ"), ("money", "9" * 14),
     ("date_time", "0001-01-01T00:00"), ("date_time", "soon"), ("address", {"country": "Narnia"}),
     ("address", {"city": "x" * 300}), ("user", "nobody at all"), ("user", "999999"), ("formula", "1")],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_words(type, raw):
    with pytest.raises(forms.ValidationError) as caught:
        clean_value(field(type, choices=["Web"]), raw)
    assert all(len(each) > 10 for each in caught.value.messages)


ALL = (
    "text", "long_text", "number", "yes_no", "date", "choice", "choices", "email", "phone", "url", "money", "date_time",
    "address", "user", "record",
)  # fmt: skip
NOTHING = {"choices": [], "money": ["", "EUR"], "address": [""] * 5}


@pytest.mark.parametrize("type", ALL)
def test_a_required_field_is_asked_for(type):
    with pytest.raises(forms.ValidationError):
        form_field(field(type, required=True, choices=["Web"], target=KIND)).clean(
            [] if type == "choices" else ["", "EUR"] if type == "money" else [""] * 5 if type == "address" else ""
        )
    assert type != "yes_no" or form_field(field(type, required=True)).clean("false") is False


def test_a_help_text_is_text():
    assert form_field(field("text", help_text="<b>")).help_text == "&lt;b&gt;"


def posted(lead, seen, **typed):
    """The form as a browser sends it back after having been shown `seen`."""
    drawn = LeadForm(instance=seen, definitions=definitions(KIND))
    data = QueryDict(mutable=True)
    for name in drawn.fields:
        bound = drawn[name]
        shown = bound.field.prepare_value(drawn.initial.get(name))
        put(data, bound.field.widget, name, shown)
        put(data, bound.field.hidden_widget(), bound.html_initial_name, shown)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return LeadForm(data, instance=lead, definitions=definitions(KIND))


def test_only_the_custom_fields_that_changed_are_written(lead, size, ways, ann, noon):
    record = lead(custom={"size": 5, "ways": ["Web"], "old": "kept"})
    form = posted(record, record, custom_size="7.5")
    assert form.is_valid(), form.errors
    writing.edit(record, form.with_custom(form.values(), current=record), by=ann, at=noon, version=form.seen_version)
    assert Lead.objects.get().custom == {"size": 7.5, "ways": ["Web"], "old": "kept"}
    assert Change.objects.latest("pk").fields == {
        "custom": [{"size": 5, "ways": ["Web"], "old": "kept"}, Lead.objects.get().custom]
    }


def test_a_form_left_alone_changes_nothing_in_any_language(lead, ann):
    for type in ALL:
        define(KIND, type, type, choices=["Web"], target=KIND)
    other = lead("Other, the (#7)")
    record = lead(custom={
        "number": 0.1, "yes_no": False, "date": "2026-11-24", "choice": "Gone", "choices": ["Gone", "Web"],
        "money": {"amount": "1234.50", "currency": "USD"}, "date_time": "2026-11-24T10:30:59Z", "user": ann.pk,
        "address": {"city": "Graz", "country": "AT"}, "record": other.pk,
    })  # fmt: skip
    for language in ("en", "de"):
        with override(language):
            form = posted(record, record)
            assert form.is_valid(), form.errors
            assert form.values() == {}


def test_two_people_who_edit_different_custom_fields_lose_nothing(lead, size, ways, ann, bob, noon):
    seen = lead(custom={"size": 5})
    theirs = Lead.objects.get()
    writing.edit(theirs, {"custom": {"size": 5, "ways": ["Fair"]}}, by=bob, at=noon)
    form = posted(Lead.objects.get(), seen, custom_size="6")
    assert form.is_valid() and form.conflicts(theirs) == []
    assert form.with_custom(form.values(), current=theirs) == {"custom": {"size": 6, "ways": ["Fair"]}}


def test_a_custom_field_that_both_changed_is_asked_about(lead, size, ways, ann, bob, noon):
    seen = lead(custom={"size": 5, "ways": ["Web"]})
    theirs = Lead.objects.get()
    writing.edit(theirs, {"custom": {"size": 9, "ways": ["Web", "Fair"]}}, by=bob, at=noon)
    form = posted(Lead.objects.get(), seen, custom_size="6", custom_ways=["Fair"])
    assert form.is_valid(), form.errors
    asked = [(each.label, each.mine, each.theirs) for each in form.conflicts(theirs)]
    assert asked == [("Size", "6", "9"), ("Ways", "Fair", "Web, Fair")]
    assert form.rebase(theirs, who="Bob").data["initial-custom_size"] == "9"


def test_a_value_that_was_emptied_is_gone(lead, size, ann):
    record = lead(custom={"size": 5})
    form = posted(record, record, custom_size="")
    assert form.is_valid() and form.with_custom(form.values(), current=record) == {"custom": {}}


def test_a_new_record_takes_everything_that_was_typed(size, ways):
    form = LeadForm({"title": "x", "custom_size": "7", "custom_ways": ["Web"]}, definitions=definitions(KIND))
    assert form.is_valid() and form.all_custom() == {"size": 7, "ways": ["Web"]}
    assert form.custom_names() == ["custom_size", "custom_ways"]


def test_every_kind_of_field_can_be_drawn():
    for type in ALL:
        define(KIND, f"<{type}>", type, choices=["<Web>"], target=KIND)
    html = LeadForm(definitions=definitions(KIND)).as_ui()
    assert html.count("custom_") > 20 and "<Web>" not in html and "<text>" not in html and " style=" not in html


def test_parts_of_a_value_are_merged_as_one(lead, ann, bob, noon):
    define(KIND, "Worth", "money"), define(KIND, "Site", "address")
    seen = lead(custom={"worth": {"amount": "5.00", "currency": "EUR"}, "site": {"city": "Graz"}})
    theirs = Lead.objects.get()
    writing.edit(theirs, {"custom.worth": {"amount": "9.00", "currency": "EUR"}}, by=bob, at=noon)
    form = posted(Lead.objects.get(), seen, custom_worth_0="6", custom_site_3="Styria")
    assert form.is_valid(), form.errors
    asked = [(each.label, each.mine, each.theirs) for each in form.conflicts(theirs)]
    assert asked == [("Worth", "€6", "€9")]
    again = form.rebase(theirs, who="Bob")
    assert again.values()["custom_site"] == {"city": "Graz", "state": "Styria"}
    drawn = form.as_ui()
    assert "6" in drawn and "&quot;amount&quot;: &quot;5.00&quot;" in drawn


def test_a_link_names_only_what_one_may_see(lead, ann, cy):
    made = define(KIND, "Twin", "record", target=KIND)
    hers, his = lead("Known"), lead("Secret", owner=cy, by=cy)
    asked = form_field(made, user=ann)
    assert asked.clean(f"#{hers.pk}") == asked.clean("known") == asked.clean(f"Known (#{hers.pk})") == hers.pk
    for typed in (f"#{his.pk}", "Secret", "Nobody", "#0", "#999999999999999999"):
        with pytest.raises(forms.ValidationError, match="that you may see"):
            asked.clean(typed)
    assert asked.prepare_value(his.pk) == "" and not asked.has_changed(his.pk, "")
    assert form_field(made, user=cy).clean("Secret") == his.pk


def test_one_is_asked_which_of_several_is_meant(lead, ann):
    made = define(KIND, "Twin", "record", target=KIND)
    first, second = lead("Twin"), lead("Twin")
    with pytest.raises(forms.ValidationError) as caught:
        form_field(made, user=ann).clean("twin")
    assert f"Twin (#{first.pk}), Twin (#{second.pk})" in caught.value.messages[0]


def test_a_value_that_another_record_has_is_refused_at_its_field(lead, ann):
    made = define(KIND, "Number", "text")
    CustomField.objects.filter(pk=made.pk).update(unique=True)
    first, second = lead(custom={"number": "A-1"}), lead()
    form = posted(second, second, custom_number="a-1")
    assert form.errors == {"custom_number": ["Another record has this value already."]}
    assert posted(first, first, custom_number="A-1").is_valid()


def test_a_new_record_begins_with_the_defaults(ann, cy):
    way, secret = define(KIND, "Way", "text"), define(KIND, "Secret", "number")
    CustomField.objects.filter(pk=way.pk).update(default="Web")
    CustomField.objects.filter(pk=secret.pk).update(default=7)
    assert 'value="Web"' in LeadForm(definitions=definitions(KIND)).as_ui()
    form = LeadForm({"title": "x", "custom_way": ""}, definitions=[way], editor=ann)
    assert form.is_valid() and form.all_custom() == {"secret": 7}


def test_a_field_that_one_may_not_edit_keeps_its_value(lead, ann, noon):
    define(KIND, "Way", "text"), define(KIND, "Secret", "number")
    record = lead(custom={"way": "Web", "secret": 7})
    form = LeadForm({"custom_way": "Fair", "custom_secret": "9"}, instance=record, definitions=definitions(KIND)[:1])
    assert form.is_valid() and form.with_custom(form.values(), current=record)["custom"]["secret"] == 7
