"""A real browser against the running product. It fails on any console error, page error or request off this host."""

import pytest
from axe_playwright_python.sync_playwright import Axe

# Without preload axe does not fetch style sheets into inline ones, which the Content-Security-Policy refuses.
AXE = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def window(chromium, live_server):
    """Opens a window of its own; `window(user)` signs in through the page, as a person does."""
    opened, wrong = [], []

    def open_one(user=None, *, missing=(), **options):
        context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce", **options)
        context.set_default_timeout(8000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
        page.on(
            "console",
            lambda said: wrong.append(said.text) if said.type == "error" and not _meant(said, missing) else None,
        )
        page.on(
            "request",
            lambda asked: wrong.append(asked.url) if not asked.url.startswith((live_server.url, "data:")) else None,
        )
        if user:
            sign_in(page, user)
        return page

    yield open_one
    for context in opened:
        context.close()
    assert wrong == []


def _meant(said, missing) -> bool:
    """Chromium logs every answer of 400 and above. Refused forms (422) and questions (409) are none of our errors, nor
    are the 404s that a test asks for on purpose."""
    if "status of 422" in said.text or "status of 409" in said.text:
        return True
    return "404" in said.text and any(said.location.get("url", "").endswith(path) for path in missing)


def sign_in(page, user):
    page.goto("/")
    fill_in(page, user)
    page.wait_for_url("**/")


def fill_in(page, user):
    """The sign-in form, as it stands before one."""
    page.get_by_role("textbox").first.fill(user.email)
    page.locator("input[name=password]").fill("correct horse")
    page.locator("input[name=password]").press("Enter")


@pytest.fixture
def accessible():
    """No violation of WCAG 2.2 AA and axe's best practices."""

    def check(page):
        found = Axe().run(page, options=AXE)
        told = [
            f"{page.url} {each['id']}: {[node['html'][:160] for node in each['nodes']][:3]}"
            for each in found.response["violations"]
        ]
        assert told == []

    return check


@pytest.fixture
def fits():
    """Nothing sticks out to the right."""

    def check(page):
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px too wide"

    return check
