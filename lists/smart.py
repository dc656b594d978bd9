"""The smart lists beside a list, and opening one by its address (15.9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from lists.models import SmartList
from lists.smart_kinds import Kind, kind_called
from lists.smart_query import OPEN, Saved, merged, said_by, saved_of
from ui.pages import wants_fragment
from ui.ready import rows_of

LONGEST_KEY, MOST = 18, 300


@dataclass
class Shelf:
    """What stands beside one list for one person; one statement. `opened` is the list that is open, if any."""

    kind: Kind
    user: Any
    lists: list[SmartList]
    opened: SmartList | None = None
    asked: QueryDict = field(default_factory=QueryDict)
    # What an address says without saying anything: set by the list that is drawn (lists.showing).
    usual: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def mine(self) -> list[SmartList]:
        own = [each for each in self.lists if each.owner_id == self.user.pk]
        return sorted(own, key=lambda each: (each.position, each.name.casefold(), each.pk))

    @cached_property
    def shared(self) -> list[SmartList]:
        others = [each for each in self.lists if each.owner_id != self.user.pk]
        return sorted(others, key=lambda each: (each.name.casefold(), each.pk))

    @property
    def pins(self) -> list[SmartList]:
        return sorted((each for each in self.lists if each.pinned is not None), key=lambda each: (each.pinned, each.pk))

    @property
    def awaited(self) -> bool:
        """Is there a list that nobody has counted for this person yet?"""
        return any(each.counted_at is None for each in self.lists)

    @property
    def default(self) -> SmartList | None:
        """What opens first: the person's own choice, else their role's, as far as they see it."""
        own = next((each for each in self.lists if each.is_default), None)
        return own or next((each for each in self.lists if each.is_role_default), None)

    @property
    def current(self) -> Saved:
        """What is on the screen, as it would be kept."""
        return saved_of(self.asked, usual=self.usual)

    @property
    def is_changed(self) -> bool:
        """Does the open list show something else than what is stored?"""
        if self.opened is None:
            return False
        stored = merged(self.opened, QueryDict())
        return saved_of(stored, usual=self.usual) != self.current

    @property
    def address(self) -> str:
        """What is on the screen, as an address that needs no list."""
        return said_by(self.asked).urlencode(safe=",:")

    @property
    def may_change(self) -> bool:
        return self.opened is not None and self.opened.changeable_by(self.user)

    @property
    def may_keep(self) -> bool:
        return self.opened is not None and self.opened.kept_by(self.user)


def shelf_of(user: Any, kind: Kind) -> Shelf:
    def offered(anybody: Any) -> QuerySet:
        rows = SmartList.objects.offered_to(anybody).filter(kind=kind.key).as_seen_by(anybody).select_related("owner")
        return rows.order_by("name", "pk")[:MOST]

    return Shelf(kind, user, rows_of(("shelf", kind.key), offered, whose=user))


def opened(kind: str) -> Callable[..., Any]:
    """Around a list's view and the one that counts it: `request.GET` becomes what the named smart list says and what
    the address says besides, `request.shelf` the lists beside it. An address that says nothing opens the person's
    default list. 404 for a list that is not there for this person."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def with_shelf(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            held = kind_called(kind)
            if held is not None and request.user.is_authenticated:
                _put_up(request, shelf_of(request.user, held))
            return view(request, *args, **kwargs)

        return with_shelf

    return decorate


def _put_up(request: Any, shelf: Shelf) -> None:
    shelf.opened = _asked_for(request, shelf)
    if shelf.opened is not None:
        request.GET = merged(shelf.opened, request.GET)
    shelf.asked, request.shelf = request.GET, shelf


def _asked_for(request: HttpRequest, shelf: Shelf) -> SmartList | None:
    if OPEN in request.GET:
        return _found(request.GET[OPEN], shelf)
    begins = not request.GET and request.path == shelf.kind.url and not wants_fragment(request)
    return shelf.default if begins else None


def _found(key: str, shelf: Shelf) -> SmartList:
    """One of the shelf; an admin may open any."""
    if not (key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY):
        raise Http404
    there = next((each for each in shelf.lists if each.pk == int(key)), None)
    if there is None and shelf.user.is_admin:
        rows = SmartList.objects.visible_to(shelf.user).filter(kind=shelf.kind.key, pk=int(key))
        there = rows.as_seen_by(shelf.user).first()
    if there is None:
        raise Http404
    return there
