"""Photographs every registered `shot` of a running server: two sizes, two themes, two languages."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.shortcuts import resolve_url
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from ui import registry

ROLES = ("rep", "manager", "admin", "stranger")
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
SILENT = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Command(BaseCommand):
    help = "Photograph every registered page into var/shots; fails when a page is missing or writes console errors."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--server", default=settings.PUBLIC_URL, help="address of the running product")
        parser.add_argument("--chromium", default="/usr/bin/chromium")
        parser.add_argument("--into", default=str(settings.VAR_DIR / "shots"))
        parser.add_argument("--password", default="sellcrm-demo")
        parser.add_argument("--only", action="append", default=[], help="key of a shot; may be given several times")
        for role in ROLES:
            parser.add_argument(f"--email-{role}", default=f"{role}@demo.example")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = [shot for shot in registry.shot if not options["only"] or shot.key in options["only"]]
        # Playwright's loop allows no database statement, so every address is looked up before it starts.
        paths = {shot.key: resolve_url(shot.url() if callable(shot.url) else shot.url) for shot in wanted}
        Path(options["into"]).mkdir(parents=True, exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=options["chromium"], args=SILENT)
            album = Album(browser, options, paths)
            for role in dict.fromkeys(shot.as_ for shot in wanted):
                album.photograph(role, [shot for shot in wanted if shot.as_ == role])
            browser.close()
        self.stdout.write(f"{album.taken} shots in {options['into']}")
        if album.complaints:
            raise CommandError("\n".join(dict.fromkeys(album.complaints)))


class Album:
    """One sign-in per role; the theme is the cookie the switch writes, so that a page is loaded once per picture."""

    def __init__(self, browser: Browser, options: dict[str, Any], paths: dict[str, str]) -> None:
        self.browser, self.options, self.paths = browser, options, paths
        self.complaints: list[str] = []
        self.taken = 0

    def photograph(self, role: str | None, shots: list[registry.Shot]) -> None:
        context = self.browser.new_context(reduced_motion="reduce")
        page = context.new_page()
        page.on("console", lambda message: self.hear(page, message))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        if role:
            self.sign_in(page, role)
        for language, _name in settings.LANGUAGES:
            self.speak(page, language)
            for theme in ("light", "dark"):
                context.add_cookies([{"name": "theme", "value": theme, "url": self.options["server"]}])
                for shot in shots:
                    self.take(page, shot, f"{language}-{theme}")
        context.close()

    def hear(self, page: Page, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{page.url}: {message.text}")

    def sign_in(self, page: Page, role: str) -> None:
        page.goto(self.address(settings.LOGIN_URL))
        page.fill("input[type=email], input[name=login]", self.options[f"email_{role}"])
        page.fill("input[type=password]", self.options["password"])
        page.locator("main form:has(input[type=password]) [type=submit]").first.click()
        page.wait_for_load_state()
        if page.locator("main input[type=password]").count():
            who = self.options[f"email_{role}"]
            raise CommandError(f"{who} could not sign in at {page.url}; is the demo data there?")

    def speak(self, page: Page, language: str) -> None:
        """Through the switch itself: a signed-in person's language is kept with the person, not with the browser."""
        page.goto(self.address(settings.LOGIN_REDIRECT_URL))
        with page.expect_navigation():
            page.locator(f"button[name=language][value={language}]").first.evaluate("button => button.click()")

    def take(self, page: Page, shot: registry.Shot, mood: str) -> None:
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            answer = page.goto(self.address(self.paths[shot.key]), wait_until="networkidle")
            if answer is None or not answer.ok:
                self.complaints.append(f"{shot.key}: {page.url} answered {answer.status if answer else 'nothing'}")
            page.screenshot(path=Path(self.options["into"]) / f"{shot.key}-{mood}-{size}.png")
            self.taken += 1

    def address(self, url: str) -> str:
        return urljoin(self.options["server"], resolve_url(url))
