"""The palette's places and commands: all there are, found by how their words begin."""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse

from ui import palette, registry
from ui.registry import Hit, Inquiry, Link
from ui.words import fit, marked, plain, words_of

# Said here because the people are asked for by name: without it these would run behind the tests that flush.
pytestmark = pytest.mark.django_db
FRAGMENT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def offered(noon):
    """The addresses that the palette offers somebody, by group."""

    def ask(user, text="", used=()):
        groups = palette.offers(Inquiry(user=user, text=text, at=noon), used=used)
        return {group.key: [option.hit.url for option in group.options] for group in groups}

    return ask


def places(user):
    registries = (registry.rail, registry.palette, registry.settings_page, registry.user_menu, registry.quick_add)
    return [(each, reverse(each.url_name)) for entries in registries for each in entries.of(user)]


@pytest.mark.parametrize("who", ["ann", "boss", "dee"])
def test_every_place_is_offered_and_can_be_reached(who, request, offered, as_):
    user = request.getfixturevalue(who)
    there, browser = [url for urls in offered(user).values() for url in urls], as_(user)
    for place, url in places(user):
        assert url in there, place
        assert browser.get(url, follow=True).status_code == 200, url


def test_every_place_is_found_by_its_own_words(boss, offered):
    for place, url in places(boss):
        if not isinstance(place, registry.QuickAdd):
            assert url in offered(boss, str(place.label))["go"], place


def test_what_was_used_lately_stands_first_among_its_like(boss, offered):
    url = reverse("accounts:security")
    assert offered(boss, used=[url])["go"][0] == url
    assert offered(boss, "s", used=[url])["go"][0] == url
    assert offered(boss, "settings", used=[url])["go"][0] == reverse("accounts:settings")


def test_the_device_tells_what_was_used(boss, as_):
    browser = as_(boss)
    browser.cookies[f"palette-{boss.pk}"] = quote("/outbox/ /bin/")
    html = browser.get("/search/", **FRAGMENT).content.decode()
    first = html[html.index('id="palette-go-1"') :]
    assert re.search(r'href="([^"]+)"', first)[1] == "/outbox/"


@pytest.mark.parametrize("cookie", ["%", "%ff%fe", "javascript:alert(1)", "x" * 5000, "a b " * 900])
def test_a_broken_cookie_changes_nothing(boss, as_, cookie):
    browser = as_(boss)
    usual = browser.get("/search/", **FRAGMENT).content
    browser.cookies[f"palette-{boss.pk}"] = cookie
    assert browser.get("/search/", **FRAGMENT).content == usual


def test_quick_views_are_places_too(ann, dee, offered):
    assert offered(ann, "deals won")["views"] == ["/deals/?view=won"]
    assert "views" not in offered(dee, "deals won") and "views" not in offered(ann)


def test_rows_of_an_app_are_a_group_of_their_own(ann, own, offered):
    own(registry.palette_source).add(key="mine", label="Mine", find=lambda user, words, limit: [Hit("A", f"/{words}/")])
    assert offered(ann)["mine"] == ["/[]/"] and offered(ann, "É")["mine"] == ["/['e']/"]


def test_what_somebody_may_not_do_is_not_offered(ann, dee, offered):
    assert reverse("admin:index") not in offered(ann)["go"] and "add" not in offered(dee)


def test_the_sheet_of_keys_is_true(boss, as_):
    """Each letter after c and g that it names is on the page, and none is there twice."""
    browser = as_(boss)
    page = browser.get("/shortcuts/").content.decode()
    for prefix, attribute in (("c", "data-create"), ("g", "data-go")):
        told = re.findall(rf"<kbd>{prefix} (\w)</kbd>", page)
        assert told and sorted(told) == sorted(re.findall(rf'{attribute}="(\w)"', page)) and len(set(told)) == len(told)
    keys = re.findall(r"<kbd[^>]*>([cg] \w)</kbd>", browser.get("/search/", **FRAGMENT).content.decode())
    assert sorted(keys) == sorted(re.findall(r"<dt><kbd>([cg] \w)</kbd>", page))


# Words


@pytest.mark.parametrize(
    "label, text, rank",
    [
        ("Sign-in and security", "sign-in", 0), ("Sign-in and security", "sec", 1),
        ("Sign-in and security", "sec sign", 1),
        ("Sign-in and security", "sia", 2), ("Sign-in and security", "curity", 3), ("Sign-in and security", "zz", None),
        ("Geschäfte", "gescha", 0), ("Łódź", "lodz", 0), ("Team", "", 0), ("Team", "ea", None),
    ],
)  # fmt: skip
def test_a_label_answers_the_beginnings_of_its_words(label, text, rank):
    assert fit(label, words_of(text)) == rank


@pytest.mark.parametrize(
    "text, words, drawn",
    [
        ("Großmüller", "gross", "<mark>Groß</mark>müller"), ("Ærø", "aero", "<mark>Ærø</mark>"),
        ("a<b>", "b", "a&lt;<mark>b</mark>&gt;"), ("Anna Berg", "berg an", "<mark>An</mark>na <mark>Berg</mark>"),
        ("e\u0301a", "ea", "<mark>e\u0301a</mark>"), ("", "a", ""), ("abc", "", "abc"),
    ],
)  # fmt: skip
def test_what_was_looked_for_is_marked_as_it_is_written(text, words, drawn):
    assert marked(text, words_of(words)) == drawn


def test_the_frame_and_the_records_fold_alike():
    from records.folding import plain as of_records

    for text in ("Łukasz Ærø Ðþ ŋ ı ħ ŧ", "Straße", "O’Brien – x", "ﬁ ＡＢ", "İ"):
        assert plain(text) == of_records(text)


def test_a_page_without_places_is_still_a_page(ann, own, offered):
    for each in (registry.rail, registry.palette, registry.settings_page, registry.user_menu, registry.quick_add):
        own(each)
    own(registry.palette_source)
    assert offered(ann) == {}
    assert isinstance(registry.settings_page.add(key="x", label="X", url_name="home"), Link)
