"""A person at the browser, without one: signs in, fills in forms as the page shows them, and notices a refusal."""

import re
from html.parser import HTMLParser

import httpx


class Refused(Exception):
    """The product answered something else than the success that a person would see."""


class Visitor:
    def __init__(self, base_url: str):
        self.http = httpx.Client(base_url=base_url, timeout=60)

    def sign_in(self, email: str, password: str) -> None:
        form = self.form("/account/login/", having="password")
        answer = self.http.post("/account/login/", data={**form, "login": email, "password": password})
        if answer.status_code != 302:
            raise Refused(f"signing in as {email} answered {answer.status_code}")

    def form(self, path: str, *, having: str) -> dict[str, str]:
        """The fields of the form with the field `having`, with the values that the page gave them."""
        page = self.http.get(path)
        if page.status_code != 200:
            raise Refused(f"{path} answered {page.status_code}")
        reader = FormReader()
        reader.feed(page.text)
        for fields in reader.forms:
            if having in fields:
                return fields
        raise Refused(f"{path} has no form with a field {having!r}")

    def submit(self, path: str, fields: dict[str, str]) -> None:
        """A saved form redirects; all else is a refusal. The token goes with the cookie, which may be renewed."""
        token = self.http.cookies.get("csrftoken", "")
        answer = self.http.post(path, data={**fields, "csrfmiddlewaretoken": token})
        if answer.status_code not in (302, 303):
            raise Refused(f"POST {path} answered {answer.status_code}: {words(answer.text)}")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())[:120]


class FormReader(HTMLParser):
    """The successful controls of every form, as a browser would send them."""

    def __init__(self):
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.open: dict[str, str] | None = None
        self.choosing: str | None = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.open = {}
            self.forms.append(self.open)
        elif self.open is None:
            return
        elif tag == "select":
            self.choosing = given.get("name")
        elif tag == "option" and self.choosing and ("selected" in given or self.choosing not in self.open):
            self.open[self.choosing] = given.get("value") or ""
        elif tag == "textarea" and given.get("name"):
            self.open[given["name"]] = ""
        elif tag == "input" and given.get("name") and is_sent(given):
            self.open[given["name"]] = given.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.choosing = None


def is_sent(given: dict) -> bool:
    kind = given.get("type") or "text"
    return kind not in {"submit", "button", "file"} and (kind not in {"checkbox", "radio"} or "checked" in given)
