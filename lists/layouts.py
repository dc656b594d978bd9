"""Which pages of records can be laid out, and what an administrator's form says of one (16.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from lists.models import PageLayout
from lists.pages import LONGEST_NAME, MOST_SECTIONS, OPEN, STATES
from records.errors import NotAllowed
from ui import registry

SECTION, FACT = "section", "fact"


class Part(NamedTuple):
    """A section as the program has it, or a fact in it, with what it is called."""

    key: str
    label: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Arrangeable:
    """A kind of record whose page can be laid out. `variants` are keys and labels of the pages that differ; `parts`
    says what such a page shows by itself, the account's custom fields among it. Both are asked when needed."""

    kind: str
    label: Any
    parts: Callable[[str], Sequence[Part]]
    variants: Callable[[], Sequence[tuple[str, Any]]]

    def called(self, variant: str) -> str | None:
        """What the page is called; None where there is none."""
        found = dict(self.variants())
        return str(found[variant]) if variant in found else None


_kinds: dict[str, Arrangeable] = {}


def arrangeable(
    kind: str, *, label: Any, parts: Callable[[str], Sequence[Part]],
    variants: Callable[[], Sequence[tuple[str, Any]]] | None = None,
) -> None:  # fmt: skip
    """Called from an app's panels module."""
    _kinds[kind] = Arrangeable(kind, label, parts, variants or (lambda: [("", label)]))


def kinds() -> list[Arrangeable]:
    return list(_kinds.values())


class Line(NamedTuple):
    """A line of the form: a section with its name, or a fact, which may be hidden."""

    sort: str
    key: str
    label: str
    shown: bool = True

    @property
    def item(self) -> str:
        return f"{self.sort}:{self.key}"


class PanelLine(NamedTuple):
    key: str
    label: str
    state: str


def lines_of(parts: Sequence[Part], layout: PageLayout | None) -> list[Line]:
    """The page as it is laid out now; what nobody placed yet stands in a last section."""
    labels = dict(fact for part in parts for fact in part.facts)
    if layout is None:
        placed = [(part.key, part.label, [key for key, _label in part.facts]) for part in parts]
    else:
        called = {part.key: part.label for part in parts}
        placed = [(each["key"], each["name"] or called.get(each["key"], ""), each["facts"]) for each in layout.sections]
        there = {key for _key, _name, keys in placed for key in keys}
        rest = [key for key in labels if key not in there]
        placed += [("further", _("Further fields"), rest)] if rest else []
    hidden = set(layout.hidden) if layout else set()
    found = []
    for key, name, keys in placed:
        found.append(Line(SECTION, key, name))
        found += [Line(FACT, each, labels[each], each not in hidden) for each in keys if each in labels]
    return found


def panel_lines(kind: str, layout: PageLayout | None) -> list[PanelLine]:
    given = {panel.key: panel for panel in registry.panel if panel.kind == kind}
    kept = {each["key"]: each["state"] for each in layout.panels if each["key"] in given} if layout else {}
    rest = {key: "folded" if panel.folded else OPEN for key, panel in given.items() if key not in kept}
    return [PanelLine(key, str(given[key].label), state) for key, state in {**kept, **rest}.items()]


def read_lines(data: Any, parts: Sequence[Part]) -> list[Line]:
    """The lines as they were sent, in their order; what does not belong to this page is left out."""
    labels, shown = dict(fact for part in parts for fact in part.facts), set(data.getlist("shown"))
    found = []
    for item in dict.fromkeys(data.getlist("item")):
        sort, _colon, key = item.partition(":")
        if sort == SECTION and key.replace("-", "").isalnum() and len(key) <= LONGEST_NAME:
            found.append(Line(SECTION, key, " ".join(data.get(f"name.{key}", "").replace("\x00", "").split())))
        elif sort == FACT and key in labels:
            found.append(Line(FACT, key, labels[key], key in shown))
    return found


def read_panels(data: Any, kind: str) -> list[PanelLine]:
    given = {panel.key: panel for panel in registry.panel if panel.kind == kind}
    keys = [key for key in dict.fromkeys(data.getlist("panel")) if key in given]
    states = {key: data.get(f"state.{key}", OPEN) for key in keys}
    return [PanelLine(key, str(given[key].label), state if state in STATES else OPEN) for key, state in states.items()]


def with_section(lines: Sequence[Line]) -> list[Line]:
    """One more, at the end, to be named and filled."""
    taken = {line.key for line in lines if line.sort == SECTION}
    key = next(f"new-{number}" for number in range(1, len(taken) + 2) if f"new-{number}" not in taken)
    return [*lines, Line(SECTION, key, _("New section"))]


def sections_in(lines: Iterable[Line], parts: Sequence[Part]) -> list[dict[str, Any]]:
    """As a layout keeps them: a section without a name is dissolved into the one before. NotAllowed for a name that is
    too long and for too many sections."""
    called = {part.key: part.label for part in parts}
    found: list[dict[str, Any]] = []
    for line in lines:
        if line.sort == SECTION and len(line.label) > LONGEST_NAME:
            raise NotAllowed(_("A name has 1 to %(longest)s characters.") % {"longest": LONGEST_NAME})
        if line.sort == SECTION and line.label:
            name = "" if line.label == called.get(line.key) else line.label
            found.append({"key": line.key, "name": name, "facts": []})
        elif line.sort == FACT:
            if not found:
                found.append({"key": "further", "name": "", "facts": []})
            found[-1]["facts"].append(line.key)
    if len(found) > MOST_SECTIONS:
        raise NotAllowed(_("A page has at most %(most)s sections.") % {"most": MOST_SECTIONS})
    return found
