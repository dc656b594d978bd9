"""The words templates draw with."""

import datetime
from functools import lru_cache, partial
from typing import Any

import nh3
from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from ui import registry
from ui.forms import field_row
from ui.kept import kept
from ui.marks import drawn_avatar, drawn_icon, drawn_pill
from ui.moments import drawn_moment, near_words
from ui.words import marked as mark_words
from ui.writing import put

register = template.Library()
register.tag(kept)

MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
MARKDOWN.enable(["table", "strikethrough", "linkify"]).disable("image")
MOST_REMEMBERED = 2000
ALLOWED_TAGS = {"a", "p", "br", "hr", "em", "strong", "s", "ul", "ol", "li", "blockquote", "pre", "code"}
ALLOWED_TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A lucide icon by its name; `size` "s" is the small one. An unknown name is an error, not a hole."""
    return drawn_icon(name, size)


@register.simple_tag
def icon_symbols(*names: str) -> SafeString:
    """These icons once, to be drawn by `<use href="#i-NAME">` where a page shows one of them hundreds of times."""
    symbols = [f'<symbol id="i-{name}" viewBox="0 0 24 24">{icon_shapes(name)}</symbol>' for name in names]
    return mark_safe(f'<svg width="0" height="0" aria-hidden="true" class="sr"><defs>{"".join(symbols)}</defs></svg>')


def icon_shapes(name: str) -> str:
    drawing = drawn_icon(name, "")
    return drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]


@register.simple_tag
def avatar(name: Any, size: str = "", org: bool = False) -> SafeString:
    """`size` is "", "m" or "l". Hidden from assistive technology: the name stands beside it."""
    return drawn_avatar(str(name or ""), size, bool(org))


@register.simple_tag
def pill(word: Any, tone: str = "grey", ring: bool = False) -> SafeString:
    return drawn_pill(str(word), tone, bool(ring))


@register.filter
def marked(text: Any, words: list[str]) -> SafeString:
    """A text with what was looked for in <mark>."""
    return mark_words(str(text), words)


@register.inclusion_tag("ui/field.html")
def ui_field(field: Any) -> dict[str, Any]:
    return field_row(field)


@register.simple_tag
def when(value: datetime.date | None, late: bool = False) -> SafeString:
    """10:42, Yesterday, 27 Nov or 27 Nov 2024, with the full time for the pointer and for machines."""
    if not value:
        return mark_safe("")
    zone = timezone.get_current_timezone()
    return mark_safe(drawn_moment(value, late, timezone.localdate(), get_language() or "", zone))


def short_time(value: datetime.date, *, today: datetime.date) -> str:
    """The near words alone; a moment of today by its hour."""
    if not isinstance(value, datetime.datetime):
        return near_words(value, today)
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return date_format(moment, pgettext("time of day", "H:i")) if moment.date() == today else near_words(moment, today)


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


FOLDED = (
    '<section class="panel" id="panel-{key}"><div class="panel__head"><h2>{label}</h2>'
    '<a class="btn btn--quiet btn--icon btn--s" href="?unfold={key}#panel-{key}" hx-get="?unfold={key}"'
    ' hx-target="#panel-{key}" hx-select="#panel-{key}" hx-swap="outerHTML" aria-expanded="false" aria-label="{said}">'
    "{icon}</a></div></section>"
)


@register.simple_tag(takes_context=True)
def panels(context: template.Context, record: Any, side: str = "right") -> SafeString:
    """The panels other apps registered for this kind of record; a context of None leaves one out. `arranged` are they
    in the order of the page's layout, each with whether it is folded until `unfold` in the address names it."""
    request = context["request"]
    unfolded, asked = request.GET.get("unfold", ""), context.get("panel_facts", {})
    kind = record._meta.label_lower
    usual = [(each, each.folded) for each in registry.panel.of(request.user) if each.kind == kind]
    layout: Any = context.get("arranged", usual)
    arranged = [(panel, folded) for panel, folded in layout if panel.side == side]
    drawn = [
        folded_panel(panel) if folded and panel.key != unfolded else draw_panel(panel, request, record, asked)
        for panel, folded in arranged
    ]
    return mark_safe("".join(drawn))


def folded_panel(panel: registry.Panel) -> str:
    said = _("Show “%(what)s”") % {"what": panel.label}
    return put(FOLDED, key=panel.key, label=panel.label, said=said, icon=drawn_icon("chevron-down", "s"))


def draw_panel(panel: registry.Panel, request: Any, record: Any, asked: dict[str, Any] | None = None) -> str:
    """`asked` are the contexts that are at hand."""
    facts = asked[panel.key] if asked and panel.key in asked else panel.context(request, record)
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
