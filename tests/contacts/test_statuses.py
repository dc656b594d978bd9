"""Prospect and customer status: the 28 rows of the matrix 6c by their numbers, then what 6.15 to 6.20 add."""

import pytest

from accounts.configuring import change_account
from contacts import deleting, keeping, lifecycle
from contacts.models import Contact
from deals import holding, settling
from deals import keeping as deal_keeping
from deals.lifecycle import move_to
from deals.models import Deal, Pipeline
from deals.recounting import SETTLE
from deals.staging import add_pipeline
from records import bin as recycling
from records.errors import NotAllowed
from records.models import Job
from records.undoing import restore, undo
from records.working import perform
from tests.contacts.conftest import statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_hand(ann, noon, fresh):
    return lambda contact, value: lifecycle.set_customer(fresh(contact), value, by=ann, at=noon)


@pytest.fixture
def moved(human, deal, to):
    """A contact whose deals stand in these stages."""

    def make(*keys):
        contact = human()
        for key in keys:
            made = deal(contact=contact)
            if key != "incoming":
                to(made, key)
        return contact

    return make


@pytest.fixture
def former(moved, by_hand):
    """A contact that bought once and was set to past by hand."""
    contact = moved("won")
    by_hand(contact, "past")
    return contact


@pytest.fixture
def employed(company, human):
    firm = company()
    return firm, human(employer=firm)


def test_row_1_without_deals_nobody_is_anything(human):
    assert statuses(human()) == ("none", "none")


def test_row_2_the_primary_contact_of_an_active_deal_is_a_prospect(human, deal):
    contact = human()
    deal(contact=contact)
    assert statuses(contact) == ("current", "none")


def test_row_3_so_is_a_further_contact(human, deal, ann, noon):
    contact = human("Second")
    deal_keeping.associate(deal(), contact, None, by=ann, at=noon)
    assert statuses(contact) == ("current", "none")


def test_row_4_winning_makes_a_customer(moved):
    assert statuses(moved("won")) == ("none", "current")


def test_row_5_losing_makes_a_lost_prospect(moved):
    assert statuses(moved("lost")) == ("lost", "none")


def test_row_6_so_does_unqualifying(moved):
    assert statuses(moved("unqualified")) == ("lost", "none")


def test_row_7_a_new_deal_makes_a_lost_prospect_current(moved, deal):
    contact = moved("lost")
    deal(contact=contact)
    assert statuses(contact) == ("current", "none")


def test_row_8_so_does_the_lost_deal_when_it_is_reopened(moved, to):
    contact = moved("lost")
    to(Deal.objects.get(), "qualified")
    assert statuses(contact) == ("current", "none")


def test_row_9_the_only_lost_deal_deleted_leaves_no_prospect(moved, ann, noon):
    contact = moved("lost")
    recycling.delete(Deal.objects.get(), by=ann, at=noon)
    assert statuses(contact) == ("none", "none")


def test_row_10_removed_from_the_only_deal_is_no_prospect(human, deal, ann, noon):
    contact, made = human(), deal()
    deal_keeping.associate(made, contact, None, by=ann, at=noon)
    deal_keeping.dissociate(made, contact, by=ann, at=noon)
    assert statuses(contact) == ("none", "none")


def test_row_10_a_primary_contact_too(human, deal, ann, noon):
    contact = human()
    deal_keeping.edit_deal(deal(contact=contact), {"contact": human("Other")}, by=ann, at=noon)
    assert statuses(contact) == ("none", "none")


def test_row_11_an_active_deal_beats_a_lost_one(moved):
    assert statuses(moved("incoming", "lost")) == ("current", "none")


def test_row_12_the_two_fields_are_independent(moved):
    assert statuses(moved("incoming", "won")) == ("current", "current")


def test_row_13_who_bought_is_no_lost_prospect(moved):
    assert statuses(moved("won", "lost")) == ("none", "current")


