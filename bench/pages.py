"""The pages of the product that are measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench.parts import BOARD, COUNTS, STATEMENTS_OF_RECORD, Call, add


def at(path: str, **query: str) -> Callable[[Any, Any], Call]:
    """An address; what stands in braces is taken from the places (bench.places)."""

    def call(places: Any, browser: Any) -> Call:
        asked = {name: value.format(**places) for name, value in query.items()}
        return Call(path.format(**places) + (f"?{urlencode(asked)}" if asked else ""))

    return call


def part_of(path: str, **query: str) -> Callable[[Any, Any], Call]:
    """The same, asked for as htmx does."""
    return lambda places, browser: at(path, **query)(places, browser)._replace(fragment=True)


def create(places: Any, browser: Any) -> Call:
    fields = browser.form("/contacts/new/person/", having="last_name")
    body = {**fields, "first_name": "Bench", "last_name": f"Made {uuid4().hex[:8]}", "form_token": str(uuid4())}
    return Call("/contacts/new/person/", body)


def edit(places: Any, browser: Any) -> Call:
    path = f"/contacts/{places['contact']}/edit/?only=title"
    return Call(path, {**browser.form(path, having="title"), "title": f"Title {uuid4().hex[:6]}"}, fragment=True)


add("contacts first", at("/contacts/"))
add("contacts deep", at("/contacts/", after="{deep}"))
add("contacts more", part_of("/contacts/", after="{deep}"))
add("contacts city", at("/contacts/", city="{city}"))
add("contacts rare-city", at("/contacts/", city="{rare_city}"))
add("contacts custom", at("/contacts/", where="{tier}"))
add("contacts active", at("/contacts/", sort="-activity"))
add("contacts customers", at("/contacts/", view="customers"))
add("contacts mine", at("/contacts/", owner="me"))
add("contacts counts", part_of("/contacts/totals/"), ratio=COUNTS)
add("contacts none-counts", part_of("/contacts/totals/", q="{nobody}"), ratio=COUNTS)
add("search rare", at("/contacts/", q="{rare}"))
add("search common", at("/contacts/", q="{common}"))
add("search none", at("/contacts/", q="{nobody}"))
add("search sorted", at("/contacts/", q="{common}", sort="-activity"))
add("contact", at("/contacts/{contact}/"), statements=STATEMENTS_OF_RECORD)
add("company", at("/contacts/{company}/"), statements=STATEMENTS_OF_RECORD)
add("board", at("/deals/board/"), ratio=BOARD, kilobytes=100.0)
add("deals", at("/deals/"))
add("deals value", at("/deals/", sort="-value"))
add("deals counts", part_of("/deals/totals/"), ratio=COUNTS)
add("deal", at("/deals/{deal}/"), statements=STATEMENTS_OF_RECORD)
add("leads", at("/leads/"))
add("leads counts", part_of("/leads/totals/"), ratio=COUNTS)
add("lead", at("/leads/{lead}/"), statements=STATEMENTS_OF_RECORD)
add("tasks", at("/tasks/", view="open", owner="all"))
add("notes", at("/notes/"))
add("home", at("/"), statements=STATEMENTS_OF_RECORD)
add("create", create, statements=None, anew=True)
add("edit", edit, statements=None, anew=True)
add("palette rare", part_of("/search/", q="{rare}"))
add("palette common", part_of("/search/", q="{common}"))
