"""The filter engine: one definition of "which records" for lists, bulk work, reports and triggers (15.7, 15.9, 12.18).

where = read("contacts.contact", request.GET.get("where", ""), user=request.user, now=timezone.localtime())
rows = where.narrow(Contact.objects.visible_to(request.user))
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet

from lists.filtering.compiling import compiled
from lists.filtering.operators import Asked
from lists.filtering.tree import VERSION, Fault, Group, Node, Reading, says
from lists.filtering.wording import worded

__all__ = ["Part", "Where", "read"]


class Part(NamedTuple):
    """One condition or group of the outermost level: what it says, and the filter without it ("" for nothing left)."""

    words: str
    without: str


@dataclass(frozen=True)
class Where:
    """A filter that was read. With errors it matches nothing, whatever else it says. `raw` is the JSON value."""

    kind: str
    node: Node | None
    faults: tuple[Fault, ...]
    asked: Asked
    raw: Any = None

    @property
    def errors(self) -> list[str]:
        return [fault.message for fault in self.faults]

    def __bool__(self) -> bool:
        """Does it say anything at all?"""
        return bool(self.faults) or says(self.node)

    def narrow(self, rows: QuerySet) -> QuerySet:
        """Of rows that the viewer sees, those that match."""
        if self.faults:
            return rows.none()
        condition = compiled(self.node, self.asked)
        return rows if condition is None else rows.filter(condition)

    def words(self) -> str:
        return "" if self.node is None else worded(self.node, self.asked)

    @cached_property
    def text(self) -> str:
        """The filter as it stands in an address."""
        return "" if self.node is None else spelt(self.node)

    @cached_property
    def parts(self) -> list[Part]:
        """What a list shows as chips."""
        if self.node is None:
            return []
        if not isinstance(self.node, Group) or not self.node.every:
            return [Part(self.words(), "")]
        nodes = self.node.nodes
        rests = [nodes[:at] + nodes[at + 1 :] for at in range(len(nodes))]
        said = [(worded(node, self.asked), rest) for node, rest in zip(nodes, rests, strict=True)]
        return [Part(words, spelt(Group(True, rest)) if rest else "") for words, rest in said if words]


def spelt(node: Node) -> str:
    return json.dumps({"v": VERSION, **node.as_json()}, separators=(",", ":"), ensure_ascii=False)


def read(kind: str, said: str | dict[str, Any] | None, *, user: Any, now: datetime) -> Where:
    """`now` carries the time zone of the person. Never raises: mistakes are in `errors`, in sentences to be shown."""
    asked = Asked(user, now)
    if said is None or said == "" or said == {}:
        return Where(kind, None, (), asked)
    reading = Reading(user)
    node = reading.root(said, kind)
    return Where(kind, node, tuple(reading.faults), asked, reading.raw)
