"""Conversion over HTTP: the preview, the choices, and many leads at once."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import Account
from activities.bulk import AT_ONCE
from activities.models import Task
from contacts import keeping as contact_keeping
from contacts.models import Contact
from deals.models import Deal, RequiredField
from leads.conversion import convert
from leads.matching import contacts_like, the_same
from leads.models import Lead
from records import bin as recycling
from records.customising import define
from records.models import Act, Change, Job
from records.tagging import tags_of
from records.working import perform

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
BOTH = {"person": "new", "company": "new", "first_name": "Kim", "last_name": "Lee", "company_name": "Kim Ltd"}


@pytest.fixture
def kim(lead):
    return lead("Lee", first_name="Kim", company_name="Kim Ltd", email="kim@kim.example", phone="+43 316 555 0142")


def body(answer):
    return answer.content.decode()


def url(lead):
    return reverse("leads:convert", args=[lead.pk])


# -- one lead --------------------------------------------------


def test_the_page_shows_what_will_be_made(ann, as_, full):
    # 4b
    page = body(as_(ann).get(url(full())))
    for said in ("Create a new person", "Create a new company", 'value="Papadopoulos"', "Piraeus", "Fair", "Buyer"):
        assert said in page


def test_a_lead_is_converted_and_can_be_taken_back(ann, as_, kim):
    # 4.2
    answer = as_(ann).post(url(kim), BOTH, follow=True)
    person = Contact.objects.people().get()
    assert answer.redirect_chain[0][0] == person.get_absolute_url() and "Kim Lee was converted." in body(answer)
    undo = reverse("lists:undo", args=[Act.objects.get(kind="converted").pk])
    assert undo in body(answer)
    as_(ann).post(undo)
    assert not Contact.objects.live().exists() and not Lead.objects.get().is_converted


def test_names_are_corrected_and_deal_and_task_come_along(ann, as_, kim, stage):
    # 4.2
    sent = {
        **BOTH, "last_name": "Leeson", "deal": "on", "deal_name": "Cold rooms", "deal_value": "12,000",
        "deal_currency": "CHF", "deal_stage": stage("quote").pk, "task": "on", "task_text": "Call",
        "task_due": "2026-12-01",
    }  # fmt: skip
    as_(ann).post(url(kim), sent)
    deal = Deal.objects.get()
    assert (deal.value, deal.currency, deal.stage, deal.contact.name) == (
        Decimal(12000), "CHF", stage("quote"), "Kim Leeson",
    )  # fmt: skip
    assert Task.objects.get().due_on.isoformat() == "2026-12-01"


def test_a_deal_that_is_not_ticked_is_not_made(ann, as_, kim):
    as_(ann).post(url(kim), {**BOTH, "deal_name": "Cold rooms", "task_text": "Call"})
    assert not Deal.objects.exists() and not Task.objects.exists()


def test_matches_stand_side_by_side_and_are_chosen_by_hand(ann, as_, kim, human):
    # 4b, 4.6
    known = human("Lee", first_name="Kim", email="KIM@kim.example", title="Boss", owner=ann)
    page = body(as_(ann).get(url(kim)))
    assert "Merge into Kim Lee" in page and "same e-mail, same name" in page
    assert re.search(rf'value="{known.pk}"[^>]* checked', page)
    as_(ann).post(url(kim), {**BOTH, "person": known.pk})
    assert Contact.objects.people().get().title == "Boss"


def test_instead_a_new_one_can_be_made(ann, as_, kim, human):
    # 4b
    human("Lee", first_name="Kim", email="kim@kim.example")
    as_(ann).post(url(kim), BOTH)
    assert Contact.objects.people().count() == 2


def test_another_choice_draws_the_page_anew_and_keeps_what_was_typed(ann, as_, kim, human):
    known = human("Lee", email="kim@kim.example", phone="+43 1 999 0000")
    sent = {**BOTH, "person": known.pk, "look": "1", "deal": "on", "deal_name": "Cold rooms", "deal_value": "nonsense"}
    for how in ({}, HTMX):
        answer = as_(ann).post(url(kim), sent, **how)
        page = body(answer)
        assert answer.status_code == 200 and "+43 1 999 0000" in page and 'value="nonsense"' in page
        assert f'name="take-person-{known.pk}-phone"' in page and f'name="version-{known.pk}"' in page
        assert "aria-invalid" not in page
    assert not Lead.objects.get().is_converted


def test_each_detail_is_chosen(ann, as_, kim, human, company):
    # 4b
    known = human("Lee", email="kim@kim.example", phone="+43 1 999 0000", title="Boss", employer=company("Old Ltd"))
    sent = {
        **BOTH, "person": known.pk, f"take-person-{known.pk}-phone": "lead",
        f"take-person-{known.pk}-employer": "lead", f"take-person-{known.pk}-title": "contact",
    }  # fmt: skip
    as_(ann).post(url(kim), sent)
    now = Contact.objects.get(pk=known.pk)
    assert (now.phone, now.employer.name, now.title, now.first_name) == ("+43 316 555 0142", "Kim Ltd", "Boss", "Kim")


def test_a_contact_that_changed_since_is_looked_at_again(ann, as_, kim, human, noon):
    known = human("Lee", email="kim@kim.example")
    sent = {**BOTH, "person": known.pk, f"version-{known.pk}": known.version}
    contact_keeping.edit_contact(known, {"title": "Boss"}, by=ann, at=noon)
    answer = as_(ann).post(url(kim), sent)
    assert answer.status_code == 422 and "was changed meanwhile" in body(answer)
    assert not Lead.objects.get().is_converted


def test_hidden_matches_are_not_shown_and_others_cannot_be_chosen(ann, cy, bob, as_, kim, human):
    hidden = human("Lee", by=cy, owner=cy, email="kim@kim.example", title="Secret")
    page = body(as_(ann).get(url(kim)))
    assert "Merge into" not in page and "Secret" not in page
    answer = as_(ann).post(url(kim), {**BOTH, "person": hidden.pk})
    assert answer.status_code == 422 and not Lead.objects.get().is_converted


def test_one_that_may_be_seen_but_not_changed_cannot_be_chosen(person, role, cy, as_, kim, human):
    known = human("Lee", by=cy, owner=cy, email="kim@kim.example")
    gus = person("Gus", role=role("Sees", view="all", add="all", convert="all"))
    gus.role.grants.create(object="leads", action="edit", scope="all")
    page = body(as_(gus).get(url(kim)))
    assert "Merge into" in page and "you may not change it" in page
    assert as_(gus).post(url(kim), {**BOTH, "person": known.pk}).status_code == 422


def test_the_names_of_hidden_employers_are_not_told(ann, cy, as_, kim, human, company):
    secret = company("Secret AG", by=cy, owner=cy)
    known = human("Lee", email="kim@kim.example", employer=secret)
    assert "Secret AG" not in body(as_(ann).get(url(kim)))
    as_(ann).post(url(kim), {**BOTH, "person": known.pk})
    assert Contact.objects.get(pk=known.pk).employer == secret


def test_what_has_no_place_is_named(ann, as_, lead):
    # 4c
    define("leads.lead", "Rating", "text")
    define("leads.lead", "Cellars", "number")
    define("contacts.contact", "Cellars", "number", for_whom="company")
    full = lead("Lee", company_name="Kim Ltd", custom={"rating": "Triple A", "cellars": 14})
    page = body(as_(ann).get(url(full)))
    assert re.search(r"Rating</b>:\s+Triple A", page) and "Cellars</b>" not in page


@pytest.mark.parametrize(
    "sent, said",
    [
        ({"person": "none", "company": "none"}, "at least a person or a company"),
        ({"person": "new", "company": "none", "last_name": ""}, "A person needs a last name."),
        ({"company": "new", "company_name": " "}, "A company needs a name."),
        ({"last_name": "x" * 300}, "at most 255"),
        ({"company_name": "Kim\x00"}, "Null characters"),
        ({"person": "999999"}, "valid choice"),
        ({"person": "9" * 40}, "valid choice"),
        ({"person": ""}, "required"),
        ({"owner": "999999"}, "valid choice"),
        ({"deal": "on", "deal_name": ""}, "A deal needs a name."),
        ({"deal": "on", "deal_name": "x", "deal_value": "-5"}, "not negative"),
        ({"deal": "on", "deal_name": "x", "deal_currency": "XXQ"}, "no currency"),
        ({"deal": "on", "deal_name": "x", "deal_stage": "999999"}, "valid choice"),
        ({"deal": "on", "deal_name": "x" * 300}, "at most 255"),
        ({"task": "on", "task_text": ""}, "Say what is to be done."),
        ({"task": "on", "task_text": "Call", "task_due": "0001-01-01"}, "between 1970 and 2199"),
        ({"task": "on", "task_text": "Call", "task_due": "9999-12-31"}, "between 1970 and 2199"),
    ],
)
def test_bad_input_is_said_and_keeps_what_was_typed(ann, as_, kim, sent, said):
    answer = as_(ann).post(url(kim), {**BOTH, "first_name": "Kimberley", **sent})
    assert answer.status_code == 422 and said in body(answer) and "Kimberley" in body(answer)
    assert not Contact.objects.exists() and not Lead.objects.get().is_converted


def test_a_required_field_of_the_stage_is_said_and_nothing_happens(ann, as_, kim):
    # 7.11
    RequiredField.objects.create(stage=None, field="value")
    answer = as_(ann).post(url(kim), {**BOTH, "deal": "on", "deal_name": "Cold rooms"})
    assert answer.status_code == 422 and "needs this in that stage: Value" in body(answer)
    assert not Contact.objects.exists()


def test_a_task_for_who_may_not_see_the_contact_is_refused_at_the_field(ann, dee, as_, kim):
    # 17.3
    answer = as_(ann).post(url(kim), {**BOTH, "task": "on", "task_text": "Call", "task_owner": dee.pk})
    assert answer.status_code == 422 and "Dee Doubt may not view" in body(answer)
    assert not Lead.objects.get().is_converted


def test_a_double_submit_leads_to_the_first_result(ann, as_, kim):
    # 4.15
    first, again = (as_(ann).post(url(kim), BOTH) for _n in range(2))
    assert first["Location"] == again["Location"] == Contact.objects.people().get().get_absolute_url()
    assert "was converted already" in body(as_(ann).get(first["Location"]))
    assert as_(ann).get(url(kim))["Location"] == first["Location"]


def test_who_may_not_convert_is_led_back_with_a_sentence(person, role, as_, kim):
    # 4.16
    gus = person("Gus", role=role("No contacts", objects=("leads",), view="all", edit="all", convert="all"))
    answer = as_(gus).get(url(kim), follow=True)
    assert "You may not add contacts" in body(answer) and ">Convert</a>" not in body(answer)
    assert as_(gus).post(url(kim), BOTH).status_code == 302 and not Contact.objects.exists()


def test_who_may_not_add_deals_is_not_offered_one(person, role, as_, kim):
    # 4.16
    gus = person(
        "Gus", role=role("Two", objects=("leads", "contacts"), view="all", edit="all", convert="all", add="all")
    )
    page = body(as_(gus).get(url(kim)))
    assert 'name="deal"' not in page and 'name="task"' not in page and 'name="owner"' not in page
    as_(gus).post(url(kim), {**BOTH, "deal": "on", "deal_name": "Cold rooms"})
    assert Lead.objects.get().is_converted and not Deal.objects.exists()


@pytest.mark.parametrize("count", [1, 60])
def test_the_page_costs_the_same_however_many_are_like_it(ann, as_, full, company, noon, human, count,
                                                          django_assert_max_num_queries):  # fmt: skip
    define("leads.lead", "Rating", "text")
    kim = full(custom={"rating": "A"})
    for number in range(count):
        human(
            "Papadopoulos", first_name=f"D{number}", email="dimitrios@aegean.example", employer=company(f"F {number}")
        )
    browser = as_(ann)
    with django_assert_max_num_queries(25):
        browser.get(url(kim))


# -- who is alike --------------------------------------------------


def test_matches_are_ranked_by_what_speaks_for_them(ann, kim, human, company):
    # 22.7
    namesake = human("Lee", first_name="Kim")
    phone = human("Li", phone="0316/5550142")
    mail = human("Leigh", email="Kim@Kim.example")
    human("Other")
    assert [match.record for match in contacts_like(kim, "person", user=ann)] == [mail, phone, namesake]
    firm, similar = company("Kim Ltd"), company("KIM GmbH")
    found = contacts_like(kim, "company", user=ann)
    assert [(match.record, match.reasons[0]) for match in found] == [(firm, "same name"), (similar, "similar name")]


@pytest.mark.parametrize(
    "fields, same",
    [
        ({}, False),
        ({"email": "KIM@kim.example"}, True),
        ({"email": "other@kim.example"}, False),
        ({"phone": "0316 5550142"}, True),
        ({"mobile": "+43 316 5550142"}, True),
        ({"phone": "+49 316 5550142"}, False),
    ],
)
def test_the_default_key_is_name_and_mail_or_phone(ann, kim, human, fields, same):
    # 22.1
    human("Lee", first_name="Kim", **fields)
    assert bool(the_same(kim, "person", user=ann, region="AT")) == same


# -- many at once --------------------------------------------------


def convert_many(as_, user, leads, **sent):
    answer = as_(user).post("/leads/convert/", {"ids": [lead.pk for lead in leads], "sure": "1", **sent})
    job = Job.objects.order_by("-pk").first()
    perform(job.pk)
    job.refresh_from_db()
    return answer, job


def test_many_are_converted_by_a_job_with_the_same_options(ann, as_, lead):
    # 4.3
    leads = [lead("Kim", company_name="Kim Ltd"), lead("Lee"), lead("", company_name="Moe Ltd")]
    answer, job = convert_many(as_, ann, leads, deal="on", deal_currency="EUR", deal_value="500")
    assert answer["Location"] == reverse("lists:job", args=[job.pk])
    assert (job.state, job.total, job.done, job.refused) == ("done", 3, 3, 0)
    assert sorted(Deal.objects.values_list("name", flat=True)) == ["Kim Ltd", "Lee", "Moe Ltd"]
    assert Contact.objects.count() == 4 and not Lead.objects.open().exists()


def test_many_ask_without_names(ann, as_, lead):
    # 4.3
    page = body(as_(ann).post("/leads/convert/", {"ids": [lead("Kim").pk]}, **HTMX))
    assert 'name="last_name"' not in page and 'name="deal"' in page and "<b>1 lead</b>" in page
    assert not Job.objects.exists()


def test_the_same_person_is_filled_up_and_a_namesake_is_not(ann, as_, kim, lead, human):
    # 4.6, 22.1
    Account.objects.update(country="AT")
    known = human("Lee", first_name="Kim", email="kim@kim.example", phone="+43 1 999 0000")
    namesake = lead("Lee", first_name="Kim", title="Other")
    convert_many(as_, ann, [kim, namesake])
    known.refresh_from_db()
    assert Contact.objects.people().count() == 2 and known.phone == "+43 1 999 0000"
    assert known.employer.name == "Kim Ltd" and known.title == ""


def test_a_contact_of_somebody_else_is_left_alone(ann, cy, as_, kim, human):
    # 4.6
    human("Lee", first_name="Kim", email="kim@kim.example", by=cy, owner=cy)
    convert_many(as_, ann, [kim])
    assert Contact.objects.people().count() == 2


def test_two_leads_of_one_person_become_one_contact(ann, as_, lead):
    same = {"first_name": "Kim", "email": "kim@kim.example"}
    convert_many(as_, ann, [lead("Lee", **same), lead("Lee", **same, title="Boss")])
    assert Contact.objects.get().title == "Boss" and Lead.objects.converted().count() == 2


def test_what_is_refused_is_told_and_the_rest_is_done(ann, bob, as_, lead, noon):
    # 4.16
    kim, lee = lead("Kim"), lead("Lee")
    ann.role.grants.filter(object="leads", action="edit").update(scope="none")
    ann.role.grants.filter(object="leads", action="view").update(scope="own")
    _answer, job = convert_many(as_, ann, [kim, lee])
    assert (job.done, job.refused) == (0, 2) and job.errors.first().line == "Kim"
    assert not Contact.objects.exists() and not Act.objects.filter(kind="converted").exists()


def test_a_second_run_goes_on_where_the_first_stood(ann, as_, lead):
    leads = [lead(f"Number {number}") for number in range(3)]
    _answer, job = convert_many(as_, ann, leads)
    Job.objects.filter(pk=job.pk).update(state="waiting", position={"after": leads[0].pk, "last": leads[2].pk})
    perform(job.pk)
    assert Contact.objects.count() == 3


def test_one_undo_takes_all_of_a_job_back(ann, as_, lead, human):
    known = human("Kim", email="kim@kim.example")
    _answer, job = convert_many(as_, ann, [lead("Kim", email="kim@kim.example", title="Boss"), lead("Lee")])
    as_(ann).post(reverse("lists:undo", args=[job.act_id]))
    assert Contact.objects.live().get() == known and Contact.objects.get(pk=known.pk).title == ""
    assert Lead.objects.open().count() == 2


def test_all_that_match_are_the_filter_itself(ann, as_, lead):
    lead("Kim", city="Graz"), lead("Lee", city="Wien")
    as_(ann).post("/leads/convert/", {"all": "1", "query": "city=graz", "sure": "1"})
    job = Job.objects.get()
    assert "ids" not in job.params
    perform(job.pk)
    assert Lead.objects.converted().get().last_name == "Kim"


# -- other work with many --------------------------------------------------


def test_many_get_a_status_with_one_reason(ann, as_, lead, status):
    # 3.5
    leads = [lead("Kim"), lead("Lee")]
    sent = {"ids": [each.pk for each in leads], "status": status("unqualified").pk, "reason": "1", "sure": "1"}
    as_(ann).post("/leads/status/", sent)
    assert {(each.status.key, each.unqualified_reason_id) for each in Lead.objects.all()} == {("unqualified", 1)}
    as_(ann).post(reverse("lists:undo", args=[Act.objects.filter(kind="activities.bulk").get().pk]))
    assert {each.status.key for each in Lead.objects.all()} == {"new"}


def test_many_are_given_away(cy, bob, as_, lead):
    leads = [lead("Kim"), lead("Lee")]
    as_(cy).post("/leads/reassign/", {"ids": [each.pk for each in leads], "owner": bob.pk, "sure": "1"})
    assert {each.owner for each in Lead.objects.all()} == {bob}


def test_tags_are_added_and_removed_and_others_stay(ann, as_, lead):
    # 3.13
    kim = lead("Kim", tags=["Hot", "Fair"])
    as_(ann).post("/leads/tag/", {"ids": [kim.pk], "add_tags": "Cold, New", "remove_tags": "HOT", "sure": "1"})
    assert [tag.name for tag in tags_of(kim)] == ["Cold", "Fair", "New"]


def test_many_are_deleted_after_a_question(ann, as_, lead):
    # 3.11
    kim, lee = lead("Kim"), lead("Lee")
    asked = as_(ann).post("/leads/delete/", {"ids": [kim.pk, lee.pk]}, **HTMX)
    assert "<b>2 leads</b>" in body(asked) and Lead.objects.live().count() == 2
    as_(ann).post("/leads/delete/", {"ids": [kim.pk, lee.pk], "sure": "1"})
    assert not Lead.objects.live().exists()


@pytest.mark.parametrize("what", ["status", "reassign", "tag", "delete", "convert"])
def test_leads_of_others_and_converted_ones_are_not_touched(ann, cy, as_, lead, noon, status, what):
    theirs, gone = lead("Theirs", by=cy, owner=cy), lead("Gone")
    convert(gone, by=ann, at=noon)
    before = Change.objects.count()
    sent = {"status": status("working").pk, "owner": ann.pk, "add_tags": "Hot", "sure": "1"}
    for ids in ([theirs.pk, gone.pk], ["999999", "x", "\x00"], []):
        assert "nothing among the chosen rows" in body(as_(ann).post(f"/leads/{what}/", {"ids": ids, **sent}))
    assert Change.objects.count() == before and not Job.objects.exists()


@pytest.mark.parametrize("what", ["status", "reassign", "tag", "delete", "convert"])
def test_who_may_not_is_refused(dee, as_, lead, what):
    assert as_(dee).post(f"/leads/{what}/", {"ids": [lead("Kim").pk], "sure": "1"}).status_code == 403


@pytest.mark.parametrize(
    "what, sent",
    [("status", {"status": "999999"}), ("reassign", {"owner": "x"}), ("tag", {"add_tags": "y" * 61}), ("tag", {}),
     ("convert", {"deal": "on", "deal_currency": "XXQ"}), ("convert", {"task": "on"})],
)  # fmt: skip
def test_bad_input_for_many_is_said(ann, as_, lead, what, sent):
    kim = lead("Kim")
    answer = as_(ann).post(f"/leads/{what}/", {"ids": [kim.pk], "sure": "1", **sent})
    assert answer.status_code == 422 and f'name="ids" value="{kim.pk}"' in body(answer)
    assert not Job.objects.exists()


def test_more_than_a_few_are_a_job(ann, as_, many, status):
    rows = many(AT_ONCE + 10)
    as_(ann).post("/leads/status/", {"all": "1", "query": "view=new", "status": status("working").pk, "sure": "1"})
    perform(Job.objects.get().pk)
    assert Lead.objects.filter(status=status("working")).count() == len(rows) == Job.objects.get().done


def test_a_lead_that_went_to_the_bin_meanwhile_is_not_converted(ann, as_, lead, noon):
    kim = lead("Kim")
    as_(ann).post("/leads/convert/", {"ids": [kim.pk], "sure": "1"})
    recycling.delete(kim, by=ann, at=noon)
    perform(Job.objects.get().pk)
    assert not Contact.objects.exists()
