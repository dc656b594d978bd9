"""The demo company: a year played through the real functions."""

import hashlib
import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from accounts import demo
from accounts.demo_year import at_work, moments, play
from accounts.models import Account, Collaboration, User
from activities.models import Entry, Note, Task
from contacts.choices import CustomerStatus
from contacts.demo_words import WORDS
from contacts.models import Contact, Employment, Relation
from deals.choices import Category
from deals.models import AssociatedContact, Deal, Pipeline, StageChange
from deals.settling import settle_statuses
from leads.models import Lead
from records.models import Change, Transition
from ui.phones import fault_of, tel_url

# Marked, so that it comes before the tests that flush what migrations brought.
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
KINDS = (Lead, Contact, Deal, Note, Task, Transition, Change, StageChange, Entry)


@pytest.fixture(scope="module")
def company(django_db_setup, django_db_blocker):
    """One seeding for the whole module, taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield demo.seed(at=NOW)
        transaction.set_rollback(True)


@pytest.fixture
def small(db, monkeypatch):
    """Seeds a tenth of it, from nothing, as often as it is asked to."""
    monkeypatch.setattr("contacts.demo.IMPORTED_PEOPLE", 160)
    monkeypatch.setattr("contacts.demo.PEOPLE", 190)
    monkeypatch.setattr("deals.demo.OUTCOMES", {"won": 3, "lost": 2, "unqualified": 1, "open": 3, "reopened": 1})
    monkeypatch.setattr("leads.demo.OUTCOMES", {"won": 2, "lost": 1, "open": 1, "no deal": 1})
    monkeypatch.setattr("leads.demo.OTHERS", {"unworthy": 5, "new": 3, "working": 6, "contacting": 3})
    monkeypatch.setattr("leads.demo.FAIRS", ((100, 8),))

    def make(look, **how):
        with transaction.atomic():
            demo.seed(at=NOW, **how)
            seen = look()
            transaction.set_rollback(True)
        return seen

    return make


def digest():
    """Names, figures and days of all that is there; keys go on counting after a rollback on PostgreSQL."""
    rows = [
        *Contact.objects.order_by("created_at", "name").values_list("name", "email", "phone", "created_at"),
        *Contact.objects.order_by("name").values_list("name", "prospect_status", "customer_status", "employer__name"),
        *Lead.objects.order_by("created_at", "name").values_list("name", "status__name", "outcome", "converted_at"),
        *Deal.objects.order_by("created_at", "name").values_list(
            "name", "value", "currency", "stage__name", "owner__name"
        ),
        *Note.objects.order_by("created_at", "text").values_list("text", "created_at", "owner__name"),
        *Task.objects.order_by("created_at", "text").values_list("text", "due_at", "state", "completed_at"),
        *Transition.objects.order_by("at", "field", "now").values_list("at", "field", "kind"),
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest(), [model._base_manager.count() for model in KINDS]


def test_the_same_seed_makes_the_same_company(small):
    first, second = small(digest), small(digest)
    assert first == second
    assert small(digest, number=7) != first


def test_a_german_company_is_german(small):
    def look():
        texts = " ".join(Note.objects.values_list("text", flat=True))
        return Account.current().locale, texts, set(Contact.objects.values_list("country", flat=True)), set(
            Deal.objects.values_list("currency", flat=True)
        )  # fmt: skip

    language, texts, countries, currencies = small(look, locale="de")
    assert language == "de" and countries <= {"DE", "AT", "CH", ""} and "EUR" in currencies
    assert " und " in texts and " the " not in texts
    assert Account.current().locale == "en"


def test_the_company_has_its_size(company):
    assert User.objects.count() == 12 and Pipeline.objects.count() == 2
    assert (Contact.objects.companies().count(), Contact.objects.people().count()) == (150, 400)
    assert (Lead.objects.count(), Deal.objects.count()) == (250, 180)


def test_deals_are_spread_over_stages_pipelines_owners_and_currencies(company):
    for category in Category.values:
        assert Deal.objects.filter(stage__category=category).count() >= 5
    assert Deal.objects.values("owner").distinct().count() == 8
    assert Deal.objects.values("stage__pipeline").distinct().count() == 2
    assert Deal.objects.filter(currency="EUR").count() > 80 and Deal.objects.values("currency").distinct().count() >= 4
    assert list(Deal.objects.unpriced().values_list("currency", flat=True)) == ["NOK"]


def test_the_rep_has_a_rich_pipeline_and_the_stranger_is_hidden(company):
    mine = Deal.objects.filter(owner=company.rep)
    assert mine.count() >= 35 and mine.open().count() >= 10 and mine.won().count() >= 5
    seen = [model.objects.visible_to(company.rep) for model in (Lead, Deal, Contact)]
    assert all(rows.exists() and not rows.filter(owner=company.stranger).exists() for rows in seen)


def test_home_is_alive(company):
    mine = Task.objects.filter(owner=company.rep)
    assert mine.overdue(NOW).exists() and mine.today(NOW).count() >= 4 and mine.upcoming(NOW).count() >= 8
    assert Note.objects.filter(created_at__gte=NOW - timedelta(days=7)).count() >= 5
    assert Deal.objects.open().filter(last_activity_at__gte=NOW - timedelta(days=10)).exists()


def test_some_deals_rot_some_have_no_next_step_and_some_are_hot(company):
    still = Deal.objects.open().filter(stage_changed_at__lt=NOW - timedelta(days=30))
    planned = Task.objects.open().filter(about_kind="deals.deal").values("about_id")
    assert still.count() >= 3 and Deal.objects.filter(is_hot=True).count() >= 5
    assert Deal.objects.open().exclude(pk__in=planned).count() >= 8


def test_closed_deals_have_reasons_values_and_a_way_through_the_stages(company):
    lost = Deal.objects.filter(stage__category=Category.LOST)
    assert lost.exclude(loss_reason=None).count() > lost.count() / 2
    assert not Deal.objects.won().filter(value=None).exists()
    for deal in Deal.objects.select_related("stage"):
        way = list(deal.stage_changes.order_by("at", "pk"))
        assert way[0].was is None and way[-1].now == deal.stage
        assert [step.at for step in way] == sorted(step.at for step in way)


def test_reopened_deals_are_open_again(company):
    lost_before = StageChange.objects.filter(was__category=Category.LOST).values("deal")
    assert Deal.objects.open().filter(pk__in=lost_before, loss_reason=None).count() >= 6


def test_the_year_ends_now(company):
    for model in KINDS:
        moment = "at" if model in (Transition, Change, StageChange, Entry) else "created_at"
        assert not model._base_manager.filter(**{f"{moment}__gt": NOW}).exists()
        assert not model._base_manager.filter(**{f"{moment}__lt": NOW - timedelta(days=372)}).exists()


def test_statuses_are_what_the_deals_say(company):
    assert list(settle_statuses(by=None, at=NOW)) == []


def overruled(contact):
    """What made automatic what had been said by hand: a deal that was won."""
    changes = Change.objects.filter(kind="contacts.contact", record_id=contact.pk, fields__has_key="customer_by_hand")
    return changes.latest("pk").cause


def test_who_is_a_customer_became_one_because_of_a_deal_or_was_said_to_be(company):
    steps = Transition.objects.filter(kind="contacts.contact", field="customer_status")
    for contact in Contact.objects.exclude(customer_status=CustomerStatus.NONE):
        step = steps.filter(record_id=contact.pk).latest("pk")
        assert step.now == contact.customer_status and step.by
        assert contact.customer_by_hand or step.cause or overruled(contact)
    assert Contact.objects.former_customers().exists() and Contact.objects.filter(customer_by_hand=True).count() >= 5


def test_conversions_are_the_root_of_what_came_of_them(company):
    converted = Lead.objects.converted()
    assert converted.count() == 40 and converted.exclude(deal=None).count() == 39
    for lead in converted.exclude(deal=None):
        step = Transition.objects.get(kind="leads.lead", record_id=lead.pk, field="outcome")
        born = Change.objects.get(kind="deals.deal", record_id=lead.deal_id, verb="created")
        assert born.act == step.act and born.cause == step and lead.became


def test_every_happening_is_told_on_its_own_timeline(company):
    told = Entry.objects.exclude(transition=None)
    assert told.count() == Transition.objects.count()
    made = Change.objects.filter(verb="created")
    assert Entry.objects.filter(verb="created").count() == made.count()
    assert not Entry.objects.filter(links=None).exists()


def test_contacts_are_tied_in_every_way(company):
    assert Contact.objects.exclude(parent=None).count() >= 10 and Relation.objects.count() >= 30
    assert Contact.objects.filter(parent__parent__isnull=False).exists()
    assert Employment.objects.count() >= 10 and AssociatedContact.objects.count() >= 30
    assert Contact.objects.archived().count() == 5 and Collaboration.objects.filter(kind="deals.deal").count() >= 3


def test_phone_numbers_can_be_dialled(company):
    for model in (Contact, Lead):
        for phone in model.objects.exclude(phone="").values_list("phone", flat=True):
            assert fault_of(phone) is None and tel_url(phone)


@pytest.mark.parametrize("locale", ["en", "de"])
def test_every_town_has_numbers_that_can_be_dialled(locale):
    for town in WORDS[locale].towns:
        for pattern in filter(None, (town.phone, town.mobile)):
            assert fault_of(pattern.replace("#", "1")) is None


def test_it_leaves_other_data_alone(thing):
    thing()
    with pytest.raises(demo.Refused):
        demo.seed(at=NOW)


def test_stories_are_told_in_the_order_of_time_as_far_as_now():
    said = []

    def story(name, *days):
        for day in days:
            yield NOW + timedelta(days=day)
            said.append((name, day))

    play([story("a", -5, -1, 2), story("b", -3, 0)], until=NOW)
    assert said == [("a", -5), ("b", -3), ("a", -1), ("b", 0)]


def test_people_work_on_weekdays_in_order():
    chance = random.Random(1)
    sunday = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert at_work(sunday, chance).weekday() == 4
    days = moments(NOW - timedelta(days=3), NOW, 9, chance)
    assert days == sorted(days) and days[-1] <= NOW
