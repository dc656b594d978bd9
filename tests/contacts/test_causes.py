"""Every change of a status names its cause, and the trace of a deal ends in the customer it made (6.15, 7.13)."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from contacts.lifecycle import set_customer
from deals import keeping
from deals.lifecycle import move_to
from records import bin as recycling
from records.models import Change, Transition

pytestmark = pytest.mark.django_db


def steps_of(contact):
    return Transition.objects.filter(kind="contacts.contact", record_id=contact.pk).order_by("pk")


def test_a_new_deal_is_the_cause_of_the_prospect(deal, human):
    contact = human()
    made = deal(contact=contact)
    [step] = steps_of(contact)
    cause = step.cause_change
    assert (cause.kind, cause.record_id, cause.verb) == ("deals.deal", made.pk, "created")


def test_a_won_deal_is_the_cause_of_the_customer(deal, human, to):
    contact = human()
    step = to(deal(contact=contact), "won")
    assert [row.cause for row in steps_of(contact)[1:]] == [step, step]
    assert {row.act for row in steps_of(contact)[1:]} == {step.act}


def test_who_leaves_and_who_comes_because_of_an_edit_says_so(deal, human, ann, noon):
    was, now = human(), human("Other")
    act = keeping.edit_deal(deal(contact=was), {"contact": now}, by=ann, at=noon)
    change = Change.objects.get(act=act, kind="deals.deal")
    assert steps_of(was).last().cause_change == steps_of(now).last().cause_change == change


def test_a_value_by_hand_that_a_win_overrules_is_caused_by_the_win(deal, human, to, ann, noon):
    contact = human()
    set_customer(contact, "past", by=ann, at=noon)
    step = to(deal(contact=contact), "won")
    flag = Change.objects.filter(kind="contacts.contact", record_id=contact.pk).last()
    assert flag.fields == {"customer_by_hand": [True, False]} and flag.cause.cause == step


def test_a_deletion_is_the_cause_of_what_ends_with_it(deal, human, ann, noon):
    contact = human()
    act = recycling.delete(deal(contact=contact), by=ann, at=noon)
    assert steps_of(contact).last().cause_change == Change.objects.get(act=act)


def test_the_trace_of_a_won_deal_ends_in_the_customer(deal, human, stage, cy, noon, capsys):
    contact = human()
    made = deal(contact=contact)
    move_to(made, stage("won"), by=cy, at=noon + timedelta(days=1))
    call_command("trace", "deals.deal", made.pk)
    sale, buyer = f'deals.deal:{made.pk} "Cold rooms"', f'contacts.contact:{contact.pk} "Lindqvist"'
    assert capsys.readouterr().out.splitlines() == [
        "2026-11-23 12:00 created by Ann Archer",
        f"  * {sale} created",
        f"    - {buyer} prospect_status: none -> current",
        "2026-11-24 12:00 moved by Cy Chief",
        f'  * {sale} stage: "Incoming" ({stage("incoming").pk}) -> "Won" ({stage("won").pk})',
        f"    * {sale} edited: stage_changed_at, stage_changed_by",
        f"    - {buyer} prospect_status: current -> none",
        f"    - {buyer} customer_status: none -> current",
    ]
