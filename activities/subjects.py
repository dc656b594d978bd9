"""Which kinds of record notes and tasks may be about, and to whom else a record's happenings belong (5.6).

A leaf: it holds names only, so that models may read it. Higher apps register from their panels module:

    subjects.add("contacts.contact")
    belonging.add("contacts.contact", companies_of)     # a person's entries belong to the company too
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

Key = tuple[str, int]
Further = Callable[[Collection[int]], Mapping[int, Iterable[Key]]]

_kinds: dict[str, tuple[bool, bool]] = {}


def add(kind: str, *, notes: bool = True, tasks: bool = True) -> None:
    """Let notes, tasks or both be about records of this kind."""
    _kinds[kind] = (notes, tasks)


def for_notes() -> list[str]:
    return [kind for kind, (notes, _tasks) in _kinds.items() if notes]


def for_tasks() -> list[str]:
    return [kind for kind, (_notes, tasks) in _kinds.items() if tasks]


def has(kind: str) -> bool:
    return kind in _kinds


class Belonging:
    """For a kind, a function from its keys to the further records that their happenings belong to; set-based."""

    def __init__(self) -> None:
        self._further: dict[str, list[Further]] = defaultdict(list)

    def add(self, kind: str, further: Further) -> None:
        self._further[kind].append(further)

    def of(self, kind: str, keys: Collection[int]) -> dict[int, set[Key]]:
        """Every record to which what happens to these belongs, themselves first of all."""
        found = {key: {(kind, key)} for key in keys}
        for further in self._further[kind]:
            for key, more in further(keys).items():
                found[key] |= set(more)
        return found


belonging = Belonging()
