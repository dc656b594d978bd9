"""Smart lists: who is offered them, opening one, saving, pinning, what opens first (15.1 to 15.10)."""

import json
import re
from urllib.parse import unquote, urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import FieldRight, Group, Membership
from lists import smart_keeping as keeping
from lists.models import ListDefault, Pin, SmartList
from lists.smart_counting import number_of
from lists.smart_query import saved_of
from records.customising import define
from records.errors import Overtaken
from records.models import CustomField

pytestmark = pytest.mark.django_db
KIND = "leads.lead"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def saved(ann, noon):
    """Makes a smart list of leads; ann's own and private unless said otherwise."""

    def make(name="Graz", address="city=Graz", owner=None, kind=KIND, **shared):
        return keeping.save_as(name, saved_of(QueryDict(address)), kind=kind, by=owner or ann, at=noon, **shared)

    return make


@pytest.fixture
def cities(lead):
    return [lead(name, city=city) for name, city in (("Adler", "Graz"), ("Berger", "Wien"), ("Cerny", "Graz"))]


def body(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def names(html):
    return re.findall(r'data-open title="([^"]+)"', html)


def title(html):
    return re.search(r"<h1>(.*?)</h1>", html)[1]


def offered(user):
    return {each.name for each in SmartList.objects.offered_to(user)}


# Who is offered a list (15.9)


def test_a_private_list_is_its_owners_alone(saved, ann, bob, cy, boss):
    saved()
    assert offered(ann) == {"Graz"}
    assert not offered(bob) and not offered(cy) and not offered(boss)


def test_a_list_for_everybody_is_everybodys(saved, ann, bob, dee):
    saved(visibility="everyone")
    assert offered(ann) == offered(bob) == offered(dee) == {"Graz"}


def test_a_list_of_a_group_is_offered_to_its_members(saved, ann, bob, cy):
    saved(visibility="group", groups=[Group.objects.get(name="Duo")])
    assert offered(bob) == {"Graz"} and not offered(cy)
    Group.objects.update(archived_at=timezone.now())
    assert not offered(bob) and offered(ann) == {"Graz"}


def test_an_information_group_opens_a_list_too(saved, cy, dee):
    fair = Group.objects.create(name="Fair")
    Membership.objects.create(group=fair, user=dee)
    saved(visibility="group", groups=[fair])
    assert offered(dee) == {"Graz"} and not offered(cy)


def test_a_managers_list_reaches_everybody_below(saved, person, ann, cy):
    # 14.8
    chief, lead = person("Gil Chief"), person("Hal Lead")
    lead.manager, ann.manager = chief, lead
    lead.save(), ann.save()
    saved(owner=chief, visibility="team")
    assert offered(chief) == offered(lead) == offered(ann) == {"Graz"} and not offered(cy)


def test_anybody_elses_list_reaches_the_team_they_are_in(saved, person, ann, bob, cy):
    # 14.8
    manager, deep = person("Gil Manager"), person("Hal Deep")
    ann.manager = bob.manager = manager
    deep.manager = bob
    for each in (ann, bob, deep):
        each.save()
    saved(visibility="team")
    assert offered(manager) == offered(bob) == offered(deep) == {"Graz"} and not offered(cy)


def test_a_team_list_of_somebody_without_a_team_stays_theirs(saved, ann, bob, cy):
    saved(visibility="team")
    assert offered(ann) == {"Graz"} and not offered(bob) and not offered(cy)


def test_who_sees_a_list_changes_it_only_where_others_may(saved, bob, boss):
    shut, free = saved(visibility="everyone"), saved("Wien", visibility="everyone", others_edit=True)
    assert set(SmartList.objects.visible_to(bob, "edit")) == {free}
    assert not SmartList.objects.visible_to(bob, "share")
    assert set(SmartList.objects.visible_to(boss, "share")) == {shut, free}


def test_who_left_is_offered_nothing(saved, ann):
    saved()
    ann.is_active = False
    assert not offered(ann) and not SmartList.objects.visible_to(ann)


def test_a_list_that_one_may_not_see_answers_404(saved, bob, boss, as_):
    private = saved()
    assert as_(bob).get(f"/leads/?list={private.pk}").status_code == 404
    assert as_(bob).get(f"/leads/totals/?list={private.pk}").status_code == 404
    assert as_(boss).get(f"/leads/?list={private.pk}").status_code == 200


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 30, "%00", "1.5"])
def test_what_is_no_list_answers_404(key, ann, as_):
    assert as_(ann).get(f"/leads/?list={key}").status_code == 404


