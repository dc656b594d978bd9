"""Records by their related records, and only by those that the viewer may see (15.9, 14.24)."""

import pytest

from activities import keeping as activity_keeping
from tests.lists.filtering.conftest import asks

pytestmark = pytest.mark.django_db
CONTACT, DEAL, LEAD, TASK, NOTE = (
    "contacts.contact", "deals.deal", "leads.lead", "activities.task", "activities.note"
)  # fmt: skip


def has(key, where=None):
    return {"has": key} | ({"where": where} if where else {})


def test_a_contact_by_its_deals_as_primary_further_and_company(deal, human, company, matching):
    firm = company("Acme")
    further, alone = human("Further"), human("Alone")
    deal("Big", contact=human("First", employer=firm), associates=[(further, None)])
    assert matching(CONTACT, has("deals")) == ["Acme", "First", "Further"]
    assert matching(CONTACT, {"hasnt": "deals"}) == ["Alone"]
    assert matching(CONTACT, has("deals", asks("name", "is", "big"))) == ["Acme", "First", "Further"]
    assert matching(CONTACT, has("deals", asks("name", "is", "small"))) == []
    assert alone.pk


def test_a_contact_by_its_company_and_a_company_by_its_people(human, company, matching):
    human("Ann", employer=company("Acme", city="Graz")), human("Bob")
    assert matching(CONTACT, has("employer", asks("city", "is", "graz"))) == ["Ann"]
    assert matching(CONTACT, has("employees", asks("name", "is", "ann"))) == ["Acme"]


def test_no_activity_on_any_open_deal(deal, human, matching, ann, noon):
    """The cross-object filter of 15.9."""
    quiet, busy = human("Quiet"), human("Busy")
    deal("Q", contact=quiet), human("None")
    worked = deal("B", contact=busy)
    activity_keeping.add_note(by=ann, at=noon, text="Called", about=worked)
    still = {"all": [asks("category", "any", ["in_progress", "incoming"]), asks("last_activity", "empty")]}
    assert "Busy" not in matching(CONTACT, has("deals", still))


def test_a_lead_by_its_tasks_and_a_task_by_what_it_is_about(lead, matching, ann, noon):
    busy = lead("Busy", city="Graz")
    lead("Idle")
    activity_keeping.add_task(by=ann, at=noon, text="Call", about=busy)
    activity_keeping.add_task(by=ann, at=noon, text="Float")
    assert matching(LEAD, has("tasks", asks("text", "is", "call"))) == ["Busy"]
    assert matching(LEAD, {"hasnt": "tasks"}) == ["Idle"]
    assert matching(TASK, has("lead", asks("city", "is", "graz"))) == ["Call"]
    assert matching(TASK, {"hasnt": "lead"}) == ["Float"]


def test_a_deal_by_its_contacts(deal, human, matching):
    further = human("Further", city="Linz")
    deal("One", contact=human("First", city="Graz"), associates=[(further, None)])
    assert matching(DEAL, has("contact", asks("city", "is", "graz"))) == ["One"]
    assert matching(DEAL, has("contact", asks("city", "is", "linz"))) == []
    assert matching(DEAL, has("contacts", asks("city", "is", "linz"))) == ["One"]


def test_a_related_record_that_is_hidden_is_as_good_as_none(deal, human, matching, role, person, cy):
    """Fay sees all contacts and only her own deals."""
    seer = role("Contacts only", objects=("contacts",), view="all")
    fay = person("Fay Fox", role=seer)
    deal("Secret", contact=human("Lindqvist"))
    assert matching(CONTACT, has("deals"), user=cy) == ["Lindqvist"]
    assert matching(CONTACT, has("deals"), user=fay) == []
    assert matching(CONTACT, {"hasnt": "deals"}, user=fay) == ["Lindqvist"]
    assert matching(CONTACT, has("deals", asks("name", "contains", "secret")), user=fay) == []


def test_restricted_notes_are_found_by_their_readers_only(human, matching, ann, cy, noon):
    told = human("Told")
    activity_keeping.add_note(by=ann, at=noon, text="Hush", about=told, is_restricted=True)
    assert matching(CONTACT, has("notes", asks("text", "is", "hush")), user=ann) == ["Told"]
    assert matching(CONTACT, has("notes", asks("text", "is", "hush")), user=cy) == []


def test_groups_in_relations_in_groups(deal, human, matching):
    deal("Big", contact=human("Ann", city="Graz")), deal("Small", contact=human("Bob", city="Graz"))
    human("Cy", city="Linz")
    big = has("deals", {"any": [asks("name", "is", "big"), asks("value", "gt", 1_000_000)]})
    assert matching(CONTACT, {"any": [{"all": [asks("city", "is", "graz"), big]}, asks("city", "is", "linz")]}) == [
        "Ann", "Cy",
    ]  # fmt: skip
    assert matching(CONTACT, {"not": {"any": [big, asks("city", "is", "linz")]}}) == ["Bob"]
