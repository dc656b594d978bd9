"""A filter as it stands in an address or a row (schema version 1), read into nodes. Never raises: what is wrong becomes
a fault at its place, in a sentence, and the whole filter then matches nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from lists.fields import ListField, Relation, field_called, filterable, relations_of
from lists.filtering.operators import Operator, operator_called
from lists.filtering.periods import Span
from lists.filtering.values import Wrong

VERSION, LONGEST, MOST_CONDITIONS, DEEPEST = 1, 16 * 1024, 200, 5
SHAPES = ("field", "all", "any", "not", "has", "hasnt")
WRAPPERS = {"not", "has", "hasnt"}


class Fault(NamedTuple):
    """`raw` is the part of the filter that is wrong, the very object that was read; None for the whole."""

    message: str
    raw: Any = None


@dataclass
class Condition:
    field: ListField
    operator: Operator
    value: Any

    def as_json(self) -> dict[str, Any]:
        said = {"field": self.field.key, "op": self.operator.key}
        return said if self.operator.bare else said | {"value": plain(self.value)}


@dataclass
class Group:
    """All of its nodes hold, or any; without any it says nothing."""

    every: bool
    nodes: list[Node]

    def as_json(self) -> dict[str, Any]:
        return {"all" if self.every else "any": [node.as_json() for node in self.nodes]}


@dataclass
class Not:
    node: Node

    def as_json(self) -> dict[str, Any]:
        return {"not": self.node.as_json()}


@dataclass
class Related:
    """There is such a related record (`absent`: there is none) of which the node holds."""

    relation: Relation
    node: Node | None
    absent: bool

    def as_json(self) -> dict[str, Any]:
        said: dict[str, Any] = {"hasnt" if self.absent else "has": self.relation.key}
        return said if self.node is None else said | {"where": self.node.as_json()}


Node = Condition | Group | Not | Related


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, Span):
        return {"n": value.n, "unit": value.unit}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def loaded(said: Any) -> Any:
    """The JSON value of a text, or of what is one already. ValueError for what is too long, or no JSON that every
    database and page could take."""
    if isinstance(said, str):
        if len(said) > LONGEST:
            raise TooLong
        said = json.loads(said, parse_constant=_refused)
    spelt = json.dumps(said, ensure_ascii=False, allow_nan=False)
    if len(spelt.encode()) > LONGEST:
        raise TooLong
    return said


def _refused(name: str) -> None:
    raise ValueError(name)


class TooLong(ValueError):
    """More than 16 KB."""


@dataclass
class Reading:
    """One reading of one filter."""

    user: Any
    faults: list[Fault] = field(default_factory=list)
    conditions: int = 0
    # The JSON value that was read, as soon as it is one.
    raw: Any = None

    def root(self, said: Any, kind: str) -> Node | None:
        try:
            raw = self.raw = loaded(said)
        except TooLong:
            return self._fault(_("The filter is longer than 16 KB."))
        except (ValueError, TypeError, RecursionError):
            return self._fault(_("The filter in the address is no valid JSON."))
        if not filterable(kind):
            return self._fault(_("This list cannot be filtered by conditions."))
        if not isinstance(raw, dict):
            return self._fault(_("The filter in the address is no filter."))
        if raw.get("v") != VERSION or isinstance(raw["v"], bool):
            return self._fault(_("The filter has a version that is not known here."))
        return self.node(raw, kind, 1)

    def _fault(self, message: str, raw: Any = None) -> Node | None:
        self.faults.append(Fault(message, raw))
        return None

    def node(self, raw: Any, kind: str, depth: int) -> Node | None:
        """Conditions do not count as a level, nor does a group directly below a "not" or a relation."""
        shape = shape_of(raw)
        if shape == "":
            return self._fault(_("A part of the filter is neither a condition nor a group."), raw)
        if shape == "field":
            return self._condition(raw, kind)
        if depth > DEEPEST:
            return self._fault(_("The filter is nested more than %(most)s levels deep.") % {"most": DEEPEST}, raw)
        if shape in {"all", "any"}:
            return self._group(raw, shape, kind, depth)
        if shape == "not":
            inner = self._below(raw["not"], kind, depth)
            return None if inner is None else Not(inner)
        return self._related(raw, shape, kind, depth)

    def _below(self, raw: Any, kind: str, depth: int) -> Node | None:
        return self.node(raw, kind, depth + (shape_of(raw) in WRAPPERS))

    def _group(self, raw: dict, shape: str, kind: str, depth: int) -> Node | None:
        if not isinstance(raw[shape], list):
            return self._fault(_("A group of the filter is no list."), raw)
        nodes = [self.node(each, kind, depth + 1) for each in raw[shape]]
        return Group(shape == "all", [node for node in nodes if node is not None])

    def _related(self, raw: dict, shape: str, kind: str, depth: int) -> Node | None:
        key = raw[shape]
        relation = relations_of(kind).get(key) if isinstance(key, str) else None
        if relation is None:
            return self._fault(_("There is no relation “%(key)s” here.") % {"key": str(key)[:60]}, raw)
        self._count(raw)
        inner = self._below(raw["where"], relation.kind, depth) if raw.get("where") else None
        return Related(relation, inner, shape == "hasnt")

    def _condition(self, raw: dict, kind: str) -> Node | None:
        if not self._count(raw):
            return None
        key = raw["field"]
        found = field_called(kind, key, user=self.user) if isinstance(key, str) else None
        if found is None:
            said = _("There is no field “%(key)s” to filter by, or not any more; so nothing matches.")
            return self._fault(said % {"key": str(key)[:60]}, raw)
        op = raw.get("op")
        operator = operator_called(found, op) if isinstance(op, str) else None
        if operator is None:
            said = _("%(field)s: “%(op)s” is nothing that can be asked of it.")
            return self._fault(said % {"field": found.label, "op": str(op)[:60]}, raw)
        try:
            return Condition(found, operator, operator.takes(raw.get("value"), found))
        except Wrong as wrong:
            return self._fault(f"{found.label}: {wrong}", raw)

    def _count(self, raw: Any) -> bool:
        self.conditions += 1
        if self.conditions == MOST_CONDITIONS + 1:
            self._fault(_("The filter has more than %(most)s conditions.") % {"most": MOST_CONDITIONS}, raw)
        return self.conditions <= MOST_CONDITIONS


def shape_of(raw: Any) -> str:
    """Which of the shapes it is; "" for none, or for several at once."""
    found = [shape for shape in SHAPES if shape in raw] if isinstance(raw, dict) else []
    return found[0] if len(found) == 1 else ""


def says(node: Node | None) -> bool:
    """Does it say anything? Empty groups do not, wherever they stand."""
    match node:
        case Condition() | Related():
            return True
        case Group(nodes=nodes):
            return any(says(each) for each in nodes)
        case Not(node=inner):
            return says(inner)
    return False
