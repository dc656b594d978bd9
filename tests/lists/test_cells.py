"""Cells are drawn as text: every column of every kind draws, escapes what was typed, and costs no statement a row."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from accounts.models import FieldRight
from contacts.tables import CONTACTS
from deals.tables import DEALS
from leads.tables import LEADS
from lists.custom_columns import completed
from records.customising import define
from records.models import CustomField
from records.naming import model_of
from records.tagging import wear

pytestmark = pytest.mark.django_db
EVIL = "\"'><x-evil onload=1>&lt;{{ 1 }}"
TABLES = {"/contacts/": CONTACTS, "/leads/": LEADS, "/deals/": DEALS}
SHOWS_ALL = {"/contacts/": "", "/leads/": "", "/deals/": "view=all&"}
PLAIN = {
    "text": "Roof", "long_text": "Long words", "number": 1234.5, "yes_no": True, "date": "2026-11-24", "choice": "One",
    "choices": ["One", "Two"], "email": "a@b.example", "phone": "+43 316 123456", "url": "https://roof.example",
    "money": {"amount": "12.50", "currency": "EUR"}, "date_time": "2026-11-24T10:00:00Z",
    "address": {"street": "Ring 1", "city": "Graz"}, "formula": 7,
}  # fmt: skip


def all_columns(table, user):
    return ",".join(column.key for column in completed(table, user).columns)


def page_with_all(browser, url, user):
    answer = browser.get(f"{url}?{SHOWS_ALL[url]}cols={all_columns(TABLES[url], user)}")
    assert answer.status_code == 200
    return answer.content.decode()


def cells(html):
    row = re.search(r"<tr data-row.*?</tr>", html, re.S)[0]
    return re.findall(r"<(?:td|th)[ >].*?</(?:td|th)>", row, re.S)


@pytest.fixture
def custom():
    """A custom field of each type on each kind, with its key the name of the type."""

    def make(**filterable):
        for kind in ("contacts.contact", "leads.lead", "deals.deal"):
            for type, _value in PLAIN.items():
                CustomField.objects.create(
                    kind=kind, name=f"My {type}", name_key=f"my {type}", key=type, type=type,
                    choices=["One", "Two"], formula="1" if type == "formula" else "", **filterable,
                )  # fmt: skip

    return make


@pytest.fixture
def rows(human, company, lead, deal):
    """One record of each kind that says everything about itself."""

    def make(n=1):
        acme = company(f"Acme {n}")
        person = human(f"Lee {n}", employer=acme, tags=["Hot"])
        deal(f"Roof {n}", contact=person, company=acme, value=Decimal("1200.50"), currency="EUR")
        lead(f"Kim {n}", company_name="Bolt", tags=["New"])

    return make


def poison(kind, custom):
    """Every column of text in the table holds markup, whatever the forms would have said to it."""
    model = model_of(kind)
    texts = [
        field.name for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
        and (field.max_length or 999) > len(EVIL) and field.name != "search_text"
    ]  # fmt: skip
    only_companies = {"company_name"} if kind == "contacts.contact" else set()
    model.objects.update(**dict.fromkeys(set(texts) - only_companies, EVIL), custom=custom)
    for name in only_companies:
        model.objects.filter(is_company=True).update(**{name: EVIL})


@pytest.mark.parametrize("url", TABLES)
def test_no_cell_lets_markup_through(url, custom, rows, cy, as_, noon):
    custom()
    rows()
    for kind in ("contacts.contact", "leads.lead", "deals.deal"):
        poison(kind, {type: [EVIL] if type == "choices" else EVIL for type in PLAIN})
        for record in model_of(kind).objects.all():
            wear(record, ["<x-evil>"])
    CustomField.objects.update(name=EVIL)
    type(cy).objects.update(name=EVIL)
    html = page_with_all(as_(cy), url, cy)
    assert "<x-evil" not in html and "onload=1>" not in html and "&lt;x-evil" in html


@pytest.mark.parametrize("url", ["/contacts/", "/leads/"])
@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "https://a.example/\"'<"])
def test_no_link_runs_what_somebody_typed(url, address, rows, cy, as_):
    rows()
    names = ("website", "linkedin", "twitter", "facebook", "skype", "email", "phone")
    model_of(TABLES[url].kind).objects.update(**dict.fromkeys(names, address))
    html = page_with_all(as_(cy), url, cy)
    links = re.findall(r'href="([^"]*)"', html.split("<tbody>")[1].split("</tbody>")[0])
    assert links and all(re.match(r"https?:|/|mailto:|tel:|skype:", link) for link in links)


@pytest.mark.parametrize("url", TABLES)
def test_every_column_draws_what_stands_in_the_row(url, custom, rows, cy, as_):
    custom()
    rows()
    model = model_of(TABLES[url].kind)
    model.objects.update(custom=PLAIN)
    html = page_with_all(as_(cy), url, cy)
    assert len(cells(html)) == html.split("<thead>")[1].split("</thead>")[0].count("<th ") + 1
    row = re.sub(r"<[^>]+>", "", "".join(cells(html)))
    for words in ("Roof", "Long words", "1234.5", "Yes", "a@b.example", "+43 316 123456", "€12.50", "Ring 1, Graz"):
        assert words in row
    assert '<time datetime="2026-11-24"' in html and '<span class="tag">Two</span>' in html


@pytest.mark.parametrize("url", TABLES)
def test_values_that_do_not_fit_their_type_are_shown_as_they_are(url, custom, rows, cy, as_):
    custom()
    rows()
    for odd in ("odd", 7, {"odd": ["x"]}, ["odd", 1], True, "", [], {}):
        model_of(TABLES[url].kind).objects.update(custom=dict.fromkeys(PLAIN, odd))
        assert "data-row" in page_with_all(as_(cy), url, cy)


@pytest.mark.parametrize("url, most", [("/contacts/", 13), ("/leads/", 13), ("/deals/", 13)])
def test_all_columns_cost_the_same_for_one_row_and_for_many(url, most, custom, rows, cy, as_):
    custom()
    rows()
    browser, counts = as_(cy), []
    page_with_all(browser, url, cy)
    for count in (1, 12):
        for n in range(count):
            rows(n + 2)
        page_with_all(browser, url, cy)
        with CaptureQueriesContext(connection) as asked:
            page_with_all(browser, url, cy)
        counts.append(len([each for each in asked if "SAVEPOINT" not in each["sql"]]))
    assert counts[0] == counts[1] <= most


def test_a_column_that_one_may_not_see_is_not_there(rows, ann, as_):
    """16.10: neither shown nor sorted by, whatever the address says."""
    secret = define("contacts.contact", "Margin", "number")
    rows()
    CustomField.objects.filter(pk=secret.pk).update(restricted=True, filterable=True)
    FieldRight.objects.create(role=ann.role, kind="contacts.contact", key="margin", level="none")
    model_of("contacts.contact").objects.update(custom={"margin": 4711})
    html = as_(ann).get("/contacts/?cols=custom.margin,phone&sort=-custom.margin").content.decode()
    assert "4711" not in html and "Margin" not in html and 'aria-sort="ascending"' in html
    assert "Margin" not in as_(ann).get("/lists/columns/contacts.contact/").content.decode()


@pytest.mark.parametrize("down", ["", "-"])
@pytest.mark.parametrize(
    "type, values",
    [
        ("number", [3, -1.5, 20, None, 3]),
        ("text", ["b", "A", "Ça", None, "b"]),
        ("date", ["2026-01-31", "2025-12-01", "2026-02-01", None, "2026-01-31"]),
        ("date_time", ["2026-01-31T10:00:00Z", "2025-12-01T10:00:00Z", None, "2026-01-31T10:00:00Z"]),
        ("yes_no", [True, False, None, True]),
        ("money", [{"amount": "9.50", "currency": "EUR"}, {"amount": "100", "currency": "EUR"}, None]),
    ],
)
def test_a_filterable_field_sorts_page_by_page(type, values, down, human, ann, as_, monkeypatch):
    monkeypatch.setattr("lists.paging.SIZE", 2)
    monkeypatch.setattr("lists.showing.as_long_as", lambda shown: 2)
    CustomField.objects.create(
        kind="contacts.contact", name="Size", name_key="size", key="size", type=type, filterable=True
    )
    people = [human(f"P{n}") for n, _value in enumerate(values)]
    for person, value in zip(people, values, strict=True):
        type_of = model_of("contacts.contact")
        type_of.objects.filter(pk=person.pk).update(custom={} if value is None else {"size": value})
    browser, seen, url = as_(ann), [], f"/contacts/?cols=custom.size&sort={down}custom.size"
    for _page in values:
        html = browser.get(url).content.decode()
        seen += [int(pk) for pk in re.findall(r'<tr data-row id="row-(\d+)"', html)]
        more = re.search(r'<tr class="more">.*?href="([^"]+)"', html, re.S)
        if not more:
            break
        url = "/contacts/" + more[1].replace("&amp;", "&")
    empty = [person.pk for person, value in zip(people, values, strict=True) if value is None]
    assert len(seen) == len(set(seen)) == len(people) and seen[-1:] == empty
    first = {"number": (1, 2), "text": (1, 2), "date": (1, 2), "date_time": (1, 3), "yes_no": (1, 3), "money": (0, 1)}
    assert seen[0] == people[first[type][bool(down)]].pk


def test_a_day_that_went_by_is_late(deal, ann, as_):
    deal(estimated_close_date=date(2020, 1, 2))
    assert (
        '<time datetime="2020-01-02" title="2 January 2020" class="late">' in as_(ann).get("/deals/").content.decode()
    )
