"""What is found follows what is said of custom fields and of folding, for the rows that are there too (15.8, 16.10)."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts import fielding
from activities import keeping
from activities.models import Note
from contacts.models import Contact
from leads.models import Lead
from records import working
from records.customising import define
from records.defining import change
from records.models import Act, Change, CustomField, Job
from ui import registry
from ui.registry import Inquiry

pytestmark = pytest.mark.django_db


def finds(user, text, noon, key="leads"):
    searcher = next(each for each in registry.searchers if each.key == key)
    return [hit.label for hit in searcher.search(Inquiry(user=user, text=text, at=noon))]


def work():
    for pk in Job.objects.unfinished().values_list("pk", flat=True):
        working.perform(pk)


def test_words_of_a_custom_field_are_found_as_long_as_nobody_is_kept_from_it(lead, ann, cy, boss, noon):
    # 16.10
    made = define("leads.lead", "Hobby", "text")
    lead("Papadopoulos", custom={"hobby": "Zebra"})
    change(made, {"searched": True}, by=boss, at=noon)
    work()
    assert finds(ann, "zebra", noon) == ["Papadopoulos"]
    fielding.set_levels(CustomField.objects.get(pk=made.pk), {cy.role_id: "edit"}, by=boss, at=noon)
    work()
    assert finds(ann, "zebra", noon) == finds(cy, "zebra", noon) == []
    fielding.set_levels(CustomField.objects.get(pk=made.pk), None, by=boss, at=noon)
    work()
    assert finds(ann, "zebra", noon) == ["Papadopoulos"]


@pytest.mark.parametrize(
    "names", [{"first_name": "Xu", "last_name": "Berg"}, {"first_name": "Berg", "last_name": "Xu"}]
)
def test_a_name_of_two_letters_is_found_first_or_last(human, ann, noon, names):
    human(**names)
    human("Exu")
    assert len(finds(ann, "xu", noon, key="people")) == 1


@pytest.fixture
def old_rows(human, lead, ann, noon):
    """Stored before more spellings were learnt."""
    human("Müller", phone="+43 (0)316 12345")
    lead("Łukasz")
    keeping.add_note(text="Łódź", by=ann, at=noon)
    for model, text in ((Contact, "muller"), (Lead, "łukasz"), (Note, "łodz")):
        model.objects.update(search_text=text)
    return ann


@pytest.mark.parametrize("way", ["migration", "command"])
def test_rows_stored_before_are_found_after_an_upgrade(old_rows, noon, way):
    assert not finds(old_rows, "lukasz", noon)
    changes, version = Change.objects.count(), Lead.objects.get().version
    if way == "command":
        call_command("refold")
    else:
        import_module("records.migrations.0009_refold").queue(apps, None)
    work()
    assert finds(old_rows, "lukasz", noon) and finds(old_rows, "mueller", noon, key="people")
    assert finds(old_rows, "0316 12345", noon, key="people") and finds(old_rows, "lodz", noon, key="notes")
    assert (Change.objects.count(), Lead.objects.get().version) == (changes, version)


def test_a_second_time_changes_nothing(old_rows):
    for _turn in range(2):
        call_command("refold")
        work()
    again = Job.objects.order_by("-pk")[: Job.objects.count() // 2]
    assert {job.done for job in again} == {0} and {job.state for job in again} == {"done"}


def test_a_new_installation_has_nothing_to_work_out():
    Act.objects.all().delete()
    import_module("records.migrations.0009_refold").queue(apps, None)
    assert not Job.objects.exists()


def test_an_unknown_kind_is_refused():
    with pytest.raises(CommandError, match="No kind of record"):
        call_command("refold", "contacts.ghost")
