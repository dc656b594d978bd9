"""A page to draw, a session to keep toasts in, and a browser that tells of every console error."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.cache import SessionStore
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails


@pytest.fixture
def ask():
    """A request as the middleware leaves it; `htmx=True` for a fragment."""

    def make(path="/", *, htmx=False, user=None, **headers):
        asked = {"HX-Request": "true", **headers} if htmx else headers
        request = RequestFactory().get(path, headers=asked)
        request.htmx = HtmxDetails(request)
        request.user = user or AnonymousUser()
        request.session = SessionStore()
        request._messages = SessionStorage(request)
        return request

    return make


@pytest.fixture
def own(monkeypatch):
    """An empty registry in the place of a filled one."""

    def empty(registry):
        monkeypatch.setattr(registry, "entries", {})
        return registry

    return empty
