"""Adding and editing people and companies: rules, bad input, two editors, no script."""

import re
from uuid import uuid4

import pytest

from contacts import deleting, keeping, matching, tying
from contacts.choosing import NewContact
from contacts.matching import Clue, Match
from contacts.models import Contact, RelationKind
from records.models import Act, Transition
from records.tagging import tags_of
from records.undoing import undo

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
PERSON, COMPANY = "/contacts/new/person/", "/contacts/new/company/"
ODD = ["Ｆｕｌｌ", "🥶🥶", "שלום", "<script>alert(1)</script>", "O'Neill & Söhne", "x" * 255]


def body(answer):
    return answer.content.decode()


def error_at(answer, name):
    assert answer.status_code == 422
    found = re.search(rf'id="id_{name}_error">(.*?)</div>', body(answer), re.S)
    return re.sub("<.*?>", "", found[1]) if found else None


# names


@pytest.mark.parametrize("name", ["", "   ", "\x00", "x" * 300])
@pytest.mark.parametrize("url, field", [(PERSON, "last_name"), (COMPANY, "company_name")])
def test_a_name_that_will_not_do_is_said_at_its_field(url, field, name, ann, as_):
    # 5.2
    answer = as_(ann).post(url, {field: name, "city": "Graz"}, **HTMX)
    assert error_at(answer, field) and 'value="Graz"' in body(answer) and not Contact.objects.exists()


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_kept_as_typed_and_shown_safely(name, ann, as_):
    browser = as_(ann)
    browser.post(PERSON, {"last_name": name})
    made = Contact.objects.get()
    assert made.last_name == name and made.owner == ann
    for url in (made.get_absolute_url(), "/contacts/", f"/contacts/{made.pk}/edit/", f"/contacts/{made.pk}/delete/"):
        assert "<script>alert" not in body(browser.get(url))


def test_a_company_is_a_company_for_ever(ann, as_):
    # 5.1
    browser = as_(ann)
    browser.post(COMPANY, {"company_name": "Acme", "is_company": "", "last_name": "Lee"})
    made = Contact.objects.get()
    assert made.is_company and made.last_name == ""
    browser.post(f"/contacts/{made.pk}/edit/", {"company_name": "Acme", "last_name": "Lee", "version": 1})
    assert Contact.objects.get().last_name == ""


# other values


@pytest.mark.parametrize(
    "field, value",
    [("email", "nobody"), ("phone", "call me"), ("website", "not a site"), ("country", "XX"), ("employer_1", "Unknown"),
     ("linkedin", "a b"), ("employed_since", "0001-01-01"), ("employed_since", "9999-12-31"), ("tags", "x" * 61),
     ("owner", "99999"), ("owner", "\x00"), ("fax", "\x00"), ("email", "x" * 300 + "@example.org")],
)  # fmt: skip
def test_a_bad_value_is_said_at_its_field(field, value, ann, as_):
    answer = as_(ann).post(PERSON, {"last_name": "Lee", field: value}, **HTMX)
    assert error_at(answer, field.removesuffix("_1")) and not Contact.objects.exists()


def test_everything_that_was_typed_is_stored(ann, as_):
    # 5.9, 5.11
    sent = {
        "last_name": "Lee", "email": "lee@example.org", "phone": "+43 316 123456", "website": "example.org",
        "country": "AT", "billing_city": "Wien", "shipping_country": "DE", "linkedin": "kim-lee", "tags": "Hot, New",
        "description": "Likes tea", "employed_since": "2026-01-02",
    }  # fmt: skip
    as_(ann).post(PERSON, sent)
    made = Contact.objects.get()
    assert (made.website, made.billing_city, made.shipping_country) == ("https://example.org", "Wien", "DE")
    assert [tag.name for tag in tags_of(made)] == ["Hot", "New"] and made.country == "AT"


