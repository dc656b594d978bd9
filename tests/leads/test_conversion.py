"""Leads become people, companies and deals (4.1 to 4.16)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accounts import collaborating
from accounts.models import Account, Collaboration, RoleGrant
from activities import keeping as activity_keeping
from activities.keeping import CannotView
from activities.models import Note, Task
from activities.timeline import page_for
from contacts import keeping as contact_keeping
from contacts.keeping import Missing
from contacts.models import Contact
from deals.models import Deal, DealSource
from leads import conversion
from leads.conversion import Becoming, NewDeal, NewTask, convert
from leads.models import Lead
from records import bin as recycling
from records import undoing
from records.customising import define
from records.errors import NotAllowed, Overtaken
from records.models import Act, Tag, Transition
from records.tagging import tags_of
from records.tracing import trace

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(full):
    """A lead that says everything."""
    return full()


def names(tags):
    return sorted(tag.name for tag in tags)


def test_a_lead_with_both_names_becomes_a_person_employed_by_the_company(full, ann, noon):
    # 4.4, 4.5
    done = convert(full, by=ann, at=noon)
    assert (done.person.name, done.person.employer, done.company.name) == (
        "Dimitrios Papadopoulos", done.company, "Aegean Cold Chain",
    )  # fmt: skip
    row = Lead.objects.get()
    assert (row.outcome, row.converted_at, row.person, row.company, row.deal) == (
        "converted", noon, done.person, done.company, None,
    )  # fmt: skip
    assert done.contact == done.person and done.is_new


def test_each_detail_goes_where_it_belongs(full, ann, noon):
    # 4.12
    done = convert(full, by=ann, at=noon)
    assert (done.person.title, done.person.email, done.person.linkedin, done.person.city, done.person.website) == (
        "Buyer", "dimitrios@aegean.example", "dpapadopoulos", "Piraeus", "",
    )  # fmt: skip
    assert (done.company.industry, done.company.website, done.company.street, done.company.email) == (
        "Food", "https://aegean.example", "Akti 4", "",
    )  # fmt: skip


def test_a_lead_with_a_personal_name_only_becomes_a_person(lead, ann, noon):
    # 4.5
    done = convert(lead("Kim", website="https://kim.example"), by=ann, at=noon)
    assert (done.person.name, done.person.website, done.company) == ("Kim", "https://kim.example", None)


def test_a_lead_with_a_company_name_only_becomes_a_company(lead, ann, noon):
    # 4.5
    done = convert(lead("", company_name="Kim Ltd", email="office@kim.example"), by=ann, at=noon)
    assert (done.person, done.company.name, done.company.email) == (None, "Kim Ltd", "office@kim.example")
    assert done.contact == done.company


def test_one_of_both_may_be_left_out_but_not_both(full, ann, noon):
    # 4.4
    with pytest.raises(NotAllowed):
        convert(full, by=ann, at=noon, person=None, company=None)
    done = convert(full, by=ann, at=noon, company=None)
    assert done.company is None and done.person.employer is None and done.person.website == full.website


def test_names_can_be_corrected(full, ann, noon):
    # 4.2
    done = convert(
        full, by=ann, at=noon, person=Becoming(names={"first_name": "Dimitris", "last_name": "Papadopoulou"}),
        company=Becoming(names={"company_name": "Aegean Cold Chain SA"}),
    )  # fmt: skip
    assert (done.person.name, done.company.name) == ("Dimitris Papadopoulou", "Aegean Cold Chain SA")
    assert Lead.objects.get().company_name == "Aegean Cold Chain"


def test_a_name_that_is_missing_is_refused_and_nothing_happens(full, ann, noon):
    before = Act.objects.count()
    with pytest.raises(Missing) as refused:
        convert(full, by=ann, at=noon, person=Becoming(names={"last_name": " "}))
    assert refused.value.field == "last_name"
    assert not Contact.objects.exists() and Act.objects.count() == before and not Lead.objects.get().is_converted


def test_a_deal_comes_of_it_when_one_is_wanted(full, ann, noon, stage):
    # 4.2, 4.7
    done = convert(full, by=ann, at=noon, deal=NewDeal("Cold rooms", value=Decimal(12000), currency="EUR"))
    deal = Deal.objects.get()
    assert (deal.name, deal.contact, deal.company, deal.value, deal.stage) == (
        "Cold rooms", done.person, done.company, Decimal(12000), stage("incoming"),
    )  # fmt: skip
    assert Lead.objects.get().deal == deal and done.deal == deal


def test_the_deal_may_start_elsewhere(full, ann, noon, stage):
    convert(full, by=ann, at=noon, deal=NewDeal("Cold rooms", stage=stage("won")))
    person = Contact.objects.people().get()
    assert (person.prospect_status, person.customer_status) == ("none", "current")


def test_the_deal_has_a_source_of_the_same_name(full, ann, noon):
    # 4.9
    known = DealSource.objects.create(name="TRADE FAIR")
    assert convert(full, by=ann, at=noon, deal=NewDeal("Cold rooms")).deal.source == known


def test_a_deal_source_that_is_missing_is_made(full, ann, noon):
    # 4.9
    Account.objects.update(locale="de")
    made = convert(full, by=ann, at=noon, deal=NewDeal("Cold rooms")).deal.source
    assert DealSource.objects.get() == made and made.created_by == ann


def test_tags_go_to_contact_and_deal(full, ann, noon, human):
    # 4.8
    known = human("Papadopoulos", tags=["Old"])
    done = convert(full, by=ann, at=noon, person=Becoming(into=known), deal=NewDeal("Cold rooms"))
    assert names(tags_of(done.person)) == ["Fair", "Hot", "Old"]
    assert names(tags_of(done.company)) == names(tags_of(done.deal)) == ["Fair", "Hot"]
    assert Tag.objects.filter(name="Fair").count() == 1


def test_the_owner_is_the_leads(full, cy, ann, noon):
    # 4.10
    done = convert(full, by=cy, at=noon, deal=NewDeal("Cold rooms"))
    assert done.person.owner == done.company.owner == done.deal.owner == ann


def test_another_owner_can_be_chosen(full, cy, ann, bob, noon):
    # 4.10
    done = convert(full, by=ann, at=noon, owner=bob, deal=NewDeal("Cold rooms"))
    assert done.person.owner == done.company.owner == done.deal.owner == bob


def test_who_left_gets_nothing(full, cy, ann, noon):
    type(ann).objects.filter(pk=ann.pk).update(is_active=False)
    assert convert(Lead.objects.get(), by=cy, at=noon).person.owner == cy


# -- into contacts that are there --------------------------------------------------


def test_what_is_empty_is_filled_and_nothing_is_overwritten(full, ann, noon, human, company):
    # 4.6
    firm = company("Aegean Ltd", website="https://old.example")
    known = human("Papadopoulou", email="other@example.org")
    convert(full, by=ann, at=noon, person=Becoming(into=known), company=Becoming(into=firm))
    person, firm = Contact.objects.get(pk=known.pk), Contact.objects.get(pk=firm.pk)
    assert (person.last_name, person.email, person.first_name, person.title) == (
        "Papadopoulou", "other@example.org", "Dimitrios", "Buyer",
    )  # fmt: skip
    assert (firm.name, firm.website, firm.industry) == ("Aegean Ltd", "https://old.example", "Food")
    assert person.employer == firm and Contact.objects.count() == 2


def test_chosen_details_replace_what_is_there(full, ann, noon, human, company):
    # 4b
    other = company("Other GmbH")
    known = human("Papadopoulou", email="other@example.org", title="Boss", employer=other)
    convert(full, by=ann, at=noon, person=Becoming(into=known, take={"email", "employer"}))
    person = Contact.objects.get(pk=known.pk)
    assert (person.email, person.title, person.last_name) == ("dimitrios@aegean.example", "Boss", "Papadopoulou")
    assert person.employer.name == "Aegean Cold Chain"
    assert [row[0] for row in Contact.PARTS["past_employers"].read(person)] == [other.pk]


def test_an_employer_that_is_there_stays_unless_chosen(full, ann, noon, human, company):
    other = company("Other GmbH")
    done = convert(full, by=ann, at=noon, person=Becoming(into=human(employer=other)))
    assert Contact.objects.get(pk=done.person.pk).employer == other and done.company.name == "Aegean Cold Chain"


def test_no_address_is_made_of_two(full, ann, noon, human):
    known = human(city="Athens")
    convert(full, by=ann, at=noon, person=Becoming(into=known))
    assert [getattr(Contact.objects.get(pk=known.pk), name) for name in ("street", "city")] == ["", "Athens"]


def test_an_address_is_taken_whole(full, ann, noon, human):
    known = human(city="Athens", state="Attica")
    convert(full, by=ann, at=noon, person=Becoming(into=known, take={"address"}))
    now = Contact.objects.get(pk=known.pk)
    assert (now.street, now.city, now.state, now.country) == ("Akti 4", "Piraeus", "", "GR")


def test_a_contact_that_changed_since_it_was_looked_at_is_not_merged_into(full, ann, noon, human):
    known = human()
    seen = known.version
    contact_keeping.edit_contact(known, {"title": "Boss"}, by=ann, at=noon)
    with pytest.raises(Overtaken):
        convert(full, by=ann, at=noon, person=Becoming(into=known, version=seen))
    assert not Lead.objects.get().is_converted


def test_custom_fields_go_by_name_and_type(lead, ann, noon):
    # 4.12
    define("leads.lead", "Cellars", "number")
    define("leads.lead", "Rating", "text")
    define("contacts.contact", "cellars", "number", for_whom="company")
    full = lead("Kim", company_name="Kim Ltd", custom={"cellars": 14, "rating": "A"})
    done = convert(full, by=ann, at=noon)
    assert done.company.custom == {"cellars": 14} and done.person.custom == {}


# -- what moves along --------------------------------------------------


def test_notes_and_tasks_are_about_the_contact_from_then_on(full, ann, noon):
    # 4.12
    note = activity_keeping.add_note(by=ann, at=noon, text="Likes tea", about=full).record
    task = activity_keeping.add_task(by=ann, at=noon, text="Call", about=full).record
    done = convert(full, by=ann, at=noon + timedelta(hours=1))
    for row in (Note.objects.get(pk=note.pk), Task.objects.get(pk=task.pk)):
        assert (row.about_kind, row.about_id) == ("contacts.contact", done.person.pk)
    told = page_for(done.person, user=ann)
    assert {item.scene for item in told.items} >= {"noted", "planned", "moved", "created"}


def test_the_past_of_the_lead_is_on_the_contacts_timeline(full, ann, noon):
    done = convert(full, by=ann, at=noon + timedelta(hours=1))
    told = page_for(done.person, user=ann)
    assert any(item.said == "Converted" and item.record == full for item in told.items)
    assert any(item.cause and item.cause.did == "was converted" for item in told.items)


def test_who_may_not_see_the_lead_does_not_see_its_past(full, ann, noon, person, role):
    done = convert(full, by=ann, at=noon)
    gus = person("Gus", role=role("Contacts only", objects=("contacts",), view="all"))
    assert {item.entry.source_kind for item in page_for(done.person, user=gus).items} == {"contacts.contact"}


def test_collaborators_come_along_where_their_role_allows(full, ann, bob, dee, noon, role):
    type(dee).objects.filter(pk=dee.pk).update(role=role("Leads only", objects=("leads",), view="own"))
    for user in (bob, type(dee).objects.get(pk=dee.pk)):
        collaborating.add(full, user, by=ann, at=noon)
    done = convert(full, by=ann, at=noon)
    assert collaborating.of(done.person) == collaborating.of(done.company) == [bob]


def test_a_task_can_be_planned(full, ann, noon):
    # 4.2
    done = convert(full, by=ann, at=noon, task=NewTask("Send the offer", due_on=noon.date()))
    task = Task.objects.get()
    assert (task.text, task.owner, task.about_id, done.task) == ("Send the offer", ann, done.person.pk, task)


def test_a_task_is_not_given_to_who_may_not_see_the_contact(full, ann, dee, noon):
    # 17.3
    with pytest.raises(CannotView):
        convert(full, by=ann, at=noon, task=NewTask("Call", owner=dee))
    assert not Lead.objects.get().is_converted and not Contact.objects.exists()


# -- one way, once --------------------------------------------------


def test_the_conversion_is_the_root_of_what_follows(full, ann, noon, stage):
    # 4.14, row 28 of 6c
    done = convert(full, by=ann, at=noon, deal=NewDeal("Cold rooms"))
    lines = list(trace(done.person))
    assert "converted by Ann Archer" in lines[0] and "outcome: open -> converted" in lines[1]
    prospect = next(line for line in lines if "prospect_status: none -> current" in line)
    assert len(prospect) - len(prospect.lstrip()) > len(lines[1]) - len(lines[1].lstrip())
    assert "outcome: open -> converted" in list(trace(done.deal))[1]


def test_row_28_a_deal_and_a_prospect_come_of_one_act(full, ann, noon):
    # 6c, row 28
    done = convert(full, by=ann, at=noon, deal=NewDeal("Cold rooms"))
    for contact in Contact.objects.all():
        assert (contact.prospect_status, contact.customer_status) == ("current", "none")
    assert set(Transition.objects.values_list("act", flat=True)) == {done.act.pk}


def test_a_second_conversion_gets_the_first_result(full, ann, noon):
    # 4.15
    first = convert(full, by=ann, at=noon, deal=NewDeal("Cold rooms"), task=NewTask("Call"))
    for seen in (full, Lead.objects.get()):
        again = convert(seen, by=ann, at=noon, company=None)
        assert again[:6] == first[:6] and not again.is_new
    assert Contact.objects.count() == 2 and Deal.objects.count() == 1


def test_two_at_once_make_one_result(full, ann, noon, monkeypatch):
    # 4.15: the other one was faster between the look and the step
    late = Lead.objects.get()
    first, looks = convert(full, by=ann, at=noon), []
    real = conversion.result_of
    monkeypatch.setattr(conversion, "result_of", lambda lead: real(lead) if looks else looks.append(lead))
    again = convert(late, by=ann, at=noon)
    assert again.person == first.person and Contact.objects.count() == 2 and not again.is_new


def test_a_lead_in_the_bin_is_not_converted(full, ann, noon):
    recycling.delete(full, by=ann, at=noon)
    with pytest.raises(NotAllowed):
        convert(full, by=ann, at=noon)
    assert not Contact.objects.exists()


# -- undo --------------------------------------------------


def test_undo_brings_everything_back(full, ann, bob, noon, human):
    # 4c
    note = activity_keeping.add_note(by=ann, at=noon, text="Likes tea", about=full).record
    collaborating.add(full, bob, by=ann, at=noon)
    known = human("Papadopoulou", tags=["Old"], title="Boss")
    later = noon + timedelta(minutes=5)
    done = convert(
        full, by=ann, at=later, person=Becoming(into=known, take={"title"}), deal=NewDeal("Cold rooms"),
        task=NewTask("Call"),
    )  # fmt: skip
    assert undoing.undo(done.act, by=ann, at=later).kept == []
    lead = Lead.objects.get()
    assert (lead.outcome, lead.person, lead.company, lead.deal, lead.converted_at) == ("open", None, None, None, None)
    assert Note.objects.get(pk=note.pk).about_id == lead.pk and not Task.objects.live().exists()
    person = Contact.objects.live().get()
    assert (person, person.title, person.employer, person.prospect_status) == (known, "Boss", None, "none")
    assert names(tags_of(person)) == ["Old"] and not Deal.objects.live().exists()
    assert set(Collaboration.objects.values_list("kind", flat=True)) == {"leads.lead"}
    assert "leads.lead" not in {item.entry.source_kind for item in page_for(person, user=ann).items}
    assert convert(lead, by=ann, at=later).is_new


def test_what_somebody_touched_since_stays_and_is_listed(full, ann, noon):
    # 4c
    done = convert(full, by=ann, at=noon)
    contact_keeping.edit_contact(done.person, {"title": "Head"}, by=ann, at=noon + timedelta(minutes=1))
    undone = undoing.undo(done.act, by=ann, at=noon + timedelta(minutes=2))
    assert [(kept.kind, kept.record_id) for kept in undone.kept] == [("contacts.contact", done.person.pk)]
    assert Contact.objects.live().get() == done.person and not Lead.objects.get().is_converted


# -- who may --------------------------------------------------


@pytest.mark.parametrize("missing", [("leads", "convert"), ("leads", "edit"), ("contacts", "add")])
def test_it_takes_the_rights_to_convert_and_to_add_contacts(full, ann, noon, missing):
    # 4.16
    ann.role.grants.filter(object=missing[0], action=missing[1]).delete()
    ann.refresh_from_db()
    with pytest.raises(NotAllowed):
        convert(full, by=ann, at=noon)
    assert not Contact.objects.exists()


def test_a_deal_takes_the_right_to_add_deals(full, ann, noon):
    # 4.16
    ann.role.grants.filter(object="deals", action="add").delete()
    ann.refresh_from_db()
    with pytest.raises(NotAllowed):
        convert(full, by=ann, at=noon, deal=NewDeal("Cold rooms"))
    assert convert(full, by=ann, at=noon).is_new


def test_a_contact_that_one_may_not_change_is_not_merged_into(full, ann, cy, noon, human):
    with pytest.raises(NotAllowed):
        convert(full, by=ann, at=noon, person=Becoming(into=human(by=cy, owner=cy)))


def test_giving_it_to_a_third_person_takes_the_right_to_reassign(full, ann, bob, noon):
    # 4.10
    ann.role.grants.filter(object="contacts", action="reassign").delete()
    ann.refresh_from_db()
    with pytest.raises(NotAllowed):
        convert(full, by=ann, at=noon, owner=bob)


def test_an_admin_converts_any(full, boss, noon):
    # 4.16
    assert convert(full, by=boss, at=noon).person.owner == full.owner


def test_the_task_of_a_conversion_is_the_next_step_of_its_deal(ann, noon, lead):
    done = convert(lead(), by=ann, at=noon, deal=NewDeal(name="Cold rooms"), task=NewTask("Call back"))
    assert (done.task.about_kind, done.task.about_id) == ("deals.deal", done.deal.pk)


def test_who_may_not_reassign_deals_gives_the_deal_of_a_conversion_to_nobody_else(person, role, noon, lead, bob):
    # 4.10, 4.16
    own = role("Half", **dict.fromkeys(("view", "add", "edit", "convert"), "own"))
    RoleGrant.objects.create(role=own, object="contacts", action="reassign", scope="own")
    gus = person("Gus", role=own)
    mine = lead(by=gus, owner=gus)
    with pytest.raises(NotAllowed, match="deals"):
        convert(mine, by=gus, at=noon, owner=bob, deal=NewDeal(name="Cold rooms"))
    assert convert(mine, by=gus, at=noon, owner=bob).person.owner == bob
