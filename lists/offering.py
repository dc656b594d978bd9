"""What the filter builder's form offers for a value, and how what stands there is shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.choices import GroupUse
from accounts.models import Group, User
from lists.fields import FieldType
from lists.filtering import values
from lists.filtering.periods import PERIODS, UNIT_NAMES
from records.naming import model_of
from ui.amounts import as_typed

MOST_FOUND = 8


class Option(NamedTuple):
    value: Any
    label: str
    on: bool


class Shelf(NamedTuple):
    """Options under a heading, "" for none."""

    heading: str
    options: list[Option]


class Offers:
    """Each list is read once, whatever number of conditions asks for it."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self._choices: dict[Any, list] = {}

    @cached_property
    def people(self) -> list[tuple[Any, str]]:
        return list(User.objects.active().by_name().values_list("pk", "name"))

    @cached_property
    def managers(self) -> list[tuple[Any, str]]:
        with_team = User.objects.active().filter(reportees__is_active=True).distinct()
        return list(with_team.by_name().values_list("pk", "name"))

    @cached_property
    def groups(self) -> list[tuple[Any, str]]:
        rows = Group.objects.in_use().filter(use=GroupUse.INFORMATION).order_by("name", "pk")
        return list(rows.values_list("pk", "name"))

    def shelves(self, piece: Any) -> list[Shelf]:
        """The options of a condition, those that were picked before all among them."""
        picked = [str(each) for each in _listed(piece.value)]
        pairs = self._pairs(piece)
        found = [_shelf(heading, inner, picked) for heading, inner in _shelved(pairs)]
        known = {str(option.value) for shelf in found for option in shelf.options}
        lost = [Option(each, _("(no longer there)") if each.isdigit() else each, True) for each in picked]
        lost = [option for option in lost if option.value and option.value not in known]
        return [*found, Shelf("", lost)] if lost else found

    def _pairs(self, piece: Any) -> list[Any]:
        takes, me = piece.operator.takes, pgettext("filter", "Me")
        if takes is values.people:
            return [(values.ME, me), *self.people]
        if takes is values.manager:
            return [(values.ME, me), *self.managers]
        if takes is values.period:
            return [(key, label) for key, (label, _days) in PERIODS.items()]
        if takes is values.flag:
            return [("true", _("Yes")), ("false", _("No"))]
        if takes is values.keys:
            return self._records(piece) if piece.known.type == FieldType.RECORD else self.groups
        key = piece.kind, piece.known.key
        if key not in self._choices:
            self._choices[key] = piece.known.offered()
        return self._choices[key]

    def _records(self, piece: Any) -> list[tuple[int, str]]:
        """What was picked, and what the words that were typed find."""
        rows = model_of(piece.known.kind).objects.visible_to(self.user)
        keys = [int(each) for each in map(str, _listed(piece.value)) if each.isascii() and each.isdigit()]
        keys = [key for key in keys if key <= values.LARGEST_KEY][: values.MOST_PICKED]
        found = list(rows.filter(pk__in=keys)) if keys else []
        if piece.words:
            found += list(rows.search(piece.words).exclude(pk__in=keys).order_by("pk")[:MOST_FOUND])
        return [(row.pk, str(row)) for row in found]


def _listed(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return value if isinstance(value, list) else [] if value is None or isinstance(value, dict) else [value]


def _shelved(pairs: Iterable[Any]) -> list[tuple[str, list[tuple[Any, Any]]]]:
    """Pairs with and without headings, in their order."""
    found: list[tuple[str, list[tuple[Any, Any]]]] = []
    for value, label in pairs:
        if isinstance(label, list | tuple):
            found.append((str(value), list(label)))
        elif not found or found[-1][0]:
            found.append(("", [(value, label)]))
        else:
            found[-1][1].append((value, label))
    return found


def _shelf(heading: str, pairs: list[tuple[Any, Any]], picked: list[str]) -> Shelf:
    return Shelf(heading, [Option(value, str(label), str(value) in picked) for value, label in pairs if value != ""])


def text_of(value: Any) -> str:
    """One value in an input; a number the way its reader would type it."""
    if isinstance(value, bool) or value is None or isinstance(value, list | dict):
        return ""
    return as_typed(Decimal(str(value))) if isinstance(value, int | float) else str(value)


def ends_of(value: Any) -> tuple[str, str]:
    """Of what is between two values."""
    pair = value if isinstance(value, list) and len(value) == 2 else [value, ""]
    return text_of(pair[0]), text_of(pair[1])


def span_of(value: Any) -> tuple[str, str]:
    """Number and unit."""
    known = value if isinstance(value, dict) else {}
    unit = known.get("unit")
    return text_of(known.get("n", "")), unit if unit in UNIT_NAMES else "days"
