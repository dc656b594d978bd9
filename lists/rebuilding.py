"""One step of the filter builder: the tree that a form sent, with what was asked for done to it."""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict

from lists.building import LONGEST_TYPED, MODES, ROOT, Builder, Piece, typed
from lists.fields import fields_of, relations_of
from lists.filtering import Where
from lists.filtering.operators import operator_called, operators_of
from lists.filtering.tree import DEEPEST, MOST_CONDITIONS

PLACE = re.compile(r"0(\.\d{1,3}){0,8}")
SHAPES = ("field", "group", "related")


def read_form(sent: QueryDict, kind: str, *, user: Any) -> Piece:
    """The tree that was sent. What does not fit together is left out; a form of ours always fits."""
    places = sorted(
        (name[2:] for name in sent if name.startswith("s:") and PLACE.fullmatch(name[2:])), key=_in_order
    )  # fmt: skip
    root = Piece(ROOT, "group", kind, 1, mode=_mode(sent, ROOT))
    found = {ROOT: root}
    for place in places[: 2 * MOST_CONDITIONS]:
        parent = found.get(place.rpartition(".")[0])
        if place != ROOT and parent is not None and parent.shape != "field":
            found[place] = made = _piece(sent, place, parent, user)
            parent.children.append(made)
    return _numbered(root)


def _in_order(place: str) -> list[int]:
    return [int(part) for part in place.split(".")]


def _mode(sent: QueryDict, place: str) -> str:
    wanted = sent.get(f"m:{place}", "")
    return wanted if wanted in MODES else "all"


def _piece(sent: QueryDict, place: str, parent: Piece, user: Any) -> Piece:
    shape = sent.get(f"s:{place}", "")
    kind, depth = parent.kind, parent.depth + 1
    if shape == "related":
        key = sent.get(f"r:{place}", "")[:60]
        relation = relations_of(kind).get(key)
        to = relation.kind if relation else kind
        absent = sent.get(f"h:{place}") == "hasnt"
        return Piece(place, "related", to, depth, mode=_mode(sent, place), absent=absent, key=key)
    if shape == "field":
        return _condition(sent, place, kind, depth, user)
    return Piece(place, "group", kind, depth, mode=_mode(sent, place))


def _condition(sent: QueryDict, place: str, kind: str, depth: int, user: Any) -> Piece:
    """The value is read by the operator that was drawn: after a change of field it may fit no more."""
    key, op = sent.get(f"f:{place}", "")[:100], sent.get(f"o:{place}", "")[:20]
    known = fields_of(kind, user=user).get(key)
    operator = None
    if known is not None:
        operator = operator_called(known, op) or operators_of(known)[0]
    made = Piece(place, "field", kind, depth, key=key, op=operator.key if operator else op)
    made.value, made.operator = typed(operator, sent, place), operator
    made.words = sent.get(f"q:{place}", "").replace("\x00", "").strip()[:LONGEST_TYPED]
    return made


def _numbered(piece: Piece, place: str = ROOT) -> Piece:
    piece.place = place
    for number, child in enumerate(piece.children):
        _numbered(child, f"{place}.{number}")
    return piece


def step(root: Piece, wanted: str, *, user: Any) -> Piece:
    """Add to a node or take it away: "add:0.1", "group:0.1", "relate:0", "remove:0.1.2". Else nothing happens."""
    deed, _colon, place = wanted.partition(":")
    by_place = {piece.place: piece for piece in root.walk()}
    target = by_place.get(place)
    if target is None:
        return root
    if deed == "remove" and place != ROOT:
        parent = by_place[place.rpartition(".")[0]]
        parent.children = [child for child in parent.children if child is not target]
    elif target.shape != "field" and len(by_place) <= MOST_CONDITIONS:
        _add(target, deed, user)
    return _numbered(root)


def _add(target: Piece, deed: str, user: Any) -> None:
    place, depth = f"{target.place}.{len(target.children)}", target.depth + 1
    if deed == "add":
        target.children.append(_first(target.kind, place, depth, user))
    elif deed == "group" and target.depth < DEEPEST:
        group = Piece(place, "group", target.kind, depth, mode="all" if target.is_any else "any")
        group.children = [_first(target.kind, f"{place}.0", depth + 1, user)]
        target.children.append(group)
    elif deed == "relate" and target.depth < DEEPEST:
        relation = next(iter(relations_of(target.kind).values()), None)
        if relation is not None:
            target.children.append(Piece(place, "related", relation.kind, depth, key=relation.key, fresh=True))


def _first(kind: str, place: str, depth: int, user: Any) -> Piece:
    found = next(iter(fields_of(kind, user=user).values()))
    return Piece(place, "field", kind, depth, key=found.key, op=operators_of(found)[0].key, fresh=True)


def with_faults(root: Piece, where: Where, parts: dict[int, Piece]) -> Builder:
    """The tree again, with what is wrong at its places; `parts` are those of lists.building.said."""
    left = []
    for fault in where.faults:
        piece = parts.get(id(fault.raw))
        if piece is None:
            left.append(fault.message)
        else:
            piece.faults.append(fault.message)
    return Builder(where.kind, where.asked.user, root, left)
