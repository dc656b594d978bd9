"""The lists of contacts, and doing something with many of them."""

import pytest
from django.urls import reverse

from activities import bulk
from contacts import keeping
from contacts.models import Contact
from records import working, writing
from records.models import Act, Job
from records.tagging import tags_of

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
VIEWS = ["all", "people", "companies", "mine", "prospects", "lost", "customers", "former", "archived"]


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def listed(browser, query=""):
    html = body(browser.get(f"/contacts/?{query}"))
    return [name for name in ("Acme", "Bolt", "Lee", "Kim", "Old") if f'title="{name}"' in html]


@pytest.fixture
def some(company, human, deal, stage, ann, cy, noon):
    acme, bolt = company("Acme", city="Graz", country="AT"), company("Bolt", owner=cy)
    lee, kim = human("Lee", employer=acme, tags=["Hot"]), human("Kim", owner=cy)
    old = human("Old")
    keeping.archive(old, by=ann, at=noon)
    deal(contact=lee)
    return acme, bolt, lee, kim, old


@pytest.mark.parametrize(
    "query, names",
    [
        ("", ["Acme", "Bolt", "Lee", "Kim"]),
        ("view=people", ["Lee", "Kim"]),
        ("view=companies", ["Acme", "Bolt"]),
        ("view=mine", ["Bolt", "Kim"]),
        ("view=prospects", ["Acme", "Lee"]),
        ("view=customers", []),
        ("view=archived", ["Old"]),
        ("view=nonsense", ["Acme", "Bolt", "Lee", "Kim"]),
        ("owner=me", ["Bolt", "Kim"]),
        ("tag=hot", ["Lee"]),
        ("company=acm", ["Lee"]),
        ("alone=on", ["Kim"]),
        ("prospect=current", ["Acme", "Lee"]),
        ("customer=none", ["Acme", "Bolt", "Lee", "Kim"]),
        ("city=gra", ["Acme"]),
        ("country=AT", ["Acme"]),
        ("q=le", ["Lee"]),
    ],
)
def test_a_list_holds_what_its_address_says(query, names, some, cy, as_):
    # 5.9, 6.11
    assert sorted(listed(as_(cy), query)) == sorted(names)


def test_a_list_shows_only_what_one_may_see(some, ann, dee, as_):
    # 14.24
    assert listed(as_(ann)) == ["Acme", "Lee"] and listed(as_(dee)) == []


def test_a_hidden_employer_is_not_named(human, company, person, own_role, as_):
    fay = person("Fay", role=own_role)
    human("Lee", owner=fay, employer=company("Secret AG"))
    html = body(as_(fay).get("/contacts/"))
    assert "Lee" in html and "Secret" not in html and "No company" in html
    assert listed(as_(fay), "company=secret") == []


@pytest.mark.parametrize("sort", ["name", "-name", "added", "-activity", "nonsense", "%00"])
def test_it_is_sorted_as_asked(sort, some, cy, as_):
    assert len(listed(as_(cy), f"sort={sort}")) == 4


@pytest.mark.parametrize("view", VIEWS)
def test_each_empty_view_says_what_belongs_there(view, cy, as_):
    html = body(as_(cy).get(f"/contacts/?view={view}"))
    assert 'class="empty"' in html and ("New person" in html) == (view != "archived")


@pytest.mark.parametrize("query", ["owner=99999999999999999999", "tag=%00", "city=" + "x" * 400, "country=XX", "q=%00"])
def test_a_broken_filter_breaks_nothing(query, some, cy, as_):
    assert as_(cy).get(f"/contacts/?{query}").status_code == 200


def test_totals_count_the_list_and_each_view(some, cy, as_):
    html = body(as_(cy).get("/contacts/totals/", **HTMX))
    assert "4 contacts" in html and 'id="tab-archived" hx-swap-oob="true">1<' in html


@pytest.mark.parametrize("many", [1, 60])
def test_a_list_stays_in_its_budget(many, ann, company, noon, as_, django_assert_max_num_queries):
    acme = company("Acme")
    writing.create_many([Contact(last_name=f"P{n}", employer=acme, owner=ann) for n in range(many)], by=ann, at=noon)
    browser = as_(ann)
    address = "/contacts/?cols=company,customer,prospect,owner,tags,email&filter=1"
    browser.get(address)
    with django_assert_max_num_queries(12):
        browser.get(address)


@pytest.mark.parametrize("name", ["people", "companies", "customers"])
def test_the_palette_leads_to_a_view(name, ann, as_):
    assert as_(ann).get(reverse(f"contacts:{name}")).url == f"/contacts/?view={name}"


# many at once


