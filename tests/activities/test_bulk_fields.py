"""Any field of many records, and what a deed would do before it is done (15.9)."""

import pytest
from django.urls import reverse

from activities import bulk
from activities.setting import setting
from contacts.models import Contact
from deals.models import Deal
from leads.models import Lead
from records import customising
from records.models import Act, Change, Job
from records.tagging import tags_of
from records.undoing import undo
from records.working import perform

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def body(answer):
    return answer.content.decode()


def put(browser, rows, field, app="deals", button="sure", **sent):
    data = {"ids": [row.pk for row in rows], button: "1", "field": field, "asked": "1", **sent}
    return browser.post(f"/{app}/set/", data, **HTMX)


def test_it_asks_for_the_field_and_then_for_its_value(deal, ann, as_):
    row, browser = deal(), as_(ann)
    first = body(browser.post("/deals/set/", {"ids": [row.pk]}, **HTMX))
    assert '<option value="description">Description</option>' in first and 'name="asked"' not in first
    assert "Continue" in first and "Preview" not in first
    second = body(browser.post("/deals/set/", {"ids": [row.pk], "sure": "1", "field": "value"}, **HTMX))
    assert 'name="value"' in second and 'name="empty"' in second and 'name="asked"' in second
    assert "Continue" not in second and "Preview" in second
    assert Deal.objects.get().version == 1


@pytest.mark.parametrize(
    ("field", "sent", "now"),
    [
        ("value", "1250.50", "1250.50"), ("estimated_close_date", "2027-01-31", "2027-01-31"),
        ("currency", "USD", "USD"),
        ("win_likelihood", "35", "35"), ("description", "Long", "Long"),
    ],
)  # fmt: skip
def test_each_sort_of_field_takes_its_value_and_comes_back(deal, ann, as_, noon, field, sent, now):
    rows = [deal("A"), deal("B")]
    was = getattr(rows[0], field)
    put(as_(ann), rows, field, **{field: sent})
    assert [str(getattr(each, field)) for each in Deal.objects.order_by("pk")] == [now, now]
    undo(Act.objects.get(kind=bulk.JOB), by=ann, at=noon)
    assert {getattr(each, field) for each in Deal.objects.all()} == {was}


def test_a_field_is_emptied_unless_it_has_to_be_filled(deal, ann, as_):
    row = deal(value=5, description="Long")
    put(as_(ann), [row], "description", empty="on")
    assert Deal.objects.get().description == ""
    answer = put(as_(ann), [row], "currency", empty="on")
    assert answer.status_code == 422 and "cannot be empty" in body(answer)


@pytest.mark.parametrize("sent", [{"value": "abc"}, {"value": ""}, {"value": "5", "empty": "on"}, {"value": "-4"}])
def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(deal, ann, as_, sent):
    row = deal(value=7)
    assert put(as_(ann), [row], "value", **sent).status_code in {200, 422}
    assert Deal.objects.get().value == 7


@pytest.mark.parametrize("field", ["owner", "stage", "nonsense", "custom_nonsense", "search_text"])
def test_what_is_no_field_of_this_form_is_asked_for_anew(deal, ann, as_, field):
    row = deal()
    assert put(as_(ann), [row], field, **{field: "1"}).status_code == 422
    assert Deal.objects.get().version == row.version


@pytest.mark.parametrize(
    ("kind", "sent", "held"),
    [("text", "red", "red"), ("number", "4.5", 4.5), ("yes_no", "true", True), ("date", "2027-02-01", "2027-02-01"),
     ("choice", "Big", "Big"), ("choices", ["Big", "Small"], ["Big", "Small"]), ("url", "https://a.example", "https://a.example")],
)  # fmt: skip
def test_custom_fields_of_every_sort(lead, ann, as_, kind, sent, held):
    field = customising.define("leads.lead", "Wish", kind, choices=["Big", "Small"])
    rows = [lead("A", custom={"other": 1}), lead("B")]
    put(as_(ann), rows, f"custom_{field.key}", app="leads", **{f"custom_{field.key}": sent})
    assert [each.custom[field.key] for each in Lead.objects.order_by("pk")] == [held, held]
    assert Lead.objects.order_by("pk")[0].custom["other"] == 1


