"""Collaborators, notifications, the log of admins' looks, rates."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from accounts import collaborating, notifying, rates, sight
from accounts.models import Account, AdminSight, Collaboration, ExchangeRate, Group, Notification, User
from records import bin as recycling
from records.errors import NotAllowed
from tests.specimen.models import Thing


@pytest.fixture
def eli(person, own_role):
    return person("Eli Else", role=own_role)


def test_a_collaborator_is_told_in_page_and_mail(ann, eli, kettle, noon, django_capture_on_commit_callbacks):  # 14.16
    with django_capture_on_commit_callbacks(execute=True):
        collaborating.add(kettle, eli, by=ann, at=noon)
        collaborating.add(kettle, eli, by=ann, at=noon)
    told = Notification.objects.get()
    assert (told.user, told.url, told.about_id) == (eli, f"/things/{kettle.pk}/", kettle.pk)
    assert [each.to for each in mail.outbox] == [["eli@example.org"]] and collaborating.of(kettle) == [eli]
    assert Thing.objects.visible_to(User.objects.get(pk=eli.pk)).get() == kettle


def test_a_purged_record_has_no_collaborators(ann, eli, kettle, noon):
    collaborating.add(kettle, eli, by=ann, at=noon)
    recycling.bury(Thing, [kettle.pk], at=noon)
    assert not Collaboration.objects.exists()


def test_a_collaborator_needs_a_right_to_view_such_records(ann, dee, kettle, noon):
    with pytest.raises(NotAllowed):
        collaborating.add(kettle, dee, by=ann, at=noon)
    assert collaborating.of(kettle) == [] and not Notification.objects.exists()


def test_who_may_not_edit_adds_and_removes_nobody(ann, eli, dee, kettle, noon):
    with pytest.raises(NotAllowed):
        collaborating.add(kettle, eli, by=dee, at=noon)
    collaborating.add(kettle, eli, by=ann, at=noon)
    with pytest.raises(NotAllowed):
        collaborating.remove(kettle, eli, by=dee, at=noon)
    assert collaborating.remove(kettle, eli, by=eli, at=noon) and collaborating.of(kettle) == []


def test_a_notification_speaks_the_readers_language(person, noon):
    reader = person("Dora", locale="de")
    said = notifying.notify(reader, "x", get_language, at=noon)
    assert said.text == "de"


def test_a_notification_is_read_by_its_reader_only(ann, bob, noon):
    told = notifying.notify(ann, "x", "Hello", at=noon)
    assert notifying.read(bob, told.pk, at=noon) is None and notifying.unread(ann) == 1
    assert notifying.read(ann, told.pk, at=noon) == told and notifying.unread(ann) == 0


def test_what_came_after_the_page_was_shown_stays_new(ann, noon):
    shown = notifying.notify(ann, "x", "Old", at=noon)
    notifying.notify(ann, "x", "New", at=noon)
    assert notifying.read_all(ann, up_to=shown.pk, at=noon) == 1 and notifying.unread(ann) == 1


def test_an_admins_look_is_logged_once_an_hour(boss, kettle, noon):  # 14.22
    for minutes in (0, 30, 61):
        assert sight.seen(kettle, by=boss, at=noon + timedelta(minutes=minutes))
    assert AdminSight.objects.filter(user=boss, record_id=kettle.pk).count() == 2


def test_what_the_grants_show_anyway_is_no_admins_look(boss, kettle, role, noon):
    boss.role = role("All", view="all")
    boss.save()
    assert not sight.seen(kettle, by=User.objects.get(pk=boss.pk), at=noon) and not AdminSight.objects.exists()


def test_a_look_of_others_costs_no_statement(ann, kettle, noon, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not sight.seen(kettle, by=ann, at=noon)


def test_the_newest_rate_until_the_day_counts(account):
    for day, worth in ((1, "0.9"), (10, "0.8")):
        ExchangeRate.objects.create(currency="USD", on_date=date(2026, 11, day), rate=Decimal(worth))
    days = [date(2026, 10, 31), date(2026, 11, 9), date(2026, 11, 10)]
    assert [rates.rate("USD", on=day) for day in days] == [None, Decimal("0.9"), Decimal("0.8")]
    assert rates.convert(Decimal(10), "USD", on=days[2]) == Decimal(8)


def test_an_unknown_rate_is_not_one(account):
    assert rates.rate("EUR", on=date(2026, 1, 1)) == 1
    assert rates.convert(Decimal(10), "CHF", on=date(2026, 1, 1)) is None


@pytest.mark.parametrize("rate", ["0", "-1"])
def test_a_rate_is_above_zero(db, rate):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExchangeRate.objects.create(currency="USD", on_date=date(2026, 1, 1), rate=Decimal(rate))


def test_there_is_one_account(account):
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(pk=2)


def test_only_permission_groups_carry_a_role(role):
    for facts in ({"use": "permission"}, {"use": "information", "role": role("R")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Group.objects.create(name="G", **facts)


def test_group_names_are_unique_in_any_case(db):
    Group.objects.create(name="Über uns")
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.create(name="über  UNS")
