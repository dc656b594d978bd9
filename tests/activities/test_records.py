"""What the pages of all records share: facts and their links, editing in place, deleting."""

import re

import pytest
from django.urls import clear_url_caches

from activities import facts
from activities.facts import Fact
from records import bin as recycling
from records import writing
from records.models import Act
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _planted(settings):
    settings.ROOT_URLCONF = "tests.activities.record_urls"
    clear_url_caches()


def body(answer):
    return answer.content.decode()


def fact(html, key):
    return re.search(rf'<dd id="fact-{key}" data-fact>(.*?)</dd>', html, re.S)[1]


# the page


def test_a_page_has_its_frame(kettle, ann, as_):
    html = body(as_(ann).get(kettle.get_absolute_url()))
    for part in ('id="head"', 'id="facts"', 'id="composer"', 'id="timeline"', 'id="panel-tasks"'):
        assert part in html
    assert re.search(r'hx-select-oob="#head, #strip, #facts, [^"]*#panel-tasks', html)


def test_facts_are_said_and_lead_on(thing, ann, as_, noon):
    made = thing(note="www.example.org", due_at=noon)
    html = body(as_(ann).get(made.get_absolute_url()))
    assert 'href="tel:+43316123456"' in fact(html, "phone") and 'href="mailto:a%3Fb@example.org"' in fact(html, "mail")
    assert 'href="https://www.example.org" target="_blank" rel="noopener noreferrer"' in fact(html, "site")
    assert "search?query=Lagergasse+1%2C+8020+Graz" in fact(html, "place")
    assert "Not set" in fact(html, "amount") and "<time" in fact(html, "due_at")


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "<script>alert(1)</script>"])
def test_what_leads_nowhere_is_only_text(thing, ann, as_, text):
    made = thing(note=text)
    shown = fact(body(as_(ann).get(made.get_absolute_url())), "site")
    assert 'href="javascript' not in shown and 'href="data' not in shown and "<script" not in shown


def test_a_choice_is_said_by_its_word_and_yes_and_no_are_words():
    class Row:
        flag, state = True, "x"

        def get_state_display(self):
            return "Extra"

    assert (facts.said(Row(), Fact("flag", "F")), facts.said(Row(), Fact("state", "S"))) == ("Yes", "Extra")


def test_a_pencil_is_there_for_who_may_and_where_something_can_be_changed(thing, kettle, ann, person, role, as_):
    # 14.10
    html = body(as_(ann).get(kettle.get_absolute_url()))
    assert f'href="/things/{kettle.pk}/edit/?only=name"' in fact(html, "name") and "data-edit-fact" not in fact(
        html, "state"
    )
    gus = person("Gus", role=role("Looks", view="all"))
    assert "data-edit-fact" not in body(as_(gus).get(kettle.get_absolute_url()))


def test_a_stranger_finds_no_page_and_no_form(kettle, dee, bob, as_):
    for url in (kettle.get_absolute_url(), f"/things/{kettle.pk}/edit/", f"/things/{kettle.pk}/edit/?only=name"):
        assert as_(dee).get(url).status_code == 404
    assert as_(bob).post(f"/things/{kettle.pk}/delete/").status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_a_page_costs_the_same_whatever_happened(rows, kettle, ann, as_, noon, django_assert_num_queries):
    for n in range(rows):
        writing.edit(Thing.objects.get(), {"amount": n + 1}, by=ann, at=noon)
    browser = as_(ann)
    browser.get(kettle.get_absolute_url())
    with django_assert_num_queries(10):
        browser.get(kettle.get_absolute_url())


# editing


def test_one_fact_opens_in_place_and_is_a_page_without_script(kettle, ann, as_):
    url = f"/things/{kettle.pk}/edit/?only=name"
    part = body(as_(ann).get(url, **HTMX))
    assert 'name="name"' in part and 'name="amount"' not in part and "<html" not in part and "data-cancel" in part
    assert f'action="{url}"' in part and "<html" in body(as_(ann).get(url))


def test_a_fact_may_be_of_several_fields(kettle, ann, as_):
    part = body(as_(ann).get(f"/things/{kettle.pk}/edit/?only=due_at", **HTMX))
    assert 'name="due_at"' in part and 'name="amount"' in part and 'name="name"' not in part


@pytest.mark.parametrize("only", ["state", "zzz", "version", "%00", ""])
def test_what_is_no_fact_shows_the_whole_form(kettle, ann, as_, only):
    assert 'name="amount"' in body(as_(ann).get(f"/things/{kettle.pk}/edit/?only={only}"))


