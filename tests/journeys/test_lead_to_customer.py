"""The product's main job: a lead is added, qualified, converted, its deal moved over the board and won; the contact is
a customer, and shows the way there. A rep of another team sees none of it. In both languages, and without script."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from contacts.models import Contact
from deals.models import Deal, Stage
from leads.models import Lead

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def rep(person, own_role):
    return lambda name, language="en": person(name, role=own_role, locale=language)


@pytest.fixture
def words():
    """The words of a page in this language, from the catalogue that the page reads too."""

    def in_language(language):
        def say(text, context=None):
            with translation.override(language):
                return translation.pgettext(context, text) if context else translation.gettext(text)

        return say

    return in_language


def add_lead(page, say, *, script=True):
    """Quick add by keyboard, or its page; first without a name, which is refused at the field."""
    if script:
        page.keyboard.press("c")
        page.keyboard.press("l")
        place = page.get_by_role("dialog")
    else:
        page.goto("/leads/new/")
        place = page.locator("#main")
    place.get_by_role("button", name=say("Add lead")).click()
    expect(place.locator(".error").first).to_be_visible()
    place.get_by_label(say("first name").capitalize()).fill("Annelise")
    place.get_by_label(say("last name").capitalize()).fill("Vestergaard")
    place.get_by_label(say("company name").capitalize()).fill("Nordström Kühltechnik")
    place.get_by_label(say("e-mail").capitalize()).fill("annelise@nordstroem.example")
    place.get_by_label(say("Tags")).fill("Hospital")
    place.get_by_role("button", name=say("Add lead")).click()
    page.wait_for_url(re.compile(r"/leads/\d+/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Annelise Vestergaard")


def qualify(page, say):
    page.locator("details.status summary").click() if page.locator("details.status summary").count() else None
    page.locator("details.status").get_by_role("button", name=say("Working")).click()
    expect(page.locator(".head-pills .pill").first).to_have_text(say("Working"))


def note(page, say, text):
    page.locator("#composer textarea").fill(text)
    page.locator("#composer").get_by_role("button", name=say("Save note")).click()
    expect(page.locator("#timeline").get_by_text(text)).to_be_visible()


def convert(page, say):
    """With a deal of its own; the contact's page is where it ends."""
    page.locator(".actions").get_by_role("link", name=say("Convert")).click()
    page.wait_for_url("**/convert/")
    page.locator("[name=deal]").check()
    page.locator("[name=deal_name]").fill("Hospital kitchen")
    page.locator("[name=deal_value]").fill("48000")
    page.locator("form.convert").get_by_role("button", name=say("Convert")).click()
    page.wait_for_url(re.compile(r"/contacts/\d+/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Annelise Vestergaard")
    expect(page.locator(".head-pills .pill.tone-violet")).to_be_visible()


def drag(page, card, target):
    """As a hand does it: press, a few small moves, let go."""
    start, end = card.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 40, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 30, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=12)
    page.mouse.up()


def at_rest(page):
    """No card is on its way: the server has answered and the board is drawn anew."""
    expect(page.locator(".board :is(.is-sent, .ghost)")).to_have_count(0)


def win_on_the_board(page):
    page.goto("/deals/board/")
    card = page.locator(".board .deal", has_text="Hospital kitchen")
    quote, won = (Stage.objects.get(key=key, pipeline__key="sales").pk for key in ("quote", "won"))
    drag(page, card, page.locator(f".col[data-stage='{quote}']"))
    expect(page.locator(f".col[data-stage='{quote}'] .deal")).to_have_count(1)
    expect(page.locator(".toast").first).to_be_visible()
    at_rest(page)
    drag(page, page.locator(".board .deal", has_text="Hospital kitchen"), page.locator(f".drop[data-stage='{won}']"))
    expect(page.locator(".board .deal")).to_have_count(0)


