"""What apps hang into the shell and into each other's pages: filled from their `panels` modules, read afterwards.

Entries are ordered by `order`, then by key, so that the picture never depends on the order in which apps are loaded.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet


def always(user: Any) -> bool:
    return True


def nothing(*args: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Entry:
    key: str
    order: int = 100
    when: Callable[[Any], bool] = always


@dataclass(frozen=True, kw_only=True)
class Link(Entry):
    """A place to go to: `label` is translated where it is drawn, `url_name` resolved there."""

    label: Any
    url_name: str
    icon: str = "circle"


@dataclass(frozen=True, kw_only=True)
class RailItem(Link):
    """`count(user)` is the query whose rows are counted; `depends(user)` names what this query is made of besides the
    user's key (ui.ready). `due` draws the number as late. `shortcut` is the letter after `g`."""

    foot: bool = False
    phone: bool = True
    count: Callable[[Any], QuerySet] | None = None
    depends: Callable[[Any], Hashable] = always
    due: bool = False
    shortcut: str = ""


@dataclass(frozen=True, kw_only=True)
class QuickAdd(Link):
    """`shortcut` is the letter after `c`. Its page opens in the dialog; without script it is simply a page."""

    shortcut: str = ""


@dataclass(frozen=True, kw_only=True)
class Command(Link):
    keywords: Any = ""


@dataclass(kw_only=True)
class Inquiry:
    """What somebody looks for everywhere, handed from searcher to searcher: `found` holds the keys of the records that
    those before found, by kind, and `known` what was looked up once for all of them."""

    user: Any
    text: str
    at: datetime
    limit: int = 20
    found: dict[str, list[int]] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Searcher(Entry):
    """`search(inquiry)` returns Hits of what its user may see, the likeliest first, one more than `limit` where there
    are more. `url_name` is the list that shows all of them, with `query` in its address beside `q`."""

    label: Any
    search: Callable[[Inquiry], list["Hit"]]
    url_name: str = ""
    query: str = ""


@dataclass(frozen=True)
class Hit:
    """`rank` is how well it answers a search: 0 by the very name, 3 in any other way."""

    label: str
    url: str
    icon: str = "circle"
    hint: str = ""
    rank: int = 3


@dataclass(frozen=True, kw_only=True)
class PaletteSource(Entry):
    """A group of the palette whose places are rows, such as smart lists. `find(user, words, limit)` returns Hits whose
    labels fit all of the folded words; without words what is offered before anything is typed (recently viewed)."""

    label: Any
    find: Callable[[Any, list[str], int], list[Hit]]


@dataclass(frozen=True, kw_only=True)
class Panel(Entry):
    """A part of the page of records of `kind` ("app.model"). `context(request, record)` may return None: not drawn."""

    kind: str
    label: Any
    template: str
    context: Callable[[Any, Any], dict[str, Any] | None] = nothing
    side: str = "right"
    folded: bool = False


@dataclass(frozen=True, kw_only=True)
class Composer(Entry):
    label: Any
    icon: str
    template: str
    context: Callable[[Any, Any], dict[str, Any] | None] = nothing


@dataclass(frozen=True, kw_only=True)
class HomeBlock(Entry):
    label: Any
    template: str
    context: Callable[[Any], dict[str, Any] | None] = nothing
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Shot(Entry):
    """A page `make shots` photographs: a path, a URL name or a function that returns either. `as_` None: signed out."""

    url: str | Callable[[], str]
    as_: str | None = "rep"


T = TypeVar("T", bound=Entry)


class Registry(Generic[T]):
    """Entries of one sort. A key may be taken once; panels may share a key when they belong to different kinds."""

    def __init__(self, entry: type[T]) -> None:
        self.entry = entry
        self.entries: dict[tuple[str, str], T] = {}

    def add(self, **facts: Any) -> T:
        entry = self.entry(**facts)
        place = (getattr(entry, "kind", ""), entry.key)
        if place in self.entries:
            raise ImproperlyConfigured(f"{self.entry.__name__} {entry.key!r} is registered twice")
        self.entries[place] = entry
        return entry

    def __iter__(self) -> Iterator[T]:
        return iter(sorted(self.entries.values(), key=lambda entry: (entry.order, entry.key)))

    def of(self, user: Any) -> list[T]:
        """What this user is offered."""
        return [entry for entry in self if entry.when(user)]


class Bell:
    """What is unread beside the bell, as a query, and the page it opens. Without one no bell is drawn."""

    unread: Callable[[Any], QuerySet] | None = None
    url_name = ""

    def set(self, unread: Callable[[Any], QuerySet], url_name: str) -> None:
        self.unread, self.url_name = unread, url_name


@dataclass(frozen=True)
class Pinned:
    """Something a person keeps under an item of the rail (by its key); `count` is drawn beside it."""

    rail: str
    key: int
    label: str
    url: str
    count: str = ""


class Pins:
    """What a person pinned: `rows(user)` is a query whose annotations `names` come along with the numbers of the rail,
    `read(user, rows)` makes of them what is drawn, in order."""

    rows: Callable[[Any], QuerySet] | None = None
    names: tuple[str, ...] = ()
    read: Callable[[Any, list[list[Any]]], list[Pinned]]

    def set(
        self, rows: Callable[[Any], QuerySet], names: tuple[str, ...],
        read: Callable[[Any, list[list[Any]]], list[Pinned]],
    ) -> None:  # fmt: skip
        self.rows, self.names, self.read = rows, names, read


class Preference:
    """Where a signed-in person's choice of theme or language is kept beyond the cookie."""

    keep: Callable[..., None] | None = None

    def set(self, keep: Callable[..., None]) -> None:
        """`keep(user, theme=None, language=None)` is called with the one that was chosen."""
        self.keep = keep


rail = Registry(RailItem)
quick_add = Registry(QuickAdd)
palette = Registry(Command)
palette_source = Registry(PaletteSource)
searchers = Registry(Searcher)
panel = Registry(Panel)
composer = Registry(Composer)
home_block = Registry(HomeBlock)
settings_page = Registry(Link)
user_menu = Registry(Link)
shot = Registry(Shot)
bell = Bell()
pins = Pins()
preference = Preference()
