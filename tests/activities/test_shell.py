"""Tasks through manage.py, and the demo's share."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts import demo
from activities.models import Entry, Note, Task

pytestmark = pytest.mark.django_db


def told(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_the_shell_adds_and_lists(ann, bob):
    assert "is Ann Archer's" in told("add_task", ann.email, "Call Graz", "--due", "2020-01-02 15:00")
    told("add_task", bob.email, "Later", "--due", "2199-01-02")
    assert (
        told("tasks", "--owner", ann.email)
        == f"#{Task.objects.first().pk}  2020-01-02 15:00  Ann Archer  Call Graz  late\n"
    )
    assert told("tasks").count("\n") == 2 and told("tasks", "--overdue").count("\n") == 1
    assert told("tasks", "--owner", bob.email, "--overdue") == "Nothing is late.\n"


@pytest.mark.parametrize(
    "words, said",
    [
        (("nobody@example.org", "x"), "no user"),
        (("ann@example.org", "  "), "1 to 500"),
        (("ann@example.org", "x" * 501), "1 to 500"),
        (("ann@example.org", "x", "--due", "soon"), "no date"),
        (("ann@example.org", "x", "--due", "2026-02-30"), "no date"),
        (("ann@example.org", "x", "--due", "0001-01-01"), "1970"),
        (("ann@example.org", "x", "--due", "9999-12-31 23:59"), "1970"),
    ],
)
def test_what_the_shell_cannot_do_it_says_in_one_line(ann, words, said):
    with pytest.raises(CommandError, match=said):
        told("add_task", *words)
    assert not Task.objects.exists()


def test_the_demo_is_due_around_now(db, noon, monkeypatch):
    monkeypatch.setattr(demo, "_parts", [each for each in demo._parts if each[1].startswith("activities.")])
    people = demo.seed(at=noon)
    mine = Task.objects.filter(owner=people.rep)
    assert (
        mine.overdue(noon).exists()
        and mine.today(noon).exists()
        and mine.upcoming(noon).exists()
        and mine.done().exists()
    )
    assert Note.objects.count() >= 8 and Note.objects.important().exists() and Entry.objects.exists()
