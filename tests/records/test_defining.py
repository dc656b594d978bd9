"""What an administrator says of custom fields after all, and what follows from it (16.5, 16.10)."""

import pytest
from django.db import connection

from leads.models import Lead
from records import working
from records.customising import define
from records.defining import Senseless, add, change, deactivate, reactivate
from records.errors import NotAllowed
from records.models import CustomField, Job

LEAD = "leads.lead"

pytestmark = pytest.mark.django_db


@pytest.fixture
def adding(boss, noon):
    return lambda name, type, **facts: add(LEAD, name, type, by=boss, at=noon, **facts)


def run_jobs():
    connection.check_constraints()
    for pk in Job.objects.unfinished().values_list("pk", flat=True):
        working.perform(pk)
    assert not Job.objects.exclude(state="done").exists(), [job.message for job in Job.objects.all()]


def indexes(made):
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE indexname LIKE %s ORDER BY 1", [f"custom\\_{made.pk}\\_%"]
        )
        return [name.removeprefix(f"custom_{made.pk}_") for (name,) in cursor.fetchall()]


@pytest.mark.parametrize(
    ("type", "facts", "fact"),
    [
        ("text", {"name": " "}, "name"), ("choice", {}, "choices"), ("yes_no", {"unique": True}, "unique"),
        ("number", {"searched": True}, "searched"), ("text", {"unique": True, "default": "x"}, "default"),
        ("formula", {"formula": "1 +"}, "formula"), ("formula", {"formula": ""}, "formula"),
        ("formula", {"formula": "1", "required": True}, "required"), ("formula", {"formula": "sise"}, "formula"),
        ("record", {}, "target"), ("record", {"target": "accounts.user"}, "target"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused_where_it_stands(adding, type, facts, fact):
    with pytest.raises(NotAllowed) as caught:
        adding(**{"name": "Field", "type": type, **facts})
    assert getattr(caught.value, "fact", "choices" if type == "choice" else "name") == fact
    assert not CustomField.objects.exists()


def test_a_field_is_made_unique_only_while_its_values_are(adding, lead, boss, noon):
    made = adding("Number", "text")
    lead(custom={"number": "A"}), lead(custom={"number": "a"})
    with pytest.raises(Senseless, match="1 value is there more than once"):
        change(made, {"unique": True}, by=boss, at=noon)
    Lead.objects.last().delete()
    change(CustomField.objects.get(), {"unique": True}, by=boss, at=noon)


@pytest.mark.parametrize(
    ("type", "facts", "found"),
    [
        ("number", {}, ["number_down", "number_up"]), ("text", {}, ["text_down", "text_up"]),
        ("money", {}, ["money_down", "money_up"]), ("date", {}, ["date_down", "date_up"]),
        ("date_time", {}, ["date_time_down", "date_time_up"]), ("yes_no", {}, ["yes_no_down", "yes_no_up"]),
        ("choices", {"choices": ["Web"]}, ["choices_in"]), ("address", {}, ["address_down", "address_up"]),
        ("long_text", {}, ["long_text_down", "long_text_up"]),
    ],
)  # fmt: skip
def test_a_filterable_field_gets_indexes_from_a_worker_whatever_its_values_are(
    adding, lead, boss, noon, type, facts, found
):
    made = adding("Field", type, **facts)
    for value in ("x" * 10_000, 5, True, [1], {"amount": "rubbish"}, "2026-99-99", None, 1e300):
        lead(custom={"field": value})
    change(made, {"filterable": True}, by=boss, at=noon)
    run_jobs()
    made.refresh_from_db()
    assert indexes(made) in (None, found) and made.indexed_at
    change(made, {"filterable": False}, by=boss, at=noon)
    run_jobs()
    made.refresh_from_db()
    assert indexes(made) in (None, []) and made.indexed_at is None


def test_a_deactivated_field_has_no_index_and_gets_it_back(adding, boss, noon):
    made = adding("Number", "text", unique=True)
    run_jobs()
    deactivate(made, by=boss, at=noon)
    run_jobs()
    assert indexes(made) in (None, [])
    reactivate(made, by=boss, at=noon)
    run_jobs()
    assert indexes(made) in (None, ["text_down", "text_up"])


def test_a_formula_that_changes_is_worked_out_for_every_record(adding, lead, boss, noon):
    adding("Size", "number")
    for size in (1, 2, None):
        lead(custom={"size": size})
    Lead.objects.filter(custom__size=1).update(deleted_at=noon)
    made = adding("Double", "formula", formula="size * 2")
    run_jobs()
    assert [row.custom.get("double") for row in Lead.objects.order_by("pk")] == [2, 4, None]
    versions = list(Lead.objects.values_list("version", flat=True))
    change(made, {"formula": "size + 10"}, by=boss, at=noon)
    run_jobs()
    assert [row.custom.get("double") for row in Lead.objects.order_by("pk")] == [11, 12, None]
    assert list(Lead.objects.values_list("version", flat=True)) == versions


def test_a_formula_given_up_leaves_its_values_alone(adding, lead, boss, noon, ann):
    adding("Size", "number")
    made = adding("Double", "formula", formula="size * 2")
    lead(custom={"size": 1})
    with pytest.raises(NotAllowed, match="part of a formula: Double"):
        deactivate(CustomField.objects.get(key="size"), by=boss, at=noon)
    deactivate(made, by=boss, at=noon)
    run_jobs()
    assert Lead.objects.get().custom == {"size": 1, "double": 2}


def test_words_of_a_field_are_searched_from_when_that_is_said(adding, lead, boss, noon):
    made = adding("Machine", "text")
    lead(custom={"machine": "Fräse"})
    change(made, {"searched": True}, by=boss, at=noon)
    run_jobs()
    assert Lead.objects.search("frase").count() == 1
    change(made, {"searched": False}, by=boss, at=noon)
    run_jobs()
    assert Lead.objects.search("frase").count() == 0


def test_nothing_is_started_when_nothing_follows(adding, boss, noon):
    made = adding("Size", "number")
    change(made, {"name": "Sizes", "section": "Firm", "position": 5}, by=boss, at=noon)
    assert not Job.objects.exists() and CustomField.objects.get().name_key == "sizes"


def test_fields_cannot_say_what_there_is_not(boss, noon):
    with pytest.raises(ValueError, match="has no colour"):
        change(define(LEAD, "Size", "number"), {"colour": 1}, by=boss, at=noon)
