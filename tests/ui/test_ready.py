"""What every page asks and shows is put together once a process, and is true all the same."""

import pytest
from django.template import Context, Template
from django.utils import translation

from accounts.models import User
from ui.ready import rows_of

pytestmark = pytest.mark.django_db
KEPT = Template("{% load i18n ui %}{% kept 'number' number %}{% translate 'Search' %} {{ number }}{% endkept %}")


def names(key="people"):
    return [user.name for user in rows_of(key, lambda: User.objects.order_by("name"))]


def test_rows_are_asked_each_time(person, django_assert_num_queries):
    person("Ann Archer")
    assert names() == ["Ann Archer"]
    person("Bob Baker")
    with django_assert_num_queries(1):
        assert names() == ["Ann Archer", "Bob Baker"]


def test_the_query_is_put_together_once_a_key():
    asked = []
    for _time in range(2):
        rows_of("once", lambda: asked.append(1) or User.objects.filter(pk=1))
    assert asked == [1]


def test_what_joins_and_adds_columns_comes_back_whole(person):
    boss = person("Cy Chief")
    person("Ann Archer", manager=boss)
    rows = rows_of("joined", lambda: User.objects.filter(manager=boss).select_related("manager"))
    assert [row.manager.name for row in rows] == ["Cy Chief"]
    assert rows_of("values", lambda: User.objects.order_by("name").values_list("name")) == [
        ("Ann Archer",),
        ("Cy Chief",),
    ]


def test_what_is_known_to_be_empty_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rows_of("nobody", User.objects.none) == []


def test_a_kept_piece_is_drawn_anew_for_another_value_and_language():
    said = KEPT.render(Context({"number": 1}))
    assert said == "Search 1" == KEPT.render(Context({"number": 1}))
    assert KEPT.render(Context({"number": 2})) == "Search 2"
    with translation.override("de"):
        assert KEPT.render(Context({"number": 1})) != said
