"""Values in rows of their own have a history, come back with an undo, and say so when somebody touched them since."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts import deleting, keeping
from contacts.lifecycle import set_customer
from contacts.models import Contact, Relation, RelationKind
from deals import keeping as deal_keeping
from deals.lifecycle import move_to
from deals.models import ContactRole, Deal
from records import bin as recycling
from records import writing
from records.errors import NotAllowed, Overtaken
from records.models import Act, Change, Transition
from records.undoing import restore, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(ann, noon):
    """Puts a contact on a deal."""
    return lambda deal, contact, role=None: deal_keeping.associate(deal, contact, role, by=ann, at=noon)


def rows(deal):
    return Deal.PARTS["associates"].read(deal)


def test_a_part_is_told_as_was_and_now(deal, human, on):
    made, contact, role = deal(), human("Other"), ContactRole.objects.first()
    act = on(made, contact, role)
    assert Change.objects.get(act=act, kind="deals.deal").fields == {"associates": [[], [[contact.pk, role.pk]]]}


def test_the_same_rows_are_no_change(deal, human, on):
    made, contact = deal(), human("Other")
    on(made, contact)
    assert on(made, contact) is None and made.version == 2


def test_another_role_keeps_the_row(deal, human, on):
    made, contact, role = deal(), human("Other"), ContactRole.objects.first()
    on(made, contact)
    before = made.associations.get().pk
    on(made, contact, role)
    assert (made.associations.get().pk, made.associations.get().role) == (before, role)


def test_a_part_comes_back_with_an_undo(deal, human, on, ann, noon):
    made, contact = deal(), human("Other")
    act = on(made, contact)
    undo(act, by=ann, at=noon)
    assert rows(made) == []


def test_a_part_that_somebody_touched_since_stays(deal, human, on, ann, noon):
    made = deal()
    act = on(made, human("One"))
    on(Deal.objects.get(), human("Two"))
    outcome = undo(act, by=ann, at=noon)
    assert len(rows(made)) == 2 and "Further contacts" in outcome.kept[0].reason


def test_who_writes_a_part_of_a_row_that_moved_on_is_told(deal, human, on, ann, noon):
    made = deal()
    stale = Deal.objects.get()
    writing.edit(made, {"name": "Other"}, by=ann, at=noon)
    with pytest.raises(Overtaken):
        on(stale, human("One"))
    assert rows(made) == []


def test_relations_are_a_part_of_their_source(human, ann, noon):  # 5.12
    one, two, kind = human(), human("Two"), RelationKind.objects.get(key="reports_to")
    act = keeping.relate(one, kind, two, by=ann, at=noon)
    assert keeping.relate(Contact.objects.get(pk=one.pk), kind, two, by=ann, at=noon) is None
    undo(act, by=ann, at=noon)
    assert not Relation.objects.exists()
    with pytest.raises(NotAllowed):
        keeping.relate(one, kind, one, by=ann, at=noon)


def test_the_last_employer_is_among_the_past_ones(human, company, ann, noon):  # 5.3
    was, now = company(), company("Next")
    contact = human(employer=was)
    act = keeping.edit_contact(contact, {"employer": now}, by=ann, at=noon)
    assert contact.past_employments.get().company == was
    undo(act, by=ann, at=noon)
    assert Contact.objects.get(pk=contact.pk).employer == was and not contact.past_employments.exists()


def test_what_a_deletion_brought_about_comes_back_with_it(human, company, ann, noon):  # 5.13
    firm = company()
    worker, child = human(employer=firm), company("Child", parent=firm)
    deleting.delete(firm, by=ann, at=noon)
    assert Contact.objects.get(pk=worker.pk).employer is None and Contact.objects.get(pk=child.pk).parent is None
    restore(Contact.objects.get(pk=firm.pk), by=ann, at=noon)
    assert Contact.objects.get(pk=worker.pk).employer == firm and Contact.objects.get(pk=child.pk).parent == firm


def test_who_has_another_employer_by_then_keeps_it(human, company, ann, noon):
    firm, other = company(), company("Other")
    worker = human(employer=firm)
    deleting.delete(firm, by=ann, at=noon)
    keeping.edit_contact(Contact.objects.get(pk=worker.pk), {"employer": other}, by=ann, at=noon)
    restore(Contact.objects.get(pk=firm.pk), by=ann, at=noon)
    assert Contact.objects.get(pk=worker.pk).employer == other


def test_nothing_that_comes_back_makes_a_circle_of_companies(company, ann, noon):  # 5.4
    above = company("Above")
    top = company("Top", parent=above)
    below = company("Below", parent=top)
    deleting.delete(top, by=ann, at=noon)
    keeping.edit_contact(above, {"parent": Contact.objects.get(pk=below.pk)}, by=ann, at=noon)
    restore(Contact.objects.get(pk=top.pk), by=ann, at=noon)
    assert [Contact.objects.get(pk=each.pk).parent for each in (above, top, below)] == [below, above, None]


def test_a_step_of_a_status_that_is_a_row_is_told_by_keys(deal, stage, ann, noon):
    move_to(deal(), stage("quote"), by=ann, at=noon)
    step = Transition.objects.get(kind="deals.deal")
    assert (step.field, step.was, step.now) == ("stage", str(stage("incoming").pk), str(stage("quote").pk))


def test_many_are_created_under_one_act_each_with_its_change(human, ann, noon):
    act = writing.create_many([Contact(last_name=f"P{n}", owner=ann) for n in range(3)], by=ann, at=noon)
    found = Contact.objects.order_by("pk")
    assert [one.name for one in found] == ["P0", "P1", "P2"] and {one.version for one in found} == {1}
    assert (
        Change.objects.filter(act=act, verb="created").count() == 3 and Act.objects.filter(kind="created").count() == 1
    )
    undo(act, by=ann, at=noon)
    assert not Contact.objects.live().exists()


def test_deals_created_in_bulk_settle_their_contacts_and_begin_their_ways(human, stage, ann, noon):
    contact = human()
    fields = {"contact": contact, "stage": stage("won"), "currency": "EUR", "stage_changed_at": noon, "added_at": noon}
    writing.create_many([Deal(name=f"D{n}", value=n, owner=ann, **fields) for n in range(3)], by=ann, at=noon)
    assert Contact.objects.get().customer_status == "current"
    assert [made.stage_changes.get().value for made in Deal.objects.order_by("pk")] == [0, 1, 2]
    assert [int(made.value_in_account_currency) for made in Deal.objects.order_by("pk")] == [0, 1, 2]


def test_deals_created_in_bulk_cost_the_same_for_many(human, stage, ann, noon):
    fields = {"stage": stage("incoming"), "currency": "EUR", "stage_changed_at": noon, "added_at": noon, "owner": ann}
    costs = []
    for count in (2, 20):
        contact = human(f"For {count}")
        with CaptureQueriesContext(connection) as seen:
            made = [Deal(name=f"D{n}", contact=contact, value=n + 1, **fields) for n in range(count)]
            writing.create_many(made, by=ann, at=noon)
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_whom_several_deals_concern_is_settled_because_of_the_first(human, stage, ann, noon):  # 6.15, 6.16.1
    contact = human()
    set_customer(contact, "past", by=ann, at=noon)
    fields = {"contact": contact, "currency": "EUR", "stage_changed_at": noon, "added_at": noon, "owner": ann}
    made = [Deal(name=key, stage=stage(key), **fields) for key in ("incoming", "won")]
    act = writing.create_many(made, by=ann, at=noon)
    steps = Transition.objects.filter(act=act, kind="contacts.contact")
    assert {step.cause_change.record_id for step in steps} == {made[0].pk}
    contact.refresh_from_db()
    assert (contact.prospect_status, contact.customer_status, contact.customer_by_hand) == ("current", "current", False)


def test_no_records_are_none(ann, noon):
    assert Change.objects.filter(act=writing.create_many([], by=ann, at=noon)).count() == 0


def test_what_a_deal_in_the_bin_needs_stays_until_that_is_gone(deal, ann, noon):
    """The contact was deleted first, and its 30 days are over first."""
    made = deal()
    recycling.delete(made, by=ann, at=noon + timedelta(days=5))
    recycling.delete(Contact.objects.get(), by=ann, at=noon)
    assert recycling.purge(at=noon + timedelta(days=31)) == 0
    assert recycling.purge(at=noon + timedelta(days=36)) == 1
    assert recycling.purge(at=noon + timedelta(days=36)) == 1 and not Contact.objects.exists()


def test_an_undo_leaves_a_part_alone_that_names_somebody_who_is_gone_for_good(deal, human, ann, noon):
    sold, lee = deal(), human("Lee")
    deal_keeping.associate(sold, lee, None, by=ann, at=noon)
    act = deal_keeping.dissociate(sold, lee, by=ann, at=noon)
    recycling.bury(Contact, [lee.pk], at=noon)
    outcome = undo(act, by=ann, at=noon)
    assert "Changed since: Further contacts" in [kept.reason for kept in outcome.kept] and rows(sold) == []
