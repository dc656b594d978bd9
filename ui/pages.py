"""The only place that knows how a page differs from a fragment of it; no view asks."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.loader import render_to_string


def wants_fragment(request: HttpRequest) -> bool:
    """htmx asks for a part, except when it follows a link as a page or goes back in history."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or, asked by htmx, only its `partial`, with waiting toasts sent along out of band."""
    if not (partial and wants_fragment(request)):
        return HttpResponse(render_to_string(template, context, request), status=status)
    html = render_to_string(f"{template}#{partial}", context, request)
    if get_messages(request):
        html += render_to_string("ui/toasts.html#late", request=request)
    return HttpResponse(html, status=status)


def redirect_to(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """`to` is an object with get_absolute_url, a URL name (with its arguments) or an address."""
    url = resolve_url(to, *args, **kwargs)
    if not wants_fragment(request):
        return HttpResponseRedirect(url)
    return HttpResponse(status=204, headers={"HX-Redirect": url})
