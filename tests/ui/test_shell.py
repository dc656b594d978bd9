"""The frame in a real browser: keyboard, dialog, palette, theme, and what assistive technology hears."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

# Without preload axe does not fetch our style sheets into inline ones, which the Content-Security-Policy refuses.
AXE = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def window(chromium, live_server):
    """Opens a path; signed in with `user`. Every console error and page error fails the test at its end."""
    opened, errors = [], []

    def make(path, user=None, **options):
        context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce", **options)
        opened.append(context)
        if user:
            context.add_cookies([session_cookie(user, live_server.url)])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(path)
        return page

    yield make
    for context in opened:
        context.close()
    assert errors == []


def session_cookie(user, url):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}


@pytest.fixture
def ann(person):
    return person("Ann Owner", is_admin=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390, 320])
@pytest.mark.parametrize("path", ["/search/", "/search/?q=zzz", "/shortcuts/", "/nowhere/"])
def test_the_frame_is_accessible_and_fits(window, ann, path, width, scheme):
    page = window("/shortcuts/", ann, viewport={"width": width, "height": 800}, color_scheme=scheme)
    if path != "/nowhere/":
        page.goto(path)
        assert Axe().run(page, options=AXE).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_palette_goes_anywhere_by_keyboard(window, ann):
    page = window("/search/", ann)
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette [aria-selected=true]")
    assert Axe().run(page, options=AXE).response["violations"] == []
    first = page.get_attribute("#palette-input", "aria-activedescendant")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#palette-input", "aria-activedescendant") != first
    page.keyboard.press("Escape")
    assert page.locator("#palette").is_hidden()


def test_a_question_mark_shows_all_shortcuts(window, ann):
    page = window("/search/", ann)
    page.keyboard.press("?")
    page.wait_for_selector("#dialog[open] kbd")
    assert Axe().run(page, options=AXE).response["violations"] == []
    assert page.get_attribute("#dialog", "aria-label") == "Keyboard shortcuts"


def test_single_letters_can_be_switched_off(window, ann):
    page = window("/search/", ann)
    page.keyboard.press("?")
    page.uncheck("[data-keys-switch]")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_timeout(200)
    assert page.locator("#dialog").is_hidden()


def test_a_slash_goes_to_the_search_and_enter_searches(window, ann):
    page = window("/shortcuts/", ann)
    page.keyboard.press("/")
    page.keyboard.type("acme")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=acme")
    assert page.input_value("#search") == "acme"


def test_the_theme_changes_at_once_and_stays(window, ann):
    page = window("/search/", ann, color_scheme="light")
    with page.expect_response("**/switch/theme/"):
        page.click("button.to-dark")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"


def test_the_rail_remembers_that_it_is_narrow(window, ann):
    page = window("/search/", ann, viewport={"width": 1440, "height": 800})
    page.click("[data-rail-fold]")
    page.reload()
    assert page.locator(".rail").bounding_box()["width"] < 60


def test_a_menu_closes_with_escape_and_gives_the_focus_back(window, ann):
    page = window("/search/", ann)
    page.click(".menu__face")
    assert page.locator(".menu__who").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".menu__who").is_hidden()
    assert page.evaluate("document.activeElement.className") == "menu__face"


def test_without_script_one_can_switch_search_and_sign_out(window, ann):
    page = window("/search/", ann, java_script_enabled=False)
    page.click("button.to-dark")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.click(".menu__face")
    assert page.locator("text=Sign out").is_visible()
    page.fill("#search", "acme")
    page.press("#search", "Enter")
    page.wait_for_url("**/search/?q=acme")


def test_a_lost_connection_is_told_and_nothing_is_lost(chromium, window, ann):
    page = window("/search/", ann)
    page.route("**/search/**", lambda route: route.fulfill(status=204))
    page.keyboard.press("Control+k")
    page.keyboard.type("acme")
    page.evaluate("document.dispatchEvent(new Event('htmx:sendError'))")
    assert "Nothing was lost" in page.inner_text("#toasts")
    assert page.input_value("#palette-input") == "acme"


def test_markdown_is_put_round_the_marked_words_and_previewed(window, ann):
    page = window("/notes/new/", ann)
    area = page.locator("main textarea").first
    area.fill("one two")
    area.select_text()
    page.locator("[data-md=bold]").first.click()
    assert area.input_value() == "**one two**"
    page.locator("[data-md=preview]").first.click()
    page.wait_for_selector(".md-preview strong")
    page.locator("[data-md=preview]").first.click()
    assert page.locator(".md-preview").count() == 0
    assert area.input_value() == "**one two**"
