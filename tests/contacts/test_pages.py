"""The page of a contact: what it shows, what it hides, what it costs."""

import re
from datetime import timedelta

import pytest

from activities import completing
from activities import keeping as activity_keeping
from contacts import keeping, lifecycle
from contacts.journey import Origin, _origins, journey
from contacts.lifecycle import Facts
from contacts.models import Contact, RelationKind
from deals.lifecycle import move_to
from records import undoing, writing
from records.models import Act

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def body(answer):
    return answer.content.decode()


def page(browser, contact, **headers):
    answer = browser.get(contact.get_absolute_url(), **headers)
    assert answer.status_code == 200
    return body(answer)


def panel(html, key):
    return re.search(rf'<section class="panel" id="panel-{key}">(.*?)</section>', html, re.S)[1]


# what is there


def test_a_person_is_shown_with_title_company_and_statuses(human, company, deal, ann, as_):
    # 6.11
    acme = company("Acme")
    lee = human("Lee", first_name="Kim", title="Buyer", employer=acme, phone="+43 316 123456", owner=ann)
    deal(contact=lee)
    html = page(as_(ann), lee)
    assert "<h1>Kim Lee</h1>" in html and "Buyer" in html and f'href="/contacts/{acme.pk}/"' in html
    assert "Prospect</span>" in html and 'href="tel:+43316123456"' in html
    for part in ('id="head"', 'id="strip"', 'id="facts"', 'id="composer"', 'id="timeline"'):
        assert part in html


def test_a_company_shows_its_people_and_its_tree(human, company, ann, as_):
    # 5.3, 5.4, 5.5
    top = company("Top")
    acme = company("Acme", parent=top)
    below, lee = company("Below", parent=acme), human("Lee", employer=acme)
    html = page(as_(ann), acme)
    assert f"/contacts/{lee.pk}/" in panel(html, "employees")
    tree = panel(html, "companies")
    assert [tree.index(each.name) for each in (top, acme, below)] == sorted(
        tree.index(each.name) for each in (top, acme, below)
    )
    assert 'data-depth="2"' in tree


def test_a_company_that_stands_alone_has_no_tree_for_a_reader(company, person, role, as_):
    gus = person("Gus", role=role("Looks", view="all"))
    assert 'id="panel-companies"' not in page(as_(gus), company())


def test_relations_read_both_ways(human, ann, noon, as_):
    # 5.12
    lee, kim = human("Lee"), human("Kim")
    keeping.relate(lee, RelationKind.objects.get(key="reports_to"), kim, by=ann, at=noon)
    assert "Reports to" in panel(page(as_(ann), lee), "relations")
    assert "Manager of" in panel(page(as_(ann), kim), "relations")


def test_a_past_employer_is_told_with_its_days(human, company, ann, noon, as_):
    acme, bolt = company("Acme"), company("Bolt")
    lee = human("Lee", employer=acme)
    keeping.edit_contact(lee, {"employer": bolt}, by=ann, at=noon)
    html = panel(page(as_(ann), lee), "company")
    assert "Bolt" in html and "Acme" in html and "11/23/2026" in html


# what is hidden


def test_whom_one_may_not_see_is_named_nowhere(human, company, ann, noon, person, own_role, as_):
    # 14.24
    secret, past, friend = company("Secret AG"), company("Bygone AG"), human("Hush")
    fay = person("Fay Foreign", role=own_role)
    lee = human("Lee", employer=past, owner=fay)
    keeping.edit_contact(lee, {"employer": secret}, by=ann, at=noon)
    keeping.relate(lee, RelationKind.objects.get(key="reports_to"), friend, by=ann, at=noon)
    html = page(as_(fay), lee)
    assert not [name for name in ("Secret", "Bygone", "Hush") if name in html]
    assert html.count("One that you may not see") >= 2
    for url in ("edit/", "edit/?only=employer", "relations/new/", "past-employers/new/"):
        assert "Secret" not in body(as_(fay).get(f"/contacts/{lee.pk}/{url}"))


