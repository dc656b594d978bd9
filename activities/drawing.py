"""The facts of a record as HTML, without a template: there are some twenty of them on a page, each with its pencil.

Whatever a person typed is put in by `ui.writing.put`, which escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from activities.facts import Drawn, DrawnSection
from ui.marks import drawn_icon
from ui.templatetags.ui import markdown, when
from ui.writing import joined, lines, put

SECTION = (
    '<section class="panel" aria-labelledby="facts-{key}"><div class="panel__head"><h2 id="facts-{key}">{label}</h2>'
    '</div><dl class="facts">{facts}</dl></section>'
)
FACT = '<div><dt>{label}</dt><dd id="fact-{key}" data-fact>{value}{pencil}</dd></div>'
PENCIL = (
    '<a class="btn btn--quiet btn--icon btn--s pencil" href="{url}?only={key}" hx-get="{url}?only={key}"'
    ' hx-target="closest dd" hx-swap="innerHTML" data-edit-fact aria-label="{label}">{icon}</a>'
)
WORKED_OUT = '{} <small class="muted">{}</small>'
LINK, BESIDE = (
    '<a class="link" href="{}">{}</a>',
    '<a class="link" href="{}" target="_blank" rel="noopener noreferrer">{}</a>',
)


def draw_facts(sections: Iterable[DrawnSection], *, edit_url: str) -> SafeString:
    """All sections; a fact that this person may change has the pencil that edits it in place."""
    return put('<div id="facts">{}</div>', joined(_section(each, edit_url) for each in sections))


def _section(drawn: DrawnSection, edit_url: str) -> SafeString:
    facts = joined(_fact(each, edit_url) for each in drawn.facts)
    return put(SECTION, key=drawn.section.key, label=drawn.section.label, facts=facts)


def _fact(each: Drawn, edit_url: str) -> SafeString:
    label, key = str(each.fact.label), each.fact.key
    pencil = ""
    if each.may_edit:
        said = _("Change “%(what)s”") % {"what": label}
        pencil = put(PENCIL, url=edit_url, key=key, label=said, icon=drawn_icon("pencil", "s"))
    return put(FACT, label=label, key=key, value=draw_value(each), pencil=pencil)


def draw_value(each: Drawn) -> Any:
    if each.value is None or each.value == "":
        return put('<span class="none">{}</span>', _("Not set"))
    if each.leads:
        return put(BESIDE if each.outside else LINK, each.leads, lines(each.value))
    if each.fact.kind == "prose":
        return put('<div class="prose">{}</div>', markdown(each.value))
    if each.fact.kind == "worked_out":
        return put(WORKED_OUT, lines(each.value), _("worked out"))
    return when(each.value) if each.is_day else lines(each.value)
