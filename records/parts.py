"""Values of a record that are kept in rows of their own: the contacts of a deal with their roles, past employers.

They are journalled with the record's fields, as plain JSON under the part's name, so that the timeline tells them and
an undo brings them back. Nothing else writes these rows.
"""

from __future__ import annotations

from typing import Any, Protocol

from records.models import Record


class Part(Protocol):
    """`read` and `write` pass the same JSON value: a sorted list that is equal when nothing changed."""

    label: Any

    def read(self, record: Record) -> Any: ...

    def write(self, record: Record, value: Any) -> None: ...

    def keys(self, value: Any) -> dict[Any, set[int]]:
        """The keys in the value, by model."""

    def word(self, value: Any, names: dict[Any, dict[Any, str]]) -> str:
        """The value as a reader understands it."""


def rewrite(record: Record, wanted: dict[str, Any]) -> dict[str, list]:
    """Write the parts that differ and return [was, now] of each by its name."""
    changed = {}
    for name, value in wanted.items():
        part = record.PARTS[name]
        was = part.read(record)
        if was != value:
            part.write(record, value)
            changed[name] = [was, value]
    return changed