def test_a_list_of_another_kind_answers_404(saved, ann, as_):
    assert as_(ann).get(f"/leads/?list={saved(kind='deals.deal').pk}").status_code == 404


# Opening


def test_a_list_opens_with_what_it_holds(saved, cities, ann, as_):
    made = saved(address="city=Graz&sort=-name&cols=city,owner&density=roomy")
    html = body(as_(ann).get(f"/leads/?list={made.pk}"))
    assert names(html) == ["Cerny", "Adler"] and title(html) == "Graz" and "table--roomy" in html
    assert f'href="/leads/?list={made.pk}" aria-current="page"' in html and 'id="list-changed"' not in html


def test_the_address_overrides_the_list_and_says_so(saved, cities, ann, as_):
    made = saved(address="city=Graz&sort=-name")
    html = body(as_(ann).get(f"/leads/?list={made.pk}&sort=name&city=Wien"))
    assert names(html) == ["Berger"] and 'id="list-changed"' in html


def test_a_changed_address_may_leave_something_out(saved, cities, ann, as_):
    html = body(as_(ann).get(f"/leads/?list={saved().pk}&changed=1"))
    assert len(names(html)) == 3 and 'id="list-changed"' in html


def test_a_form_that_says_nothing_new_is_no_change(saved, cities, ann, as_):
    made = saved()
    html = body(
        as_(ann).get(f"/leads/?list={made.pk}&changed=1&city=Graz&view=open&owner=all&q=&source=&sort=-created")
    )
    assert names(html) and 'id="list-changed"' not in html


def test_the_merged_address_shows_the_same_without_the_list(saved, cities, ann, bob, as_):
    made = saved(address="city=Graz&sort=-name")
    html = body(as_(ann).get(f"/leads/?list={made.pk}"))
    address = re.search(r"kind=leads\.lead&amp;address=([^\"]+)", html)[1]
    assert names(body(as_(bob).get(f"/leads/?{unquote(address)}"))) == names(html) == ["Cerny", "Adler"]


def test_all_that_match_are_the_rows_of_the_open_list(saved, cities, ann, as_):
    html = body(as_(ann).get(f"/leads/?list={saved().pk}"))
    query = re.search(r'name="query" value="([^"]*)"', html)[1].replace("&amp;", "&")
    answer = as_(ann).post("/leads/delete/", {"all": "1", "query": query, "sure": "1"})
    assert answer.status_code == 302 and names(body(as_(ann).get("/leads/"))) == ["Berger"]


def test_further_rows_and_counts_are_the_lists(saved, lead, ann, as_):
    for number in range(35):
        lead(f"L{number:02}", city="Graz")
    lead("Other", city="Wien")
    browser, made = as_(ann), saved(address="city=Graz&sort=name")
    html = body(browser.get(f"/leads/?list={made.pk}"))
    more = re.search(r'href="(\?[^"]*after=[\w-]+)"', html)[1].replace("&amp;", "&")
    assert len(names(html) + names(body(browser.get(f"/leads/{more}", **HTMX)))) == 35
    totals = re.search(r'hx-get="(/leads/totals/[^"]*)"', html)[1].replace("&amp;", "&")
    assert "35 leads" in body(browser.get(totals, **HTMX))


def test_a_shared_list_shows_each_what_they_may_see(saved, cities, ann, bob, cy, dee, lead, as_):
    # 14.24, 15.9
    lead("Dorn", by=cy, owner=cy, city="Graz")
    made = saved(visibility="everyone", address="city=Graz&sort=name")
    seen = {user: names(body(as_(user).get(f"/leads/?list={made.pk}"))) for user in (ann, bob, cy, dee)}
    assert seen == {ann: ["Adler", "Cerny"], bob: ["Adler", "Cerny"], cy: ["Adler", "Cerny", "Dorn"], dee: []}


