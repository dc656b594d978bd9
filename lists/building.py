"""The filter builder: a filter as a tree of form fields, and back. It works by buttons alone; every step is one POST
that carries the whole tree, so that nothing typed is lost, whatever is wrong with it.

The fields of a form end in the place of their node: "0" is the root, "0.1" its second child. `s` says what a node is
(field, group, related); `m` how the children of a group or relation are joined; `h` and `r` of a relation whether there
is one, and which; `f`, `o`, `v`, `w`, `u` of a condition its field, operator, value, upper end and unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from lists.fields import SECTIONS, ListField, Relation, Section, fields_of, relations_of
from lists.filtering import Where, values
from lists.filtering.operators import Operator, operators_of
from lists.filtering.periods import UNIT_NAMES
from lists.filtering.tree import DEEPEST, MOST_CONDITIONS, VERSION, Fault
from lists.offering import Offers, Option, Shelf, ends_of, span_of, text_of

ROOT, DEEPEST_DRAWN = "0", 8
MODES = ("all", "any", "none", "notall")
LONGEST_TYPED = 400


@dataclass
class Piece:
    """A node as it is drawn: `shape` is "field", "group" or "related". Whatever was typed stays in `value`."""

    place: str
    shape: str
    kind: str
    depth: int
    mode: str = "all"
    absent: bool = False
    key: str = ""
    op: str = ""
    value: Any = None
    children: list[Piece] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    # Just added: it gets the focus. By `words` records are looked for, where they are the value.
    fresh: bool = False
    words: str = ""
    # What the form offers (Builder).
    known: ListField | None = None
    operator: Operator | None = None
    operators: tuple[Operator, ...] = ()
    menu: list[Shelf] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    offers: Offers | None = None
    may_nest: bool = False
    may_relate: bool = False

    @property
    def is_any(self) -> bool:
        return self.mode in {"any", "none"}

    @property
    def shelves(self) -> list[Shelf]:
        """The values to choose from."""
        return self.offers.shelves(self) if self.offers else []

    @property
    def takes(self) -> str:
        """How the value is asked for."""
        return self.operator.takes.__name__ if self.operator else ""

    @property
    def units(self) -> list[tuple[str, Any]]:
        return list(UNIT_NAMES.items())

    @property
    def text(self) -> str:
        return text_of(self.value)

    @property
    def ends(self) -> tuple[str, str]:
        return ends_of(self.value)

    @property
    def span(self) -> tuple[str, str]:
        return span_of(self.value)

    def walk(self) -> Iterator[Piece]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Builder:
    """The tree with what every node of it may become. `faults` are those that have no place in it."""

    kind: str
    user: Any
    root: Piece
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._known: dict[str, dict[str, ListField]] = {}
        self._menus: dict[str, list[Shelf]] = {}
        self.offers = Offers(self.user)
        self._fit(self.root, self.kind)

    def _fit(self, piece: Piece, around: str) -> None:
        """Give a node its field, operator or relation. `around` is the kind of record that a relation starts from."""
        piece.offers = self.offers
        if piece.shape == "field":
            self._fit_condition(piece)
        elif piece.shape == "related":
            piece.relations = list(relations_of(around).values())
        piece.may_nest = piece.depth < DEEPEST
        piece.may_relate = piece.may_nest and bool(relations_of(piece.kind))
        for child in piece.children:
            self._fit(child, piece.kind)

    def _fit_condition(self, piece: Piece) -> None:
        """Another field may not know the operator; then the first of its own is taken."""
        if piece.kind not in self._known:
            known = self._known[piece.kind] = fields_of(piece.kind, user=self.user)
            self._menus[piece.kind] = menu_of(known)
        piece.menu, piece.known = self._menus[piece.kind], self._known[piece.kind].get(piece.key)
        if piece.known is not None:
            piece.operators = operators_of(piece.known)
            piece.operator = next((each for each in piece.operators if each.key == piece.op), piece.operators[0])
            piece.op = piece.operator.key

    @property
    def is_empty(self) -> bool:
        return not self.root.children


def menu_of(known: Mapping[str, ListField]) -> list[Shelf]:
    """The fields under their headings."""
    found = {section: [each for each in known.values() if each.section == section] for section in Section}
    return [
        Shelf(str(SECTIONS[section]), [Option(each.key, str(each.label), False) for each in fields])
        for section, fields in found.items()
        if fields
    ]


def of_where(where: Where) -> Builder:
    """The builder of a filter that was read, with its faults at their places."""
    root = Piece(ROOT, "group", where.kind, 1)
    placed: list[Fault] = []
    if isinstance(where.raw, dict):
        drawn = _drawn(where.raw, where.kind, ROOT, 1, list(where.faults), placed)
        root = drawn if drawn is not None and drawn.shape == "group" else _around(drawn, root)
    left = [fault.message for fault in where.faults if fault not in placed]
    return Builder(where.kind, where.asked.user, root, left)


def _around(inner: Piece | None, root: Piece) -> Piece:
    if inner is not None:
        root.children = [_moved(inner, f"{ROOT}.0")]
    return root


def _moved(piece: Piece, place: str) -> Piece:
    piece.place = place
    for number, child in enumerate(piece.children):
        _moved(child, f"{place}.{number}")
    return piece


def _drawn(raw: Any, kind: str, place: str, depth: int, faults: list[Fault], placed: list[Fault]) -> Piece | None:
    """What can be drawn of a node; None for what is none."""
    if not isinstance(raw, dict) or depth > DEEPEST_DRAWN:
        return None
    made = _shaped(raw, kind, place, depth, faults, placed)
    if made is not None:
        here = [fault for fault in faults if fault.raw is raw]
        made.faults += [fault.message for fault in here]
        placed += here
    return made


def _shaped(raw: dict, kind: str, place: str, depth: int, faults: list[Fault], placed: list[Fault]) -> Piece | None:
    if "field" in raw:
        key, op = raw["field"], raw.get("op")
        return Piece(place, "field", kind, depth, key=_text(key), op=_text(op), value=raw.get("value"))
    for mode in ("all", "any"):
        if isinstance(raw.get(mode), list):
            made = Piece(place, "group", kind, depth, mode=mode)
            made.children = _children(raw[mode], kind, made, faults, placed)
            return made
    if "not" in raw:
        return _turned(_drawn(raw["not"], kind, place, depth, faults, placed))
    which = "has" if "has" in raw else "hasnt" if "hasnt" in raw else ""
    return _related(raw, which, kind, place, depth, faults, placed) if which else None


def _related(
    raw: dict, which: str, kind: str, place: str, depth: int, faults: list[Fault], placed: list[Fault]
) -> Piece | None:
    key = _text(raw[which])
    relation = relations_of(kind).get(key)
    to = relation.kind if relation else kind
    made = Piece(place, "related", to, depth, absent=which == "hasnt", key=key)
    inner = raw.get("where")
    group = next((mode for mode in ("all", "any") if isinstance(inner, dict) and isinstance(inner.get(mode), list)), "")
    made.mode = group or "all"
    made.children = _children(inner[group] if group else [inner], to, made, faults, placed)  # type: ignore[index]
    return made


def _children(raws: list, kind: str, parent: Piece, faults: list[Fault], placed: list[Fault]) -> list[Piece]:
    found: list[Piece] = []
    for raw in raws[:MOST_CONDITIONS]:
        made = _drawn(raw, kind, f"{parent.place}.{len(found)}", parent.depth + 1, faults, placed)
        if made is not None:
            found.append(made)
    return found


def _turned(piece: Piece | None) -> Piece | None:
    """The same below a "not"."""
    if piece is None:
        return None
    if piece.shape == "group":
        piece.mode = {"all": "notall", "any": "none", "none": "any", "notall": "all"}[piece.mode]
        return piece
    if piece.shape == "related":
        piece.absent = not piece.absent
        return piece
    outer = Piece(piece.place, "group", piece.kind, piece.depth, mode="none")
    outer.children = [_moved(piece, f"{piece.place}.0")]
    return outer


def _text(value: Any) -> str:
    return value[:LONGEST_TYPED] if isinstance(value, str) else ""


def said(root: Piece) -> tuple[dict[str, Any], dict[int, Piece]]:
    """The filter as JSON, and by the identity of each of its parts the node that it came from."""
    parts: dict[int, Piece] = {}
    return {"v": VERSION, **_joined(root, parts)}, parts


def _json(piece: Piece, parts: dict[int, Piece]) -> dict[str, Any]:
    made: dict[str, Any]
    if piece.shape == "field":
        made = {"field": piece.key, "op": piece.op}
        if piece.operator is None or not piece.operator.bare:
            made["value"] = piece.value
    elif piece.shape == "related":
        made = {"hasnt" if piece.absent else "has": piece.key}
        if piece.children:
            made["where"] = _joined(piece, parts)
    else:
        made = _joined(piece, parts)
    parts[id(made)] = piece
    return made


def _joined(piece: Piece, parts: dict[int, Piece]) -> dict[str, Any]:
    nodes = [_json(child, parts) for child in piece.children]
    made = {"any" if piece.is_any else "all": nodes}
    parts[id(made)] = piece
    return {"not": made} if piece.mode in {"none", "notall"} else made


def typed(operator: Operator | None, sent: QueryDict, place: str) -> Any:
    """What a condition was given, as the JSON takes it."""
    texts = [text[:LONGEST_TYPED] for text in sent.getlist(f"v:{place}")][: values.MOST_PICKED + 1]
    first, unit = texts[0] if texts else "", sent.get(f"u:{place}", "")[:20]
    takes = operator.takes if operator else values.line
    if takes in {values.numbers, values.days}:
        return [first, sent.get(f"w:{place}", "")[:LONGEST_TYPED]]
    if takes is values.span:
        return {"n": first, "unit": unit}
    if takes in values.MANY:
        return texts
    return first