def test_a_saved_fact_can_be_taken_back(kettle, ann, as_):
    url = f"/things/{kettle.pk}/edit/?only=name"
    answer = as_(ann).post(url, {"name": "Pot", "initial-name": "Kettle", "version": 1}, **HTMX)
    assert "activities-changed" in answer["HX-Trigger"] and answer["HX-Reswap"] == "none"
    assert f"/undo/{Act.objects.latest('pk').pk}/" in body(answer) and Thing.objects.get().name == "Pot"
    answer = as_(ann).post(url, {"name": "Jug", "initial-name": "Pot", "version": 2})
    assert answer.url == kettle.get_absolute_url()


def test_the_same_value_again_saves_and_has_nothing_to_take_back(kettle, ann, as_):
    sent = {"name": "Kettle", "initial-name": "Kettle", "version": 1}
    answer = as_(ann).post(f"/things/{kettle.pk}/edit/?only=name", sent, **HTMX)
    assert "Saved" in body(answer) and "/undo/" not in body(answer)


@pytest.mark.parametrize("sent", [{"name": ""}, {"name": "x" * 300}, {"name": "a\x00b"}, {}])
def test_a_broken_fact_is_refused_and_keeps_what_was_typed(kettle, ann, as_, sent):
    answer = as_(ann).post(f"/things/{kettle.pk}/edit/?only=name", sent | {"version": 1}, **HTMX)
    assert answer.status_code == 422 and "id_name_error" in body(answer) and Thing.objects.get().name == "Kettle"
    assert not sent.get("name") or f'value="{sent["name"]}"' in body(answer)


def test_a_rule_that_says_no_is_said_above_the_form(kettle, ann, as_):
    answer = as_(ann).post(f"/things/{kettle.pk}/edit/?only=name", {"name": "Forbidden", "version": 1}, **HTMX)
    assert answer.status_code == 422 and "Not this one." in body(answer) and 'value="Forbidden"' in body(answer)


def test_two_people_at_one_fact_are_asked(kettle, ann, cy, as_, noon):
    writing.edit(Thing.objects.get(), {"name": "Pot"}, by=cy, at=noon)
    sent = {"name": "Jug", "initial-name": "Kettle", "version": 1}
    answer = as_(ann).post(f"/things/{kettle.pk}/edit/?only=name", sent, **HTMX)
    assert answer.status_code == 409 and "Cy Chief" in body(answer) and "Jug" in body(answer) and "Pot" in body(answer)
    assert "<html" not in body(answer) and Thing.objects.get().name == "Pot"


def test_who_edits_what_was_deleted_meanwhile_keeps_the_words(kettle, ann, as_, noon, monkeypatch):
    real = writing.edit

    def late(current, *args, **kwargs):
        recycling.delete(Thing.objects.get(pk=current.pk), by=ann, at=noon)
        return real(current, *args, **kwargs)

    monkeypatch.setattr(writing, "edit", late)
    sent = {"name": "Jug", "initial-name": "Kettle", "version": 1}
    answer = as_(ann).post(f"/things/{kettle.pk}/edit/?only=name", sent)
    assert answer.status_code == 422 and "deleted meanwhile" in body(answer) and 'value="Jug"' in body(answer)


@pytest.mark.parametrize("version", ["abc", "-1", "9" * 30, ""])
def test_a_damaged_version_is_no_server_error(kettle, ann, as_, version):
    sent = {"name": "Pot", "initial-name": "Kettle", "version": version}
    assert as_(ann).post(f"/things/{kettle.pk}/edit/?only=name", sent).status_code in {302, 409, 422}


# deleting


def test_a_deleted_record_leads_away_and_can_be_taken_back(kettle, ann, as_):
    answer = as_(ann).post(f"/things/{kettle.pk}/delete/")
    assert answer.url == "/things/" and not Thing.objects.live().exists()
    answer = as_(ann).get("/tasks/")
    assert f"/undo/{Act.objects.latest('pk').pk}/" in body(answer)


def test_a_record_that_has_to_stay_says_why_on_its_page(thing, ann, as_):
    made = thing(state="eaten")
    answer = as_(ann).post(f"/things/{made.pk}/delete/", follow=True)
    assert answer.redirect_chain[-1][0] == made.get_absolute_url() and "It was eaten." in body(answer)


def test_who_is_second_to_delete_is_led_away_too(thing, ann, as_):
    made = thing(state="ripe")
    assert as_(ann).post(f"/things/{made.pk}/delete/").url == "/things/"
