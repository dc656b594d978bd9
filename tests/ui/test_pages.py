import pytest
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Template

from ui import toasts
from ui.middleware import SignedOut
from ui.pages import page, redirect_to

PREVIEW = ("ui/preview.html", {"text": "*hello*"})


@pytest.mark.django_db
def test_a_fragment_is_only_the_partial(ask):
    html = page(ask(htmx=True), *PREVIEW, partial="preview").content.decode()
    assert "<em>hello</em>" in html
    assert "toasts" not in html


@pytest.mark.django_db
def test_waiting_toasts_ride_on_a_fragment_once(ask):
    request = ask(htmx=True)
    toasts.tell(request, "Saved", undo="/undo/7/")
    html = page(request, *PREVIEW, partial="preview").content.decode()
    assert 'hx-swap-oob="beforeend:#toasts"' in html
    assert 'action="/undo/7/"' in html
    request._messages.update(HttpResponse())
    request._messages = SessionStorage(request)
    assert "toasts" not in page(request, *PREVIEW, partial="preview").content.decode()


def test_going_back_in_history_asks_for_the_whole_page(ask):
    request = ask(htmx=True, **{"HX-History-Restore-Request": "true"})
    assert redirect_to(request, "/").status_code == 302


def test_a_redirect_inside_htmx_moves_the_whole_page(ask):
    response = redirect_to(ask(htmx=True), "/tasks/")
    assert (response.status_code, response["HX-Redirect"]) == (204, "/tasks/")


def test_a_redirect_accepts_an_object_with_an_address(ask):
    class Task:
        def get_absolute_url(self):
            return "/tasks/7/"

    assert redirect_to(ask(), Task())["Location"] == "/tasks/7/"


def through(request, response):
    return SignedOut(lambda request: response)(request)


def test_an_expired_session_sends_htmx_to_sign_in_and_back(ask):
    current = {"HX-Current-URL": "http://testserver/tasks/?mine=1"}
    response = through(ask(htmx=True, **current), HttpResponseRedirect("/account/login/?next=/part/"))
    assert response.status_code == 204
    assert response["HX-Redirect"] == "/account/login/?next=%2Ftasks%2F%3Fmine%3D1"


def test_sign_in_never_leads_back_to_another_host(ask):
    current = {"HX-Current-URL": "https://evil.example/tasks/"}
    response = through(ask(htmx=True, **current), HttpResponseRedirect("/account/login/"))
    assert response["HX-Redirect"].endswith("next=%2F")


def test_other_redirects_and_other_requests_pass(ask):
    assert through(ask(htmx=True), HttpResponseRedirect("/tasks/")).status_code == 302
    assert through(ask(), HttpResponseRedirect("/account/login/")).status_code == 302


def test_caches_tell_a_fragment_from_a_page(ask):
    assert "HX-Request" in through(ask(), HttpResponse())["Vary"]


@pytest.mark.django_db
def test_a_toast_without_undo_has_no_undo_button(ask):
    request = ask(htmx=True)
    toasts.tell(request, "Refused", tone="red")
    html = page(request, *PREVIEW, partial="preview").content.decode()
    assert "tone-red" in html
    assert "<form" not in html


@pytest.mark.django_db
def test_the_frame_costs_no_statement_where_it_is_not_shown(ask, django_assert_num_queries, person):
    request = ask(user=person("Ann"))
    with django_assert_num_queries(0):
        page(request, *PREVIEW, partial="preview")


def test_a_name_in_a_template_is_escaped():
    html = Template('{% load ui %}{% avatar n %}{% pill n tone="red" %}').render(Context({"n": "<b>x"}))
    assert "<b>" not in html
