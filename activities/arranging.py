"""Lays out a record's page: its sections of facts and its panels, in the order that an administrator gave them (16.6).

What nobody placed yet comes last, so that nothing is ever lost; what is not there any more falls out. Layouts only
arrange what a page shows: what somebody may not view is not among it from the start.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from activities.facts import Fact, Section
from lists.custom_fields import field_name
from lists.layouts import Part
from lists.models import PageLayout
from lists.pages import FOLDED, HIDDEN, OPEN
from records.customising import COLUMN, definitions
from ui import registry


class Placed(NamedTuple):
    """A panel, and whether it is folded: drawn when somebody unfolds it."""

    panel: registry.Panel
    is_folded: bool


def arrange(sections: Iterable[Section], layout: PageLayout | None) -> list[Section]:
    """The facts of these sections in the sections of the layout; those without facts are left out."""
    given = list(sections)
    if layout is None:
        return by_heading(given)
    facts = {fact.key: fact for section in given for fact in section.facts}
    labels = {section.key: section.label for section in given}
    placed, found = set(layout.hidden), []
    for each in layout.sections:
        keys = [key for key in each["facts"] if key not in placed]
        placed |= set(keys)
        label = each["name"] or labels.get(each["key"]) or _("Further fields")
        found.append(Section(each["key"], label, tuple(facts[key] for key in keys if key in facts)))
    rest = tuple(fact for key, fact in facts.items() if key not in placed)
    return [section for section in [*found, Section("unplaced", _("Further fields"), rest)] if section.facts]


def by_heading(sections: Iterable[Section]) -> list[Section]:
    """Sections of one name are one: a custom field whose heading is that of a section of the page stands there."""
    found: dict[str, Section] = {}
    for each in sections:
        name = str(each.label).casefold()
        there = found.get(name)
        found[name] = Section(there.key, there.label, (*there.facts, *each.facts)) if there else each
    return [section for section in found.values() if section.facts]


def arrange_panels(panels: Iterable[registry.Panel], layout: PageLayout | None) -> list[Placed]:
    """Without the hidden ones; those that nobody placed come last."""
    given = {panel.key: panel for panel in panels}
    kept = {each["key"]: each["state"] for each in layout.panels if each["key"] in given} if layout else {}
    rest = {key: FOLDED if each.folded else OPEN for key, each in given.items() if key not in kept}
    return [Placed(given[key], state == FOLDED) for key, state in {**kept, **rest}.items() if state != HIDDEN]


def fields_in_order(sections: Iterable[Section], layout: PageLayout | None) -> list[str]:
    """The fields of a form in the order in which the page shows what they change."""
    return [name for section in arrange(sections, layout) for fact in section.facts for name in fact.edited_by]


def parts_of(sections: Iterable[Section], kind: str, for_whom: str = "") -> list[Part]:
    """For lists.layouts.arrangeable: a page's own sections and all custom fields in use, under their headings."""
    found = list(sections)
    for place, each in enumerate(definitions(kind, for_whom)):
        key = f"{COLUMN}-{place}" if each.section else COLUMN
        found.append(Section(key, each.section or _("Further fields"), (Fact(field_name(each), each.name),)))
    return [
        Part(section.key, str(section.label), tuple((fact.key, str(fact.label)) for fact in section.facts))
        for section in by_heading(found)
    ]
