"""A timeline as HTML, without a template: thirty entries, each a sentence with what belongs to it.

Whatever a person typed is put in by `ui.writing`, which escapes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from activities.timeline import Item, Timeline
from ui.marks import drawn_icon, drawn_pill
from ui.templatetags.ui import markdown, when
from ui.writing import attributes, joined, put, worded

ICONS = {
    "noted": "sticky-note", "planned": "circle-plus", "completed": "circle-check", "reopened": "rotate-ccw",
    "created": "plus", "edited": "pencil", "deleted": "trash-2", "restored": "undo-2",
}  # fmt: skip
EVENT = (
    '<li class="event{station} tone-{tone}"><span class="event__mark">{icon}</span><div class="event__line">'
    '<span>{line}</span> <time datetime="{machine}">{hour}</time></div>{rest}</li>'
)
CAUSE = '<p class="cause">{}<span>{}</span></p>'
NOTE = '<div class="event__body prose">{}</div><p class="event__foot"><a class="link small" href="{}">{}</a></p>'
VALUE = (
    '<div><dt>{}</dt><dd><del class="muted">{}</del> <span aria-hidden="true">→</span><span class="sr">{}</span> {}'
    "</dd></div>"
)
TIMELINE = (
    '<section id="timeline" aria-label="{title}"><div class="tl-head"><h2>{title}</h2>{shows}</div>{told}</section>'
)
SHOW = (
    '<a class="btn btn--quiet btn--s" href="?show={key}#timeline" hx-get="{url}?show={key}" hx-target="#timeline"'
    ' hx-swap="outerHTML"{current}>{word}</a>'
)
FURTHER = (
    '<li class="more"><a class="btn btn--s" href="?{query}#timeline" hx-get="{url}?{query}" hx-target="closest li"'
    ' hx-swap="outerHTML" hx-trigger="click, intersect once">{word}</a></li>'
)


def draw_timeline(timeline: Timeline, shows: Mapping[str, Any], *, kind: str, pk: int) -> SafeString:
    """The whole of it, with the links that narrow it down."""
    url = reverse("activities:timeline", args=[kind, pk])
    links = joined(
        put(
            SHOW,
            key=key,
            url=url,
            word=word,
            current=attributes({"aria-current": "true" if key == timeline.show else None}),
        )
        for key, word in shows.items()
    )
    nothing = put('<p class="empty empty--small">{}</p>', _("Nothing of this kind has happened yet."))
    told = put('<ol class="timeline">{}</ol>', narrate(timeline, kind=kind, pk=pk)) if timeline.items else nothing
    return put(TIMELINE, title=_("Timeline"), shows=links, told=told)


def narrate(timeline: Timeline, *, kind: str, pk: int) -> SafeString:
    """The entries of a page, and the way to the next one, of the record of this kind and key."""
    zone = timezone.get_current_timezone()
    told = [_day(item) + _event(item, zone) for item in timeline.items]
    if timeline.after:
        query = f"show={timeline.show}&after={timeline.after}"
        url = reverse("activities:timeline", args=[kind, pk])
        told.append(put(FURTHER, query=query, url=url, word=_("Show older")))
    return joined(told)


def _day(item: Item) -> SafeString:
    return put('<li class="day">{}</li>', when(item.day)) if item.first_of_day else SafeString()


def _event(item: Item, zone: Any) -> SafeString:
    at = item.entry.at.astimezone(zone)
    return put(
        EVENT, station=" event--station" if item.is_station else "", tone=_tone(item),
        icon=drawn_icon(ICONS.get(item.scene, "flag"), ""), line=joined([_sentence(item), *_remarks(item)]),
        machine=at.isoformat(timespec="seconds"), hour=f"{at.hour:02}:{at.minute:02}",
        rest=joined([*_cause(item), *_text(item), *_values(item)]),
    )  # fmt: skip


def _tone(item: Item) -> str:
    if item.scene == "completed":
        return "green"
    if item.scene == "noted" and item.record.is_important:  # type: ignore[attr-defined]
        return "amber"
    return item.tone if item.is_station else "grey"


def _sentence(item: Item) -> SafeString:
    who = item.entry.by.name if item.entry.by else _("The system")
    if item.scene in SENTENCES:
        itself, other = SENTENCES[item.scene]
        text = itself() if item.itself else other()
        return worded(text, who=who, what=item.record, kind=item.kind, url=_address(item))
    named = SafeString() if item.itself else put('<a class="link" href="{}">{}</a>: ', _address(item), item.record)
    if not item.said:
        return named + worded(
            _("From <b>%(was)s</b> to <b>%(now)s</b>, by %(who)s"), was=item.was, now=item.now, who=who
        )
    by = SafeString() if item.cause else put(", {}", _("by %(who)s") % {"who": who})
    return named + put("<b>{}</b>", item.said) + by


def _address(item: Item) -> str:
    return item.record.get_absolute_url()  # type: ignore[attr-defined]


def _added(itself: bool) -> str:
    if itself:
        return _("<b>%(who)s</b> added this %(kind)s")
    return _('<b>%(who)s</b> added the %(kind)s <a class="link" href="%(url)s">%(what)s</a>')


def _deleted() -> str:
    return _("<b>%(who)s</b> put this into the bin")


def _restored() -> str:
    return _("<b>%(who)s</b> took this out of the bin")


# What is said on the record's own timeline, and on that of another one.
SENTENCES: dict[str, tuple[Any, Any]] = {
    "noted": (lambda: _("<b>%(who)s</b> wrote this note"), lambda: _("<b>%(who)s</b> wrote a note")),
    "planned": (lambda: _added(True), lambda: _added(False)),
    "created": (lambda: _added(True), lambda: _added(False)),
    "completed": (
        lambda: _("<b>%(who)s</b> marked this as done"),
        lambda: _('<b>%(who)s</b> finished <a class="link" href="%(url)s">%(what)s</a>'),
    ),
    "reopened": (
        lambda: _("<b>%(who)s</b> opened this again"),
        lambda: _('<b>%(who)s</b> opened <a class="link" href="%(url)s">%(what)s</a> again'),
    ),
    "edited": (
        lambda: _("<b>%(who)s</b> changed this %(kind)s"),
        lambda: _('<b>%(who)s</b> changed <a class="link" href="%(url)s">%(what)s</a>'),
    ),
    "deleted": (_deleted, _deleted),
    "restored": (_restored, _restored),
}


def _remarks(item: Item) -> list[SafeString]:
    note: Any = item.record
    found = [put(' <span class="muted">({})</span>', _("taken back"))] if item.taken_back else []
    if item.scene == "noted" and note.is_important:
        found.append(put(" {}", drawn_pill(_("Important"), "amber")))
    if item.scene == "noted" and note.is_restricted:
        found.append(put(" {}", drawn_pill(_("Restricted"), "grey", True)))
    return found


def _cause(item: Item) -> list[SafeString]:
    cause = item.cause
    if cause is None:
        return []
    icon = drawn_icon("corner-down-right", "")
    if cause.record is None:
        said = worded(_("because a %(kind)s that you may not see %(did)s"), kind=cause.kind, did=cause.did)
        return [put(CAUSE, icon, said)]
    text = _('because %(kind)s <a class="link" href="%(url)s">%(name)s</a> %(did)s, by %(who)s')
    who = cause.row.by.name if cause.row.by else _("the system")
    url = cause.record.get_absolute_url()  # type: ignore[attr-defined]
    return [put(CAUSE, icon, worded(text, kind=cause.kind, url=url, name=cause.record, did=cause.did, who=who))]


def _text(item: Item) -> list[SafeString]:
    if item.scene != "noted" or item.itself:
        return []
    return [put(NOTE, markdown(item.record.text), _address(item), _("Open the note"))]  # type: ignore[attr-defined]


def _values(item: Item) -> list[SafeString]:
    if not item.values:
        return []
    now = _("now")
    rows = joined(put(VALUE, each.label, each.was, now, each.now) for each in item.values)
    return [put('<dl class="event__body facts">{}</dl>', rows)]
