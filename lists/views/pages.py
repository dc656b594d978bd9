"""How pages of records are laid out, by administrators (16.6)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from lists import layouts, pages
from lists.arranging import moved
from records.errors import NotAllowed
from ui.pages import page, redirect_to
from ui.toasts import tell


@login_required
@require_GET
def page_layouts(request):
    """Every page that can be laid out, and whether it is as the program has it."""
    _for_admins(request)
    kept = pages.pages().layouts
    rows = [
        (kind, [(key, word, (kind.kind, key) in kept) for key, word in kind.variants()]) for kind in layouts.kinds()
    ]
    return page(request, "lists/layouts.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page_layout(request, kind):
    """One page: its sections, what stands in them, and its panels."""
    _for_admins(request)
    about, variant = _about(kind), request.GET.get("for", "")
    title = about.called(variant)
    if title is None:
        raise Http404
    parts, kept = about.parts(variant), pages.pages().layout(kind, variant)
    context = {
        "about": about,
        "variant": variant,
        "title": title,
        "is_kept": kept is not None and kept.variant == variant,
    }
    if request.method == "POST":
        return _sent(request, about, variant, parts, context)
    context |= {"lines": layouts.lines_of(parts, kept), "panels": layouts.panel_lines(kind, kept)}
    return _drawn(request, context)


def _sent(request, about, variant, parts, context):
    """Saved, laid out as usual again, or the same form with a line moved or a section more."""
    data = request.POST
    if "reset" in data:
        pages.forget_layout(about.kind, variant)
        tell(request, _("The page is laid out as usual again."), tone="green")
        return redirect_to(request, "lists:page_layouts")
    lines, panels = layouts.read_lines(data, parts), layouts.read_panels(data, about.kind)
    asked = {"up", "down", "add", "panel-up", "panel-down"} & set(data)
    if asked:
        lines, panels = _changed(data, lines, panels)
        return _drawn(request, context | {"lines": lines, "panels": panels, "is_open": True})
    try:
        sections = layouts.sections_in(lines, parts)
    except NotAllowed as error:
        return _drawn(request, context | {"lines": lines, "panels": panels, "error": str(error)}, status=422)
    hidden = [line.key for line in lines if line.sort == layouts.FACT and not line.shown]
    kept = [{"key": each.key, "state": each.state} for each in panels]
    pages.keep_layout(
        about.kind, variant, sections=sections, hidden=hidden, panels=kept, by=request.user, at=timezone.now()
    )
    tell(request, _("Saved. All see the page this way from now on."), tone="green")
    return redirect_to(request, "lists:page_layouts")


def _changed(data, lines, panels):
    by_item, by_key = {line.item: line for line in lines}, {line.key: line for line in panels}
    for name, by in (("up", -1), ("down", 1)):
        lines = [by_item[item] for item in moved(list(by_item), data.get(name), by)] if name in data else lines
        if f"panel-{name}" in data:
            panels = [by_key[key] for key in moved(list(by_key), data.get(f"panel-{name}"), by)]
    return (layouts.with_section(lines) if "add" in data else lines), panels


def _drawn(request, context, status=200):
    states = [
        (pages.OPEN, pgettext("panel", "open")), (pages.FOLDED, pgettext("panel", "folded")),
        (pages.HIDDEN, pgettext("panel", "hidden")),
    ]  # fmt: skip
    return page(request, "lists/layout.html", context | {"states": states}, partial="form", status=status)


def _about(kind):
    found = next((each for each in layouts.kinds() if each.kind == kind), None)
    if found is None:
        raise Http404
    return found


def _for_admins(request):
    if not request.user.is_admin:
        raise PermissionDenied
