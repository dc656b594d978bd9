"""The only place that knows how a page differs from a fragment of it, and which addresses are ours; no view asks."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme


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


def page_of_ours(request: HttpRequest, address: str, *, otherwise: Any = "/") -> Any:
    """The path of an address that came in with a request, if it leads to a page of ours: never to another site, not
    even with the detour of a path that a browser takes for a host (`//elsewhere.example`)."""
    parts = urlsplit(address) if url_has_allowed_host_and_scheme(address, {request.get_host()}) else None
    if parts is None or not parts.path.startswith("/") or not url_has_allowed_host_and_scheme(parts.path, None):
        return otherwise
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
