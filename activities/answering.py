"""Answers of acts that leave the page where it is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from ui.pages import page, page_of_ours, redirect_to, wants_fragment

CHANGED = "activities-changed"


def stay(request: HttpRequest, to: Any, *further: str) -> HttpResponse:
    """Without script, go to `to`. With it, stay: toasts go along, and whatever shows notes or tasks hears the event
    and draws itself anew. A form that was a page of its own, not in a dialog or a row, has nothing to stay for."""
    if not wants_fragment(request) or standing_at(request) == request.path:
        return redirect_to(request, to)
    answer = page(request, "activities/stay.html", partial="nothing")
    answer["HX-Reswap"] = "none"
    answer["HX-Trigger"] = ", ".join([CHANGED, *further])
    return answer


def standing_at(request: HttpRequest) -> str:
    """The path of the page on the screen when htmx asks, empty otherwise."""
    htmx: Any = getattr(request, "htmx", None)
    return urlsplit(htmx.current_url_abs_path or "").path if htmx else ""


def way_back(request: HttpRequest, otherwise: Any) -> Any:
    """The page the form named, if it is one of ours."""
    return page_of_ours(request, request.POST.get("next", ""), otherwise=otherwise)
