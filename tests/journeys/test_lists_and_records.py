"""A list of things and the page of one, in a real browser."""

import os
import re
from pathlib import Path

import pytest
from django.urls import clear_url_caches
from playwright.sync_api import expect

from records import writing
from tests.specimen.models import Thing

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture(autouse=True)
def _planted(settings):
    own = Path(__file__).parents[1] / "lists" / "templates"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], own]}]
    settings.ROOT_URLCONF = "tests.journeys.planted_urls"
    clear_url_caches()


@pytest.fixture
def many(thing):
    return [thing(f"Cup {n:02}", amount=n, state="ripe" if n % 5 == 0 else "raw") for n in range(40)]


def shot(page, name):
    if os.environ.get("SHOTS"):
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}.png")


def rows(page):
    return page.locator("#list [data-row]")


def test_a_list_is_narrowed_sorted_and_selected(window, ann, many, accessible, fits):
    page = window(ann, viewport={"width": 1440, "height": 900})
    page.goto("/things/")
    expect(page.locator("#totals")).to_have_text("40 things")
    shot(page, "list")
    accessible(page)
    page.get_by_role("link", name="Amount").click()
    expect(rows(page).first).to_contain_text("Cup 39")
    page.wait_for_load_state()
    page.locator("[data-filter]").click()
    page.locator("#filter").get_by_label("State").select_option("ripe")
    expect(rows(page)).to_have_count(8)
    expect(page.locator("#totals")).to_have_text("8 things")
    expect(page.locator("[data-filter]")).to_have_text(re.compile("Filter · 1"))
    expect(page).to_have_url(re.compile(r"\?sort=-amount&(filter=1&)?state=ripe$"))
    shot(page, "list-filter")
    accessible(page)
    page.keyboard.press("Escape")
    page.locator("#list-search").fill("cup 1")
    expect(rows(page)).to_have_count(2)
    page.locator("#list-search").fill("")
    expect(rows(page)).to_have_count(8)
    page.locator("[data-filter-close]").click()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-picked]")).to_have_text("1")
    page.locator("[data-pick]").nth(1).click()
    page.locator("[data-pick]").nth(4).click(modifiers=["Shift"])
    expect(page.locator("[data-picked]")).to_have_text("5")
    shot(page, "list-bulk")
    accessible(page)
    page.get_by_label("All that match").check()
    page.get_by_role("button", name="Reassign").click()
    expect(page.get_by_role("dialog")).to_contain_text("8 chosen")
    accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator("[data-picked]")).to_have_text("8")
    page.get_by_role("button", name="Clear the selection").click()
    expect(page.locator("#bulk")).to_be_hidden()


def test_columns_and_density_are_ones_own(window, ann, many, accessible):
    page = window(ann, viewport={"width": 1024, "height": 800})
    page.goto("/things/?state=ripe")
    page.get_by_role("link", name="Columns", exact=True).click()
    columns = page.get_by_role("dialog")
    expect(columns.get_by_role("button", name="Show", exact=True)).to_be_visible()
    shot(page, "list-columns")
    accessible(page)
    columns.get_by_role("checkbox", name="Due").check()
    columns.get_by_role("checkbox", name="Owner").uncheck()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("thead th")).to_have_text(["Name", "State", "Amount", "Due"])
    expect(page).to_have_url(re.compile(r"state=ripe&cols=name:0,state:0,amount:0,due:0"))
    page.get_by_role("button", name="Roomy").click()
    expect(page.locator(".table--roomy")).to_have_count(1)


def test_a_list_on_a_phone(window, ann, many, accessible, fits):
    page = window(ann, **PHONE)
    page.goto("/things/")
    expect(page.locator("#totals")).to_have_text("40 things")
    shot(page, "phone")
    fits(page)
    accessible(page)
    page.locator("[data-filter]").tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("State").select_option("ripe")
    expect(rows(page)).to_have_count(8)
    shot(page, "phone-filter")
    accessible(page)
    sheet.get_by_role("button", name="Close the filter").tap()
    page.locator("[data-pick]").first.tap()
    expect(page.locator("[data-picked]")).to_have_text("1")
    shot(page, "phone-bulk")
    fits(page)


def test_a_list_without_script(window, ann, many):
    page = window(ann, java_script_enabled=False, viewport={"width": 1024, "height": 800})
    page.goto("/things/")
    page.locator("[data-filter]").click()
    page.locator("#filter").get_by_label("State").select_option("ripe")
    page.locator("#filter").get_by_role("button", name="Filter").click()
    expect(rows(page)).to_have_count(8)
    page.locator("[data-pick]").first.check()
    shot(page, "no-script")
    page.get_by_role("button", name="Reassign").click()
    expect(page.locator("#main")).to_contain_text("1 chosen")


def test_facts_are_edited_in_place(window, ann, thing, accessible, fits):
    made = thing("Kettle", note="www.example.org", amount=3)
    page = window(ann, viewport={"width": 1440, "height": 900})
    page.goto(made.get_absolute_url())
    shot(page, "record")
    accessible(page)
    page.locator("#fact-name").dblclick()
    page.locator("#fact-name input[name=name]").fill("Half typed")
    page.locator("dt", has_text="Amount").dblclick()
    field = page.locator("#fact-amount input[name=amount]")
    expect(field).to_be_focused()
    shot(page, "record-edit")
    accessible(page)
    field.fill("7")
    field.press("Enter")
    expect(page.locator("#fact-amount")).to_contain_text("7")
    expect(page.locator("#fact-amount form")).to_have_count(0)
    expect(page.locator("#fact-name input[name=name]")).to_have_value("Half typed")
    page.locator("#fact-name input[name=name]").press("Escape")
    expect(page.locator("#fact-name")).to_contain_text("Kettle")
    expect(page.locator("#fact-name form")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#fact-amount")).to_contain_text("3")


def test_a_conflict_is_asked_about_in_place(window, ann, cy, thing, accessible, noon):
    made = thing("Kettle")
    page = window(ann, viewport={"width": 1440, "height": 900})
    page.goto(made.get_absolute_url())
    page.locator("#fact-name").dblclick()
    expect(page.locator("#fact-name input[name=name]")).to_be_focused()
    writing.edit(Thing.objects.get(), {"name": "Pot"}, by=cy, at=noon)
    page.locator("#fact-name input[name=name]").fill("Jug")
    page.locator("#fact-name input[name=name]").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Cy Chief")
    shot(page, "record-conflict")
    accessible(page)
    page.locator("#fact-name").get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("Jug")


def test_a_record_on_a_phone(window, ann, thing, accessible, fits):
    made = thing("Kettle " + "long" * 15)
    page = window(ann, **PHONE)
    page.goto(made.get_absolute_url())
    shot(page, "record-phone")
    fits(page)
    accessible(page)