def test_a_field_that_the_viewer_may_not_see_is_none_in_a_shared_list_either(saved, lead, ann, cy, dee, as_):
    # 15.9, 16.10: the list runs with the viewer's rights
    margin = define(KIND, "Margin", "number")
    CustomField.objects.filter(pk=margin.pk).update(restricted=True, filterable=True)
    FieldRight.objects.create(role=cy.role, kind=KIND, key="margin", level="view")
    lead("Adler", custom={"margin": 5})
    where = json.dumps({"v": 1, "all": [{"field": "custom.margin", "op": "gt", "value": 3}]})
    made = saved(visibility="everyone", address=urlencode({"where": where, "cols": "custom.margin,city"}))
    shown, hidden = (body(as_(user).get(f"/leads/?list={made.pk}")) for user in (cy, ann))
    assert names(shown) == ["Adler"] and "Margin" in shown
    assert not names(hidden) and "custom.margin" in hidden and "Margin" not in hidden
    assert number_of(made, user=cy).number == 1 and number_of(made, user=ann).number == 0


def test_a_filter_of_a_later_version_shows_nothing_rather_than_all(saved, cities, ann, as_):
    made = saved()
    SmartList.objects.update(query={"v": 2, "params": {}})
    assert not names(body(as_(ann).get(f"/leads/?list={made.pk}")))


def test_quick_views_lead_away_from_an_open_list(saved, cities, ann, as_):
    html = body(as_(ann).get(f"/leads/?list={saved().pk}"))
    assert 'href="?view=mine"' in html and html.count('aria-current="page"') >= 1


# Saving


def test_what_is_on_the_screen_is_saved_under_a_name(cities, ann, as_):
    browser = as_(ann)
    html = body(browser.get("/leads/?city=Graz&sort=-name&cols=city&filter=1&after=x"))
    address = re.search(r'href="(/lists/new/\?[^"]+)"', html)[1].replace("&amp;", "&")
    form = body(browser.get(address))
    sent = {"name": "Styria", "visibility": "private", "pin": "on", "kind": KIND}
    sent["address"] = re.search(r'name="address" value="([^"]*)"', form)[1].replace("&amp;", "&")
    answer = browser.post("/lists/new/", sent)
    made = SmartList.objects.get()
    assert answer.url == f"/leads/?list={made.pk}" and Pin.objects.get().user == ann
    assert made.query == {"v": 1, "params": {"city": ["Graz"]}}
    assert (made.columns, made.sort, made.owner) == (["city"], "-name", ann)


@pytest.mark.parametrize(
    "sent, field", [({"name": ""}, "id_name_error"), ({"name": "x" * 81}, "id_name_error"),
                    ({"visibility": "group"}, "id_groups_error"), ({"visibility": "zzz"}, "id_visibility_error"),
                    ({"name": "a\x00"}, "id_name_error")],
)  # fmt: skip
def test_what_cannot_be_saved_is_said_at_its_field(sent, field, bob, as_):
    answer = as_(bob).post("/lists/new/", {"name": "Mine", "visibility": "private", "kind": KIND} | sent)
    assert answer.status_code == 422 and field in answer.content.decode() and not SmartList.objects.exists()


def test_too_long_a_filter_is_refused_in_words(ann, as_):
    sent = {"name": "Long", "visibility": "private", "kind": KIND, "address": "q=" + "x" * 25_000}
    answer = as_(ann).post("/lists/new/", sent)
    assert "too long" in body(answer, 422) and not SmartList.objects.exists()


def test_a_kind_that_has_no_lists_answers_404(ann, dee, as_):
    assert as_(ann).get("/lists/new/?kind=specimen.thing").status_code == 404
    assert as_(dee).get(f"/lists/new/?kind={KIND}").status_code == 404


def test_changes_are_saved_where_one_may(saved, ann, bob, as_):
    made = saved(visibility="everyone")
    sent = {"version": made.version, "address": "city=Wien&sort=name"}
    assert as_(bob).post(f"/lists/{made.pk}/save/", sent).status_code == 404
    assert as_(ann).post(f"/lists/{made.pk}/save/", sent).url == f"/leads/?list={made.pk}"
    made.refresh_from_db()
    assert made.query["params"] == {"city": ["Wien"]} and made.sort == "name" and made.version == 2


