"""A custom field gets another type: first what would be lost, then a job that can be undone (16.10)."""

import copy

import pytest

from leads.models import Lead
from lists.retyping import converted, preview, retype, retyped
from records import undoing, working
from records.customising import define
from records.defining import Senseless
from records.errors import NotAllowed
from records.models import Change, CustomField, Job

LEAD = "leads.lead"
FIELDS = "/admin/records/customfield/"

pytestmark = pytest.mark.django_db


def field(type, **facts):
    return CustomField(kind=LEAD, name="F", key="f", type=type, **facts)


WAYS = {"choices": ["Web", "Fair", "A, B"]}


@pytest.mark.parametrize(
    ("was", "now", "value", "found"),
    [
        ("text", "number", "1,234.5", 1234.5), ("text", "number", "many", None), ("number", "text", 7.5, "7.5"),
        ("text", "choice", "WEB", "Web"), ("text", "choice", "x", None),
        ("text", "choices", "web, fair", ["Web", "Fair"]),
        ("choice", "choices", "A, B", ["A, B"]), ("choices", "choice", ["Web"], "Web"),
        ("choices", "choice", ["Web", "Fair"], None), ("choices", "text", ["Web", "Fair"], "Web, Fair"),
        ("long_text", "text", "x" * 300, None), ("text", "long_text", "x", "x"),
        ("date", "date_time", "2026-11-24", "2026-11-24T00:00:00Z"),
        ("date_time", "date", "2026-11-24T09:00:00Z", "2026-11-24"),
        ("text", "date", "2026-11-24", "2026-11-24"), ("text", "date", "soon", None),
        ("number", "money", 7, {"amount": "7.00", "currency": "EUR"}),
        ("money", "number", {"amount": "12.50", "currency": "USD"}, 12.5),
        ("money", "text", {"amount": "12.50", "currency": "USD"}, "12.50 USD"),
        ("yes_no", "number", True, 1), ("yes_no", "text", False, "no"), ("number", "yes_no", 1, True),
        ("number", "yes_no", 7, None), ("text", "yes_no", "ja", True),
        ("text", "email", "a@example.org", "a@example.org"), ("text", "email", "nobody", None),
        ("address", "text", {"street": "Ring 1", "city": "Graz"}, "Ring 1, Graz"),
        ("text", "address", "Ring 1", {"street": "Ring 1"}), ("number", "date", {"odd": 1}, None),
    ],
)  # fmt: skip
def test_a_value_is_carried_into_another_type_or_does_not_fit(account, was, now, value, found):
    assert converted(field(was, **WAYS), field(now, **WAYS), value) == found


def test_the_preview_counts_what_would_be_lost_with_examples(lead, ann, cy):
    made = define(LEAD, "Size", "text")
    first, hidden = lead(custom={"size": "many"}), lead(custom={"size": "few"}, owner=cy, by=cy)
    lead(custom={"size": "7"}), lead()
    found = preview(made, retyped(made, "number"), user=ann)
    assert (found.total, found.looked_at, found.lost) == (3, 3, 2)
    assert [(each.record, each.was, each.now) for each in found.examples] == [
        (first, "many", ""), (None, "few", ""), (Lead.objects.get(custom__size="7"), "7", "7"),
    ]  # fmt: skip
    assert CustomField.objects.get().type == "text" and hidden.pk


def test_a_job_carries_the_values_over_and_can_be_undone(lead, boss, noon):
    made = define(LEAD, "Size", "text")
    first = lead(custom={"size": "many", "way": "Web"})
    lead(custom={"size": "7"})
    job = retype(made, "number", by=boss, at=noon)
    assert CustomField.objects.get().type == "number"
    working.perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.refused) == ("done", 1, 1) and "“many” does not fit" in job.errors.get().message
    assert [row.custom for row in Lead.objects.order_by("pk")] == [{"way": "Web"}, {"size": 7}]
    assert Change.objects.filter(record_id=first.pk, verb="edited").count() == 1
    undoing.undo(job.act, by=boss, at=noon)
    assert [row.custom for row in Lead.objects.order_by("pk")] == [{"size": "many", "way": "Web"}, {"size": "7"}]


def test_what_makes_no_sense_is_refused(boss, noon):
    number = define(LEAD, "Number", "text")
    unique = copy.copy(number)
    unique.unique = True
    size = define(LEAD, "Size", "number")
    made = define(LEAD, "Sum", "formula")
    CustomField.objects.filter(pk=made.pk).update(formula="size * 2")
    for definition, type in ((number, "formula"), (number, "text"), (unique, "number"), (size, "text")):
        with pytest.raises(Senseless):
            retyped(definition, type)
    with pytest.raises(NotAllowed):
        retyped(number, "choice")
    with pytest.raises(NotAllowed):
        retype(number, "record", by=boss, at=noon)


def test_an_administrator_sees_first_and_then_does(lead, ann, as_, boss):
    made = define(LEAD, "Size", "text")
    lead("Kim", custom={"size": "<many>"})
    browser, page = as_(boss), f"{FIELDS}{made.pk}/type/"
    assert browser.get(page).status_code == 200
    shown = browser.post(page, {"type": "number"}).content.decode()
    assert "1 would lose it" in shown and "&lt;many&gt;" in shown and " style=" not in shown
    assert browser.post(page, {"type": "choice"}).status_code == 422
    assert browser.post(page, {"type": "moon"}).status_code == 422
    assert CustomField.objects.get().type == "text" and not Job.objects.exists()
    assert browser.post(page, {"type": "number", "sure": "1"}).status_code == 302
    assert Job.objects.get().name == "lists.retype" and CustomField.objects.get().type == "number"


def test_nobody_else_changes_a_type(as_, ann):
    made = define(LEAD, "Size", "text")
    assert as_(ann).post(f"{FIELDS}{made.pk}/type/", {"type": "number", "sure": "1"}).status_code == 302
    assert CustomField.objects.get().type == "text"
