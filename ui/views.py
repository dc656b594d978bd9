"""The shell's own addresses: search, shortcuts, theme, language, manifest."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import check_for_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from ui import palette as offers
from ui import registry
from ui.context import THEMES, Shell
from ui.pages import page, page_of_ours, redirect_to, wants_fragment
from ui.registry import Inquiry
from ui.words import words_of

YEAR = 365 * 86400
FIXED_KEYS = [
    ("/", _("Search")),
    (_("Ctrl K"), _("Command palette: go anywhere, do anything")),
    ("?", _("Show these shortcuts")),
    ("Esc", _("Close what is open")),
]
LIST_KEYS = [
    ("j / k", _("Next or previous row")),
    ("x", _("Select the row")),
    ("d", _("Mark the task as done")),
    ("Enter", _("Open the row")),
    ("e", _("Edit")),
    (_("Ctrl Enter"), _("Save what you are writing")),
]


@login_required
@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    """What the palette, or the search box (`in=top`), offers for what is typed; else the page of results."""
    text = offers.cleaned(request.GET.get("q", ""))
    inquiry = Inquiry(user=request.user, text=text, at=timezone.now(), limit=offers.HITS)
    if not wants_fragment(request):
        return results(request, inquiry)
    if request.GET.get("in") == "top":
        context = {"groups": offers.suggestions(inquiry), "place": "search", "all": bool(text)}
    else:
        used = offers.used_lately(request.COOKIES.get(f"palette-{request.user.pk}", ""))
        context = {"groups": offers.offers(inquiry, used=used), "place": "palette"}
    return page(request, "ui/search.html", context | {"text": text}, partial="options")


def results(request: HttpRequest, inquiry: Inquiry) -> HttpResponse:
    """All types with their counts, or the one that `type` names; whatever was typed, and if that was too little."""
    inquiry.limit = offers.MOST
    groups = offers.records(inquiry)
    chosen = next((group.key for group in groups if group.key == request.GET.get("type")), "")
    context = {
        "text": inquiry.text, "search_text": inquiry.text, "words": words_of(inquiry.text), "chosen": chosen,
        "types": [group for group in groups if group.options or group.key == chosen],
        "groups": [group for group in groups if group.options and chosen in ("", group.key)],
        "places": offers.matching(offers.destinations(inquiry.user), words_of(inquiry.text)) if inquiry.text else [],
        "too_short": bool(inquiry.text) and not offers.is_enough(inquiry.text),
    }  # fmt: skip
    return page(request, "ui/search.html", context)


@login_required
@require_GET
def shortcuts(request: HttpRequest) -> HttpResponse:
    shell = Shell(request)
    groups = [
        (_("Everywhere"), FIXED_KEYS),
        (_("In a list"), LIST_KEYS),
        (_("Create"), [(f"c {add.shortcut}", add.label) for add, _url in shell.quick_add if add.shortcut]),
        (_("Go to"), [(f"g {each.letter}", each.item.label) for each in shell.places if each.letter]),
    ]
    return page(request, "ui/shortcuts.html", {"groups": groups}, partial="sheet")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme", "")
    response = back(request)
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
        keep(request, theme=chosen)
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    response = back(request)
    if chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
        keep(request, language=chosen)
    return response


def keep(request: HttpRequest, **choice: Any) -> None:
    if registry.preference.keep and request.user.is_authenticated:
        registry.preference.keep(request.user, **choice)


def back(request: HttpRequest) -> HttpResponse:
    """To where the switch was used; a script that asked stays where it is."""
    if wants_fragment(request):
        return HttpResponse(status=204)
    return redirect_to(request, page_of_ours(request, request.POST.get("next", "")))


@login_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Markdown as it will look, for the composer."""
    return page(request, "ui/preview.html", {"text": request.POST.get("text", "")}, partial="preview")


@require_GET
@cache_control(max_age=86400, public=True)
def manifest(request: HttpRequest) -> HttpResponse:
    icon = {"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    facts = {
        "name": "SellCRM",
        "short_name": "SellCRM",
        "description": gettext("One line from the first hello to a customer who stays."),
        "start_url": "/",
        "display": "standalone",
        "background_color": "#f6f5f2",
        "theme_color": "#f6f5f2",
        "icons": [icon],
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@require_GET
@cache_control(max_age=86400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect_to(request, static("img/icon.svg"))
