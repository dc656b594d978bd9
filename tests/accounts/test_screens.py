"""Settings, team, notifications, language and time."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from accounts import notifying
from accounts.models import Group, Membership, User


@pytest.fixture
def crowd(person):
    """Thirty people under ten managers, in groups."""
    heads = [person(f"Head{number} H") for number in range(10)]
    group = Group.objects.create(name="Crowd")
    for number in range(30):
        member = person(f"P{number} P", manager=heads[number % 10])
        Membership.objects.create(group=group, user=member)


PAGES = {"/settings/": 3, "/settings/security/": 5, "/team/": 6, "/notifications/": 5}


def statements(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_the_same_for_few_and_many(as_, ann, noon, request, path):
    browser = as_(ann)
    browser.get(path)
    notifying.notify(ann, "x", "One", at=noon)
    few = statements(browser, path)
    request.getfixturevalue("crowd")
    for number in range(40):
        notifying.notify(ann, "x", f"Text {number}", at=noon)
    assert statements(browser, path) == few <= 12


def test_the_team_page_shows_the_tree_and_the_groups(as_, ann, bob):
    bob.manager = ann
    bob.save()
    ann.team_name = "Team Ann"
    ann.save()
    page = as_(ann).get("/team/").content.decode()
    assert "Team Ann" in page and "Bob Baker" in page and "Duo" in page


def test_one_changes_ones_own_profile(as_, ann):
    facts = {"name": "Ann Other", "locale": "de", "time_zone": "Asia/Tokyo", "theme": "dark"}
    assert as_(ann).post("/settings/", facts).status_code == 302
    ann.refresh_from_db()
    assert (ann.name, ann.locale, ann.time_zone, ann.theme) == tuple(facts.values())


def test_a_profile_cannot_make_itself_admin(as_, ann):
    as_(ann).post("/settings/", {"name": "Ann", "is_admin": "on", "role": "", "email": "x@example.org"})
    ann.refresh_from_db()
    assert not ann.is_admin and ann.email == "ann@example.org" and ann.role_id


def test_an_empty_name_is_refused(as_, ann):
    assert as_(ann).post("/settings/", {"name": ""}).status_code == 422
    assert User.objects.get(pk=ann.pk).name == "Ann Archer"


def test_the_persons_language_wins_over_the_browsers(as_, ann):
    ann.locale = "de"
    ann.save()
    page = as_(ann).get("/settings/", headers={"accept-language": "en"})
    assert page.headers["Content-Language"] == "de" and b'lang="de"' in page.content


def test_the_browsers_language_counts_for_others(client, boss):
    assert client.get("/account/login/", headers={"accept-language": "de"}).headers["Content-Language"] == "de"


@pytest.mark.parametrize(
    ("own", "account_zone", "shown"), [("Asia/Tokyo", "UTC", "21:00"), ("", "Europe/Berlin", "13:00")]
)
@pytest.mark.usefixtures("half_past_noon")
def test_times_are_in_the_persons_zone_else_the_accounts(as_, ann, account, own, account_zone, shown):
    account.time_zone, ann.time_zone = account_zone, own
    account.save(), ann.save()
    notifying.notify(ann, "x", "Hello", at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    assert shown in as_(ann).get("/notifications/").content.decode()


@pytest.fixture
def half_past_noon():
    import time_machine

    with time_machine.travel(datetime(2026, 11, 23, 12, 30, tzinfo=UTC), tick=False):
        yield


def test_opening_a_notification_reads_it_and_goes_on(as_, ann, noon):
    told = notifying.notify(ann, "x", "Hello", url="/team/", at=noon)
    answer = as_(ann).post(f"/notifications/{told.pk}/open/")
    assert answer["Location"] == "/team/" and notifying.unread(ann) == 0


def test_somebody_elses_notification_is_not_there(as_, ann, dee, noon):
    told = notifying.notify(ann, "x", "Hello", at=noon)
    assert as_(dee).post(f"/notifications/{told.pk}/open/").status_code == 404
    assert notifying.unread(ann) == 1


def test_all_are_read_with_one_button(as_, ann, noon):
    newest = [notifying.notify(ann, "x", "Hello", at=noon) for _ in range(3)][-1]
    as_(ann).post("/notifications/read/", {"newest": newest.pk})
    assert notifying.unread(ann) == 0


def test_notifications_come_in_pages_by_key(as_, ann, noon):
    for number in range(60):
        notifying.notify(ann, "x", f"Text {number:02}", at=noon)
    browser = as_(ann)
    first = browser.get("/notifications/").content.decode()
    rest = browser.get("/notifications/" + re.search(r'href="(\?before=\d+)"', first)[1]).content.decode()
    assert "Text 59" in first and "Text 09" not in first
    assert "Text 09" in rest and "Text 59" not in rest


def test_the_bell_counts_what_is_new(as_, ann):
    notifying.notify(ann, "x", "Hello", at=timezone.now())
    assert b"Notifications, 1 new" in as_(ann).get("/team/").content
