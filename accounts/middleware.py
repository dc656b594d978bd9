"""Every request in the language and time of the one who asks; an empty installation leads to its first page."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from accounts.models import User

Answer = Callable[[HttpRequest], HttpResponse]


class Personal:
    """Language: the person's, the cookie's, the browser's. Time zone: the person's, the cookie's, the account's."""

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        language = getattr(user, "locale", "") or translation.get_language_from_request(request)
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(zone_for(request, user)):
            response = self.get_response(request)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        response.headers.setdefault("Content-Language", language)
        return response


def zone_for(request: HttpRequest, user: User | None) -> ZoneInfo:
    names = [getattr(user, "time_zone", ""), request.COOKIES.get("time_zone", "")]
    for name in filter(None, names):
        if (zone := zone_named(name)) is not None:
            return zone
    fallback = user.account.time_zone if user else settings.TIME_ZONE
    return zone_named(fallback) or ZoneInfo("UTC")


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


class FirstRun:
    """As long as there is nobody at all, every page is the one that makes the account and its administrator.

    Once somebody is there this is remembered for the life of the process and costs no statement.
    """

    OPEN = ("accounts:first_run", "healthz", "readyz", "ui:language", "ui:theme", "ui:manifest", "ui:favicon")

    def __init__(self, get_response: Answer):
        self.get_response = get_response
        self.over = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.over = self.over or request.user.is_authenticated or User.objects.exists()
        if self.over or self.is_open(request.path):
            return self.get_response(request)
        return HttpResponseRedirect(reverse("accounts:first_run"))

    def is_open(self, path: str) -> bool:
        return path.startswith(settings.STATIC_URL) or path in {reverse(name) for name in self.OPEN}
