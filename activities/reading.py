"""The newest rows of a timeline as they are told: nothing else of them is read, and no models are made of them, which
would take longer than to read them. Their attributes are called as those of EntryLink, Entry, Change and Transition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

WHY = ("kind", "record_id", "cause", "cause_change")
CHANGE, STEP = (*WHY, "verb", "fields"), (*WHY, "field", "was", "now")
# Each row in one line: the link, the entry, who and in which act, what was changed, which step was made.
COLUMNS = (
    "at", "entry_id",
    "entry__at", "entry__verb", "entry__source_kind", "entry__source_id", "entry__by__name", "entry__act__kind",
    *(f"entry__change__{each}" for each in CHANGE),
    *(f"entry__transition__{each}" for each in STEP),
)  # fmt: skip
CHANGE_FROM, STEP_FROM = 8, 14


class Named(NamedTuple):
    name: str


class Kind(NamedTuple):
    kind: str


@dataclass(eq=False)
class Changed:
    kind: str
    record_id: int
    cause_id: int | None
    cause_change_id: int | None
    verb: str
    fields: dict[str, Any]


@dataclass(eq=False)
class Stepped:
    kind: str
    record_id: int
    cause_id: int | None
    cause_change_id: int | None
    field: str
    was: str
    now: str


@dataclass(eq=False)
class Happened:
    pk: int
    at: datetime
    verb: str
    source_kind: str
    source_id: int
    by: Named | None
    act: Kind
    change: Changed | None
    transition: Stepped | None


class Linked(NamedTuple):
    at: datetime
    entry_id: int
    entry: Happened


def linked(row: Sequence[Any]) -> Linked:
    """Of a row of COLUMNS."""
    at, key, happened, verb, source_kind, source_id, by, act = row[:CHANGE_FROM]
    changed, stepped = row[CHANGE_FROM:STEP_FROM], row[STEP_FROM:]
    entry = Happened(
        key, happened, verb, source_kind, source_id, Named(by) if by is not None else None, Kind(act),
        Changed(*changed) if changed[0] is not None else None, Stepped(*stepped) if stepped[0] is not None else None,
    )  # fmt: skip
    return Linked(at, key, entry)
