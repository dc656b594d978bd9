"""Cells drawn as plain text, because a page of rows in templates costs several times as much.

Whatever a person typed goes through `html.escape` here; a cell returns HTML that is ready. What is the same for the
whole page (who looks, language, day, names of people) is worked out once, in Drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from html import escape
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext

from records.tagging import tags_of_many
from ui.amounts import money_text
from ui.countries import country_name
from ui.marks import drawn_avatar, drawn_pill
from ui.moments import drawn_moment
from ui.phones import tel_url
from ui.profiles import profile_url, website_url

Cell = Callable[[Any, "Drawing"], str]
LONGEST_PROSE = 160
NONE = '<span class="none">–</span>'


class Drawing:
    """One page of rows for one person. `seen` are the names of records that the rows point to and this person may
    see, by class and key; `tags` those of each row by its key. Both are laid in by `Table.prepare`. `names`
    are the users and records that custom fields name. `now` carries the
    time zone in which days and hours are told."""

    def __init__(self, user: Any, *, now: datetime) -> None:
        self.user, self.now, self.today = user, now, now.date()
        self.zone = now.tzinfo or UTC
        self.language = get_language() or ""
        self.seen: dict[type, Mapping[int, str]] = {}
        self.tags: Mapping[int, Sequence[Any]] = {}
        self.names: Mapping[tuple[str, int], Any] = {}
        self._people: dict[int, str] = {}
        self._words: dict[tuple[type, int], str] = {}
        self._addresses: dict[str, tuple[str, str]] = {}

    @cached_property
    def region(self) -> str:
        return self.user.account.country or ""

    @cached_property
    def currency(self) -> str:
        return self.user.account.currency

    @cached_property
    def unassigned(self) -> str:
        said = gettext("Unassigned")
        return f'<span class="none">{escape(said)}</span>'

    @cached_property
    def never(self) -> str:
        said = gettext("Never")
        return f'<span class="none">{escape(said)}</span>'

    def address(self, name: str, key: int) -> str:
        """An address with the row's key in it; worked out once for a page, not once for a row."""
        parts = self._addresses.get(name)
        if parts is None:
            before, _zero, after = reverse(name, args=[0]).rpartition("/0/")
            parts = self._addresses[name] = before, after
        return f"{parts[0]}/{key}/{parts[1]}"

    def moment(self, value: date, late: bool = False) -> str:
        return drawn_moment(value, late, self.today, self.language, self.zone)

    def person(self, key: int | None, name: str | None) -> str:
        if key is None:
            return NONE
        drawn = self._people.get(key)
        if drawn is None:
            name = name or ""
            drawn = self._people[key] = f'<span class="who">{drawn_avatar(name)}{escape(name)}</span>'
        return drawn

    def word(self, listed: Any) -> str:
        """An entry of one of the admin's lists, whose name costs a translation."""
        place = type(listed), listed.pk
        if place not in self._words:
            self._words[place] = escape(str(listed))
        return self._words[place]

    def record(self, model: type, key: int | None, page: str) -> str:
        """A link to another record, nothing when this person may not see it. `page` names its address."""
        name = self.seen.get(model, {}).get(key) if key is not None else None
        if name is None:
            return ""
        return f'<a class="link" href="{self.address(page, key or 0)}">{escape(name)}</a>'

    def phone(self, number: str) -> str:
        url = tel_url(number, self.region) if number else ""
        return f'<a class="link" href="{escape(url)}">{escape(number)}</a>' if url else escape(number)


def text(name: str) -> Cell:
    """A value as it stands, nothing for none."""

    def cell(row: Any, drawing: Drawing) -> str:
        held = getattr(row, name)
        return "" if held is None else escape(str(held))

    return cell


def prose(name: str) -> Cell:
    """The beginning of a text."""

    def cell(row: Any, drawing: Drawing) -> str:
        held = getattr(row, name)
        return escape(held if len(held) <= LONGEST_PROSE else f"{held[:LONGEST_PROSE]}…")

    return cell


def moment(name: str, *, never: bool = False) -> Cell:
    """A day or a moment; `never` says so where there was none."""

    def cell(row: Any, drawing: Drawing) -> str:
        held = getattr(row, name)
        return drawing.moment(held) if held else drawing.never if never else ""

    return cell


def phone(name: str) -> Cell:
    return lambda row, drawing: drawing.phone(getattr(row, name))


def mail(name: str) -> Cell:
    def cell(row: Any, drawing: Drawing) -> str:
        return mail_link(getattr(row, name))

    return cell


def mail_link(address: str) -> str:
    if not address:
        return ""
    return f'<a class="link" href="mailto:{quote(address, safe="@+")}">{escape(address)}</a>'


def website(name: str) -> Cell:
    return lambda row, drawing: website_link(getattr(row, name))


def website_link(address: str) -> str:
    try:
        url = website_url(address) if address else ""
    except ValueError:
        url = ""
    return outside(url, address)


def profile(network: str) -> Cell:
    """A page at one of ui.profiles.NETWORKS."""

    def cell(row: Any, drawing: Drawing) -> str:
        held = getattr(row, network)
        return outside(profile_url(network, held) if held else "", held)

    return cell


def outside(url: str, words: str) -> str:
    """A link that opens beside the page; the words alone where it leads nowhere."""
    if not url.startswith(("http:", "https:", "skype:")):
        return escape(words)
    return f'<a class="link" href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'


def country(name: str) -> Cell:
    return lambda row, drawing: escape(country_name(getattr(row, name)))


def money(name: str, currency: str) -> Cell:
    """An amount in the currency that stands in another column."""
    return lambda row, drawing: escape(money_text(getattr(row, name), getattr(row, currency)))


def listed(name: str) -> Cell:
    """An entry of one of the admin's lists, which came along with the row."""

    def cell(row: Any, drawing: Drawing) -> str:
        held = getattr(row, name)
        return drawing.word(held) if held is not None else NONE

    return cell


def person(name: str) -> Cell:
    """Somebody whose name was added as `<name>_name`."""
    key, called = f"{name}_id", f"{name}_name"
    return lambda row, drawing: drawing.person(getattr(row, key), getattr(row, called))


def owner(row: Any, drawing: Drawing) -> str:
    return drawing.unassigned if row.owner_id is None else drawing.person(row.owner_id, row.owner_name)


def tags(row: Any, drawing: Drawing) -> str:
    return " ".join(f'<span class="tag">{escape(tag.name)}</span>' for tag in drawing.tags.get(row.pk, ()))


def pill(word: Any, tone: str = "grey", ring: bool = False) -> str:
    return drawn_pill(str(word), tone, ring)


def prepare_tags(rows: Sequence[Any], drawing: Drawing, keys: Iterable[str]) -> None:
    """One statement, where there is a column of tags."""
    if "tags" in keys:
        drawing.tags = tags_of_many(rows)
