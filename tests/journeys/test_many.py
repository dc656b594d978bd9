"""Deeds upon many rows of a list in a real browser, with and without script."""

import os

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from contacts import keeping as contact_keeping
from contacts.models import Contact
from deals import keeping as deal_keeping
from deals.models import Deal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def deals(ann):
    now = timezone.now()
    kim = contact_keeping.add_person(by=ann, at=now, last_name="Kim").record
    return [deal_keeping.add_deal(by=ann, at=now, name=f"Deal {n}", contact=kim).record for n in range(3)]


def shot(page, name):
    if os.environ.get("SHOTS"):
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}.png")


def test_many_are_tagged_in_the_dialog_and_taken_back(window, ann, deals, accessible):
    page = window(ann)
    page.goto("/deals/")
    page.get_by_label("Select all rows shown").check()
    page.locator("#bulk").get_by_role("button", name="Tag").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("3 deals")
    shot(page, "many-tag")
    accessible(page)
    dialog.get_by_role("button", name="Change tags").click()
    expect(dialog).to_contain_text("Name a tag to add or to remove.")
    accessible(page)
    dialog.get_by_label("Add tags").fill("Fair")
    dialog.get_by_role("button", name="Change tags").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Change tags: 3 deals")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Change tags: 3 deals")).to_be_hidden()


def test_a_move_asks_where_to_and_then_why(window, ann, deals, stage, accessible):
    # 8.13
    page = window(ann)
    page.goto("/deals/")
    page.locator("[data-pick]").nth(0).click()
    page.locator("[data-pick]").nth(1).click()
    page.locator("#bulk").get_by_role("button", name="Move").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 deals")
    dialog.get_by_label("Stage").select_option(str(stage("lost").pk))
    dialog.get_by_role("button", name="Move").click()
    expect(dialog.get_by_label("Loss reason")).to_be_visible()
    accessible(page)
    shot(page, "many-move")
    dialog.get_by_role("button", name="Move").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#list [data-row]")).to_have_count(1)
    assert Deal.objects.lost().count() == 2


def test_what_stays_is_told_and_all_of_it_works_without_script(window, ann, deals, accessible):
    # 5.8
    page = window(ann, java_script_enabled=False)
    page.goto("/contacts/")
    page.locator("input[name=ids]").first.check()
    page.locator("#bulk").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Those on deals stay")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("1 stayed as it is (Kim)")).to_be_visible()
    assert Contact.objects.live().count() == 1 and page.url.endswith("/contacts/")