def test_two_may_share_an_address(ann, as_):
    # 5.10
    for name in ("Lee", "Kim"):
        as_(ann).post(PERSON, {"last_name": name, "email": "both@example.org"})
    assert Contact.objects.filter(email="both@example.org").count() == 2


def test_only_who_may_reassign_chooses_the_owner(ann, bob, as_):
    as_(bob).post(PERSON, {"last_name": "Lee", "owner": ann.pk})
    assert Contact.objects.get().owner == bob and "id_owner" not in body(as_(bob).get(PERSON))
    assert "id_owner" in body(as_(ann).get(PERSON))


def test_who_may_not_add_has_no_form(dee, as_):
    assert as_(dee).get(PERSON).status_code == 403 and as_(dee).post(COMPANY, {"company_name": "X"}).status_code == 403


def test_the_same_form_sent_twice_makes_one(ann, as_):
    sent = {"last_name": "Lee", "form_token": str(uuid4())}
    first, second = as_(ann).post(PERSON, sent), as_(ann).post(PERSON, sent)
    assert Contact.objects.count() == 1 and first.url == second.url


def test_a_damaged_form_says_so(ann, as_):
    answer = as_(ann).post(PERSON, {"last_name": "Lee", "form_token": "zzz"})
    assert answer.status_code == 422 and "damaged" in body(answer)


# employer and parent


def test_a_new_company_comes_with_the_person_and_goes_with_it(ann, as_):
    # 5.5
    browser = as_(ann)
    browser.post(PERSON, {"last_name": "Lee", "employer_1": "Fresh AG", "employer_2": "company"})
    assert Contact.objects.get(last_name="Lee").employer.name == "Fresh AG"
    browser.post(f"/undo/{Act.objects.filter(kind='created').latest('pk').pk}/")
    assert not Contact.objects.live().exists()


def test_a_refused_person_leaves_no_company_behind(ann, as_):
    as_(ann).post(PERSON, {"last_name": "", "employer_1": "Fresh AG", "employer_2": "company"})
    assert not Contact.objects.exists()


def test_without_script_one_is_asked_which_company_is_meant(company, ann, as_):
    one, _other = company("Acme", city="Graz"), company("ACME")
    answer = as_(ann).post(PERSON, {"last_name": "Lee", "employer_1": "acme"})
    assert answer.status_code == 422 and body(answer).count('name="employer_2"') == 3 and "<html" in body(answer)
    as_(ann).post(PERSON, {"last_name": "Lee", "employer_1": "acme", "employer_2": one.pk})
    assert Contact.objects.get(last_name="Lee").employer == one


def test_a_tree_does_not_bite_its_tail(company, ann, as_):
    # 5.4
    top = company("Top")
    low = company("Low", parent=company("Mid", parent=top))
    answer = as_(ann).post(f"/contacts/{top.pk}/edit/?only=parent", {"parent_0": low.pk, "version": 1}, **HTMX)
    assert "bite its tail" in error_at(answer, "parent") and Contact.objects.get(pk=top.pk).parent is None


@pytest.mark.parametrize("field", ["parent_0", "parent_1"])
def test_a_person_is_nobodys_parent(field, human, company, ann, as_):
    # 5.4
    lee, acme = human("Lee"), company("Acme")
    value = lee.pk if field == "parent_0" else "Lee"
    as_(ann).post(f"/contacts/{acme.pk}/edit/?only=parent", {field: value, "version": 1}, **HTMX)
    assert Contact.objects.get(pk=acme.pk).parent is None


# editing


def test_one_fact_is_edited_in_place(human, ann, as_):
    lee = human("Lee")
    url = f"/contacts/{lee.pk}/edit/?only=name"
    part = body(as_(ann).get(url, **HTMX))
    assert 'name="first_name"' in part and 'name="email"' not in part
    answer = as_(ann).post(
        url, {"first_name": "Kim", "last_name": "Lee", "initial-last_name": "Lee", "version": 1}, **HTMX
    )
    assert "activities-changed" in answer["HX-Trigger"] and Contact.objects.get().name == "Kim Lee"


