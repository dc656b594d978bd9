"""The account's settings and what its money is worth elsewhere."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError

from accounts.choices import Asking
from accounts.configuring import change_account, may_add_sources, may_make_tags
from accounts.forms import CurrencyField
from accounts.models import Account, ExchangeRate
from accounts.rates import convert, rate, rate_table, rates_on, remove_rates, set_rate
from accounts.signals import rates_changed, settings_changed
from records.errors import NotAllowed
from tests.accounts.test_commands import run

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
RATES = "/admin/accounts/exchangerate/"


@pytest.fixture
def heard():
    """What the account announced: ("settings", was) and ("rates", currencies)."""
    said = []

    def settings(was, **kwargs):
        said.append(("settings", was))

    def rates(currencies, **kwargs):
        said.append(("rates", currencies))

    settings_changed.connect(settings)
    rates_changed.connect(rates)
    yield said
    settings_changed.disconnect(settings)
    rates_changed.disconnect(rates)


@pytest.fixture
def worth(account, noon):
    """Sets a rate from the shell."""
    return lambda currency, day, amount: set_rate(currency, day, Decimal(amount), by=None, at=noon)


def test_reasons_are_asked_for_and_tags_are_free_from_the_start(account):  # 8.10, 3.5, 16.1, 3.12, 6.20
    asked = {account.ask_loss_reason, account.ask_unqualified_reason, account.ask_lead_unqualified_reason}
    assert asked == {Asking.ASK} and account.country == ""
    assert (account.count_employees_deals, account.tags_by_everyone, account.sources_by_everyone) == (True, True, False)


def test_what_differs_is_written_and_told_once(account, boss, noon, heard):
    was = change_account(account, {"country": "AT", "name": account.name}, by=boss, at=noon)
    assert was == {"country": ""} and Account.current().country == "AT"
    assert change_account(account, {"country": "AT"}, by=boss, at=noon) == {}
    assert heard == [("settings", {"country": ""})]


def test_settings_are_kept_from_others_and_from_nonsense(account, ann, boss, noon, heard):
    with pytest.raises(NotAllowed):
        change_account(account, {"country": "AT"}, by=ann, at=noon)
    for values in ({"country": "Austria"}, {"ask_loss_reason": "perhaps"}, {"currency": "euro"}):
        with pytest.raises(ValidationError):
            change_account(Account.current(), values, by=boss, at=noon)
    assert Account.current().country == "" and heard == []


def test_settings_say_who_makes_tags_and_sources(account, ann, boss):  # 16.1, 3.12
    assert may_make_tags(ann, account=account) and not may_add_sources(ann, account=account)
    account.tags_by_everyone = False
    assert not may_make_tags(ann, account=account)
    assert may_make_tags(boss, account=account) and may_add_sources(boss, account=account)


def test_the_newest_rate_until_a_day_counts(worth):
    worth("USD", MAY, "0.9")
    worth("USD", JULY, "0.8")
    assert [rate("USD", on=day) for day in (date(2026, 4, 30), MAY, JUNE, JULY)] == [
        None,
        *map(Decimal, ("0.9", "0.9", "0.8")),
    ]
    assert convert(Decimal(10), "USD", on=JUNE) == 9 and convert(Decimal(10), "CHF", on=JUNE) is None


def test_many_rates_cost_one_statement(account, worth, django_assert_num_queries):
    for day in (MAY, JUNE, JULY):
        worth("USD", day, "0.9")
        worth("GBP", day, "1.2")
    with django_assert_num_queries(1):
        found = rates_on(["EUR", "USD", "GBP", "CHF"], JUNE, account=account)
    assert found == {"EUR": 1, "USD": Decimal("0.9"), "GBP": Decimal("1.2"), "CHF": None}
    with django_assert_num_queries(0):
        assert rates_on(["EUR"], JUNE, account=account) == {"EUR": 1} and rates_on([], JUNE, account=account) == {}


def test_many_currencies_on_many_days_cost_one_statement(account, worth, django_assert_num_queries):
    for day in (MAY, JULY):
        worth("USD", day, f"0.{day.month}")
    with django_assert_num_queries(1):
        table = rate_table(["EUR", "USD", "CHF"], account=account)
    found = [table.on("USD", day) for day in (date(2026, 4, 30), MAY, JUNE, JULY)]
    assert found == [None, Decimal("0.5"), Decimal("0.5"), Decimal("0.7")]
    assert table.on("EUR", MAY) == 1 and table.on("CHF", MAY) is None


def test_a_rate_that_is_set_is_told_and_one_that_stays_is_not(worth, heard):
    worth("USD", MAY, "0.9")
    worth("USD", MAY, "0.90")
    worth("USD", MAY, "0.95")
    assert heard == [("rates", {"USD"})] * 2 and ExchangeRate.objects.get().rate == Decimal("0.95")


@pytest.mark.parametrize(
    ("currency", "amount", "says"),
    [("EUR", "1", "own currency"), ("QQQ", "1", "no currency"), ("USD", "0", "above zero"), ("USD", "-1", "above zero"),
     ("USD", "NaN", "above zero"), ("USD", "1e99", "above zero"), ("USD", "1e-9", "above zero")],
)  # fmt: skip
def test_what_is_no_rate_is_refused(worth, heard, currency, amount, says):
    with pytest.raises(NotAllowed, match=says):
        worth(currency, MAY, amount)
    assert heard == [] and not ExchangeRate.objects.exists()


def test_only_administrators_write_rates(account, ann, noon):
    with pytest.raises(NotAllowed):
        set_rate("USD", MAY, Decimal(1), by=ann, at=noon)
    with pytest.raises(NotAllowed):
        remove_rates(ExchangeRate.objects.all(), by=ann, at=noon)


def test_a_new_currency_turns_the_rates(account, worth, noon, heard):
    worth("USD", MAY, "0.8")
    worth("USD", JULY, "0.5")
    worth("GBP", JUNE, "1.2")
    worth("CHF", date(2026, 1, 1), "1.1")
    heard.clear()
    change_account(account, {"currency": "USD"}, by=None, at=noon)
    found = {day: rates_on(["EUR", "USD", "GBP", "CHF"], day) for day in (date(2026, 2, 1), JUNE, JULY)}
    assert found[date(2026, 2, 1)] == {"EUR": None, "USD": 1, "GBP": None, "CHF": None}
    assert found[JUNE] == {"EUR": Decimal("1.25"), "USD": 1, "GBP": Decimal("1.5"), "CHF": Decimal("1.375")}
    assert found[JULY] == {"EUR": 2, "USD": 1, "GBP": Decimal("2.4"), "CHF": Decimal("2.2")}
    assert heard == [("settings", {"currency": "EUR"})]


def test_a_currency_is_chosen_in_any_case():
    assert CurrencyField().clean(" usd ") == "USD"
    with pytest.raises(ValidationError, match="EURO is no currency"):
        CurrencyField().clean("euro")


def test_the_administration_changes_settings_through_the_same_door(admin_page, heard):
    facts = {"name": "Acme", "currency": "EUR", "country": "AT", "locale": "en", "time_zone": "UTC"}
    facts |= {"fiscal_year_start": "1", "admins_see_all": "on", "ask_loss_reason": "require"}
    facts |= {"ask_unqualified_reason": "off", "ask_lead_unqualified_reason": "ask", "count_employees_deals": "on"}
    assert admin_page.post("/admin/accounts/account/1/change/", facts).status_code == 302
    was = {"name": "", "country": "", "ask_loss_reason": "ask", "ask_unqualified_reason": "ask"}
    assert heard == [("settings", {**was, "tags_by_everyone": True})]
    page = admin_page.post("/admin/accounts/account/1/change/", facts | {"country": "Atlantis"})
    assert "Atlantis is no country" in page.content.decode() and Account.current().country == "AT"


def test_the_administration_writes_rates_through_the_same_door(admin_page, heard):
    facts = {"currency": "USD", "on_date": "2026-05-01", "rate": "0.9"}
    assert admin_page.post(f"{RATES}add/", facts).status_code == 302
    assert "already exists" in admin_page.post(f"{RATES}add/", facts).content.decode()
    made = ExchangeRate.objects.get()
    assert admin_page.post(f"{RATES}{made.pk}/change/", {"rate": "0.8"}).status_code == 302
    assert "above zero" in admin_page.post(f"{RATES}{made.pk}/change/", {"rate": "-1"}).content.decode()
    assert rate("USD", on=MAY) == Decimal("0.8")
    admin_page.post(f"{RATES}{made.pk}/delete/", {"post": "yes"})
    admin_page.post(f"{RATES}add/", facts)
    picked = {"action": "delete_selected", "_selected_action": [ExchangeRate.objects.get().pk], "post": "yes"}
    admin_page.post(RATES, picked)
    assert heard == [("rates", {"USD"})] * 5 and not ExchangeRate.objects.exists()


def test_the_shell_sets_and_removes_a_rate(account):
    assert run("set_rate", "usd", "2026-05-01", "0.91") == "1 USD = 0.91 EUR from 2026-05-01 on.\n"
    assert rate("USD", on=JUNE) == Decimal("0.91")
    assert "no rate" in run("set_rate", "USD", "2026-05-01", "--remove") and rate("USD", on=JUNE) is None


@pytest.mark.parametrize(
    ("args", "says"),
    [(("USD", "soon", "1"), "is no day"), (("USD", "2026-05-01", "much"), "is no number"),
     (("EUR", "2026-05-01", "1"), "own currency"), (("USD", "2026-05-01", "--remove"), "There is no rate"),
     (("USD", "2026-05-01"), "required")],
)  # fmt: skip
def test_a_rate_that_cannot_be_set_is_one_clear_line(account, args, says):
    with pytest.raises(CommandError, match=says):
        run("set_rate", *args)