def send(browser, act, rows=(), **sent):
    return browser.post(f"/contacts/{act}/", {"ids": [row.pk for row in rows], **sent}, **HTMX)


def last_act():
    return Act.objects.filter(kind=bulk.JOB).latest("pk")


def test_a_deed_is_asked_about_first(some, cy, as_):
    acme, bolt, *_rest = some
    html = body(send(as_(cy), "archive", (acme, bolt)))
    assert "<b>2 contacts</b>" in html and f'value="{bolt.pk}"' in html and "<html" not in html
    assert Contact.objects.in_use().count() == 4
    assert "<html" in body(as_(cy).post("/contacts/archive/", {"ids": [acme.pk]}, HTTP_HX_REQUEST=""))


def test_many_are_given_away_and_taken_back(some, ann, cy, as_):
    acme, bolt, lee, *_rest = some
    browser = as_(cy)
    send(browser, "reassign", (acme, lee), sure=1, owner=cy.pk)
    assert set(Contact.objects.filter(pk__in=[acme.pk, lee.pk]).values_list("owner", flat=True)) == {cy.pk}
    browser.post(f"/undo/{last_act().pk}/")
    assert set(Contact.objects.filter(pk__in=[acme.pk, lee.pk]).values_list("owner", flat=True)) == {ann.pk}


def test_only_what_one_may_change_is_changed(some, ann, as_):
    acme, bolt, *_rest = some
    send(as_(ann), "archive", (acme, bolt), sure=1)
    assert list(Contact.objects.archived().values_list("name", flat=True).order_by("name")) == ["Acme", "Old"]


def test_tags_are_added_and_removed_and_others_stay(some, cy, as_):
    # 3.13, 5.11
    acme, _bolt, lee, *_rest = some
    send(as_(cy), "tag", (acme, lee), sure=1, add_tags="New, Hot", remove_tags="hot")
    assert [[tag.name for tag in tags_of(each)] for each in (acme, lee)] == [["Hot", "New"], ["Hot", "New"]]
    send(as_(cy), "tag", (acme, lee), sure=1, remove_tags="HOT")
    assert [tag.name for tag in tags_of(lee)] == ["New"]


def test_a_deed_without_an_answer_is_refused(some, cy, as_):
    assert send(as_(cy), "tag", some, sure=1).status_code == 422
    assert send(as_(cy), "reassign", some, sure=1, owner="99999").status_code == 422
    assert send(as_(cy), "reassign", some, sure=1, owner="\x00").status_code == 422


def test_those_on_deals_stay_and_are_named(some, cy, as_):
    # 5.8
    acme, bolt, lee, kim, _old = some
    answer = send(as_(cy), "delete", (bolt, lee, kim), sure=1)
    html = answer.content.decode()
    assert sorted(Contact.objects.live().values_list("name", flat=True)) == ["Acme", "Lee", "Old"]
    assert "Lee" in html and "still on deals" in html and "2 contacts" in html


def test_nothing_chosen_asks_nothing(some, cy, as_):
    assert "nothing among" in body(send(as_(cy), "delete"))


def test_all_that_match_is_the_filter(some, cy, as_):
    as_(cy).post("/contacts/archive/", {"all": "1", "query": "view=people", "sure": "1"}, **HTMX)
    assert sorted(Contact.objects.archived().values_list("name", flat=True)) == ["Kim", "Lee", "Old"]


@pytest.mark.parametrize("act, facts", [("tag", {"add_tags": "Many"}), ("archive", {}), ("delete", {})])
def test_very_many_are_a_job(act, facts, cy, ann, noon, as_, monkeypatch, deal, human):
    monkeypatch.setattr("activities.jobs.TOGETHER", 2)
    held = human("Held")
    deal(contact=held)
    writing.create_many([Contact(last_name=f"P{n}", owner=ann) for n in range(bulk.AT_ONCE)], by=ann, at=noon)
    answer = as_(cy).post(f"/contacts/{act}/", {"all": "1", "query": "", "sure": "1", **facts}, **HTMX)
    job = Job.objects.get()
    assert answer["HX-Redirect"] == f"/jobs/{job.pk}/"
    working.perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.refused) == ("done", bulk.AT_ONCE + (act != "delete"), int(act == "delete"))


# finding


def test_people_and_companies_are_found_by_name(some, ann, dee, as_):
    # 15.8
    html = body(as_(ann).get("/search/?q=acm")) if False else body(as_(ann).get(reverse("ui:palette") + "?q=lee"))
    assert "Lee" in html and "Acme" in html
    assert "Lee</" not in body(as_(dee).get(reverse("ui:palette") + "?q=lee"))
