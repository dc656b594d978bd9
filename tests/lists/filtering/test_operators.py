"""Each operator of each type of field (12.18)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contacts.models import Contact
from deals.models import Deal
from leads.models import Lead
from tests.lists.filtering.conftest import asks

pytestmark = pytest.mark.django_db
CONTACT, DEAL, LEAD, TASK = "contacts.contact", "deals.deal", "leads.lead", "activities.task"


@pytest.fixture
def towns(human):
    for name, city in [("A", "Graz"), ("B", "Grazing"), ("C", "ÖRTLIS"), ("D", ""), ("E", "50% off_")]:
        human(name, city=city)


@pytest.mark.parametrize(
    ("op", "value", "found"),
    [
        ("is", "gRAZ", "A"),
        ("is", " örtlis ", "C"),
        ("is_not", "Graz", "BCDE"),
        ("contains", "raz", "AB"),
        ("contains", "ö", "C"),
        ("contains", "%", "E"),
        ("contains", "f_", "E"),
        ("contains_not", "raz", "CDE"),
        ("starts", "graz", "AB"),
        ("starts", "Ört", "C"),
        ("empty", None, "D"),
        ("filled", None, "ABCE"),
    ],
)
def test_text(towns, matching, op, value, found):
    assert matching(CONTACT, asks("city", op, value)) == list(found)


@pytest.mark.parametrize(
    ("op", "value", "found"),
    [
        ("is", 100, "A"),
        ("is_not", 100, "BCD"),
        ("gt", 100, "BC"),
        ("gte", 100, "ABC"),
        ("lt", "250.5", "A"),
        ("lte", 250.5, "AB"),
        ("between", [300, 200], "B"),
        ("empty", None, "D"),
        ("filled", None, "ABC"),
    ],
)
def test_money(deal, matching, op, value, found):
    for name, worth in [("A", 100), ("B", Decimal("250.50")), ("C", 99_000), ("D", None)]:
        deal(name, value=worth, currency="EUR")
    assert matching(DEAL, asks("value", op, value)) == list(found)


DAYS = [("A", date(2026, 11, 23)), ("B", date(2026, 11, 24)), ("C", date(2026, 12, 24)), ("D", None)]


@pytest.mark.parametrize(
    ("op", "value", "found"),
    [
        ("on", "2026-11-24", "B"),
        ("before", "2026-11-24", "A"),
        ("after", "2026-11-24", "C"),
        ("between", ["2026-11-23", "2026-11-24"], "AB"),
        ("during", "today", "B"),
        ("during", "yesterday", "A"),
        ("during", "this_week", "AB"),
        ("during", "this_month", "AB"),
        ("during", "next_month", "C"),
        ("during", "this_quarter", "ABC"),
        ("during", "this_year", "ABC"),
        ("during", "last_year", ""),
        ("last", {"n": 1, "unit": "days"}, "AB"),
        ("next", {"n": 4, "unit": "weeks"}, "B"),
        ("next", {"n": 1, "unit": "months"}, "BC"),
        ("ago", {"n": 1, "unit": "days"}, ""),
        ("ahead", {"n": 29, "unit": "days"}, "C"),
        ("empty", None, "D"),
        ("filled", None, "ABC"),
    ],
)
def test_days(deal, matching, op, value, found):
    for name, day in DAYS:
        deal(name, estimated_close_date=day)
    assert matching(DEAL, asks("close_date", op, value)) == list(found)


@pytest.mark.parametrize(
    ("op", "value", "found"),
    [
        ("during", "today", "BC"),
        ("during", "yesterday", "A"),
        ("on", "2026-11-23", "A"),
        ("before", "2026-11-24", "A"),
        ("after", "2026-11-23", "BCD"),
        ("last", {"n": 1, "unit": "days"}, "ABC"),
        ("empty", None, ""),
    ],
)
def test_moments_are_days_where_the_asker_is(human, matching, op, value, found):
    for name, day, hour in [("A", 23, 22), ("B", 23, 23), ("C", 24, 22), ("D", 24, 23)]:
        human(name, at=datetime(2026, 11, day, hour, 30, tzinfo=UTC))
    assert matching(CONTACT, asks("added", op, value)) == list(found)


def test_choices(human, matching):
    human("A", country="AT"), human("B", country="DE"), human("C")
    assert matching(CONTACT, asks("country", "any", ["AT", "CH"])) == ["A"]
    assert matching(CONTACT, asks("country", "none", ["AT"])) == ["B", "C"]
    assert matching(CONTACT, asks("country", "empty")) == ["C"]
    assert matching(CONTACT, asks("country", "filled")) == ["A", "B"]


def test_a_choice_of_rows_is_empty_where_there_is_none(lead, matching):
    from leads.models import LeadSource

    fair = LeadSource.objects.get(key="fair")
    lead("A", source=fair), lead("B")
    assert matching(LEAD, asks("source", "any", [fair.pk])) == ["A"]
    assert matching(LEAD, asks("source", "none", [fair.pk])) == ["B"]
    assert matching(LEAD, asks("source", "empty")) == ["B"]


def test_stage_kind_of_stage_and_pipeline(deal, stage, matching):
    open_one = deal("A")
    won = stage("won")
    Deal.objects.filter(pk=deal("B").pk).update(stage=won)
    assert matching(DEAL, asks("stage", "any", [won.pk])) == ["B"]
    assert matching(DEAL, asks("category", "none", ["won"])) == ["A"]
    assert matching(DEAL, asks("pipeline", "any", [won.pipeline_id])) == ["A", "B"]
    assert matching(DEAL, asks("likelihood", "lt", 100.5), asks("likelihood", "gt", 99.5)) == ["B"]
    assert open_one.stage.is_active


def test_tags(human, matching):
    for name, tags in [("A", ["VIP", "Roof"]), ("B", ["VIP"]), ("C", [])]:
        human(name, tags=tags)
    from records.models import Tag

    vip, roof = (Tag.objects.get(name=name).pk for name in ("VIP", "Roof"))
    assert matching(CONTACT, asks("tags", "any", [vip, roof])) == ["A", "B"]
    assert matching(CONTACT, asks("tags", "all", [vip, roof])) == ["A"]
    assert matching(CONTACT, asks("tags", "none", [roof])) == ["B", "C"]
    assert matching(CONTACT, asks("tags", "empty")) == ["C"]
    assert matching(CONTACT, asks("tags", "filled")) == ["A", "B"]


def test_yes_and_no(human, company, matching):
    human("A"), company("B")
    assert matching(CONTACT, asks("is_company", "is", True)) == ["B"]
    assert matching(CONTACT, asks("is_company", "is", False)) == ["A"]


@pytest.fixture
def owned(human, ann, bob, cy):
    human("A"), human("B", owner=bob), human("C", owner=cy)
    Contact.objects.filter(pk=human("D").pk).update(owner=None)


@pytest.mark.parametrize(
    ("op", "value", "found"),
    [
        ("me", None, "C"),
        ("is", ["me", "bob"], "BC"),
        ("is_not", ["me"], "ABD"),
        ("team", "me", "AC"),
        ("team", "ann", "A"),
        ("empty", None, "D"),
        ("filled", None, "ABC"),
        ("inactive", None, "B"),
    ],
)
def test_users(owned, matching, ann, bob, cy, op, value, found):
    type(ann).objects.filter(pk=ann.pk).update(manager=cy)
    type(bob).objects.filter(pk=bob.pk).update(is_active=False)
    keys = {"ann": ann.pk, "bob": bob.pk}
    value = [keys.get(each, each) for each in value] if isinstance(value, list) else keys.get(value, value)
    assert matching(CONTACT, asks("owner", op, value)) == list(found)


def test_users_in_a_group(owned, matching, ann):
    from accounts.models import Group, Membership

    north = Group.objects.create(name="North")
    Membership.objects.create(group=north, user=ann)
    assert matching(CONTACT, asks("owner", "group", [north.pk])) == ["A"]
    assert matching(CONTACT, {"not": asks("owner", "group", [north.pk])}) == ["B", "C", "D"]


def test_collaborators(human, matching, ann, bob, noon):
    from accounts.models import Collaboration

    shared = human("A")
    human("B")
    Collaboration.objects.create(kind=CONTACT, record_id=shared.pk, user=bob, at=noon)
    assert matching(CONTACT, asks("collaborator", "is", [bob.pk])) == ["A"]
    assert matching(CONTACT, asks("collaborator", "is_not", [bob.pk])) == ["B"]
    assert matching(CONTACT, asks("collaborator", "me")) == []
    assert matching(CONTACT, asks("collaborator", "empty")) == ["B"]


def test_nothing_happened_since_a_record_was_added_counts_as_nothing(human, matching):
    human("A", at=datetime(2026, 11, 1, tzinfo=UTC)), human("B", at=datetime(2026, 11, 20, tzinfo=UTC))
    spoken = human("C", at=datetime(2026, 1, 1, tzinfo=UTC))
    Contact.objects.filter(pk=spoken.pk).update(last_activity_at=datetime(2026, 11, 22, tzinfo=UTC))
    assert matching(CONTACT, asks("quiet", "for", {"n": 14, "unit": "days"})) == ["A"]
    assert matching(CONTACT, {"not": asks("quiet", "for", {"n": 14, "unit": "days"})}) == ["B", "C"]


def test_the_next_task_and_none(lead, matching, ann, noon):
    from activities import keeping

    busy, done = lead("A"), lead("B")
    keeping.add_task(by=ann, at=noon, text="Call", about=busy, due_at=datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert matching(LEAD, asks("next_step", "is", False)) == ["B"]
    assert matching(LEAD, asks("next_task", "during", "today")) == ["A"]
    assert matching(LEAD, asks("next_task", "empty")) == ["B"]
    assert done.pk and Lead.objects.count() == 2