def test_row_14_a_win_that_is_reopened_makes_no_customer(moved, to):
    contact = moved("won")
    to(Deal.objects.get(), "closure")
    assert statuses(contact) == ("current", "none")


def test_row_15_nor_does_one_that_is_deleted(moved, ann, noon):
    contact = moved("won")
    recycling.delete(Deal.objects.get(), by=ann, at=noon)
    assert statuses(contact) == ("none", "none")


def test_row_16_nor_one_that_the_contact_is_removed_from(moved, human, ann, noon):
    contact = moved("won")
    deal_keeping.edit_deal(Deal.objects.get(), {"contact": human("Other")}, by=ann, at=noon)
    assert statuses(contact) == ("none", "none")


@pytest.mark.parametrize(("deals", "prospect"), [(("won",), "none"), (("won", "incoming"), "current")])
def test_row_17_a_user_ends_it_and_the_prospect_stays(moved, by_hand, deals, prospect):
    contact = moved(*deals)
    by_hand(contact, "past")
    assert statuses(contact) == (prospect, "past")


def test_row_18_a_former_customer_is_a_prospect_again(former, deal):
    deal(contact=former)
    assert statuses(former) == ("current", "past")


def test_row_19_and_a_customer_again_with_the_next_win(former, deal, to):
    to(deal(contact=former), "won")
    assert statuses(former) == ("none", "current")


def test_row_20_or_a_former_customer_still_when_it_is_lost(former, deal, to):
    to(deal(contact=former), "lost")
    assert statuses(former) == ("none", "past")


@pytest.mark.parametrize("chosen", ["none", "current"])
def test_row_21_a_user_chooses_what_follows_past(former, by_hand, chosen):
    by_hand(former, chosen)
    assert statuses(former) == ("none", chosen)


def test_row_22_a_value_set_by_hand_outlives_an_unrelated_edit(human, by_hand, ann, noon, fresh):
    contact = human()
    by_hand(contact, "current")
    keeping.edit_contact(fresh(contact), {"title": "CEO"}, by=ann, at=noon)
    assert statuses(contact) == ("none", "current")


def test_row_23_an_employees_deal_makes_the_company_a_prospect(employed, deal):
    firm, contact = employed
    deal(contact=contact)
    assert statuses(contact) == statuses(firm) == ("current", "none")


def test_row_24_and_a_customer(employed, deal, to):
    firm, contact = employed
    to(deal(contact=contact), "won")
    assert statuses(contact) == statuses(firm) == ("none", "current")


def test_row_25_a_deal_keeps_its_company_when_the_person_leaves(employed, deal, company, ann, noon, fresh):
    firm, contact = employed
    deal(contact=contact)
    elsewhere = company("Elsewhere")
    keeping.edit_contact(fresh(contact), {"employer": elsewhere}, by=ann, at=noon)
    assert statuses(contact) == statuses(firm) == ("current", "none") and statuses(elsewhere) == ("none", "none")


def test_row_26_employees_do_not_inherit_from_their_company(employed, deal):
    firm, contact = employed
    deal(contact=firm)
    assert statuses(firm) == ("current", "none") and statuses(contact) == ("none", "none")


def test_row_27_the_survivor_of_a_merge_is_settled_from_all_the_deals(moved, by_hand, ann, noon):
    """What a merge does to the deals: those of the one become the other's."""
    gone, survivor = moved("lost"), moved("won")
    by_hand(survivor, "past")
    deal_keeping.edit_deal(Deal.objects.get(contact=gone), {"contact": survivor}, by=ann, at=noon)
    assert statuses(survivor) == ("none", "past") and statuses(gone) == ("none", "none")


def test_row_28_a_deal_that_comes_with_its_contact_makes_a_prospect(ann, noon):
    """What a conversion does: both under one act."""
    contact = keeping.add_person(by=ann, at=noon, last_name="Converted").record
    deal_keeping.add_deal(by=ann, at=noon, name="First", contact=contact)
    assert statuses(contact) == ("current", "none")