@pytest.mark.parametrize(
    "only", ["employer", "tags", "address", "billing", "description", "owner", "linkedin", "custom"]
)
def test_every_fact_opens(only, human, ann, as_):
    assert as_(ann).get(f"/contacts/{human('Lee').pk}/edit/?only={only}", **HTMX).status_code == 200


def test_two_editors_are_asked(human, ann, noon, as_):
    lee = human("Lee", title="Buyer")
    keeping.edit_contact(lee, {"title": "Head of buying"}, by=ann, at=noon)
    sent = {"title": "Chief", "initial-title": "Buyer", "version": 1}
    answer = as_(ann).post(f"/contacts/{lee.pk}/edit/?only=title", sent, **HTMX)
    assert answer.status_code == 409 and "Head of buying" in body(answer) and "Chief" in body(answer)


def test_who_gives_a_contact_away_is_led_to_the_list(human, ann, cy, as_):
    lee = human("Lee")
    sent = {"owner": cy.pk, "initial-owner": ann.pk, "version": 1}
    answer = as_(ann).post(f"/contacts/{lee.pk}/edit/?only=owner", sent)
    assert answer.url == "/contacts/" and Contact.objects.get().owner == cy


# statuses, archive, delete


def test_the_customer_status_is_set_by_hand_and_taken_back(human, ann, as_):
    # 6.17, 6.18
    lee, browser = human("Lee"), as_(ann)
    browser.post(f"/contacts/{lee.pk}/customer/", {"status": "current"}, **HTMX)
    lee.refresh_from_db()
    assert (lee.customer_status, lee.customer_by_hand) == ("current", True)
    browser.post(f"/undo/{Transition.objects.get().act_id}/")
    lee.refresh_from_db()
    assert (lee.customer_status, lee.customer_by_hand) == ("none", False)


@pytest.mark.parametrize("status", ["", "lost", "\x00", "none"])
def test_what_is_no_new_status_changes_nothing(status, human, ann, as_):
    answer = as_(ann).post(f"/contacts/{human('Lee').pk}/customer/", {"status": status})
    assert answer.status_code == 302 and not Transition.objects.exists()


def test_the_prospect_status_has_no_control(human, ann, as_):
    # 6.18
    lee = human("Lee")
    html = body(as_(ann).get(f"/contacts/{lee.pk}/")) + body(as_(ann).get(f"/contacts/{lee.pk}/edit/"))
    assert "prospect_status" not in html and 'value="lost"' not in html


def test_a_contact_on_a_deal_can_be_archived_and_brought_back(human, deal, ann, as_):
    # 26.12
    lee, browser = human("Lee"), as_(ann)
    deal(contact=lee)
    browser.post(f"/contacts/{lee.pk}/archive/")
    assert Contact.objects.archived().get() == lee and "Archived" in body(browser.get(f"/contacts/{lee.pk}/"))
    browser.post(f"/contacts/{lee.pk}/bring-back/")
    assert not Contact.objects.archived().exists()


def test_what_stands_in_the_way_of_deleting_is_shown(human, deal, ann, as_):
    # 5.8
    lee, browser = human("Lee"), as_(ann)
    deal("Cold rooms", contact=lee)
    asked = browser.get(f"/contacts/{lee.pk}/delete/")
    assert "Cold rooms" in body(asked) and "nothing can take its place" in body(asked) and "Archive" in body(asked)
    answer = browser.post(f"/contacts/{lee.pk}/delete/", {"release": 1})
    assert answer.status_code == 409 and Contact.objects.get(pk=lee.pk).deleted_at is None


def test_with_an_heir_it_is_taken_off_and_deleted(human, company, deal, ann, as_):
    # 5.8, 5c
    acme = company("Acme")
    lee, browser = human("Lee", employer=acme), as_(ann)
    sale = deal("Cold rooms", contact=lee)
    assert "afterwards with Acme" in body(browser.get(f"/contacts/{lee.pk}/delete/"))
    assert browser.post(f"/contacts/{lee.pk}/delete/").status_code == 409
    browser.post(f"/contacts/{lee.pk}/delete/", {"release": 1})
    sale.refresh_from_db()
    assert Contact.objects.get(pk=lee.pk).deleted_at and sale.contact == acme


