"""A list as it is drawn: what the address, the person's own columns and this device's density make of a table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from lists import recents
from lists.arranging import kept, widths
from lists.building import Builder, of_where
from lists.cells import Drawing
from lists.chips import Chip, chips_of
from lists.custom_columns import completed
from lists.filtering import Where
from lists.paging import Known, Page, as_long_as, page_of
from lists.rows import draw, needed, width_class, with_rights_of
from lists.tabling import Column, Sort, Table
from ui.marks import drawn_icon
from ui.pages import page, wants_fragment

PAGE = "lists/table.html"
DENSITIES = ("dense", "roomy")
# What is not part of the filter: an address without these is what a list was narrowed to.
PLACES, PANE, WHERE, GROUPED = ("after", "shown"), "pane", "where", "by"
LAYOUT = ("sort", "cols", "filter", "density", "by", "list", "changed", PANE, *PLACES)


class Tab(NamedTuple):
    """A quick view: its key stands in the address as `view`. Those of one `group` stand under its heading."""

    key: str
    label: Any
    group: Any = ""


class Bulk(NamedTuple):
    """Something to do with the chosen rows: its address takes the POST of lists.selection."""

    label: Any
    icon: str
    url: str
    danger: bool = False


@dataclass
class Tabled:
    """What lists/table.html draws, reached as `table`."""

    table: Table
    path: str
    asked: QueryDict
    columns: list[Column]
    sort: Sort
    found: Page
    drawing: Drawing
    widths: Mapping[str, int]
    density: str
    opened: bool
    filterset: Any = None
    tabs: Sequence[Tab] = ()
    view: str = ""
    bulk: Sequence[Bulk] = ()
    add: str = ""
    add_label: Any = ""
    active: list[str] = field(default_factory=list)
    # The smart lists beside it (lists.smart), where there are any.
    shelf: Any = None

    @property
    def title(self) -> Any:
        return self.shelf.opened.name if self.shelf and self.shelf.opened else self.table.title

    @cached_property
    def said(self) -> list[tuple[str, str]]:
        """What the address says besides the place in the list."""
        gone = {*PLACES, PANE}
        return [(name, value) for name, values in self.asked.lists() if name not in gone for value in values]

    def address(self, *without: str, **changes: str) -> str:
        """This page's address, from its top, with these changes."""
        kept = [(name, value) for name, value in self.said if name not in without and name not in changes]
        return f"?{urlencode([*kept, *changes.items()])}"

    @cached_property
    def here(self) -> str:
        return self.address()

    @property
    def more(self) -> str:
        return self.address(after=self.found.after) if self.found.after else ""

    @property
    def query(self) -> str:
        """What the list is narrowed to, for "all that match"."""
        return self.address(*LAYOUT).removeprefix("?")

    @property
    def rows(self) -> SafeString:
        """The page's rows, drawn; what their cells ask for besides is read now."""
        return draw(
            self.table, self.columns, self.found.rows, self.drawing, picked=bool(self.bulk), widths=self.widths
        )  # fmt: skip

    @property
    def heads(self) -> SafeString:
        """The cells of the head."""
        return mark_safe("".join(self._head(column) for column in self.columns))

    def _head(self, column: Column) -> str:
        label, place = escape(str(column.label)), width_class(self.widths.get(column.key, 0), column.classes)
        if not column.order:
            return f'<th scope="col" class="{place}" data-column="{escape(column.key)}">{label}</th>'
        current = column.key == self.sort.key
        down = not self.sort.down if current else column.down
        told = "descending" if self.sort.down else "ascending"
        arrow = drawn_icon("arrow-down" if self.sort.down else "arrow-up", "s") if current else ""
        said = f' aria-sort="{told}"' if current else ""
        url = escape(self.address(sort=f"{'-' * down}{column.key}"))
        return (
            f'<th scope="col" class="{place}" data-column="{escape(column.key)}"{said}>'
            f'<a href="{url}">{label}{arrow}</a></th>'
        )

    @property
    def drawn_tabs(self) -> SafeString:
        """The quick views, each group under its heading."""
        drawn, group = [], ""
        for tab, url, current in self.quick:
            if tab.group and tab.group != group:
                drawn.append(f"<h2>{escape(str(tab.group))}</h2>")
            group = tab.group
            here = ' aria-current="page"' if current else ""
            drawn.append(
                f'<a href="{escape(url)}"{here}><span>{escape(str(tab.label))}</span>'
                f'<span class="count" id="tab-{escape(tab.key)}"></span></a>'
            )
        return mark_safe("".join(drawn))

    @property
    def quick(self) -> list[tuple[Tab, str, bool]]:
        """A view keeps what the list is narrowed to; from a smart list it leads away."""
        if self.shelf and self.shelf.opened:
            return [(tab, f"?view={tab.key}", False) for tab in self.tabs]
        return [(tab, self.address(view=tab.key), tab.key == self.view) for tab in self.tabs]

    @property
    def chooser(self) -> str:
        """Where the columns are chosen."""
        address = reverse("lists:columns", args=[self.table.kind])
        return f"{address}?{urlencode({'next': self.path + self.here})}"

    @property
    def is_searched(self) -> bool:
        return self.filterset is not None and "q" in self.filterset.filters

    @property
    def sought(self) -> str:
        """What stands in the search box."""
        return self.asked.get("q", "")

    @property
    def fields(self) -> list[Any]:
        if self.filterset is None:
            return []
        return [bound for bound in self.filterset.form if bound.name not in {"q", WHERE}]

    @property
    def has_fields(self) -> bool:
        """Is there anything to narrow down by besides the search box?"""
        return self.filterset is not None and bool(set(self.filterset.filters) - {"q", WHERE})

    @property
    def deeds(self) -> tuple[tuple[str, str], ...]:
        """What is shown of what can be done with the chosen rows."""
        return tuple((each.url, str(each.label)) for each in self.bulk)

    @property
    def picked(self) -> bool:
        """Can rows be chosen?"""
        return bool(self.bulk)

    @property
    def filters(self) -> int:
        """How many are on, the search box not counted: that one is seen."""
        return len(self.narrowing) + (len(self.where.parts) if self.where else 0)

    @property
    def narrowing(self) -> list[str]:
        """The quick filters that are on."""
        return [name for name in self.active if name not in {"q", WHERE}]

    @property
    def where(self) -> Where | None:
        """The conditions of the list (lists.filtering); None where a list knows none."""
        return getattr(self.filterset, "conditions", None)

    @property
    def where_text(self) -> str:
        """As it stands in the address, even where it is wrong: what is left out would show more than was meant."""
        return self.asked.get(WHERE, "")

    @property
    def builder(self) -> Builder | None:
        return of_where(self.where) if self.where is not None else None

    @property
    def back(self) -> str:
        """The list as it is now, for the builder."""
        return self.path + self.here

    @property
    def without_where(self) -> str:
        return self.address(WHERE)

    @cached_property
    def chips(self) -> list[Chip]:
        return chips_of(self.filterset, self.narrowing, self.where, address=self.address, where_name=WHERE)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What stays in the address when the filter is cleared."""
        own = ("list", "changed", "view", "sort", "cols", "by", "density", "filter")
        return [(name, value) for name in own for value in self.asked.getlist(name)]

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What the filter's form sends along, besides its own fields and the grouping, which is one of the foot."""
        return [(name, value) for name, value in self.carried if name != GROUPED]

    @property
    def by(self) -> str:
        return self.asked.get(GROUPED, "")

    @property
    def held(self) -> list[tuple[str, str]]:
        """The same from a form that is closed, in which nothing can be changed but the search."""
        left_out = {*PLACES, "q", PANE, WHERE, GROUPED}
        return [(name, value) for name in self.asked if name not in left_out for value in self.asked.getlist(name)]

    @property
    def pane(self) -> str:
        """Where the opened form comes from."""
        return self.address(filter="1", pane="1")

    @property
    def clear(self) -> str:
        kept = QueryDict(mutable=True)
        for name, value in self.carried:
            kept.appendlist(name, value)
        return f"?{kept.urlencode()}"

    @property
    def toggle(self) -> str:
        return self.address("filter") if self.opened else self.address(filter="1") + "#filter"

    @property
    def totals(self) -> str:
        """Where the sums come from, and the groups, which are part of an address too."""
        left_out = [name for name in LAYOUT if name != GROUPED]
        return reverse(self.table.totals) + self.address(*left_out) if self.table.totals else ""

    @property
    def width(self) -> int:
        return len(self.columns) + bool(self.bulk)