def test_a_deal_added_as_won_overrules_what_was_set_by_hand(former, deal, stage):  # 6.16.1
    deal(contact=former, stage=stage("won"))
    assert statuses(former) == ("none", "current")
    assert not Contact.objects.get(pk=former.pk).customer_by_hand


def test_a_win_makes_the_value_automatic_again(human, deal, to, by_hand, ann, noon):  # 6.16.1, 6.16.2
    contact = human()
    by_hand(contact, "current")
    to(deal(contact=contact), "won")
    recycling.delete(Deal.objects.get(), by=ann, at=noon)
    assert statuses(contact) == ("none", "none")


def test_setting_the_value_already_held_is_nothing_and_not_by_hand(moved, by_hand, ann, noon):  # 6.16.3
    contact = moved("won")
    assert by_hand(contact, "current") is None
    recycling.delete(Deal.objects.get(), by=ann, at=noon)
    assert statuses(contact) == ("none", "none")


@pytest.mark.parametrize("chosen", ["past", "none"])
def test_what_was_set_by_hand_outlives_the_end_of_the_win(moved, by_hand, to, chosen):  # 6.16.3
    contact = moved("won")
    by_hand(contact, chosen)
    to(Deal.objects.get(), "closure")
    assert statuses(contact) == ("current", chosen)


@pytest.mark.parametrize("key", ["lost", "unqualified", "quote"])
def test_another_deal_never_ends_a_customer(moved, deal, to, ann, noon, key):  # 6.16.4
    contact = moved("won")
    other = deal(contact=contact)
    to(other, key)
    assert statuses(contact)[1] == "current"
    recycling.delete(Deal.objects.get(pk=other.pk), by=ann, at=noon)
    assert statuses(contact) == ("none", "current")


def test_how_the_status_came_about_is_stored(moved, by_hand, ann):  # 6.17
    contact = moved("won")
    by_hand(contact, "past")
    found = Contact.objects.get(pk=contact.pk)
    assert found.customer_by_hand and found.prospect_status == "none"


def test_a_value_that_is_no_status_is_refused(human, by_hand):  # 6.2
    with pytest.raises(NotAllowed):
        by_hand(human(), "gold")


def test_a_status_moves_and_is_never_edited(human, ann, noon):  # 6.18
    with pytest.raises(NotAllowed):
        keeping.edit_contact(human(), {"prospect_status": "current"}, by=ann, at=noon)


def test_all_contacts_of_a_deal_are_treated_alike(human, deal, to, ann, noon):  # 6.19
    one, two, made = human(), human("Two"), deal()
    for contact in (one, two):
        deal_keeping.associate(made, contact, None, by=ann, at=noon)
    to(made, "won")
    assert statuses(one) == statuses(two) == statuses(made.contact) == ("none", "current")


def test_a_deal_counts_once_for_whoever_is_on_it_twice(company, deal):  # 6.20
    firm = company()
    deal(contact=firm)
    assert statuses(firm) == ("current", "none")


def test_parents_and_colleagues_inherit_nothing(company, human, deal):  # 6.20
    parent = company("Parent")
    firm = company("Child", parent=parent)
    colleague = human("Colleague", employer=firm)
    deal(contact=human("Buyer", employer=firm))
    assert statuses(parent) == statuses(colleague) == ("none", "none")


def switched(account, on, boss, noon):
    change_account(account, {"count_employees_deals": on}, by=boss, at=noon)
    perform(Job.objects.get(name=SETTLE, state="waiting").pk)


def test_the_account_may_leave_employees_deals_out(account, employed, deal, to, boss, noon):  # 6.20
    firm, contact = employed
    made = deal(contact=contact)
    switched(account, False, boss, noon)
    assert statuses(firm) == ("none", "none")
    to(made, "won")
    assert statuses(firm) == ("none", "none") and statuses(contact) == ("none", "current")
    switched(account, True, boss, noon)
    assert statuses(firm) == ("none", "current")


