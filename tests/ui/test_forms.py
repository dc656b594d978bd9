from datetime import UTC, date, datetime

from django import forms
from django.http import QueryDict
from django.utils import timezone

from tests.specimen.models import Thing
from ui.forms import EditForm, UiForm, put, shown


class Greeting(UiForm, forms.Form):
    name = forms.CharField(help_text="As on the door.")
    loud = forms.BooleanField(required=False)
    when = forms.DateTimeField(required=False)


class ThingForm(EditForm):
    class Meta:
        model = Thing
        fields = ["name", "note", "amount", "due_at"]


SEEN = {"name": "Apple", "note": "red", "amount": "1.00", "due_at": "2026-11-23T10:42"}


def stored(**changes):
    at = datetime(2026, 11, 23, 10, 42, 31, tzinfo=UTC)
    return Thing(**{"pk": 1, "version": 3, "name": "Apple", "note": "red", "amount": 1, "due_at": at, **changes})


def typed(**changes):
    before = {f"initial-{name}": value for name, value in SEEN.items()}
    return ThingForm({"version": "3", **before, **SEEN, **changes}, instance=stored())


def test_a_refused_field_says_why_to_everyone():
    html = Greeting({"name": ""}).as_ui()
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert 'id="id_name_helptext"' in html


def test_what_belongs_to_no_field_stands_on_top_as_an_alert():
    form = Greeting({"name": "Ann"})
    form.add_error(None, "Not today.")
    html = form.as_ui()
    assert html.index('role="alert"') < html.index("id_name")
    assert "Not today." in html


def test_a_nul_byte_is_refused_with_words():
    form = Greeting({"name": "a\x00b"})
    assert not form.is_valid()
    assert "Null characters" in form.errors["name"][0]


def test_controls_wear_the_look_and_use_the_browsers_pickers():
    html = Greeting().as_ui()
    assert 'type="checkbox" name="loud" class="check"' in html
    assert 'type="datetime-local"' in html


def test_only_what_this_editor_changed_is_written():
    form = typed(note="green")
    assert form.is_valid(), form.errors
    assert form.values() == {"note": "green"}
    assert form.seen_version == 3


def test_a_form_sent_back_untouched_changes_nothing():
    form = typed()
    assert form.is_valid(), form.errors
    assert form.values() == {}


def test_the_record_passed_in_stays_as_it_was():
    thing = stored()
    form = ThingForm({**SEEN, "name": "Pear"}, instance=thing)
    form.is_valid()
    assert thing.name == "Apple"


def test_changes_to_different_fields_do_not_collide():
    form = typed(note="green")
    assert form.is_valid()
    assert form.conflicts(stored(version=4, name="Pear")) == []


def test_the_same_change_on_both_sides_is_no_conflict():
    form = typed(note="green")
    assert form.is_valid()
    assert form.conflicts(stored(version=4, note="green")) == []


def test_a_field_changed_differently_by_both_is_asked_about():
    form = typed(note="green", amount="2")
    assert form.is_valid()
    asked = form.conflicts(stored(version=4, note="yellow", amount=7))
    assert [(each.label, each.mine, each.theirs) for each in asked] == [
        ("Note", "green", "yellow"),
        ("Amount", "2", "7"),
    ]


def rebased(**choice):
    """What the browser sends after the question: the data of the rebased form, plus the choice."""
    form = typed(note="green", name="Fig")
    assert form.is_valid()
    current = stored(version=4, note="yellow", amount=7)
    asking = form.rebase(current, who="Bob")
    again = ThingForm({**asking.data.dict(), **choice}, instance=current)
    assert again.is_valid(), again.errors
    return asking, again


def test_the_question_shows_both_values_and_loses_neither():
    asking, _again = rebased()
    html = asking.as_ui()
    assert "Bob changed this" in html
    assert 'name="choose-note" value="mine" checked' in html
    assert "green" in html
    assert "yellow" in html
    assert 'name="version" value="4"' in html


def test_mine_stays_unless_given_up_and_theirs_stays_elsewhere():
    _asking, again = rebased(**{"choose-note": "mine"})
    assert again.values() == {"note": "green", "name": "Fig"}
    assert again.seen_version == 4


def test_theirs_can_be_chosen():
    _asking, again = rebased(**{"choose-note": "theirs"})
    assert again.values() == {"name": "Fig"}


def test_after_the_question_the_other_sides_values_are_no_change_of_mine():
    asking, _again = rebased()
    assert asking.data["amount"] == "7"
    assert asking.data["initial-amount"] == "7"


def test_the_question_is_asked_in_the_editors_time_zone():
    with timezone.override("Europe/Vienna"):
        form = typed(note="green", due_at="2026-11-23T10:42")
        assert form.is_valid()
        assert form.rebase(stored(version=4, note="yellow")).data["initial-due_at"] == "2026-11-23T11:42"


def test_values_are_shown_in_words():
    grouped = forms.ChoiceField(choices=[("Near", [("a", "Anna")]), ("b", "Ben")])
    assert [shown(grouped, value) for value in ("a", "b", "", "gone")] == ["Anna", "Ben", "Not set", "gone"]
    assert shown(forms.BooleanField(), True) == "Yes"
    assert shown(forms.DateField(), date(2026, 11, 3)) == "Nov. 3, 2026"


def test_every_widget_is_sent_back_the_way_it_posts():
    data = QueryDict(mutable=True)
    put(data, forms.CheckboxInput(), "done", True)
    put(data, forms.CheckboxInput(), "open", False)
    put(data, forms.SelectMultiple(), "tags", [1, 2])
    put(data, forms.SplitDateTimeWidget(), "at", datetime(2026, 11, 3, 10, 42))
    put(data, forms.TextInput(), "note", None)
    sent = {"done": ["on"], "tags": ["1", "2"], "at_0": ["2026-11-03"], "at_1": ["10:42:00"], "note": [""]}
    assert dict(data.lists()) == {**sent, "open": []}