def tabled(
    request: HttpRequest, table: Table, rows: QuerySet | Callable[[Any], QuerySet], filterset: Any = None, *,
    tabs: Sequence[Tab] = (), view: str = "", bulk: Sequence[Bulk] = (), add: str = "", add_label: Any = "",
    depends: Hashable = (),
) -> dict[str, Any]:  # fmt: skip
    """The context of one page of a list. `rows` are narrowed down already (`filterset.qs`, and by the quick view), and
    come with the rights that their cells ask for (lists.rights). As a function they are made for whoever is given:
    where nothing but the owner is filtered, nothing but that, the quick view, the order, the rights, the day and what
    `depends` names tells one request from the next, and the statement is at hand (ui.ready)."""
    asked, keys = request.GET, kept(request.GET, request.session, table.kind)
    table = completed(table, request.user, keys=[*(keys or ()), asked.get("sort", "")])
    columns, sort = table.chosen(keys), table.sorted_by(asked.get("sort", ""))
    if view == recents.VIEW and not asked.get("sort"):
        sort = recents.newest(table.kind, request.user)

    def read(user: Any) -> QuerySet:
        given = rows(user) if callable(rows) else rows
        return needed(table, columns, with_rights_of(table, columns, given, user), *sort.own)

    plain = callable(rows) and _is_plain(filterset) and not sort.expressions
    whose = filterset.data["owner"] if plain else ""
    key = ("list", table.kind, view, whose, timezone.localdate(), depends, *[column.key for column in columns])
    found = page_of(
        Known(filterset.model, key, read, request.user) if plain else read(request.user),
        order=sort.order, expressions=sort.expressions, after=asked.get("after", ""),
        size=as_long_as(asked.get("shown", "")),
    )  # fmt: skip
    drawn = Tabled(
        table=table, path=request.path, asked=asked, columns=columns, sort=sort, found=found, widths=widths(keys),
        drawing=Drawing(request.user, now=timezone.localtime()), density=density_of(request),
        opened=_opened(request, filterset), filterset=filterset, tabs=tabs,
        view=view, bulk=bulk, add=add, add_label=add_label, active=active_in(filterset),
        shelf=_shelf(request, table, filterset, tabs),
    )  # fmt: skip
    return {"table": drawn, "found": found, "columns": drawn.columns, "fragment": wants_fragment(request)}