def test_a_field_of_people_stays_off_companies_which_are_named(human, company, ann, as_):
    rows = [human("Lee"), company("Acme")]
    said = body(put(as_(ann), rows, "title", app="contacts", title="Chief"))
    assert "Acme" in said and "does not have this field" in said and Contact.objects.filter(title="Chief").count() == 1


def test_a_new_employer_goes_the_way_of_one_contact(human, company, ann, as_):
    # 5.5
    old, new = company("Old"), company("New")
    put(as_(ann), [human("Lee", employer=old)], "employer", app="contacts", employer_0=new.pk, employer_1="New")
    lee = Contact.objects.get(last_name="Lee")
    assert lee.employer == new and Contact.PARTS["past_employers"].read(lee)[0][0] == old.pk


def test_a_preview_tells_was_and_now_and_does_nothing(deal, ann, as_):
    rows = [deal(f"D{n}", value=n + 1) for n in range(7)]
    page = body(put(as_(ann), rows, "value", button="preview", value="99"))
    assert "<s>1" in page and "99" in page and "and 2 more" in page and 'name="sure"' in page
    assert (
        not Deal.objects.filter(value=99).exists() and not Act.objects.filter(kind__in=["preview", bulk.JOB]).exists()
    )


def test_a_preview_names_what_would_be_refused(human, deal, ann, as_):
    held = human("Held")
    deal(contact=held)
    sent = {"ids": [held.pk], "preview": "1"}
    assert "still on deals" in body(as_(ann).post("/contacts/delete/", sent, **HTMX))


def test_it_is_said_how_many_one_may_not_change(deal, ann, bob, cy, as_):
    rows = [deal("Mine", owner=bob), deal("Hers", owner=cy, by=cy)]
    bob.role.grants.filter(object="deals", action="view").update(scope="all")
    page = body(as_(bob).post("/deals/tag/", {"ids": [row.pk for row in rows]}, **HTMX))
    assert "<b>1 deal</b>" in page and "1 more is chosen" in page


def test_very_many_are_previewed_before_they_can_be_done(deal, ann, as_, monkeypatch):
    kind = bulk.kind_called("deals.deal")
    monkeypatch.setitem(kind.deeds, "tag", kind.deeds["tag"]._replace(at_once=1))
    rows, browser = [deal("A"), deal("B")], as_(ann)
    page = body(browser.post("/deals/tag/", {"ids": [row.pk for row in rows]}, **HTMX))
    assert 'name="preview"' in page and 'name="sure"' not in page
    browser.post("/deals/tag/", {"ids": [row.pk for row in rows], "sure": "1", "add_tags": "Hot"}, **HTMX)
    perform(Job.objects.get().pk)
    assert [tag.name for tag in tags_of(rows[1])] == ["Hot"]


def test_another_app_adds_a_deed_to_a_kind_of_a_lower_one(boss):
    kind = bulk.kind_called("deals.deal")
    extra = bulk.REASSIGN._replace(key="enrol", label="Enrol", url="leads:index")
    bulk.add("deals.deal", extra)
    try:
        assert reverse("leads:index") in {each.url for each in kind.offered(boss)}
        with pytest.raises(ValueError, match="already"):
            bulk.add("deals.deal", extra)
    finally:
        del kind.deeds["enrol"]


def test_a_batch_costs_the_same_for_few_and_many(deal, ann, as_, noon, django_assert_max_num_queries, human):
    rows = [deal(f"D{n}", contact=human(f"H{n}")) for n in range(12)]
    kind, act = bulk.kind_called("deals.deal"), Act.objects.create(kind="x", by=ann, at=noon)
    deed, mine = kind.deeds["set"], kind.reached(kind.deeds["set"], by=ann).order_by("pk")
    with django_assert_max_num_queries(24):
        bulk.carry_out(deed, mine, {"field": "description", "value": "x"}, by=ann, at=noon, cause=act)
    assert Change.objects.filter(act=act).count() == len(rows) and setting(deed.settable).key == "set"
