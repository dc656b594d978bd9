"""What every page asks and shows is put together once a process, and is true all the same."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from accounts.models import User
from activities import keeping
from activities.models import Task
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


def called(name):
    return [user.name for user in rows_of("called", lambda word: User.objects.filter(name=word), name)]


def test_values_take_the_places_of_their_marks(person):
    ann, bob = person("Ann Archer"), person("Bob Baker")
    assert called("Ann Archer") == ["Ann Archer"] and called("Bob Baker") == ["Bob Baker"] and called("%s") == []

    def some(keys, day, now):
        return User.objects.filter(pk__in=keys, joined_at__lt=now, joined_at__date__gt=day).order_by("pk")

    def names(keys, since=1):
        now = datetime.now(UTC) + timedelta(hours=1)
        return [user.name for user in rows_of("some", some, keys, (now - timedelta(days=since)).date(), now)]

    assert names([ann.pk]) == ["Ann Archer"] and names({ann.pk, bob.pk}) == ["Ann Archer", "Bob Baker"]
    assert names([]) == [] == names([bob.pk], since=-2)


def test_a_word_may_be_what_a_text_begins_with_or_holds(person):
    for name in ("50% Ann", "501 Ann", "Ann_50", "Annx50", "C:\\Ann"):
        person(name, email=None)

    def holding(word):
        rows = rows_of("holding", lambda word: User.objects.filter(name__contains=word).order_by("pk"), word)
        return [user.name for user in rows]

    def begun(word):
        rows = rows_of("begun", lambda word: User.objects.filter(name__startswith=word).order_by("pk"), word)
        return [user.name for user in rows]

    assert holding("50") == ["50% Ann", "501 Ann", "Ann_50", "Annx50"] and holding("50%") == ["50% Ann"]
    assert holding("n_5") == ["Ann_50"] and holding("\\A") == ["C:\\Ann"]
    assert begun("50") == ["50% Ann", "501 Ann"] and begun("50%") == ["50% Ann"] and begun("_") == []


def test_a_value_that_gets_lost_is_an_error():
    with pytest.raises(TypeError, match="not in the statement"):
        rows_of("lost", lambda key: User.objects.filter(pk=key + 1), 7)


def test_moments_come_back_as_the_orm_brings_them(person):
    ann = person("Ann Archer")
    found = rows_of("whole", lambda key: User.objects.filter(pk=key), ann.pk)[0]
    assert found.joined_at == User.objects.get(pk=ann.pk).joined_at and found.joined_at.tzinfo


def test_a_statement_serves_everybody_with_the_same_rights(person, own_role, noon):
    ann, bob, root = person("Ann Archer", role=own_role), person("Bob Baker", role=own_role), person("R", is_admin=True)
    asked = []

    def tasks(user):
        asked.append(user)
        return Task.objects.visible_to(user).order_by("pk")

    for user in (ann, bob):
        keeping.add_task(at=noon, by=user, text=user.name)
    for user in (ann, bob, ann):
        assert [task.text for task in rows_of("tasks", tasks, whose=User.objects.get(pk=user.pk))] == [user.name]
    assert len(asked) == 1
    assert len(rows_of("tasks", tasks, whose=root)) == 2 and len(asked) == 2


def test_whom_a_scope_holds_is_asked_for_each_person(person, role, noon):
    """Two managers with one role: the statement is the same, the people below them are not."""
    team = role("Team", view="team", add="team")
    bosses = [person(f"{number} boss", role=team) for number in range(2)]
    for boss in bosses:
        keeping.add_task(at=noon, by=person(f"{boss.pk}th of them", manager=boss), text=boss.name)
    for boss in [*bosses, bosses[0]]:
        seen = rows_of("team's", lambda user: Task.objects.visible_to(user), whose=User.objects.get(pk=boss.pk))
        assert [task.text for task in seen] == [boss.name]


HELD = Template(
    "{% load ui %}{% kept 'form' number holding csrf_token=csrf_token place=shell.path %}"
    '<form data-to="{{ place }}">{% csrf_token %}{{ number }}</form>{% endkept %}'
)


def test_what_is_of_one_request_is_never_kept():
    """A token or an address of one request must not stand in another's page, and is escaped like anything else."""
    pages = [
        HELD.render(Context({"number": 7, "csrf_token": token, "shell": {"path": path}}))
        for token, path in [("one", "/a?x=1&y=2"), ("two", '/b"<script>'), ("", None)]
    ]
    assert "one" in pages[0] and 'data-to="/a?x=1&amp;y=2"' in pages[0]
    assert "one" not in pages[1] and 'value="two"' in pages[1] and "<script>" not in pages[1]
    assert 'data-to=""' in pages[2] and all("7</form>" in page and "\x02" not in page for page in pages)


@pytest.mark.parametrize("written", ["{% csrf_token %}", "{{ csrf_token }}"])
def test_a_token_that_is_not_held_is_an_error(written):
    piece = Template("{% load ui %}{% kept 'careless' %}" + written + "{% endkept %}")
    with pytest.raises(TemplateSyntaxError, match="held"):
        piece.render(Context({"csrf_token": "one"}))
