"""The shell's own addresses and what stands where a page failed."""

import json

import pytest
from django.template.loader import render_to_string
from django.test import Client

from ui import registry
from ui.registry import Hit

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def ann(person, client):
    made = person("Ann")
    client.force_login(made)
    return made


@pytest.fixture
def people(own):
    """One searcher that finds one record for whoever asks."""
    own(registry.searchers).add(
        key="people", label="People", search=lambda asked: [Hit(f"{asked.text} for {asked.user}", "/p/1/", hint="Graz")]
    )


@pytest.mark.usefixtures("ann", "people")
def test_the_palette_offers_places_commands_and_records(client):
    html = client.get("/search/", {"q": "short"}, headers=FRAGMENT).content.decode()
    assert 'href="/p/1/"' in html
    assert "short for Ann" in html
    assert 'role="option"' in html
    assert "<html" not in html


@pytest.mark.usefixtures("ann", "people")
def test_without_script_the_same_search_is_a_page(client):
    html = client.get("/search/", {"q": "acme"}).content.decode()
    assert "<mark>acme</mark> for Ann" in html and "Graz" in html
    assert "<html" in html
    assert 'href="/p/1/"' in html
    assert 'role="option"' not in html


@pytest.mark.usefixtures("ann", "people")
def test_without_text_no_record_is_looked_for(client):
    assert "/p/1/" not in client.get("/search/", {"q": "  "}, headers=FRAGMENT).content.decode()


@pytest.mark.usefixtures("ann", "people")
def test_a_nul_byte_in_a_search_is_dropped(client):
    assert client.get("/search/", {"q": "a\x00b"}).status_code == 200


def test_the_palette_is_for_the_signed_in(client, person):
    person("Ann")
    assert client.get("/search/").status_code == 302


def test_a_theme_is_kept_and_leads_back(client, ann):
    response = client.post("/switch/theme/", {"theme": "dark", "next": "/search/?q=a"})
    assert response["Location"] == "/search/?q=a"
    assert response.cookies["theme"].value == "dark"
    ann.refresh_from_db()
    assert ann.theme == "dark"


def test_a_theme_nobody_knows_is_ignored(client, ann):
    assert "theme" not in client.post("/switch/theme/", {"theme": "pink"}).cookies
    ann.refresh_from_db()
    assert ann.theme != "pink"


def test_a_switch_leads_to_no_other_host(client, person):
    person("Ann")
    for page in ("https://evil.example/", "//evil.example/", "http://testserver//evil.example/", "nowhere"):
        assert client.post("/switch/theme/", {"theme": "dark", "next": page})["Location"] == "/"


def test_the_signed_out_may_switch_their_language(client, person):
    person("Ann")
    client.post("/switch/language/", {"language": "de", "next": "/account/login/"})
    assert '<html lang="de"' in client.get("/account/login/").content.decode()


@pytest.mark.usefixtures("ann")
def test_the_preview_shows_clean_markdown(client):
    html = client.post("/preview/", {"text": "**b**<script>"}, headers=FRAGMENT).content.decode()
    assert "<strong>b</strong>" in html
    assert "<script" not in html


def test_the_manifest_names_the_product(client, person):
    person("Ann")
    assert json.loads(client.get("/manifest.webmanifest").content)["name"] == "SellCRM"


@pytest.mark.usefixtures("ann")
def test_a_missing_page_keeps_the_frame_for_the_signed_in(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert 'class="rail"' in response.content.decode()


def test_a_missing_page_shows_the_signed_out_no_frame(client, person):
    person("Ann")
    assert 'class="rail"' not in client.get("/nowhere/").content.decode()


@pytest.mark.parametrize("template", ["400.html", "500.html", "503.html"])
def test_what_stands_for_a_broken_page_needs_nothing(template):
    html = render_to_string(template)
    assert "<h1>" in html
    assert 'href="/"' in html


def test_a_form_without_its_token_is_refused_with_words(person):
    person("Ann")
    response = Client(enforce_csrf_checks=True).post("/switch/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "data-stale" in response.content.decode()
    assert "theme" not in response.cookies
