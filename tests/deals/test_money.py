"""What deals are worth in the account's currency (9.7 to 9.11)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.configuring import change_account
from accounts.models import ExchangeRate
from accounts.rates import remove_rates, set_rate
from deals import keeping, pricing, tasks
from deals.lifecycle import move_to
from deals.models import Deal
from deals.recounting import REVALUE
from records import bin as recycling
from records.errors import NotAllowed
from records.models import Change, Job
from records.undoing import restore, undo
from records.working import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def worth():
    return lambda made: Deal.objects.get(pk=made.pk).value_in_account_currency


@pytest.fixture
def usd(boss, noon):
    """Says what a dollar is worth from a day on."""

    def say(rate, day=date(2026, 1, 1), currency="USD"):
        set_rate(currency, day, Decimal(rate), by=boss, at=noon)
        run_jobs()

    return say


@pytest.fixture
def dollars(deal):
    return lambda value="100", **fields: deal(value=Decimal(value), currency="USD", **fields)


@pytest.fixture
def close(stage, ann):
    def move(made, at, key="won"):
        return move_to(Deal.objects.get(pk=made.pk), stage(key), by=ann, at=at)

    return move


def run_jobs():
    found = list(Job.objects.filter(name=REVALUE, state="waiting").order_by("pk"))
    for job in found:
        perform(job.pk)
    return len(found)


def test_a_deal_in_the_accounts_currency_is_worth_its_value(deal, worth):  # 7.8
    made = deal(value=Decimal("12000.50"))
    assert (made.currency, worth(made)) == ("EUR", Decimal("12000.50"))


def test_a_foreign_one_is_worth_what_the_rate_says(usd, dollars, worth):  # 9.8
    usd("0.5")
    assert worth(dollars("99.99")) == Decimal("50.00")


def test_without_a_rate_it_is_worth_nothing_known_and_never_taken_for_one(dollars, worth):  # 9.8
    made = dollars()
    assert worth(made) is None and list(Deal.objects.unpriced()) == [made]


def test_a_rate_from_a_later_day_does_not_count_yet(usd, dollars, worth, noon):
    usd("0.5", noon.date() + timedelta(days=1))
    assert worth(dollars()) is None


def test_without_a_value_nothing_is_worked_out(usd, deal, worth):
    usd("0.5")
    made = deal(currency="USD")
    assert worth(made) is None and not Deal.objects.unpriced()


def test_a_sum_that_no_column_holds_is_not_known(usd, dollars, worth):
    usd("1000000")
    assert worth(dollars("9999999999999.99")) is None


@pytest.mark.parametrize("value", ["9999999999999.99", "0", "0.01"])
def test_every_value_that_is_taken_is_kept_to_the_cent(deal, worth, value):  # 7.3
    made = deal(value=Decimal(value))
    assert Deal.objects.get().value == worth(made) == Decimal(value)


@pytest.mark.parametrize("value", ["-0.01", "10000000000000"])
def test_a_value_that_is_negative_or_too_long_is_refused(deal, ann, noon, value):  # 7.3
    made = deal()
    with pytest.raises(NotAllowed):
        deal(value=Decimal(value))
    with pytest.raises(NotAllowed):
        keeping.edit_deal(made, {"value": Decimal(value)}, by=ann, at=noon)


def test_another_value_or_currency_follows_at_once(usd, dollars, worth, ann, noon):
    usd("0.5")
    made = dollars()
    keeping.edit_deal(made, {"value": Decimal(300)}, by=ann, at=noon)
    assert worth(made) == Decimal("150.00")
    keeping.edit_deal(made, {"currency": "EUR"}, by=ann, at=noon)
    assert worth(made) == Decimal("300.00")


def test_an_open_deal_counts_at_todays_rate(usd, dollars, worth, noon):  # 9.9
    usd("0.5")
    made = dollars()
    usd("0.8", noon.date())
    assert worth(made) == Decimal("80.00")


def test_a_closed_one_at_the_rate_of_its_day(usd, dollars, worth, close, noon):  # 9.9
    usd("0.5")
    made = dollars(at=noon - timedelta(days=60))
    close(made, noon - timedelta(days=30))
    usd("0.8", noon.date())
    assert worth(made) == Decimal("50.00")


def test_reopened_it_counts_at_todays_rate_again(usd, dollars, worth, close, noon):  # 9.9
    usd("0.5")
    made = dollars(at=noon - timedelta(days=60))
    usd("0.8", noon.date())
    close(made, noon - timedelta(days=30))
    act = close(made, noon, "closure").act
    assert worth(made) == Decimal("80.00")
    undo(act, by=act.by, at=noon)
    assert worth(made) == Decimal("50.00")


def test_a_closing_that_is_taken_back_counts_at_todays_rate_again(usd, dollars, worth, close, noon):  # 9.9
    usd("0.5")
    usd("0.8", noon.date())
    made = dollars(at=noon - timedelta(days=60))
    act = close(made, noon - timedelta(days=30)).act
    undo(act, by=act.by, at=noon)
    assert worth(made) == Decimal("80.00")


def test_another_moved_to_stage_on_is_another_rate(usd, dollars, worth, close, ann, noon):  # 9.11
    usd("0.5")
    usd("0.7", date(2026, 6, 1))
    made = dollars()
    close(made, noon)
    keeping.edit_deal(Deal.objects.get(), {"stage_changed_at": noon.replace(month=3)}, by=ann, at=noon)
    assert worth(made) == Decimal("50.00")


def test_the_clock_prices_what_is_open_every_day(usd, dollars, worth, noon):  # 9.9
    usd("0.5")
    made = dollars()
    Deal.objects.filter(pk=made.pk).update(value_in_account_currency=None)
    tasks.price_the_day()
    assert worth(made) == Decimal("50.00")


def test_a_new_rate_is_a_job_for_the_deals_in_it_and_for_no_others(boss, dollars, worth, noon):
    made = dollars()
    set_rate("CHF", date(2026, 1, 1), Decimal(1), by=boss, at=noon)
    assert run_jobs() == 0
    set_rate("USD", date(2026, 1, 1), Decimal("0.9"), by=boss, at=noon)
    assert run_jobs() == 1 and worth(made) == Decimal("90.00")


def test_a_rate_taken_away_leaves_the_worth_unknown(usd, dollars, worth, boss, noon):
    usd("0.5")
    made = dollars()
    remove_rates(ExchangeRate.objects.all(), by=boss, at=noon)
    run_jobs()
    assert worth(made) is None


def test_another_account_currency_prices_all_deals_anew(account, usd, dollars, deal, worth, close, boss, noon):  # 9.10
    usd("0.5")
    home, away, closed = deal(value=Decimal(100)), dollars(), dollars(at=noon - timedelta(days=60))
    close(closed, noon - timedelta(days=30))
    usd("0.8", noon.date())
    change_account(account, {"currency": "USD"}, by=boss, at=noon)
    assert run_jobs() == 1
    assert (worth(home), worth(away), worth(closed)) == (Decimal("125.00"), Decimal("100.00"), Decimal("100.00"))


def test_closed_deals_turn_at_the_rate_of_their_day(account, usd, deal, worth, close, boss, noon):  # 9.10
    usd("0.5")
    usd("0.8", noon.date())
    made = deal(value=Decimal(100), at=noon - timedelta(days=60))
    close(made, noon - timedelta(days=30))
    change_account(account, {"currency": "USD"}, by=boss, at=noon)
    run_jobs()
    assert worth(made) == Decimal("200.00")


def test_a_deal_comes_out_of_the_bin_at_todays_rate(usd, dollars, worth, ann, noon):
    usd("0.5")
    made = dollars()
    recycling.delete(made, by=ann, at=noon)
    usd("0.8", noon.date())
    restore(Deal.objects.get(), by=ann, at=noon)
    assert worth(made) == Decimal("80.00")


def test_worth_has_no_history_of_its_own(usd, dollars):
    usd("0.5")
    made = dollars()
    usd("0.6")
    assert Deal.objects.get().version == made.version == Change.objects.filter(kind="deals.deal").count() == 1


@pytest.mark.parametrize("number", [1, 60])
def test_many_deals_cost_no_more_statements_than_one(usd, dollars, close, noon, django_assert_max_num_queries, number):
    usd("0.5")
    contact = dollars().contact
    for day in range(number - 1):
        close(dollars(contact=contact, at=noon - timedelta(days=90)), noon - timedelta(days=day))
    Deal.objects.update(value_in_account_currency=None)
    with django_assert_max_num_queries(6):
        assert pricing.revalue(list(Deal.objects.values_list("pk", flat=True)), at=noon) == number
