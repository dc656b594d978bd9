"""manage.py seed_volume: what the bench measures on."""

import hashlib
import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import User
from activities.models import EntryLink, Note, Task
from contacts.models import Contact
from deals.models import Deal, StageChange
from deals.settling import settle_statuses
from leads.models import Lead
from sellcrm.volume.people import MANAGER, REP

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db
SMALL = {"contacts": 300, "leads": 60, "deals": 120, "users": 12, "day": "2026-11-24", "verbosity": 0}


def seed(**changes):
    call_command("seed_volume", stdout=io.StringIO(), **(SMALL | changes))


def digest(*models):
    seen = hashlib.sha256()
    for model in models:
        names = [field.attname for field in model._meta.concrete_fields if not field.is_relation]
        for row in model._base_manager.order_by("pk").values_list(*names):
            seen.update(repr(row).encode())
    return seen.hexdigest()


def test_the_same_numbers_make_the_same_rows():
    found = set()
    for _time in range(2):
        before = transaction.savepoint()
        seed()
        found.add(digest(Contact, Deal, Lead, Task, Note))
        transaction.savepoint_rollback(before)
    assert len(found) == 1


def test_there_are_as_many_as_were_asked_for():
    seed()
    counts = [model.objects.count() for model in (Contact, Lead, Deal, StageChange, User)]
    assert counts == [300, 60, 120, 120, 12]


def test_derived_columns_are_what_the_records_themselves_make_of_them():
    seed()
    for model in (Contact, Lead, Deal, Task, Note):
        for record in model.objects.all()[:100]:
            kept = {name: getattr(record, name) for name in record.derived}
            record.derive()
            assert kept == {name: getattr(record, name) for name in record.derived}, model


def test_statuses_of_contacts_are_what_their_deals_say():
    seed()
    assert list(settle_statuses(by=None, at=NOW)) == []
    assert {*Contact.objects.values_list("customer_status", flat=True)} == {"none", "current"}


def test_the_rep_sees_few_and_the_manager_a_tenth():
    seed()
    rep, manager = (User.objects.get(email=email) for email in (REP, MANAGER))
    assert Contact.objects.filter(owner=rep).count() == 60
    assert 60 <= Contact.objects.visible_to(rep).count() < 80
    assert 0 < Contact.objects.visible_to(manager).count() < 90


def test_what_is_made_next_gets_the_next_key():
    seed()
    assert Contact.objects.create(last_name="Next", created_at=NOW, updated_at=NOW).pk == 301


def test_timelines_tell_of_what_was_made():
    seed()
    assert EntryLink.objects.filter(kind="deals.deal").count() >= 120


def test_nobodys_data_is_mixed_with_made_up_data(ann):
    with pytest.raises(CommandError, match="already holds data"):
        seed()
    assert not Contact.objects.exists()


def test_forced_it_comes_beside_what_is_there(ann):
    seed(force=True)
    assert Contact.objects.count() == 300
