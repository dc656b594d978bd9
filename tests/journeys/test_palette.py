"""Search and the command palette in a real browser, by keyboard alone (ui.md 1)."""

import re

import pytest
from playwright.sync_api import expect

from activities.models import Task

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
DESK = {"viewport": {"width": 1440, "height": 900}}


def choose(page, text, option):
    """Ctrl+K, type, walk down to the option, Enter."""
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [aria-selected=true]")).to_be_visible()
    page.keyboard.type(text)
    expect(page.locator("#palette-options")).to_have_attribute("aria-busy", "false")
    wanted = page.locator("#palette [role=option]").filter(has=page.get_by_text(option, exact=True)).first
    expect(wanted).to_be_visible()
    for _step in range(40):
        if wanted.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    assert page.get_attribute("#palette-input", "aria-activedescendant") == wanted.get_attribute("id")
    page.keyboard.press("Enter")


@pytest.fixture
def acme(company, human):
    made = company("Acmé GmbH", city="Graz")
    human("Łukasz", first_name="Anna", employer=made, phone="+43 (0)316 / 12 34-5")
    return made


def test_everything_is_reached_by_keyboard(window, ann, acme, deal, accessible):
    deal("Cold rooms", company=acme)
    page = window(ann, **DESK)
    choose(page, "acme", "Acmé GmbH")
    page.wait_for_url(f"**{acme.get_absolute_url()}")
    choose(page, "edit", "Edit")
    expect(page.locator("#dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    choose(page, "deals won", "Deals: Won")
    page.wait_for_url("**/deals/?view=won")
    choose(page, "columns", "Columns")
    expect(page.locator("#list-tools details[open], dialog[open]").first).to_be_visible()
    page.keyboard.press("Escape")
    choose(page, "passkey", "Sign-in and security")
    page.wait_for_url("**/settings/security/")
    choose(page, "task", "Task")
    expect(page.locator("#dialog[open]")).to_be_visible()
    page.keyboard.type("Call Anna")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#dialog[open]")).to_have_count(0)
    assert Task.objects.get().text == "Call Anna"
    choose(page, "dark", "Theme: Dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    choose(page, "sign out", "Sign out")
    page.wait_for_url(re.compile("account"))


def test_the_palette_tells_what_it_offers_and_gives_the_focus_back(window, ann, acme, accessible):
    page = window(ann, **DESK)
    page.goto(acme.get_absolute_url())
    page.locator(".record__head a.btn").first.focus()
    before = page.evaluate("document.activeElement.outerHTML")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=group]", has_text="On this page")).to_contain_text("Edit")
    expect(page.locator("#palette [role=status]")).to_have_text(re.compile(r"Options: \d+"))
    accessible(page)
    page.keyboard.type("anna acme")
    expect(page.locator("#palette [role=option]").first).to_contain_text("Anna Łukasz")
    accessible(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.outerHTML") == before


def test_what_was_chosen_lately_stands_first(window, ann):
    page = window(ann, **DESK)
    choose(page, "se", "Sign-in and security")
    page.wait_for_url("**/settings/security/")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [data-group=go] [role=option]").first).to_contain_text("Sign-in and security")


def test_the_box_above_suggests_while_one_types(window, ann, acme, accessible):
    page = window(ann, **DESK)
    page.keyboard.press("/")
    page.keyboard.type("0316 12345")
    expect(page.locator("#search-options [role=option]").first).to_contain_text("Anna Łukasz")
    assert page.get_attribute("#search", "aria-expanded") == "true"
    accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator("#search-options")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=0316+12345")
    accessible(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contacts/*/")
    page.goto("/shortcuts/")
    page.keyboard.press("/")
    page.keyboard.type("acm")
    expect(page.locator("#search-options [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#search-all")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contacts/*/")
    page.wait_for_load_state("networkidle")


def test_who_types_and_presses_enter_at_once_gets_what_was_typed(window, ann, acme):
    page = window(ann, **DESK)
    page.keyboard.press("Control+k")
    page.keyboard.type("acmé gmbh")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{acme.get_absolute_url()}")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_fit_a_phone(window, ann, acme, width, scheme, accessible, fits):
    page = window(ann, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for address in ("/search/", "/search/?q=a", "/search/?q=acme", "/search/?q=acme&type=people"):
        page.goto(address)
        fits(page)
        accessible(page)
    page.locator("#search").fill("acm")
    expect(page.locator("#search-options [role=option]").first).to_be_visible()
    fits(page)
    accessible(page)


def test_a_hidden_record_is_suggested_to_nobody_else(window, dee, acme):
    page = window(dee, **DESK)
    page.keyboard.press("Control+k")
    page.keyboard.type("acme")
    expect(page.locator("#palette .palette__none")).to_be_visible()
