"""What every page's frame shows, worked out only when a template asks for it: a fragment pays for nothing."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info

from ui import registry
from ui.counting import RowsOf, ready_numbers

THEMES = ("light", "dark", "system")
BELL = "bell"


@dataclass(frozen=True)
class Place:
    """A rail item as one user sees it now."""

    item: registry.RailItem
    url: str
    count: int | None
    here: bool
    letter: str
    pins: list[tuple[registry.Pinned, bool]]


class Shell:
    """Reached in templates as `shell`."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def user(self) -> Any:
        return getattr(self.request, "user", None)

    @cached_property
    def signed_in(self) -> bool:
        return bool(self.user and self.user.is_authenticated)

    @cached_property
    def frame(self) -> str:
        return "base.html" if self.signed_in else "base_bare.html"

    @cached_property
    def theme(self) -> str:
        """This device's choice, else the person's, else the system's."""
        chosen = self.request.COOKIES.get("theme") or getattr(self.user, "theme", "")
        return chosen if chosen in THEMES else "system"

    @cached_property
    def face(self) -> tuple[str, str]:
        """What is shown of the person."""
        return str(self.user), str(getattr(self.user, "email", "") or "")

    @cached_property
    def narrow(self) -> bool:
        return self.request.COOKIES.get("rail") == "narrow"

    @cached_property
    def path(self) -> str:
        return self.request.get_full_path() if self.request.method == "GET" else "/"

    @cached_property
    def places(self) -> list[Place]:
        items = registry.rail.of(self.user) if self.signed_in else []
        letters, urls = go_letters(items), {item.key: address_of(item.url_name) for item in items}
        here = nearest(self.request.path, urls)
        return [
            Place(
                item=item,
                url=urls[item.key],
                count=self.counts.get(item.key),
                here=item.key == here,
                letter=letters[item.key],
                pins=[(pin, self.is_open(pin)) for pin in self.pins if pin.rail == item.key],
            )
            for item in items
        ]

    @cached_property
    def faces(self) -> tuple[Any, ...]:
        """Everything that the rail and the lists of its places show, for `kept`."""
        pins = tuple((pin, here) for place in self.places for pin, here in place.pins)
        places = tuple((place.item.key, place.count, place.here, place.letter) for place in self.places)
        return (self.narrow, places, pins, tuple(link.key for link, _url in self.user_menu))

    @cached_property
    def quick_adds(self) -> tuple[str, ...]:
        return tuple(add.key for add, _url in self.quick_add)

    @cached_property
    def top_places(self) -> list[Place]:
        return [place for place in self.places if not place.item.foot]

    @cached_property
    def foot_places(self) -> list[Place]:
        return [place for place in self.places if place.item.foot]

    @cached_property
    def phone_places(self) -> list[Place]:
        return [place for place in self.places if place.item.phone][:5]

    @cached_property
    def other_places(self) -> list[Place]:
        """What a phone's bottom bar has no room for; there it stands in the person's menu."""
        shown = {place.url for place in self.phone_places} | {url for _link, url in self.user_menu}
        return [place for place in self.places if place.url not in shown]

    @cached_property
    def quick_add(self) -> list[tuple[registry.QuickAdd, str]]:
        return linked(registry.quick_add.of(self.user)) if self.signed_in else []

    @cached_property
    def user_menu(self) -> list[tuple[registry.Link, str]]:
        return linked(registry.user_menu.of(self.user)) if self.signed_in else []

    @cached_property
    def bell_url(self) -> str:
        return reverse(registry.bell.url_name) if registry.bell.url_name and self.signed_in else ""

    @cached_property
    def unread(self) -> int:
        return self.counts.get(BELL, 0)

    @property
    def counts(self) -> dict[str, int]:
        return self.numbers[0]

    @cached_property
    def pins(self) -> list[registry.Pinned]:
        """What this person keeps in the rail, in order."""
        return registry.pins.read(self.user, self.numbers[1]) if self.numbers[1] else []

    def is_open(self, pin: registry.Pinned) -> bool:
        return pin.url == f"{self.request.path}?list={self.request.GET.get('list', '')}"

    @cached_property
    def numbers(self) -> tuple[dict[str, int], list[list[Any]]]:
        """What rail and bell say, and what is pinned, asked together."""
        if not self.signed_in:
            return {}, []
        user, items = self.user, [item for item in registry.rail.of(self.user) if item.count]
        counts: dict[str, Any] = {item.key: item.count for item in items}
        if registry.bell.unread:
            counts[BELL] = registry.bell.unread
        pins = registry.pins.rows
        return ready_numbers(
            user,
            (pins is not None, *counts, *(item.depends(user) for item in items)),
            list(counts),
            lambda anybody: {key: count(anybody) for key, count in counts.items()},
            lambda anybody: RowsOf(pins(anybody), *registry.pins.names) if pins else None,
        )

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        return [get_language_info(code) for code, _name in settings.LANGUAGES]

    @cached_property
    def home(self) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    @cached_property
    def login(self) -> str:
        return resolve_url(settings.LOGIN_URL)

    @cached_property
    def sign_out(self) -> str:
        return reverse("account_logout")


def linked(entries: list[Any]) -> list[tuple[Any, str]]:
    return [(entry, address_of(entry.url_name)) for entry in entries]


@lru_cache(maxsize=200)
def address_of(name: str) -> str:
    """Where a page without arguments is; it stays there."""
    return reverse(name)


def nearest(path: str, urls: dict[str, str]) -> str:
    """The key of the one place this path is at or below; the longest address wins."""
    near = [key for key, url in urls.items() if path == url or (url != "/" and path.startswith(url))]
    return max(near, key=lambda key: len(urls[key]), default="")


def go_letters(items: list[registry.RailItem]) -> dict[str, str]:
    """The letter after `g` for each item: its own wish first, else the first free letter of its key."""
    wanted = {item.key: item.shortcut for item in items if item.shortcut}
    for item in items:
        if item.key not in wanted:
            wanted[item.key] = next((letter for letter in item.key if letter not in wanted.values()), "")
    return wanted


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor. `csp_nonce` is the name django-htmx looks for."""
    return {"shell": Shell(request), "csp_nonce": getattr(request, "csp_nonce", None)}