def test_a_hidden_company_hides_its_branch(company, ann, person, own_role, as_):
    fay = person("Fay Foreign", role=own_role)
    mine = company("Mine AG", owner=fay, parent=company("Secret AG"))
    company("Deep AG", owner=fay, parent=company("Covert AG", parent=mine))
    html = page(as_(fay), mine)
    assert "Secret" not in html and "Covert" not in html and "Deep" not in html


def test_a_stranger_finds_nothing(human, dee, as_):
    lee = human("Lee")
    for end in ("", "edit/", "delete/", "employees/new/", "relations/new/"):
        assert as_(dee).get(f"/contacts/{lee.pk}/{end}").status_code == 404
    assert as_(dee).post(f"/contacts/{lee.pk}/customer/", {"status": "past"}).status_code == 404


def test_who_only_looks_is_offered_nothing(human, person, role, as_):
    # 14.10
    gus = person("Gus", role=role("Looks", objects=("contacts",), view="all"))
    html = page(as_(gus), human("Lee"))
    assert "data-edit" not in html and "More actions" not in html and "composer" not in html


# what it costs


@pytest.mark.parametrize("many", [1, 60])
@pytest.mark.parametrize("is_company", [True, False])
def test_a_page_stays_in_its_budget(
    many, is_company, human, company, deal, ann, noon, as_, django_assert_max_num_queries
):
    acme = company("Acme", parent=company("Top"))
    lee = human("Lee", employer=acme)
    people = [Contact(last_name=f"P{n}", employer=acme, owner=ann) for n in range(many)]
    children = [Contact(is_company=True, company_name=f"C{n}", parent=acme, owner=ann) for n in range(many)]
    writing.create_many([*people, *children], by=ann, at=noon)
    kind = RelationKind.objects.get(key="assistant_of")
    for other in people[:10]:
        keeping.relate(other, kind, lee, by=ann, at=noon)
        keeping.relate(other, kind, acme, by=ann, at=noon)
    for n in range(3):
        deal(f"D{n}", contact=lee)
        activity_keeping.add_note(by=ann, at=noon, text=f"note {n}", about=lee)
    browser, shown = as_(ann), acme if is_company else lee
    browser.get(shown.get_absolute_url())
    with django_assert_max_num_queries(20):
        browser.get(shown.get_absolute_url())


# the journey


def test_the_journey_tells_the_deal_behind_each_step(human, deal, stage, ann, noon, as_):
    lee = human("Lee")
    sold = deal("Cold rooms", contact=lee, at=noon + timedelta(days=5))
    move_to(sold, stage("won"), by=ann, at=noon + timedelta(days=83))
    stations = journey(Contact.objects.get(pk=lee.pk), user=ann)
    assert [(each.key, each.state, each.gap) for each in stations] == [
        ("lead", "next", None), ("contact", "done", 5), ("prospect", "done", 78), ("customer", "now", None),
        ("former", "next", None),
    ]  # fmt: skip
    assert [each.what for each in stations[2:4]] == ["Cold rooms", "Cold rooms"]
    html = page(as_(ann), lee)
    assert "78 days" in html and 'class="is-now"' in html and f'href="/deals/{sold.pk}/"' in html


def test_a_deal_that_one_may_not_see_is_not_named(human, deal, ann, person, role):
    gus = person("Gus", role=role("Contacts", objects=("contacts",), view="all"))
    lee = human("Lee")
    deal("Cold rooms", contact=lee)
    prospect = journey(Contact.objects.get(pk=lee.pk), user=gus)[2]
    assert (prospect.what, prospect.url) == ("", "") and "may not see" in prospect.text


def test_what_was_taken_back_was_not_reached(human, ann, noon):
    lee = human("Lee")
    lifecycle.settle(lee, Facts(won=1), by=ann, at=noon)
    lifecycle.settle(lee, Facts(), by=ann, at=noon)
    assert [each.state for each in journey(lee, user=ann)] == ["next", "now", "next", "next", "next"]


def test_a_former_customer_came_to_the_end(human, ann, noon):
    lee = human("Lee")
    lifecycle.settle(lee, Facts(won=1), by=ann, at=noon)
    lifecycle.set_customer(lee, "past", by=ann, at=noon)
    assert [each.state for each in journey(lee, user=ann)][-2:] == ["done", "now"]
    assert journey(lee, user=ann)[4].text == "set by Ann Archer"