def test_a_deal_that_does_not_count_overrules_nothing(account, employed, deal, to, by_hand, boss, noon):  # 6.16.1, 6.20
    firm, contact = employed
    to(deal(contact=firm), "won")
    by_hand(firm, "past")
    switched(account, False, boss, noon)
    to(deal(contact=contact), "won")
    assert statuses(firm) == ("none", "past")


def test_a_won_deal_that_changes_pipeline_is_not_won_again(moved, by_hand, boss, ann, noon):  # 6.16.1, 8.9
    contact = moved("won")
    by_hand(contact, "past")
    won = add_pipeline("Second", by=boss, at=noon).stages.get(category="won")
    move_to(Deal.objects.get(), won, by=ann, at=noon)
    assert statuses(contact) == ("none", "past") and Pipeline.objects.count() == 2


@pytest.mark.parametrize("key, found", [("incoming", "current none"), ("won", "none current"), ("lost", "lost none")])
def test_a_deal_that_comes_back_settles_as_before(moved, ann, noon, key, found):  # 6.15
    contact = moved(key)
    recycling.delete(Deal.objects.get(), by=ann, at=noon)
    assert statuses(contact) == ("none", "none")
    restore(Deal.objects.get(), by=ann, at=noon)
    assert " ".join(statuses(contact)) == found


def test_a_win_out_of_the_bin_leaves_what_was_set_by_hand(former, ann, noon):  # 6.16.3
    recycling.delete(Deal.objects.get(), by=ann, at=noon)
    restore(Deal.objects.get(), by=ann, at=noon)
    assert statuses(former) == ("none", "past")


def test_archived_contacts_are_settled_too(human, deal, to, ann, noon, fresh):  # 26.12
    contact = human()
    made = deal(contact=contact)
    keeping.archive(fresh(contact), by=ann, at=noon)
    to(made, "won")
    assert statuses(contact) == ("none", "current")


@pytest.fixture
def held(monkeypatch):
    monkeypatch.setattr(deleting, "_holders", [holding.DealsHold()])


def test_who_comes_out_of_the_bin_is_settled(held, human, deal, to, ann, noon, fresh):  # 6.15
    contact, made = human(), deal()
    deal_keeping.associate(made, contact, None, by=ann, at=noon)
    deleting.delete(fresh(contact), release=True, by=ann, at=noon)
    to(made, "won")
    restore(fresh(contact), by=ann, at=noon)
    assert statuses(contact) == ("none", "current")


def test_deleting_a_contact_settles_whoever_takes_its_place(held, employed, deal, ann, noon, fresh):  # 5.8, 6.15
    firm, contact = employed
    made = deal(contact=contact)
    act = deleting.delete(fresh(contact), release=True, by=ann, at=noon)
    assert fresh(made).contact == firm and statuses(firm) == ("current", "none")
    undo(act, by=ann, at=noon)
    assert fresh(made).contact == contact and statuses(contact) == ("current", "none")


def test_undo_of_a_reopening_leaves_what_was_set_by_hand(former, to, ann, noon):  # 6.16.3
    act = to(Deal.objects.get(), "closure").act
    undo(act, by=ann, at=noon)
    assert statuses(former) == ("none", "past")


def test_a_win_taken_back_and_done_again_is_all_of_it(former, deal, to, ann, noon):
    act = to(deal(contact=former), "won").act
    back = undo(act, by=ann, at=noon)
    assert statuses(former) == ("current", "past") and not back.kept
    again = undo(back.act, by=ann, at=noon)
    assert statuses(former) == ("none", "current") and not again.kept


def test_settling_all_tells_what_differed_and_then_nothing(moved, ann, noon):
    contact = moved("won")
    Contact.objects.filter(pk=contact.pk).update(customer_status="none", prospect_status="lost")
    [different] = settling.settle_statuses(by=None, at=noon)
    assert (different.contact, len(different.steps)) == (contact, 2) and statuses(contact) == ("none", "current")
    assert not list(settling.settle_statuses(by=None, at=noon))
