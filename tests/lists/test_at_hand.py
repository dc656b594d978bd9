"""Pages whose statements are put together once serve one person after the other, each with what is theirs."""

import re

import pytest

from activities import keeping
from deals.models import Deal

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def team(person, role):
    return role("Team", view="team", add="team", edit="own")


@pytest.fixture
def people(person, own_role, team, cy):
    """Two with their own records, two managers of one role, each above one of these, and one who sees all."""
    bosses = [person("Ida Imker", role=team), person("Jon Jansen", role=team)]
    own = [
        person(name, role=own_role, manager=boss) for name, boss in zip(("Kim Kern", "Lea Lund"), bosses, strict=True)
    ]
    return [*own, *bosses, cy]


@pytest.fixture
def records(people, human, deal, noon):
    for number, owner in enumerate(people[:2]):
        contact = human(f"Zed{number}", by=owner)
        deal(f"Roof{number}", by=owner, contact=contact)
        keeping.add_task(at=noon, by=owner, text=f"Call{number}", about=contact)
        keeping.add_note(at=noon, by=owner, text=f"Said{number}", about=contact)


def seen(browser, url, word, **headers):
    answer = browser.get(url, **headers)
    assert answer.status_code == 200
    return sorted(set(re.findall(rf"{word}\d", answer.content.decode())))


SEES = [{"0"}, {"1"}, {"0"}, {"1"}, {"0", "1"}]


@pytest.mark.parametrize(
    ("url", "word", "headers"),
    [
        ("/deals/board/", "Roof", {}),
        ("/tasks/?view=open&owner=all", "Call", {}),
        ("/notes/", "Said", {}),
        ("/notes/?owner=all", "Zed", {}),
        ("/search/?q=zed", "Zed", HTMX),
        ("/search/?q=roof", "Roof", HTMX),
        ("/search/?q=call", "Call", HTMX),
        ("/search/?q=said", "Said", HTMX),
        ("/", "Said", {}),
    ],
)
def test_everybody_is_shown_what_they_see(records, people, as_, url, word, headers):
    for _again in range(2):
        for user, sees in zip(people, SEES, strict=True):
            assert seen(as_(user), url, word, **headers) == sorted(f"{word}{each}" for each in sees)


@pytest.mark.parametrize("url", ["/contacts/totals/", "/deals/totals/", "/leads/totals/"])
def test_everybody_is_told_their_own_numbers(records, people, as_, url):
    expected = {"/contacts/totals/": [1, 1, 1, 1, 2], "/deals/totals/": [1, 1, 1, 1, 2], "/leads/totals/": [0] * 5}[url]
    for _again in range(2):
        told = [as_(user).get(url, **HTMX).content.decode() for user in people]
        assert [int(re.search(r'id="totals"[^>]*>(\d+) ', html)[1]) for html in told] == expected


def test_only_own_tasks_and_deals_are_on_the_home_page(records, people, as_):
    for _again in range(2):
        assert [seen(as_(user), "/", "Call") for user in people] == [[], [], [], [], []]
        assert [seen(as_(user), "/", "Roof") for user in people[:2]] == [["Roof0"], ["Roof1"]]
    assert Deal.objects.count() == 2


def test_each_view_of_a_list_has_a_number_of_its_own(records, people, as_):
    """All are people and companies; what is open is counted with the other views."""
    html = as_(people[-1]).get("/contacts/totals/", **HTMX).content.decode()
    told = dict(re.findall(r'id="tab-(\w+)" hx-swap-oob="true">([\d+]+)<', html))
    assert (told["all"], told["people"], told["companies"], told["mine"]) == ("2", "2", "0", "0")


def test_whose_tasks_are_asked_for_tells_statements_apart(records, people, as_):
    boss = as_(people[2])
    for _again in range(2):
        assert seen(boss, "/tasks/?view=open&owner=all", "Call") == ["Call0"]
        assert seen(boss, "/tasks/?view=open&owner=me", "Call") == []
        assert seen(boss, "/tasks/?view=done&owner=all", "Call") == []
