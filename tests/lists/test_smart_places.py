"""Where smart lists stand besides their list: the rail, the palette, their numbers; and what one looked at last."""

import re
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts import leaving
from accounts.jobs import hand_over
from lists import recents, smart_counting
from lists import smart_keeping as keeping
from lists.models import ListCount, Pin, SmartList, Viewed
from lists.smart_places import find_lists, find_recent
from lists.smart_query import saved_of
from records.working import perform

pytestmark = pytest.mark.django_db
KIND = "leads.lead"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def saved(ann, noon):
    def make(name="Graz", address="city=Graz", owner=None, kind=KIND, **shared):
        return keeping.save_as(name, saved_of(QueryDict(address)), kind=kind, by=owner or ann, at=noon, **shared)

    return make


def body(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def pins(html):
    return re.findall(r'class="rail__pin" href="([^"]+)"[^>]*?( aria-current="page")?><span>([^<]+)</span>', html)


def number(html, key):
    return re.search(rf'id="{key}"[^>]*>([^<]*)</span>', html)[1]


# The rail


def test_pinned_lists_stand_under_their_object_on_every_page(saved, ann, as_):
    first, second = saved("First"), saved("Second", kind="deals.deal")
    browser = as_(ann)
    for each in (first, second):
        browser.post(f"/lists/{each.pk}/pin/")
    assert [name for _url, _here, name in pins(body(browser.get("/")))] == ["First", "Second"]
    html = body(browser.get(f"/leads/?list={first.pk}"))
    assert (f"/leads/?list={first.pk}", ' aria-current="page"', "First") in pins(html)
    browser.post(f"/lists/{first.pk}/pin/", {"off": "1"})
    assert [name for _url, _here, name in pins(body(browser.get("/")))] == ["Second"]


def test_pins_are_put_into_an_order(saved, ann, as_):
    browser = as_(ann)
    made = [saved(name) for name in "ABC"]
    for each in made:
        keeping.pin(each, to=ann)
    browser.post(f"/lists/{made[2].pk}/move/", {"pins": "1", "up": "1"})
    assert [name for _url, _here, name in pins(body(browser.get("/")))] == ["A", "C", "B"]
    browser.post(f"/lists/{made[0].pk}/move/", {"pins": "1", "up": "1"})
    browser.post(f"/lists/{made[0].pk}/move/", {"down": "1"})
    assert [name for _url, _here, name in pins(body(browser.get("/")))] == ["A", "C", "B"]
    assert list(SmartList.objects.order_by("position").values_list("name", flat=True)) == ["B", "A", "C"]


def test_a_pin_of_a_list_that_is_not_shared_any_more_is_not_drawn(saved, bob, as_):
    made = saved(visibility="everyone")
    keeping.pin(made, to=bob)
    assert pins(body(as_(bob).get("/")))
    SmartList.objects.update(visibility="private")
    assert not pins(body(as_(bob).get("/"))) and Pin.objects.exists()


def test_who_may_not_look_at_a_kind_has_no_pins_of_it(saved, dee, as_):
    keeping.pin(saved(visibility="everyone"), to=dee)
    assert not pins(body(as_(dee).get("/")))


@pytest.mark.parametrize("many", [0, 25])
def test_pins_cost_no_statement_of_their_own(many, saved, ann, as_, django_assert_num_queries):
    for place in range(many):
        keeping.pin(saved(f"List {place}"), to=ann)
    browser = as_(ann)
    browser.get("/lists/")
    with django_assert_num_queries(7):
        body(browser.get("/lists/?kind=" + KIND))


# Numbers


def test_a_list_on_the_screen_is_counted_for_each_viewer(saved, lead, ann, bob, cy, as_, noon):
    # 14.24: rights differ, so do numbers
    made = saved(visibility="everyone")
    lead("Adler", city="Graz"), lead("Berger", city="Wien"), lead("Cerny", by=cy, owner=cy, city="Graz")
    for user in (ann, cy):
        assert number(body(as_(user).get("/leads/?view=")), f"list-{made.pk}") == ""
        as_(user).get("/leads/totals/", **HTMX)
    assert smart_counting.count_due(at=timezone.now()) == 2
    for user, count in ((ann, "1"), (cy, "2")):
        assert number(body(as_(user).get("/leads/?view=")), f"list-{made.pk}") == count
        assert number(body(as_(user).get("/leads/totals/", **HTMX)), f"list-{made.pk}") == count
    assert not ListCount.objects.filter(user=bob).exists()


def test_a_number_stands_beside_a_pin(saved, lead, ann, as_):
    made = saved()
    lead("Adler", city="Graz")
    keeping.pin(made, to=ann)
    as_(ann).get("/leads/totals/")
    smart_counting.count_due(at=timezone.now())
    assert number(body(as_(ann).get("/")), f"pin-{made.pk}") == "1"


def test_a_count_is_renewed_when_it_is_old_and_still_looked_at(saved, ann, lead):
    made, now = saved(), timezone.now()
    smart_counting.look_at(SmartList.objects.as_seen_by(ann), by=ann, at=now)
    assert smart_counting.count_due(at=now) == 1
    lead("Adler", city="Graz")
    assert smart_counting.count_due(at=now + timedelta(minutes=4)) == 0
    assert smart_counting.count_due(at=now + timedelta(minutes=6)) == 1
    assert ListCount.objects.get(smart_list=made).number == 1
    assert smart_counting.count_due(at=now + timedelta(hours=2)) == 0


def test_what_another_worker_counts_is_left_to_it(saved, ann):
    saved()
    now = timezone.now()
    smart_counting.look_at(SmartList.objects.as_seen_by(ann), by=ann, at=now)
    ListCount.objects.update(claimed_at=now)
    assert smart_counting.count_due(at=now) == 0
    assert smart_counting.count_due(at=now + timedelta(minutes=3)) == 1


def test_a_list_that_was_changed_is_counted_anew(saved, ann, lead, noon):
    made, now = saved(), timezone.now()
    lead("Adler", city="Wien")
    smart_counting.look_at(SmartList.objects.as_seen_by(ann), by=ann, at=now)
    smart_counting.count_due(at=now)
    keeping.save_changes(made, saved_of(QueryDict("city=Wien")), by=ann, at=noon, version=1)
    assert smart_counting.count_due(at=now) == 1 and ListCount.objects.get().number == 1


def test_looking_again_soon_writes_nothing(saved, ann, django_assert_num_queries):
    saved()
    now = timezone.now()
    smart_counting.look_at(SmartList.objects.as_seen_by(ann), by=ann, at=now)
    with django_assert_num_queries(1):
        smart_counting.look_at(SmartList.objects.as_seen_by(ann), by=ann, at=now + timedelta(minutes=1))


def test_numbers_that_were_counted_only_now_are_asked_for_once_more(saved, ann, dee, as_, lead):
    made = saved()
    lead("Adler", city="Graz")
    html = body(as_(ann).get("/leads/totals/", **HTMX))
    assert f'hx-get="/lists/counts/?kind={KIND}"' in html
    smart_counting.count_due(at=timezone.now())
    html = body(as_(ann).get(f"/lists/counts/?kind={KIND}", **HTMX))
    assert number(html, f"list-{made.pk}") == "1" and "hx-get" not in html
    assert as_(dee).get(f"/lists/counts/?kind={KIND}").status_code == 404


@pytest.mark.parametrize("many", [1, 25])
def test_totals_take_the_same_for_one_list_and_for_many(many, saved, ann, as_, django_assert_max_num_queries):
    for place in range(many):
        saved(f"List {place}")
    browser = as_(ann)
    browser.get("/leads/totals/", **HTMX)
    with django_assert_max_num_queries(12):
        browser.get("/leads/totals/", **HTMX)


# The palette


def test_the_palette_leads_to_every_list_that_one_is_offered(saved, ann, bob, dee):
    private, shared = saved("Fair Hannover"), saved("Fair Linz", visibility="everyone")
    assert [hit.label for hit in find_lists(ann, ["fair"], 6)] == ["Fair Hannover", "Fair Linz"]
    assert [hit.url for hit in find_lists(bob, ["leads", "fair"], 6)] == [f"/leads/?list={shared.pk}"]
    assert not find_lists(dee, ["fair"], 6) and not find_lists(ann, ["zzz"], 6)
    keeping.pin(private, to=ann)
    assert [hit.label for hit in find_lists(ann, [], 6)] == ["Fair Hannover"]


# What one looked at


def test_what_one_looked_at_is_a_list_newest_first(lead, ann, bob, as_):
    adler, berger, cerny = (lead(name) for name in ("Adler", "Berger", "Cerny"))
    for each in (adler, cerny, adler):
        assert as_(ann).get(each.get_absolute_url()).status_code == 200
    shown = re.findall(r'data-open title="([^"]+)"', body(as_(ann).get("/leads/?view=recent")))
    assert shown == ["Adler", "Cerny"] and Viewed.objects.count() == 2
    assert "data-open" not in body(as_(bob).get("/leads/?view=recent"))
    assert [hit.label for hit in find_recent(ann, [], 6)] == ["Adler", "Cerny"]
    assert re.findall(r'data-open title="([^"]+)"', body(as_(ann).get("/leads/?view=recent&sort=-name")))[0] == "Cerny"


@pytest.mark.parametrize("url", ["/contacts/", "/deals/", "/leads/"])
def test_every_list_has_what_one_looked_at_last(url, ann, human, deal, lead, as_):
    record = {"/contacts/": human, "/deals/": deal, "/leads/": lead}[url]("Kim")
    assert "data-open" not in body(as_(ann).get(f"{url}?view=recent"))
    as_(ann).get(record.get_absolute_url())
    assert "data-open" in body(as_(ann).get(f"{url}?view=recent"))


def test_what_one_may_not_see_any_more_is_not_among_it(lead, ann, cy, as_):
    # 14.24
    kim = lead("Kim")
    as_(ann).get(kim.get_absolute_url())
    type(kim).objects.update(owner=cy)
    assert "data-open" not in body(as_(ann).get("/leads/?view=recent")) and not find_recent(ann, [], 6)


def test_only_the_last_hundred_are_kept(ann, noon):
    Viewed.objects.bulk_create(
        Viewed(user=ann, kind=KIND, record_id=place, at=noon + timedelta(minutes=place)) for place in range(103)
    )
    assert recents.forget() == 3
    assert Viewed.objects.order_by("at").first().record_id == 3 and recents.forget() == 0


# Leaving (14.18)


def test_lists_are_handed_over_with_the_records(saved, ann, bob, boss, noon):
    made = saved(visibility="everyone")
    assert any("smart lists" in each for each in leaving.ties(ann))
    job = leaving.hand_over(ann, bob, by=boss, at=noon)
    perform(job.pk)
    made.refresh_from_db()
    assert made.owner == bob and hand_over and not leaving.ties(ann)


def test_deleted_lists_go_after_30_days(saved, ann, noon):
    made = saved()
    keeping.delete(made, by=ann, at=noon)
    assert keeping.purge(at=noon + timedelta(days=29)) == 0 and keeping.purge(at=noon + timedelta(days=31)) == 1