def test_the_slower_of_two_keeps_what_was_set(saved, ann, bob, as_):
    made = saved(visibility="everyone", others_edit=True)
    as_(bob).post(f"/lists/{made.pk}/save/", {"version": 1, "address": "city=Linz"})
    answer = as_(ann).post(f"/lists/{made.pk}/save/", {"version": 1, "address": "city=Wien"})
    html = body(answer, 409)
    assert "Bob Baker changed this list" in html and 'name="address" value="city=Wien"' in html
    assert "address=city%3DWien" in html and 'name="version" value="2"' in html
    made.refresh_from_db()
    assert made.query["params"] == {"city": ["Linz"]}


def test_two_at_once_cannot_both_save(saved, ann, noon):
    made = saved()
    keeping.save_changes(made, saved_of(QueryDict("q=a")), by=ann, at=noon, version=1)
    with pytest.raises(Overtaken):
        keeping.save_changes(made, saved_of(QueryDict("q=b")), by=ann, at=noon, version=1)


def test_two_who_rename_are_asked(saved, ann, as_, noon):
    made = saved()
    keeping.edit(made, {"name": "Styria"}, by=ann, at=noon, version=1)
    sent = {"name": "Graz and around", "initial-name": "Graz", "visibility": "private", "version": 1}
    html = body(as_(ann).post(f"/lists/{made.pk}/edit/", sent), 409)
    assert "Styria" in html and "Graz and around" in html
    sent = {"name": "Graz", "initial-name": "Graz", "visibility": "team", "initial-visibility": "private", "version": 1}
    assert as_(ann).post(f"/lists/{made.pk}/edit/", sent).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.visibility) == ("Styria", "team")


def test_an_admin_gives_a_list_to_somebody_else(saved, ann, bob, boss, as_):
    made = saved()
    sent = {"name": "Graz", "initial-name": "Graz", "visibility": "private", "initial-visibility": "private",
            "owner": bob.pk, "initial-owner": ann.pk, "version": 1}  # fmt: skip
    assert as_(ann).post(f"/lists/{made.pk}/edit/", sent).status_code == 302
    assert SmartList.objects.get().owner == ann
    assert as_(boss).post(f"/lists/{made.pk}/edit/", sent).status_code == 302
    assert SmartList.objects.get().owner == bob


def test_a_copy_is_ones_own_and_private(saved, bob, as_):
    made = saved(visibility="everyone")
    as_(bob).post(f"/lists/{made.pk}/copy/")
    copy = SmartList.objects.get(owner=bob)
    assert (copy.name, copy.visibility, copy.query) == ("Copy of Graz", "private", made.query)


def test_a_deleted_list_comes_back_with_its_pin(saved, ann, bob, as_):
    made = saved(visibility="everyone")
    keeping.pin(made, to=bob)
    assert as_(bob).post(f"/lists/{made.pk}/delete/").status_code == 404
    answer = as_(ann).post(f"/lists/{made.pk}/delete/", follow=True)
    assert f"/lists/{made.pk}/restore/" in body(answer) and not offered(bob)
    assert as_(ann).get(f"/leads/?list={made.pk}").status_code == 404
    assert as_(bob).post(f"/lists/{made.pk}/restore/").status_code == 404
    as_(ann).post(f"/lists/{made.pk}/restore/")
    assert offered(bob) == {"Graz"} and Pin.objects.filter(user=bob).exists()


# What opens first


def test_ones_own_default_wins_over_the_roles(saved, cities, ann, as_):
    roles, own = saved("Role's", visibility="everyone"), saved("Own", "city=Wien")
    assert title(body(as_(ann).get("/leads/"))) == "Leads"
    keeping.open_first(roles, role=ann.role)
    assert title(body(as_(ann).get("/leads/"))) == "Role&#x27;s"
    as_(ann).post(f"/lists/{own.pk}/first/")
    html = body(as_(ann).get("/leads/"))
    assert title(html) == "Own" and names(html) == ["Berger"]
    assert title(body(as_(ann).get("/leads/?view=open"))) == "Leads"
    as_(ann).post(f"/lists/{own.pk}/first/", {"off": "1"})
    assert title(body(as_(ann).get("/leads/"))) == "Role&#x27;s"


