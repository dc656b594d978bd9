"""What the palette and the search page offer: places and commands by their words, then records by their searchers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ui import registry
from ui.context import go_letters
from ui.registry import Hit, Inquiry
from ui.words import fit, words_of

COMMANDS = 6
# Records of a type in the palette, and on the page of results.
HITS, MOST = 6, 20
LONGEST, SHORTEST, LAST = 200, 2, 9
MOST_USED, LONGEST_COOKIE = 16, 2000


@dataclass(frozen=True)
class Option:
    hit: Hit
    keys: str = ""
    dialog: bool = False
    keywords: str = ""


@dataclass(frozen=True)
class Group:
    """`more`: there are more than these; `url` leads to all of them."""

    key: str
    label: Any
    options: list[Option]
    more: bool = False
    url: str = ""

    @property
    def rank(self) -> int:
        return min((each.hit.rank for each in self.options), default=LAST)

    @property
    def count(self) -> str:
        return f"{len(self.options)}{'+' * self.more}"


def cleaned(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST].strip()


def is_enough(text: str) -> bool:
    """One letter is a name in some scripts; of ours it takes two."""
    letters = [char for char in text if char.isalnum()]
    return len(letters) >= SHORTEST or any(not char.isascii() for char in letters)


def offers(inquiry: Inquiry, *, used: Sequence[str] = ()) -> list[Group]:
    """The palette's groups, without the empty ones; what was used lately stands first among its like. Without text:
    what was viewed lately, then every command and place, no records."""
    user, words = inquiry.user, words_of(inquiry.text)
    rows = sources(user, words)
    own = [
        Group("add", _("Create"), matching(quick_adds(user), words, used)),
        Group("go", _("Go to"), matching(destinations(user), words, used)),
    ]
    found = [*own, *rows, *records(inquiry)] if words else [*rows, *own]
    return [group for group in found if group.options]


def suggestions(inquiry: Inquiry) -> list[Group]:
    """What the search box offers while one types: records, then places."""
    words = words_of(inquiry.text)
    places = Group("go", _("Go to"), matching(destinations(inquiry.user), words)) if words else None
    return [group for group in (*records(inquiry), places) if group and group.options]


def records(inquiry: Inquiry) -> list[Group]:
    """A group for each type, empty ones too, the types whose best one answers best first; none when too little was
    typed to look for."""
    if not is_enough(inquiry.text):
        return []
    found = [record_group(each, inquiry) for each in registry.searchers.of(inquiry.user)]
    return sorted(found, key=lambda group: group.rank)


def record_group(searcher: registry.Searcher, inquiry: Inquiry) -> Group:
    hits = searcher.search(inquiry)
    options = [Option(hit) for hit in hits[: inquiry.limit]]
    return Group(searcher.key, searcher.label, options, len(hits) > inquiry.limit, all_of(searcher, inquiry.text))


def all_of(searcher: registry.Searcher, text: str) -> str:
    """The list of a type, searched for the same."""
    if not searcher.url_name:
        return ""
    query = QueryDict(searcher.query, mutable=True)
    query["q"] = text
    return f"{reverse(searcher.url_name)}?{query.urlencode()}"


def sources(user: Any, words: list[str]) -> list[Group]:
    found = registry.palette_source.of(user)
    return [Group(each.key, each.label, [Option(hit) for hit in each.find(user, words, COMMANDS)]) for each in found]


def quick_adds(user: Any) -> list[Option]:
    entries = registry.quick_add.of(user)
    return [option(each, keys=f"c {each.shortcut}" if each.shortcut else "", dialog=True) for each in entries]


def destinations(user: Any) -> list[Option]:
    """Every place there is: rail, palette, settings pages, the person's menu; the rail's with its keys."""
    rail = registry.rail.of(user)
    letters = go_letters(rail)
    others = (registry.palette, registry.settings_page, registry.user_menu)
    at: dict[str, list[Any]] = {}
    for each in [*rail, *[each for entries in others for each in entries.of(user)]]:
        at.setdefault(each.url_name, []).append(each)
    return [_destination(links, letters if links[0] in rail else {}) for links in at.values()]


def _destination(links: list[Any], letters: dict[str, str]) -> Option:
    """One option for each address, under its first name and found by the others too."""
    first, letter = links[0], letters.get(links[0].key, "")
    keywords = " ".join(f"{each.label} {getattr(each, 'keywords', '')}" for each in links)
    return option(first, keys=f"g {letter}" if letter else "", keywords=keywords)


def option(link: registry.Link, *, keys: str = "", dialog: bool = False, keywords: str = "") -> Option:
    return Option(Hit(str(link.label), reverse(link.url_name), link.icon), keys, dialog, keywords)


def matching(options: list[Option], words: list[str], used: Sequence[str] = ()) -> list[Option]:
    """Those that answer, the likeliest first, then those used lately."""
    place = {url: at for at, url in enumerate(used)}
    ranked = [
        (rank, place.get(each.hit.url, len(place)), each)
        for each in options
        if (rank := rank_of(each, words)) is not None
    ]
    kept = [each for _rank, _place, each in sorted(ranked, key=lambda row: row[:2])]
    return kept[:COMMANDS] if words else kept


def rank_of(each: Option, words: list[str]) -> int | None:
    rank = fit(each.hit.label, words)
    if rank is None and each.keywords:
        rank = fit(each.keywords, words)
        return None if rank is None else rank + 4
    return rank


def used_lately(cookie: str) -> list[str]:
    """The addresses that this device's owner chose in the palette, the latest first (static/js/palette.js)."""
    return unquote(cookie[:LONGEST_COOKIE]).split()[:MOST_USED]
