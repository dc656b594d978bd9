"""Two at the same time, on a database that lets both write (PostgreSQL)."""

import threading
import time

import pytest
from django.db import connection, transaction

from contacts.keeping import edit_contact
from contacts.models import Contact
from deals.keeping import edit_deal
from deals.lifecycle import move_to
from deals.models import Deal, Stage, StageChange
from deals.staging import add_pipeline
from records.errors import Overtaken

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


@pytest.fixture
def pipeline(boss, noon):
    """A test that commits leaves an emptied database behind, so it brings its own stages."""
    return add_pipeline("Races", by=boss, at=noon)


@pytest.fixture
def stage(pipeline):
    return lambda key: Stage.objects.select_related("pipeline").get(pipeline=pipeline, key=key)


def at_once(first, second):
    """The first holds its transaction open until the second has begun; returns what each said."""
    held, said = threading.Event(), {}

    def hold():
        with transaction.atomic():
            said["first"] = first()
            held.set()
            time.sleep(0.5)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    held.wait(5)
    try:
        said["second"] = second()
    except Overtaken as error:
        said["second"] = error
    other.join()
    return said["first"], said["second"]


def test_two_drag_one_card_and_the_slower_is_told(deal, stage, ann, bob, noon):
    made = deal(stage=stage("incoming"))
    mine, theirs, quote, won = *(Deal.objects.get(pk=made.pk) for _ in range(2)), stage("quote"), stage("won")
    _step, told = at_once(
        lambda: move_to(mine, quote, by=ann, at=noon), lambda: move_to(theirs, won, by=bob, at=noon)
    )  # fmt: skip
    assert isinstance(told, Overtaken) and Deal.objects.get().stage == quote
    assert StageChange.objects.count() == 2 and Contact.objects.get().customer_status == "none"


def test_of_two_deals_lost_at_once_the_second_sees_the_first(deal, human, stage, ann, bob, noon):  # 6.15
    contact, lost = human(), stage("lost")
    one, two = (deal(contact=contact, stage=stage("incoming")) for _ in range(2))
    at_once(lambda: move_to(one, lost, by=ann, at=noon), lambda: move_to(two, lost, by=bob, at=noon))
    assert Contact.objects.get().prospect_status == "lost"


def test_who_waits_in_a_circle_is_told_so_and_nothing_of_theirs_is_written(deal, human, stage, ann, as_, noon):
    contact = human()
    made, held = deal(contact=contact, stage=stage("incoming")), threading.Event()

    def contact_then_deal():
        with transaction.atomic():
            edit_contact(Contact.objects.get(pk=contact.pk), {"city": "Graz"}, by=ann, at=noon)
            held.set()
            time.sleep(0.5)
            edit_deal(Deal.objects.get(pk=made.pk), {"name": "Renamed"}, by=ann, at=noon)
        connection.close()

    other = threading.Thread(target=contact_then_deal)
    browser = as_(ann)
    other.start()
    held.wait(5)
    answer = browser.post(f"/deals/{made.pk}/move/", {"stage": stage("won").pk})
    other.join()
    made.refresh_from_db()
    assert answer.status_code == 503 and "very moment" in answer.content.decode()
    assert (made.name, made.stage) == ("Renamed", stage("incoming")) and StageChange.objects.count() == 1
