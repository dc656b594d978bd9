"""The words templates draw with."""

import datetime
import zlib
from functools import lru_cache, partial
from typing import Any

import lucide
import nh3
from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from ui import registry
from ui.forms import field_row

register = template.Library()

TONES = ("accent", "green", "amber", "violet", "red", "grey")
MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
MARKDOWN.enable(["table", "strikethrough", "linkify"]).disable("image")
MOST_REMEMBERED = 2000
ALLOWED_TAGS = {"a", "p", "br", "hr", "em", "strong", "s", "ul", "ol", "li", "blockquote", "pre", "code"}
ALLOWED_TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A lucide icon by its name; `size` "s" is the small one. An unknown name is an error, not a hole."""
    return drawn_icon(name, size)


@lru_cache(maxsize=512)
def drawn_icon(name: str, size: str) -> SafeString:
    classes = "icon icon--s" if size == "s" else "icon"
    svg = lucide._render_icon(name, None, **{"class": classes, "aria-hidden": "true", "focusable": "false"})
    for needless in (' width="24"', ' height="24"', ' fill="none"', ' stroke="currentColor"', ' stroke-width="2"'):
        svg = svg.replace(needless, "", 1)
    svg = "".join(line.strip() for line in svg.splitlines())
    return mark_safe(svg)


@register.simple_tag
def icon_symbols(*names: str) -> SafeString:
    """These icons once, to be drawn by `<use href="#i-NAME">` where a page shows one of them hundreds of times."""
    symbols = [f'<symbol id="i-{name}" viewBox="0 0 24 24">{icon_shapes(name)}</symbol>' for name in names]
    return mark_safe(f'<svg width="0" height="0" aria-hidden="true" class="sr"><defs>{"".join(symbols)}</defs></svg>')


def icon_shapes(name: str) -> str:
    drawing = drawn_icon(name, "")
    return drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]


def initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[:2] for word in words]
    return "".join(letters).upper() or "?"


def tone_of(name: str) -> str:
    """The same name has the same tone on every page, process and day."""
    return TONES[zlib.crc32(name.encode()) % len(TONES)]


@register.simple_tag
def avatar(name: Any, size: str = "", org: bool = False) -> SafeString:
    """`size` is "", "m" or "l". Hidden from assistive technology: the name stands beside it."""
    name = str(name or "")
    classes = ["avatar", f"tone-{tone_of(name)}", f"avatar--{size}" if size else "", "avatar--org" if org else ""]
    return format_html('<span class="{}" aria-hidden="true">{}</span>', " ".join(filter(None, classes)), initials(name))


@register.simple_tag
def pill(word: Any, tone: str = "grey", ring: bool = False) -> SafeString:
    return format_html('<span class="pill tone-{}{}">{}</span>', tone, " pill--ring" if ring else "", word)


@register.inclusion_tag("ui/field.html")
def ui_field(field: Any) -> dict[str, Any]:
    return field_row(field)


@register.simple_tag
def when(value: datetime.date | None, late: bool = False) -> SafeString:
    """10:42, Yesterday, 27 Nov or 27 Nov 2024, with the full time for the pointer and for machines."""
    if not value:
        return mark_safe("")
    today = timezone.localdate()
    return drawn_time(value, late, today, get_language() or "", timezone.get_current_timezone_name())


@lru_cache(maxsize=8192)
def drawn_time(value: datetime.date, late: bool, today: datetime.date, language: str, zone: str) -> SafeString:
    """Formatting dates is the dearest part of a row, and lists show the same ones again and again. Whatever the words
    depend on is an argument: day, language, time zone."""
    return format_html(
        '<time datetime="{}" title="{}"{}>{}</time>',
        value.isoformat(),
        long_time(value),
        mark_safe(' class="late"') if late else "",
        short_time(value, today=today),
    )


def local_parts(value: datetime.date) -> tuple[datetime.date, datetime.datetime | None]:
    if not isinstance(value, datetime.datetime):
        return value, None
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return moment.date(), moment


def short_time(value: datetime.date, *, today: datetime.date) -> str:
    day, moment = local_parts(value)
    away = (day - today).days
    near = {0: _("Today"), -1: _("Yesterday"), 1: _("Tomorrow")}
    if away == 0 and moment:
        return date_format(moment, pgettext("time of day", "H:i"))
    if away in near:
        return near[away]
    same_year = day.year == today.year
    return date_format(day, pgettext("day of this year", "j M") if same_year else pgettext("day", "j M Y"))


def long_time(value: datetime.date) -> str:
    day, moment = local_parts(value)
    return date_format(moment or day, pgettext("full time", "j F Y, H:i") if moment else pgettext("full day", "j F Y"))


@register.filter
def markdown(text: str | None) -> SafeString:
    """Notes and mails as people typed them: Markdown, cleaned; links open without handing over where they came from."""
    text = text or ""
    return drawn_text(text) if len(text) <= MOST_REMEMBERED else draw_text(text)


def draw_text(text: str) -> SafeString:
    html = MARKDOWN.render(text)
    cleaned = nh3.clean(
        html, tags=ALLOWED_TAGS, attributes={"a": {"href", "title"}}, link_rel="noopener noreferrer nofollow"
    )
    return mark_safe(cleaned)


drawn_text = lru_cache(maxsize=2048)(draw_text)


@register.simple_tag(name="markdown")
def markdown_tag(text: str | None) -> SafeString:
    return markdown(text)


@register.simple_tag(takes_context=True)
def panels(context: template.Context, record: Any, side: str = "right") -> SafeString:
    """The panels other apps registered for this kind of record, in their order; a context of None leaves one out."""
    request = context["request"]
    kind = record._meta.label_lower
    wanted = [each for each in registry.panel.of(request.user) if each.kind == kind and each.side == side]
    drawn = [draw_panel(each, request, record) for each in wanted]
    return mark_safe("".join(drawn))


def draw_panel(panel: registry.Panel, request: Any, record: Any) -> str:
    facts = panel.context(request, record)
    if facts is None:
        return ""
    return render_to_string(panel.template, {"panel": panel, "record": record, **facts}, request)


@register.simple_tag(takes_context=True)
def composers(context: template.Context, record: Any) -> list[dict[str, Any]]:
    """The tabs above a timeline: [{composer, html}]; only the one that is shown is drawn. Use with `as`."""
    request = context["request"]
    made = []
    for each in registry.composer.of(request.user):
        facts = each.context(request, record)
        if facts is not None:
            drawn = partial(render_to_string, each.template, {"composer": each, "record": record, **facts}, request)
            made.append({"composer": each, "html": SimpleLazyObject(drawn)})
    return made


@register.simple_tag(takes_context=True)
def home_blocks(context: template.Context) -> list[dict[str, Any]]:
    """The blocks of the home page: [{block, html}]. Use with `as`."""
    request = context["request"]
    made = []
    for each in registry.home_block.of(request.user):
        facts = each.context(request)
        if facts is not None:
            made.append({"block": each, "html": render_to_string(each.template, {"block": each, **facts}, request)})
    return made


@register.simple_tag(takes_context=True)
def settings_pages(context: template.Context) -> list[registry.Link]:
    return registry.settings_page.of(context["request"].user)


@register.simple_tag(takes_context=True)
def current(context: template.Context, url: str, exact: bool = False) -> SafeString:
    """`aria-current="page"` on the link to the page one is on, or below it."""
    path = context["request"].path
    here = path == url or (not exact and url != "/" and path.startswith(url))
    return mark_safe(' aria-current="page"') if here else mark_safe("")