def see_the_customer(page, say):
    page.goto(Contact.objects.people().get().get_absolute_url())
    expect(page.locator(".head-pills .pill.tone-green")).to_have_text(say("customer").capitalize())
    stations = page.locator(".journey li")
    expect(stations).to_have_count(5)
    expect(page.locator(".journey .is-now")).to_contain_text("Hospital kitchen")
    expect(page.locator("#timeline")).to_contain_text(say("Became a customer"))
    expect(page.locator("#timeline .cause").first).to_contain_text("Hospital kitchen")


def the_tree(kind, pk):
    out = StringIO()
    call_command("trace", kind, pk, stdout=out)
    return out.getvalue().splitlines()


def check_the_tree():
    """The win ends in the customer; the root of all is the conversion."""
    person, deal = Contact.objects.people().get(), Deal.objects.get()
    won = [line for line in the_tree("deals.deal", deal.pk) if line.strip()]
    last = next(line for line in won if "customer_status: none -> current" in line and f":{person.pk} " in line)
    step = next(line for line in won if line.lstrip().startswith("* deals.deal") and '-> "Won"' in line)
    assert won.index(step) < won.index(last) and len(last) - len(last.lstrip()) > len(step) - len(step.lstrip())
    made = the_tree("contacts.contact", person.pk)
    assert "converted" in made[0] and "outcome: open -> converted" in made[1]
    assert any(line.lstrip().startswith(f"* contacts.contact:{person.pk}") and "created" in line for line in made)


def records_of_the_job():
    return [Lead.objects.get(), *Contact.objects.all(), Deal.objects.get()]


def see_nothing(window, stranger):
    """Another team's rep: no page, no list, no search, no panel names any of it."""
    kept = records_of_the_job()
    page = window(stranger, missing=[each.get_absolute_url() for each in kept])
    for each in kept:
        assert page.goto(each.get_absolute_url()).status == 404
    lists = ["/leads/", "/leads/?view=converted", "/contacts/", "/deals/?view=all", "/deals/board/", "/"]
    for address in [*lists, "/search/?q=annelise", "/search/?q=hospital", "/notes/"]:
        page.goto(address)
        for name in ("Vestergaard", "Hospital kitchen", "Nordström"):
            expect(page.locator("#main").get_by_text(name)).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_lead_becomes_a_customer(window, rep, words, accessible, language):
    say, ida = words(language), rep("Ida Iversen", language)
    page = window(ida, **DESK)
    add_lead(page, say)
    accessible(page)
    qualify(page, say)
    note(page, say, "Second site is approved.")
    convert(page, say)
    accessible(page)
    expect(page.locator("#timeline")).to_contain_text("Second site is approved.")
    expect(page.locator(".tag", has_text="Hospital").first).to_be_visible()
    page.goto("/deals/board/")
    accessible(page)
    win_on_the_board(page)
    see_the_customer(page, say)
    accessible(page)
    check_the_tree()
    see_nothing(window, rep("Fay Foreign"))


def test_the_job_is_done_without_script(window, rep, words):
    say, ida = words("en"), rep("Ida Iversen")
    page = window(ida, java_script_enabled=False, **DESK)
    add_lead(page, say, script=False)
    page.locator("details.status summary").click()
    page.locator("details.status").get_by_role("button", name="Working").click()
    expect(page.locator(".head-pills .pill").first).to_have_text("Working")
    convert(page, say)
    page.goto(Deal.objects.get().get_absolute_url())
    page.locator("#strip").get_by_role("button", name="Quote").click()
    expect(page.locator(".head-pills .pill").first).to_have_text("Quote")
    page.locator("#strip").get_by_role("button", name="Lost").click()
    page.get_by_label("Loss reason").select_option(label="Price")
    page.locator("#main").get_by_role("button", name="Move").click()
    expect(page.locator(".head-pills")).to_contain_text("Price")
    page.locator("#strip").get_by_role("button", name="Won").click()
    see_the_customer(page, say)
    check_the_tree()