def answer(request: HttpRequest, context: dict[str, Any], template: str = PAGE) -> HttpResponse:
    """The page, its further rows, its list drawn anew, or the opened filter alone. `template` may extend
    lists/table.html."""
    partial = "filter" if PANE in request.GET else "rows" if context["found"].begun else "list"
    return page(request, PAGE if context["fragment"] else template, context, partial=partial)


def _shelf(request: HttpRequest, table: Table, filterset: Any, tabs: Sequence[Tab]) -> Any:
    """The smart lists beside it, told what an address says without saying anything."""
    shelf = getattr(request, "shelf", None)
    if shelf is not None:
        first = tabs[0].key if tabs else ""
        shelf.usual = {**getattr(filterset, "defaults", {}), "sort": table.sort, "view": first}
    return shelf


def density_of(request: HttpRequest) -> str:
    chosen = request.GET.get("density") or request.COOKIES.get("density", "")
    return chosen if chosen in DENSITIES else DENSITIES[0]


def _is_plain(filterset: Any) -> bool:
    return bool(getattr(filterset, "is_plain", False))


def _opened(request: HttpRequest, filterset: Any) -> bool:
    if filterset is None:
        return False
    opened = "filter" in request.GET or request.COOKIES.get("filter") == "open"
    return opened or (not _is_plain(filterset) and bool(filterset.form.errors))


def active_in(filterset: Any) -> list[str]:
    """The fields that narrow the list down. A filter set names in `defaults` what is no narrowing."""
    if filterset is None or not filterset.is_bound:
        return []
    usual = getattr(filterset, "defaults", {})
    if _is_plain(filterset):
        return [name for name in ("owner",) if filterset.data[name] != usual[name]]
    form = filterset.form
    sound = [bound for bound in form if bound.name not in form.errors]
    return [bound.name for bound in sound if _narrows(bound, usual.get(bound.name))]


def _narrows(bound: forms.BoundField, usual: Any) -> bool:
    if isinstance(bound.field.widget, forms.CheckboxInput) and not bound.data:
        return False
    return bound.field.has_changed(usual, bound.data)