def test_a_deal_in_the_way_that_one_may_not_see_is_not_named(human, company, deal, person, role, as_):
    # 14.24
    gus = person("Gus", role=role("Contacts", objects=("contacts",), view="own", delete="own"))
    lee = human("Lee", owner=gus, employer=company("Secret AG"))
    deal("Covert deal", contact=lee)
    html = body(as_(gus).get(f"/contacts/{lee.pk}/delete/"))
    assert "Covert" not in html and "Secret" not in html and "may not see" in html


def test_who_may_not_change_the_deals_in_the_way_does_not_take_a_contact_off_them(
    human, company, deal, person, role, as_, noon
):
    # 5c, 14.20
    gus = person("Gus", role=role("Contacts", objects=("contacts", "deals"), view="own", delete="own"))
    lee = human("Lee", owner=gus, employer=company("Acme"))
    sale, browser = deal("Cold rooms", contact=lee, owner=gus), as_(gus)
    assert "may not change all of them" in body(browser.get(f"/contacts/{lee.pk}/delete/"))
    assert browser.post(f"/contacts/{lee.pk}/delete/", {"release": 1}).status_code == 409
    with pytest.raises(deleting.OnDeals):
        deleting.delete(lee, release=True, by=gus, at=noon)
    sale.refresh_from_db()
    assert sale.contact == lee and Contact.objects.get(pk=lee.pk).deleted_at is None


@pytest.mark.parametrize("count", [1, 12])
def test_asking_before_a_deletion_costs_the_same_for_many_deals(
    count, human, company, deal, ann, as_, django_assert_max_num_queries
):
    lee = human("Lee", employer=company("Acme"))
    for n in range(count):
        deal(f"Sale {n}", contact=lee, associates=[(human(f"P{n}"), None)])
    browser = as_(ann)
    browser.get("/contacts/")
    with django_assert_max_num_queries(16):
        browser.get(f"/contacts/{lee.pk}/delete/")


# ties


def test_an_employee_is_chosen_or_made(human, company, ann, as_):
    # 5.5
    acme, lee, browser = company("Acme"), human("Lee"), as_(ann)
    browser.post(f"/contacts/{acme.pk}/employees/new/", {"contact_0": lee.pk})
    browser.post(f"/contacts/{acme.pk}/employees/new/", {"contact_1": "Kim Park", "contact_2": "person"})
    assert sorted(acme.employees.values_list("last_name", flat=True)) == ["Lee", "Park"]


def test_whom_one_may_not_change_is_not_tied(human, company, person, role, ann, as_):
    gus = person("Gus", role=role("Mixed", view="all", edit="own"))
    acme, lee = company("Acme", owner=gus), human("Lee")
    answer = as_(gus).post(f"/contacts/{acme.pk}/employees/new/", {"contact_0": lee.pk}, **HTMX)
    assert answer.status_code == 422 and "may not change" in body(answer) and not acme.employees.exists()


def test_a_child_company_is_added_and_no_circle(company, ann, as_):
    # 5.4
    top, browser = company("Top"), as_(ann)
    browser.post(f"/contacts/{top.pk}/children/new/", {"contact_1": "Low", "contact_2": "company"})
    low = Contact.objects.get(company_name="Low")
    assert low.parent == top
    assert browser.post(f"/contacts/{low.pk}/children/new/", {"contact_0": top.pk}).status_code == 422


