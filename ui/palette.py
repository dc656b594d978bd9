"""What the palette and the search page offer: places and commands by their words, then records by their searchers."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ui import registry
from ui.registry import Hit

COMMANDS = 6
HITS = 6


@dataclass(frozen=True)
class Option:
    hit: Hit
    keys: str = ""
    dialog: bool = False


@dataclass(frozen=True)
class Group:
    key: str
    label: Any
    options: list[Option]


def groups(user: Any, text: str, *, limit: int = HITS) -> list[Group]:
    """Empty groups are left out. Without text: every place and command, no records."""
    words = text.casefold().split()
    found = [
        Group("add", _("Create"), matching(quick_adds(user), words)),
        Group("go", _("Go to"), matching(destinations(user), words)),
        *[source_group(each, user, words, limit) for each in registry.palette_source.of(user)],
        *([record_group(each, user, text, limit) for each in registry.searchers.of(user)] if words else []),
    ]
    return [group for group in found if group.options]


def record_group(searcher: registry.Searcher, user: Any, text: str, limit: int) -> Group:
    return Group(searcher.key, searcher.label, [Option(hit) for hit in searcher.search(user, text, limit)])


def source_group(source: registry.PaletteSource, user: Any, words: list[str], limit: int) -> Group:
    return Group(source.key, source.label, [Option(hit) for hit in source.find(user, words, limit)])


def quick_adds(user: Any) -> list[tuple[Option, str]]:
    entries = registry.quick_add.of(user)
    return [(option(each, keys=f"c {each.shortcut}" if each.shortcut else "", dialog=True), "") for each in entries]


def destinations(user: Any) -> list[tuple[Option, str]]:
    links = [*registry.rail.of(user), *registry.palette.of(user), *registry.settings_page.of(user)]
    return [(option(each), str(getattr(each, "keywords", ""))) for each in unique(links)]


def unique(links: list[registry.Link]) -> list[registry.Link]:
    """One option for each address, the first registered one."""
    return list({each.url_name: each for each in reversed(links)}.values())[::-1]


def option(link: registry.Link, *, keys: str = "", dialog: bool = False) -> Option:
    return Option(Hit(str(link.label), reverse(link.url_name), link.icon), keys=keys, dialog=dialog)


def matching(options: list[tuple[Option, str]], words: list[str]) -> list[Option]:
    def fits(label: str, keywords: str) -> bool:
        words_of_it = f"{label} {keywords}".casefold()
        return all(word in words_of_it for word in words)

    kept = [each for each, keywords in options if fits(each.hit.label, keywords)]
    return kept[:COMMANDS] if words else kept
