"""What can be measured: a part names the request, and what it may cost (stack.md 8). Capabilities add theirs here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

WHO = ("rep", "manager", "admin")
LIST, RECORD, BOARD, COUNTS = 12.0, 12.0, 25.0, 12.0
STATEMENTS, STATEMENTS_OF_RECORD = 12, 20
PER_SECOND, MIB = 100.0, 90.0


class Call(NamedTuple):
    """A request: a body makes it a POST; `fragment` asks as htmx does."""

    path: str
    body: Mapping[str, str] | None = None
    fragment: bool = False


class Part(NamedTuple):
    """`call(places, browser)` says what to ask for, once for a part, or before each request where `anew`. None of a
    budget: it is told, not judged."""

    name: str
    call: Callable[[Mapping[str, Any], Any], Call]
    ratio: float | None = LIST
    statements: int | None = STATEMENTS
    kilobytes: float | None = None
    anew: bool = False
    who: tuple[str, ...] = WHO


_parts: dict[str, Part] = {}


def add(name: str, call: Callable[[Mapping[str, Any], Any], Call], **facts: Any) -> None:
    if name in _parts:
        raise ValueError(f"Two parts of the bench are called {name!r}")
    _parts[name] = Part(name, call, **facts)


def chosen(names: list[str]) -> list[Part]:
    """Those named, "contacts" for all that begin so; all when none is named. KeyError for an unknown one."""
    found = [part for part in _parts.values() if not names or any(_means(name, part.name) for name in names)]
    for name in names:
        if not any(_means(name, part.name) for part in found):
            raise KeyError(name)
    return found


def _means(name: str, part: str) -> bool:
    return part == name or part.startswith(f"{name} ")


class Measured(NamedTuple):
    """Milliseconds: median and 95th percentile of the page, the median of the reference in the same seconds."""

    part: str
    who: str
    p50: float
    p95: float
    reference: float
    statements: int
    kilobytes: float
    over: list[str]

    @property
    def ratio(self) -> float:
        return self.p50 / self.reference


def broken(part: Part, *, ratio: float, statements: int, kilobytes: float, timed: bool = True) -> list[str]:
    """Which budgets a part has broken. Times say nothing on a small or busy machine: `timed` False leaves them out."""
    judged = (
        ("ratio", ratio, part.ratio if timed else None),
        ("statements", statements, part.statements),
        ("KB", kilobytes, part.kilobytes),
    )
    return [name for name, found, most in judged if most is not None and found > most]
