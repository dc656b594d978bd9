import pytest
from django.core.exceptions import ImproperlyConfigured

from ui import registry
from ui.context import go_letters, nearest
from ui.registry import Registry


def test_entries_stand_in_their_order_and_then_by_key():
    links = Registry(registry.Link)
    for key, order in (("b", 2), ("c", 1), ("a", 2)):
        links.add(key=key, order=order, label=key, url_name="home")
    assert [link.key for link in links] == ["c", "a", "b"]


def test_a_key_is_taken_once():
    links = Registry(registry.Link)
    links.add(key="home", label="Home", url_name="home")
    with pytest.raises(ImproperlyConfigured, match="home"):
        links.add(key="home", label="Home again", url_name="home")


def test_panels_of_two_kinds_may_share_a_key():
    panels = Registry(registry.Panel)
    for kind in ("activities.task", "activities.note"):
        panels.add(kind=kind, key="people", label="People", template="x.html")
    assert len(list(panels)) == 2


def test_what_is_not_for_a_user_is_not_offered():
    links = Registry(registry.Link)
    links.add(key="all", label="All", url_name="home")
    links.add(key="admins", label="Admins", url_name="home", when=lambda user: user == "admin")
    assert [link.key for link in links.of("rep")] == ["all"]
    assert [link.key for link in links.of("admin")] == ["admins", "all"]


def test_every_place_gets_a_letter_of_its_own():
    def item(key, shortcut=""):
        return registry.RailItem(key=key, label=key, url_name="home", shortcut=shortcut)

    letters = go_letters([item("tasks"), item("templates"), item("notes", "x"), item("home")])
    assert letters == {"tasks": "t", "templates": "e", "notes": "x", "home": "h"}


def test_only_the_nearest_place_is_the_current_one():
    urls = {"home": "/", "tasks": "/tasks/", "bin": "/tasks/bin/"}
    assert nearest("/tasks/bin/", urls) == "bin"
    assert nearest("/tasks/7/", urls) == "tasks"
    assert nearest("/elsewhere/", urls) == ""
    assert nearest("/", urls) == "home"
