"""A day with lists, by keyboard alone: a nested filter, saved and shared; a colleague opens it, edits cells, tags all
that match and takes that back (15.9, 15.10, 16.10)."""

import re
import time

import pytest
from playwright.sync_api import expect

from records.tagging import tags_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
DESK = {"viewport": {"width": 1440, "height": 1200}}
MOST_STEPS = 150


def reach(page, wanted, *, by="Tab"):
    """Press the key until it stands there: what no key leads to is not found."""
    expect(wanted).to_be_visible()
    for _step in range(MOST_STEPS):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press(by)
    raise AssertionError(f"{by} does not lead to {wanted}")


def press(page, wanted):
    reach(page, wanted)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def pick(page, wanted, label):
    """Choose an option as the keys do, by its first letters."""
    reach(page, wanted)
    wanted.select_option(label=label)
    page.wait_for_load_state("networkidle")


@pytest.fixture
def people(human):
    """Twelve of Graz, three of Linz, one of them with an address."""
    made = [human(f"Gruber {n:02}", city="Graz") for n in range(12)]
    made += [human(f"Linzer {n}", city="Linz", email="l@example.org" if n == 0 else "") for n in range(3)]
    return [*made, human("Wiener", city="Wien")]


def names(page):
    return page.locator("#list [data-row] [data-open]")


def test_a_filter_is_built_saved_shared_and_worked_through(window, ann, cy, people, accessible):
    page = window(cy, **DESK)
    page.goto("/contacts/")
    press(page, page.locator("[data-filter]"))
    builder = page.locator("#builder")
    press(page, builder.get_by_role("button", name="Condition", exact=True).last)
    pick(page, builder.get_by_label("Field").first, "City")
    reach(page, builder.get_by_label("Value").first)
    page.keyboard.type("graz")
    press(page, builder.get_by_role("button", name="Group", exact=True).last)
    pick(page, builder.get_by_label("How the conditions are joined").first, "Any of these")
    group = builder.get_by_role("group", name="Group of conditions")
    accessible(page)
    pick(page, group.get_by_label("How the conditions are joined"), "All of these")
    pick(page, group.get_by_label("Field").first, "City")
    reach(page, group.get_by_label("Value").first)
    page.keyboard.type("LINZ")
    press(page, group.get_by_role("button", name="Condition", exact=True))
    pick(page, group.get_by_label("Field").nth(1), "E-mail")
    pick(page, group.get_by_label("Operator").nth(1), "is empty")
    press(page, builder.get_by_role("button", name="Apply"))
    expect(names(page)).to_have_count(14)
    expect(page.locator("#chips")).to_contain_text("LINZ")
    accessible(page)
    press(page, page.get_by_role("link", name="Save list"))
    dialog = page.get_by_role("dialog")
    reach(page, dialog.get_by_label("Name"))
    page.keyboard.type("Styria and half of Linz")
    pick(page, dialog.get_by_label("Who sees it"), "Everybody")
    accessible(page)
    press(page, dialog.get_by_role("button", name="Save"))
    page.wait_for_url("**?list=*")
    expect(names(page)).to_have_count(14)
    colleague(window(ann, **DESK), page.url, people, accessible)


def colleague(page, url, people, accessible):
    page.goto(url)
    expect(names(page)).to_have_count(14)
    page.keyboard.press("j")
    edit_cell(page, people[0], accessible)
    tag_all(page, people, accessible)


def edit_cell(page, person, accessible):
    """Along the row to the phone number, which is changed in its place."""
    cell = page.locator("#list [data-row]").first.locator("td:has(> .pen[href*='phone'])")
    reach_cell(page, cell)
    page.keyboard.press("e")
    expect(page.locator("#cell-form")).to_be_visible()
    accessible(page)
    page.keyboard.type("+43 316 77")
    page.keyboard.press("Enter")
    expect(page.locator("#cell-form")).to_have_count(0)
    expect(page.locator("#list [data-row]").first).to_contain_text("+43 316 77")
    person.refresh_from_db()
    assert person.phone == "+43 316 77"


def reach_cell(page, cell):
    for _column in range(20):
        if cell.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError("no arrow leads to the cell")


def tag_all(page, people, accessible):
    page.keyboard.press("x")
    every = page.locator("#bulk").get_by_label("All that match")
    reach(page, every)
    page.keyboard.press("Space")
    press(page, page.locator("#bulk").get_by_role("button", name="Tag", exact=True))
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("14 contacts")
    reach(page, dialog.get_by_label("Add tags"))
    page.keyboard.type("Fair")
    accessible(page)
    press(page, dialog.get_by_role("button", name="Change tags"))
    expect(page.get_by_text("Change tags: 14 contacts")).to_be_visible()
    assert worn(people) == 14
    press(page, page.get_by_role("button", name="Undo").last)
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert worn(people) == 0


def worn(people):
    return sum(bool(tags_of(each)) for each in people)


def test_a_grouping_outlives_a_reload_and_an_order(window, cy, people, accessible):
    page = window(cy, **DESK)
    page.goto("/contacts/")
    page.get_by_label("Group by").select_option(label="Owner")
    expect(page.locator("#groups tbody tr")).to_have_count(1)
    page.wait_for_url("**?by=owner")
    page.reload()
    expect(page.locator("#groups tbody tr")).to_have_count(1)
    expect(page.get_by_label("Group by")).to_have_value("owner")
    accessible(page)
    page.get_by_role("link", name="Name", exact=True).click()
    page.wait_for_url("**by=owner**")
    page.locator("#list-search").fill("linzer")
    page.wait_for_url("**q=linzer**")
    expect(names(page)).to_have_count(3)
    assert "by=owner" in page.url


def test_a_chooser_that_is_asked_again_while_it_waits_writes_no_errors(window, cy, people):
    page = window(cy, **DESK)
    page.goto("/deals/new/")
    asked = []

    def slowly(route):
        asked.append(route.request.url)
        time.sleep(0.4)
        route.continue_()

    page.route(re.compile("/contacts/choose/"), slowly)
    page.locator("[data-chooser] [role=combobox]").first.press_sequentially("gruber 0", delay=180)
    expect(page.locator("[data-chooser] [role=option]").first).to_contain_text("Gruber")
    assert len(asked) > 1