def test_past_employers_come_and_go(human, company, ann, as_):
    acme, lee, browser = company("Acme"), human("Lee"), as_(ann)
    url = f"/contacts/{lee.pk}/past-employers"
    sent = {"company_0": acme.pk, "began_on": "2020-01-01", "ended_on": "2019-01-01"}
    assert "before the beginning" in error_at(browser.post(f"{url}/new/", sent), "ended_on")
    browser.post(f"{url}/new/", sent | {"ended_on": "2021-01-01"})
    assert lee.past_employments.get().company == acme
    browser.post(f"{url}/remove/", {"company": acme.pk, "from": "2020-01-01", "until": "2021-01-01"})
    assert not lee.past_employments.exists()


def test_a_past_employer_that_is_new_goes_with_one_undo(human, ann, noon):
    # 5.5
    lee = human("Lee")
    act = tying.worked_for(lee, NewContact("company", "Old AG"), None, None, by=ann, at=noon)
    assert lee.past_employments.get().company.name == "Old AG"
    undo(act, by=ann, at=noon)
    assert not lee.past_employments.exists() and not Contact.objects.live().filter(name="Old AG").exists()


def test_relations_come_and_go_in_both_directions(human, ann, as_):
    # 5.12
    lee, kim, browser = human("Lee"), human("Kim"), as_(ann)
    kind = RelationKind.objects.get(key="reports_to")
    browser.post(f"/contacts/{lee.pk}/relations/new/", {"how": f"-{kind.pk}", "contact_0": kim.pk})
    assert kim.relations_from.get().target == lee
    browser.post(f"/contacts/{lee.pk}/relations/remove/", {"kind": kind.pk, "contact": kim.pk, "backwards": 1})
    assert not kim.relations_from.exists()


@pytest.mark.parametrize("sent", [{}, {"how": "999"}, {"how": "\x00"}, {"how": "x", "contact_0": "1"}])
def test_a_broken_relation_is_refused(sent, human, ann, as_):
    assert as_(ann).post(f"/contacts/{human('Lee').pk}/relations/new/", sent).status_code == 422


def test_nobody_is_related_to_themselves(human, ann, as_):
    lee, kind = human("Lee"), RelationKind.objects.first()
    answer = as_(ann).post(f"/contacts/{lee.pk}/relations/new/", {"how": kind.pk, "contact_0": lee.pk})
    assert answer.status_code == 422 and "themselves" in body(answer)


# similar ones


def test_who_might_be_the_same_is_shown_and_blocks_nothing(human, company, ann, dee, as_):
    # 3.7
    human("Lee", first_name="Kim", email="kim@example.org")
    url = "/contacts/similar/?last_name=lee&first_name=kim"
    assert "Same name" in body(as_(ann).get(url, **HTMX))
    assert "Same e-mail address" in body(as_(ann).get("/contacts/similar/?email=KIM@example.org", **HTMX))
    assert "Lee" not in body(as_(dee).get(url, **HTMX))
    as_(ann).post(PERSON, {"last_name": "Lee", "first_name": "Kim"})
    assert Contact.objects.count() == 2


def test_without_script_one_is_told_after_saving(human, ann, as_):
    human("Lee")
    answer = as_(ann).post(PERSON, {"last_name": "Lee"}, follow=True)
    assert "Look whether this is the same: Lee" in body(answer)


@pytest.mark.parametrize("query", ["", "last_name=x", "last_name=%00", "email=@", "phone=1", "without=%00"])
def test_little_to_go_on_finds_nobody(query, human, ann, as_):
    human("Kim")
    assert "similar" not in body(as_(ann).get(f"/contacts/similar/?{query}", **HTMX))


def test_a_phone_number_finds_its_owner(human, ann):
    human("Lee", phone="+43 316 12 34 56")
    assert [match.why for match in matching.matches(ann, Clue(phone="+43316123456"))] == ["Same phone number"]


def test_others_add_what_they_know(ann, monkeypatch):
    found = Match("A lead", "/x/", "target", "", "Same name")
    monkeypatch.setattr("contacts.matching._finders", [lambda user, clue, most: [found]])
    assert matching.matches(ann, Clue(last_name="Lee")) == [found]