def test_a_default_that_one_does_not_see_is_passed_over(saved, cy, as_):
    keeping.open_first(saved(), role=cy.role)
    assert title(body(as_(cy).get("/leads/"))) == "Leads" and ListDefault.objects.exists()


# Costs


@pytest.mark.parametrize("lists", [1, 25])
@pytest.mark.parametrize("url", ["/leads/", "/contacts/", "/deals/"])
def test_lists_beside_a_list_cost_one_statement(url, lists, saved, ann, bob, as_, django_assert_max_num_queries):
    kind = {"/leads/": KIND, "/contacts/": "contacts.contact", "/deals/": "deals.deal"}[url]
    browser = as_(ann)
    for number in range(lists):
        made = saved(f"List {number}", "", kind=kind)
        keeping.pin(saved(f"Other {number}", "", kind=kind, owner=bob, visibility="everyone"), to=bob)
    for address in (url + "?view=", f"{url}?list={made.pk}"):
        browser.get(address)
        with django_assert_max_num_queries(12):
            browser.get(address)


# Django admin


ADMIN = "/admin/lists/smartlist/"


def in_admin(browser, made, **sent):
    return browser.post(f"{ADMIN}{made.pk}/change/", {"owner": made.owner_id, "visibility": "private", **sent})


def test_in_admin_the_slower_of_two_is_told_at_the_form_and_loses_nothing(saved, ann, boss, as_, noon):
    made = saved()
    assert 'name="seen" value="1"' in body(as_(boss).get(f"{ADMIN}{made.pk}/change/"))
    keeping.edit(SmartList.objects.get(), {"name": "Styria"}, by=ann, at=noon, version=1)
    html = body(in_admin(as_(boss), made, name="Graz and around", others_edit="on", seen="1"))
    assert "Ann Archer changed this list since you opened it" in html and "Styria" in html
    assert 'value="Graz and around"' in html and 'name="seen" value="2"' in html
    assert SmartList.objects.get().name == "Styria"
    assert in_admin(as_(boss), made, name="Graz and around", others_edit="on", seen="2").status_code == 302
    kept = SmartList.objects.get()
    assert (kept.name, kept.others_edit, kept.changed_by) == ("Graz and around", True, boss)


def test_in_admin_a_deleted_list_is_brought_back_before_it_is_changed(saved, ann, boss, as_, noon):
    made = saved()
    keeping.delete(made, by=ann, at=noon)
    html = body(in_admin(as_(boss), made, name="Graz and around", seen="2"))
    assert "This list is deleted" in html and SmartList.objects.get().name == "Graz"
    as_(boss).post(ADMIN, {"action": "bring_back", "_selected_action": [made.pk]})
    assert SmartList.objects.get().deleted_at is None


def test_in_admin_groups_stay_with_lists_that_are_for_groups(saved, boss, as_, noon):
    group = Group.objects.create(name="Styria")
    made = saved(visibility="group", groups=[group])
    assert in_admin(as_(boss), made, name="Graz", visibility="group", groups=[group.pk]).status_code == 302
    assert made.groups.get() == group
    in_admin(as_(boss), made, name="Graz", groups=[group.pk])
    assert not made.groups.exists()


def test_in_admin_lists_are_narrowed_by_the_words_for_their_kind_and_state(saved, ann, boss, as_, noon):
    saved(), keeping.delete(saved("Gone", kind="deals.deal"), by=ann, at=noon)
    html = body(as_(boss).get(ADMIN))
    assert ">Leads</a>" in html and "leads.lead</a>" not in html and "Not empty" not in html
    assert "Gone" not in body(as_(boss).get(f"{ADMIN}?state=use")).partition('id="result_list"')[2]
    assert "Gone" in body(as_(boss).get(f"{ADMIN}?state=over&kind=deals.deal")).partition('id="result_list"')[2]
