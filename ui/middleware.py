"""An expired session never swaps the sign-in page into a fragment."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers

from ui.pages import page_of_ours


class SignedOut:
    """Answers an htmx request that was sent to the sign-in page with an order to go there and come back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if not getattr(request, "htmx", False) or response.status_code not in (301, 302, 303):
            return response
        login = resolve_url(settings.LOGIN_URL)
        if urlsplit(response["Location"]).path != login:
            return response
        back = urlencode({"next": current_page(request)})
        return HttpResponse(status=204, headers={"HX-Redirect": f"{login}?{back}", "Vary": "HX-Request, Cookie"})


def current_page(request: HttpRequest) -> str:
    """The page in the browser's address bar, as a path of ours; htmx sends it along."""
    return page_of_ours(request, request.htmx.current_url or "")  # type: ignore[attr-defined]