def test_a_lost_deal_is_asked_for_its_reason_in_place(window, ann, deal):
    deal("Ice machine", by=ann, owner=ann, contact=None)
    page = window(ann, **DESK)
    page.goto("/deals/board/")
    lost = Stage.objects.get(key="lost").pk
    drag(page, page.locator(".board .deal", has_text="Ice machine"), page.locator(f".drop[data-stage='{lost}']"))
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.locator(".board .deal", has_text="Ice machine")).to_be_visible()
    assert Deal.objects.get().is_open
    at_rest(page)
    drag(page, page.locator(".board .deal", has_text="Ice machine"), page.locator(f".drop[data-stage='{lost}']"))
    dialog.get_by_label("Loss reason").select_option(label="Price")
    dialog.get_by_role("button", name="Move").click()
    expect(page.locator(".board .deal")).to_have_count(0)
    assert Deal.objects.get().loss_reason.key == "price"
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".board .deal", has_text="Ice machine")).to_be_visible()


def test_who_drags_second_is_told(window, ann, deal):
    deal("Ice machine", by=ann, owner=ann)
    first, second = window(ann, **DESK), window(ann, **DESK)
    for page in (first, second):
        page.goto("/deals/board/")
    quote, closure = (Stage.objects.get(key=key).pk for key in ("quote", "closure"))
    drag(first, first.locator(".board .deal"), first.locator(f".col[data-stage='{quote}']"))
    expect(first.locator(f".col[data-stage='{quote}'] .deal")).to_have_count(1)
    drag(second, second.locator(".board .deal"), second.locator(f".col[data-stage='{closure}']"))
    expect(second.locator(".toast")).to_contain_text("Ann Archer moved “Ice machine” to Quote meanwhile")
    expect(second.locator(f".col[data-stage='{quote}'] .deal")).to_have_count(1)


@pytest.fixture
def full(ann, lead, company, human, deal, stage):
    """Long and short words, an employee, a deal of each fate."""
    house = company("Donaudampfschifffahrtsgesellschaft " * 3, by=ann, owner=ann)
    chief = human("Freiherr-von-Hohenstein-Waldburg" * 2, by=ann, owner=ann, employer=house, first_name="Bartholomäus")
    soon = date(2026, 12, 1)
    first = deal("Replacement of the ammonia plant at Donaueschingen", by=ann, contact=chief, value=71250)
    deal("Won one", by=ann, contact=chief, stage=stage("won"), value=12, estimated_close_date=soon)
    deal("Lost one", by=ann, contact=chief, stage=stage("lost"), currency="USD", value=99)
    prospect = lead("Supercalifragilistic" * 9, by=ann, owner=ann, company_name="x" * 200)
    pages = [reverse("leads:index"), reverse("contacts:index"), reverse("deals:index"), reverse("deals:board"), "/"]
    pages += [reverse(name) for name in ("leads:new", "contacts:new_person", "contacts:new_company", "deals:new")]
    records = [each.get_absolute_url() for each in (house, chief, first, prospect)]
    return ann, [*pages, *records, reverse("leads:convert", args=[prospect.pk])]


@pytest.mark.parametrize("size", [(1440, 900), (1024, 800), (390, 844), (320, 640)], ids=str)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_fits_and_is_accessible(window, full, fits, accessible, size, theme):
    ann, pages = full
    page = window(ann, viewport={"width": size[0], "height": size[1]}, color_scheme=theme)
    for address in pages:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        fits(page)
        accessible(page)


def test_the_board_on_a_phone_is_moved_by_a_long_press(window, ann, deal):
    deal("Ice machine", by=ann, owner=ann)
    page = window(ann, **PHONE)
    page.goto("/deals/board/")
    card = page.locator(".board .deal").bounding_box()
    won = page.locator(f".drop[data-stage='{Stage.objects.get(key='won').pk}']").bounding_box()
    finger = page.context.new_cdp_session(page)

    def touch(kind, x=None, y=None):
        points = [] if x is None else [{"x": x, "y": y}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = card["x"] + 60, card["y"] + 20
    touch("touchStart", x, y)
    page.wait_for_timeout(600)
    for part in range(1, 11):
        touch("touchMove", x + (won["x"] + 40 - x) * part / 10, y + (won["y"] + 15 - y) * part / 10)
    touch("touchEnd")
    expect(page.locator(".board .deal")).to_have_count(0)
    assert Deal.objects.get().stage.is_won