def test_a_lost_prospect_is_called_so(human, ann, noon):
    lee = human("Lee")
    lifecycle.settle(lee, Facts(active=1), by=ann, at=noon)
    lifecycle.settle(lee, Facts(lost=1), by=ann, at=noon)
    assert journey(lee, user=ann)[2].label == "Lost prospect"


def test_who_knows_what_came_before_tells_the_first_station(human, ann, noon, monkeypatch):
    lee = human("Lee", at=noon)
    monkeypatch.setattr(
        "contacts.journey._origins", [lambda contact, user: Origin("Lead", noon - timedelta(16), "Fair", "/x/")]
    )
    first, second = journey(lee, user=ann)[:2]
    assert (first.state, first.gap, first.url) == ("done", 16, "/x/") and second.text == "converted by Ann Archer"


def test_the_journey_takes_two_statements(human, deal, stage, ann, noon, django_assert_num_queries):
    lee = human("Lee")
    for n in range(4):
        move_to(deal(f"D{n}", contact=lee), stage("won"), by=ann, at=noon)
    lee = Contact.objects.select_related("created_by").get(pk=lee.pk)
    ann.reach(Contact)
    origins = len(_origins)
    with django_assert_num_queries(2 + origins):
        journey(lee, user=ann)


# last activity (7.14) and the company's timeline (5.6)


def test_a_note_on_a_person_is_the_companys_too(human, company, ann, noon, as_):
    # 5.6, 7.14
    acme = company("Acme")
    lee = human("Lee", employer=acme)
    at = noon + timedelta(hours=1)
    activity_keeping.add_note(by=ann, at=at, text="Likes tea", about=lee)
    assert "Likes tea" in page(as_(ann), acme)
    assert set(Contact.objects.values_list("last_activity_at", flat=True)) == {at}


def test_a_finished_task_moves_the_last_activity_and_a_planned_one_does_not(human, lead, ann, noon):
    # 7.14
    for record in (human("Lee"), lead("Kim")):
        task = activity_keeping.add_task(by=ann, at=noon, text="Call", about=record).record
        record.refresh_from_db()
        assert record.last_activity_at is None
        completing.complete(task, by=ann, at=noon + timedelta(1))
        completing.reopen(task, by=ann, at=noon + timedelta(2))
        version = record.version
        record.refresh_from_db()
        assert (record.last_activity_at, record.version) == (noon + timedelta(1), version)


def test_the_last_activity_never_goes_back(human, ann, noon):
    lee = human("Lee")
    for day in (3, 1):
        activity_keeping.add_note(by=ann, at=noon + timedelta(day), text="x", about=lee)
    assert Contact.objects.get().last_activity_at == noon + timedelta(3)


def test_an_employees_changes_are_the_companys_too(human, company, ann, noon, as_):
    # 5.6
    acme = company("Acme")
    keeping.edit_contact(human("Lee", employer=acme), {"title": "Chief taster"}, by=ann, at=noon)
    assert "Chief taster" in page(as_(ann), acme)


# deleting and what comes back


def test_a_company_comes_back_with_its_people_and_its_children(human, company, ann, noon, as_):
    # 5.13
    acme = company("Acme")
    lee, child = human("Lee", employer=acme), company("Child", parent=acme)
    as_(ann).post(f"/contacts/{acme.pk}/delete/")
    assert Contact.objects.get(pk=lee.pk).employer is None and Contact.objects.get(pk=child.pk).parent is None
    undoing.restore(Contact.objects.get(pk=acme.pk), by=ann, at=noon)
    assert Contact.objects.get(pk=lee.pk).employer == acme and Contact.objects.get(pk=child.pk).parent == acme


def test_a_deleted_contact_comes_back_by_undo(human, company, ann, as_):
    acme = company("Acme")
    lee = human("Lee", employer=acme)
    browser = as_(ann)
    answer = browser.post(f"/contacts/{acme.pk}/delete/")
    assert answer.url == "/contacts/"
    browser.post(f"/undo/{Act.objects.filter(kind='deleted').latest('pk').pk}/")
    assert Contact.objects.get(pk=lee.pk).employer == acme
