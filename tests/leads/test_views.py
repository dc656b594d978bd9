"""Leads over HTTP: adding, editing, the status, the page, the list."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Account, User
from activities import keeping as activity_keeping
from contacts import journey
from leads import keeping, lifecycle
from leads.conversion import NewDeal, convert
from leads.models import Lead, LeadSource, LeadStatus, LeadUnqualifiedReason
from lists.paging import SIZE
from records import bin as recycling
from records.customising import define
from records.models import Act, Change
from records.tagging import tags_of

pytestmark = pytest.mark.django_db
NEW, LIST = "/leads/new/", "/leads/"
HTMX = {"HTTP_HX_REQUEST": "true"}


def body(answer):
    return answer.content.decode()


def url(name, lead):
    return reverse(f"leads:{name}", args=[lead.pk])


def edited(lead, **changes):
    """What the browser sends for a form of which these fields were changed: `initial-` is what the editor saw."""
    sent = {f"initial-{name}": getattr(lead, name, "") or "" for name in changes}
    return {**sent, **changes, "version": lead.version}


# -- adding --------------------------------------------------


def test_a_lead_is_added_and_can_be_taken_back(ann, as_):
    # 3.2, 3.6
    answer = as_(ann).post(NEW, {"last_name": "Kim", "tags": "Fair, Hot", "country": "AT"}, follow=True)
    made = Lead.objects.get()
    assert (made.name, made.owner, made.status.key, made.country) == ("Kim", ann, "new", "AT")
    assert [tag.name for tag in tags_of(made)] == ["Fair", "Hot"] and "Kim is a lead now." in body(answer)
    as_(ann).post(reverse("lists:undo", args=[Act.objects.get().pk]))
    assert not Lead.objects.live().exists()


def test_a_company_is_a_lead_too(ann, as_):
    # 3.1
    as_(ann).post(NEW, {"company_name": "Kim Ltd"})
    assert Lead.objects.get().name == "Kim Ltd"


@pytest.mark.parametrize("sent", [{}, {"first_name": "Kim"}, {"last_name": "  ", "company_name": "\t"}])
def test_without_a_name_it_is_refused_at_the_field(ann, as_, sent):
    # 3.1
    answer = as_(ann).post(NEW, sent | {"city": "Graz"})
    assert answer.status_code == 422 and not Lead.objects.exists()
    assert re.search(r'id="id_last_name_error"><p>A lead needs a last name or a company name', body(answer))
    assert 'value="Graz"' in body(answer)


@pytest.mark.parametrize(
    "field, value, said",
    [
        ("last_name", "x" * 300, "at most 255"),
        ("email", "not an address", "valid email"),
        ("phone", "call me", "phone number"),
        ("website", "javascript:alert(1)", "address of a website"),
        ("country", "Atlantis", "no country"),
        ("owner", "9" * 30, "valid choice"),
        ("source", "999999", "valid choice"),
        ("last_name", "Kim\x00", "Null characters"),
        ("tags", "y" * 61, "at most 60"),
        ("form_token", "nonsense", "damaged on its way"),
    ],
)
def test_bad_input_is_said_and_keeps_what_was_typed(ann, as_, field, value, said):
    answer = as_(ann).post(NEW, {"last_name": "Kim", "city": "Graz", field: value})
    assert answer.status_code == 422 and said in body(answer) and 'value="Graz"' in body(answer)
    assert not Lead.objects.exists()


@pytest.mark.parametrize("name", ["Send 🎁", "שלום ‮gnirts", "<script>alert(1)</script>", "\"' & {{ x }} {% y %}"])
def test_strange_names_are_kept_and_shown_as_text(ann, as_, name):
    as_(ann).post(NEW, {"last_name": name})
    assert Lead.objects.get().last_name == name
    assert "<script>alert" not in body(as_(ann).get(Lead.objects.get().get_absolute_url()))
    assert "<script>alert" not in body(as_(ann).get(LIST))


def test_a_double_submit_makes_one_lead(ann, as_):
    sent = {"last_name": "Once", "form_token": "00000000-0000-4000-8000-000000000001"}
    assert [as_(ann).post(NEW, sent).status_code for _n in range(2)] == [302, 302]
    assert Lead.objects.count() == 1


def test_who_may_not_add_is_refused(dee, as_):
    assert as_(dee).get(NEW).status_code == as_(dee).post(NEW, {"last_name": "Kim"}).status_code == 403


def test_who_may_not_reassign_keeps_the_lead(person, role, dee, as_):
    # 3.6
    gus = person("Gus", role=role("Adds", add="own", view="own"))
    as_(gus).post(NEW, {"last_name": "Kim", "owner": dee.pk})
    assert Lead.objects.get().owner == gus


def test_sources_are_made_on_the_fly_by_who_may(ann, boss, as_):
    # 3.12
    assert 'name="new_source"' not in body(as_(ann).get(NEW))
    as_(ann).post(NEW, {"last_name": "Kim", "new_source": "Podcast"})
    assert not LeadSource.objects.filter(name="Podcast").exists()
    as_(boss).post(NEW, {"last_name": "Lee", "new_source": "Podcast"})
    assert Lead.objects.get(last_name="Lee").source.name == "Podcast"
    Account.objects.update(sources_by_everyone=True)
    as_(ann).post(NEW, {"last_name": "Moe", "new_source": "PODCAST"})
    assert Lead.objects.get(last_name="Moe").source.name == "Podcast"


def test_a_source_that_was_typed_goes_with_a_refused_edit(ann, as_, lead, noon):
    # 3.12, 4.14
    Account.objects.update(sources_by_everyone=True)
    kim = lead("Kim")
    convert(kim, by=ann, at=noon)
    kim.refresh_from_db()
    assert as_(ann).post(url("edit", kim), edited(kim, new_source="Podcast")).status_code == 422
    assert not LeadSource.objects.filter(name="Podcast").exists()


def test_new_tags_are_refused_where_only_admins_make_them(ann, as_):
    # 16.1
    Account.objects.update(tags_by_everyone=False)
    answer = as_(ann).post(NEW, {"last_name": "Kim", "tags": "Brand new"})
    assert answer.status_code == 422 and "no tag called Brand new" in body(answer)


def test_similar_leads_and_contacts_are_named_and_block_nothing(ann, as_, lead, human, cy):
    # 3.7
    lead("Papadopoulos"), human("Papadopoulos"), lead("Papadopoulos", owner=cy, by=cy)
    hits = as_(ann).get(reverse("contacts:similar"), {"last_name": "Papadopoulos"}, **HTMX)
    assert body(hits).count(">Papadopoulos</a>") == 2
    answer = as_(ann).post(NEW, {"last_name": "Papadopoulos"}, follow=True)
    assert "Look whether this is the same" in body(answer) and Lead.objects.count() == 3


def test_custom_fields_are_in_the_form_and_on_the_page(ann, as_):
    define("leads.lead", "Cellars", "number")
    as_(ann).post(NEW, {"last_name": "Kim", "custom_cellars": "14"})
    made = Lead.objects.get()
    assert made.custom == {"cellars": 14} and "Cellars" in body(as_(ann).get(made.get_absolute_url()))


# -- editing --------------------------------------------------


def test_a_fact_is_edited_in_place(ann, as_, lead):
    kim = lead("Kim", title="Buyer")
    asked = as_(ann).get(f"{url('edit', kim)}?only=title", **HTMX)
    assert 'name="title"' in body(asked) and 'name="email"' not in body(asked)
    answer = as_(ann).post(f"{url('edit', kim)}?only=title", edited(kim, title="Head"), **HTMX)
    assert answer.status_code == 200 and Lead.objects.get().title == "Head"


def test_the_last_name_goes_only_where_a_company_name_stays(ann, as_, lead):
    # 3.1
    kim, lee = lead("Kim"), lead("Lee", company_name="Lee Ltd")
    refused = as_(ann).post(f"{url('edit', kim)}?only=name", edited(kim, first_name="", last_name=""))
    assert refused.status_code == 422 and "last name or a company name" in body(refused)
    as_(ann).post(f"{url('edit', lee)}?only=name", edited(lee, first_name="", last_name=""))
    assert Lead.objects.get(pk=lee.pk).name == "Lee Ltd" and Lead.objects.get(pk=kim.pk).name == "Kim"


def test_a_stale_version_asks_which_value_stays(ann, as_, lead, noon):
    kim = lead("Kim", title="Buyer")
    sent = edited(kim, title="Head")
    keeping.edit_lead(Lead.objects.get(), {"title": "Boss"}, by=ann, at=noon)
    answer = as_(ann).post(f"{url('edit', kim)}?only=title", sent)
    assert answer.status_code == 409 and "Boss" in body(answer) and "Head" in body(answer)
    assert Lead.objects.get().title == "Boss"


def test_a_converted_lead_is_read_only(ann, as_, full, noon, status):
    # 4.14
    kim = full()
    done = convert(kim, by=ann, at=noon, deal=NewDeal("Cold rooms"))
    page = body(as_(ann).get(kim.get_absolute_url()))
    assert "This lead was converted" in page and "data-edit-fact" not in page and url("delete", kim) not in page
    for record in (done.person, done.company, done.deal):
        assert record.get_absolute_url() in page
    kim.refresh_from_db()
    assert as_(ann).post(url("edit", kim), edited(kim, title="Head")).status_code == 422
    as_(ann).post(url("status", kim), {"status": status("working").pk})
    as_(ann).post(url("delete", kim))
    row = Lead.objects.live().get()
    assert (row.title, row.status.key) == ("Buyer", "new")


def test_what_became_of_it_is_told_only_as_far_as_one_may_see(ann, as_, full, noon, person, role):
    done = convert(full(), by=ann, at=noon)
    gus = person("Gus", role=role("Leads only", objects=("leads",), view="all"))
    page = body(as_(gus).get(done.lead.get_absolute_url()))
    assert "This lead was converted" in page and done.person.get_absolute_url() not in page


# -- status --------------------------------------------------


def test_the_status_changes_with_one_click(ann, as_, lead, status):
    kim = lead("Kim")
    answer = as_(ann).post(url("status", kim), {"status": status("working").pk}, **HTMX)
    assert answer.status_code == 200 and Lead.objects.get().status.key == "working"
    assert "close-dialog" in answer["HX-Trigger"]


def test_unqualified_asks_for_a_reason_in_place_and_moving_out_clears_it(ann, as_, lead, status):
    # 3.5
    kim, reason = lead("Kim"), LeadUnqualifiedReason.objects.get(key="no_need")
    asked = as_(ann).post(url("status", kim), {"status": status("unqualified").pk}, **HTMX)
    assert 'name="reason"' in body(asked) and Lead.objects.get().status.key == "new"
    as_(ann).post(url("status", kim), {"status": status("unqualified").pk, "reason": reason.pk}, **HTMX)
    assert (Lead.objects.get().status.key, Lead.objects.get().unqualified_reason) == ("unqualified", reason)
    as_(ann).post(url("status", kim), {"status": status("working").pk})
    assert Lead.objects.get().unqualified_reason is None


@pytest.mark.parametrize("asking, code", [("require", 422), ("ask", 302), ("off", 302)])
def test_a_reason_is_required_only_where_the_account_says_so(ann, as_, lead, status, asking, code):
    # 3.5
    Account.objects.update(ask_lead_unqualified_reason=asking)
    kim = lead("Kim")
    answer = as_(ann).post(url("status", kim), {"status": status("unqualified").pk, "reason": ""})
    assert answer.status_code == code and (Lead.objects.get().status.key == "unqualified") == (code == 302)


@pytest.mark.parametrize("sent", ["", "0", "999999", "x", "\x00", "9" * 40])
def test_an_unknown_status_changes_nothing(ann, as_, lead, sent):
    assert as_(ann).post(url("status", lead("Kim")), {"status": sent}).status_code == 302
    assert Lead.objects.get().status.key == "new"


def test_the_timeline_says_the_step(ann, as_, lead, status, noon):
    kim = lead("Kim")
    lifecycle.set_status(kim, status("working"), by=ann, at=noon)
    assert re.search(r"From <b>New</b> to <b>Working</b>, by\s+Ann Archer", body(as_(ann).get(kim.get_absolute_url())))


# -- deleting --------------------------------------------------


def test_a_lead_goes_to_the_bin_and_comes_back(ann, as_, lead):
    # 3.11
    kim = lead("Kim", tags=["Hot"])
    as_(ann).post(url("delete", kim))
    assert not Lead.objects.live().exists() and as_(ann).get(kim.get_absolute_url()).status_code == 404
    as_(ann).post(reverse("lists:restore", args=["leads.lead", kim.pk]))
    assert Lead.objects.live().get() == kim and [tag.name for tag in tags_of(kim)] == ["Hot"]


# -- the list --------------------------------------------------


def shown(answer):
    return re.findall(r'data-open title="([^"]+)"', body(answer))


def test_the_quick_views_hold_what_they_say(cy, ann, as_, lead, status, noon):
    lead("Mine", by=cy, owner=cy), lead("Anns")
    Lead.objects.filter(last_name="Anns").update(status=status("working"))
    bare = lead("Nobodys")
    Lead.objects.filter(pk=bare.pk).update(owner=None)
    off = lead("Off")
    lifecycle.set_status(off, status("unqualified"), by=ann, at=noon)
    convert(lead("Gone"), by=ann, at=noon)
    told = {view: sorted(shown(as_(cy).get(LIST, {"view": view}))) for view in (
        "open", "mine", "new", "unassigned", "unqualified", "converted", "nonsense",
    )}  # fmt: skip
    everything = ["Anns", "Mine", "Nobodys", "Off"]
    assert told == {
        "open": everything, "mine": ["Mine"], "new": ["Mine", "Nobodys"], "unassigned": ["Nobodys"],
        "unqualified": ["Off"], "converted": ["Gone"], "nonsense": everything,
    }  # fmt: skip


@pytest.mark.parametrize(
    "query, found",
    [
        ({"q": "aegean"}, ["Kim"]),
        ({"tag": "hot"}, ["Kim"]),
        ({"city": "pirae"}, ["Kim"]),
        ({"country": "Greece"}, ["Kim"]),
        ({"country": "gr"}, ["Kim"]),
        ({"country": "Atlantis"}, []),
        ({"since": "2026-11-23"}, ["Lee", "Kim"]),
        ({"since": "2026-11-24"}, []),
        ({"owner": "me"}, ["Lee", "Kim"]),
        ({"since": "0001-01-01"}, ["Lee", "Kim"]),
        ({"status": "999"}, ["Lee", "Kim"]),
        ({"q": "\x00", "tag": "\x00"}, ["Lee", "Kim"]),
        ({"sort": "name"}, ["Kim", "Lee"]),
        ({"sort": "-name"}, ["Lee", "Kim"]),
        ({"sort": "nonsense", "after": "broken"}, ["Lee", "Kim"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_by_its_address(ann, as_, lead, query, found):
    lead("Kim", company_name="Aegean", tags=["Hot"], city="Piraeus", country="GR"), lead("Lee")
    answer = as_(ann).get(LIST, query)
    assert answer.status_code == 200 and shown(answer) == found


def test_the_list_filters_by_status_and_source(ann, as_, lead, status):
    fair = LeadSource.objects.get(key="fair")
    lead("Kim", source=fair), lead("Lee", status=status("working"))
    assert shown(as_(ann).get(LIST, {"source": fair.pk})) == ["Kim"]
    assert shown(as_(ann).get(LIST, {"status": status("working").pk})) == ["Lee"]


def test_every_column_can_be_shown(ann, as_, full, noon):
    full(), convert(full(), by=ann, at=noon)
    columns = "company,status,owner,source,activity,created,converted,title,email,phone,mobile,city,country,industry"
    for view in ("open", "converted"):
        page = body(as_(ann).get(LIST, {"cols": f"{columns},website,tags", "view": view}))
        assert "Greece" in page and ">Hot<" in page and "Piraeus" in page


def test_the_totals_count_what_is_listed(ann, as_, lead):
    lead("Kim"), lead("Lee")
    assert "1 lead" in body(as_(ann).get("/leads/totals/", {"q": "kim"}, **HTMX))


def test_a_stranger_sees_an_empty_list(dee, bob, as_, lead):
    lead("Kim")
    assert shown(as_(dee).get(LIST)) == [] and shown(as_(bob).get(LIST)) == ["Kim"]


def test_a_stale_session_is_asked_to_sign_in(client, lead):
    answer = client.post(url("status", lead("Kim")), {"status": "1"}, **HTMX)
    assert answer.status_code in {204, 302} and Lead.objects.get().status.key == "new"


# -- found elsewhere --------------------------------------------------


def test_a_converted_lead_is_found_with_a_badge_that_leads_to_the_contact(ann, as_, full, noon):
    # 4.14
    done = convert(full(), by=ann, at=noon)
    page = body(as_(ann).get(reverse("ui:palette"), {"q": "Papadopoulos"}))
    group = page[page.index('id="results-leads"') :]
    assert f'href="{done.person.get_absolute_url()}"' in group and "converted" in group


def test_the_contact_and_the_deal_say_which_lead_they_came_from(ann, as_, full, noon, person, role):
    done = convert(full(), by=ann, at=noon, deal=NewDeal("Cold rooms"))
    for record in (done.person, done.company, done.deal):
        assert 'id="panel-came-from"' in body(as_(ann).get(record.get_absolute_url()))
    gus = person("Gus", role=role("No leads", objects=("contacts", "deals"), view="all"))
    assert 'id="panel-came-from"' not in body(as_(gus).get(done.person.get_absolute_url()))


def test_the_journey_begins_with_the_lead(ann, bob, full, noon, human):
    later = noon + timedelta(days=16)
    done = convert(full(), by=ann, at=later)
    first = journey.journey(done.person, user=ann)[0]
    assert (first.at, first.gap, first.url) == (noon, 16, done.lead.get_absolute_url())
    assert journey.journey(human(), user=ann)[0].at is None


def test_home_shows_own_and_unassigned_new_leads(ann, cy, as_, lead, status):
    lead("Mine"), lead("Cys", by=cy, owner=cy), lead("Worked", status=status("working"))
    page = body(as_(ann).get("/"))
    assert ">Mine</a>" in page and ">Cys</a>" not in page and ">Worked</a>" not in page


# -- budgets --------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 60])
def test_a_list_costs_the_same_whatever_its_length(ann, as_, many, count, django_assert_max_num_queries):
    many(count)
    browser = as_(ann)
    with django_assert_max_num_queries(12):
        answer = browser.get(LIST, {"cols": "company,status,owner,source,tags,created"})
    assert len(shown(answer)) == min(count, SIZE)


@pytest.mark.parametrize("count", [1, 60])
def test_the_converted_view_costs_the_same(ann, as_, lead, noon, count, django_assert_max_num_queries):
    for number in range(min(count, 30)):
        convert(lead(f"Number {number}", company_name="Kim Ltd"), by=ann, at=noon)
    browser = as_(ann)
    with django_assert_max_num_queries(12):
        browser.get(LIST, {"view": "converted"})


@pytest.mark.parametrize("count", [1, 60])
def test_a_page_costs_the_same_whatever_happened(ann, as_, full, noon, human, count, django_assert_max_num_queries):
    kim = full()
    for number in range(count):
        activity_keeping.add_note(by=ann, at=noon, text=f"Note {number}", about=kim)
        activity_keeping.add_task(by=ann, at=noon, text=f"Task {number}", about=kim)
    human("Papadopoulos", first_name="Dimitrios")
    define("leads.lead", "Cellars", "number")
    browser = as_(ann)
    with django_assert_max_num_queries(20):
        browser.get(kim.get_absolute_url())


def test_the_page_of_a_converted_lead_keeps_the_budget(ann, as_, full, noon, django_assert_max_num_queries):
    done = convert(full(), by=ann, at=noon, deal=NewDeal("Cold rooms"))
    browser = as_(ann)
    with django_assert_max_num_queries(20):
        browser.get(done.lead.get_absolute_url())


def test_nothing_is_told_twice_when_a_lead_in_the_bin_is_asked_for(ann, as_, lead, noon):
    kim = lead("Kim")
    recycling.delete(kim, by=ann, at=noon)
    for name in ("show", "edit", "convert"):
        assert as_(ann).get(url(name, kim)).status_code == 404
    assert Change.objects.filter(record_id=kim.pk, kind="leads.lead").count() == 2 and User.objects.count()


def test_without_any_status_a_lead_is_refused_in_words(ann, as_):
    LeadStatus.objects.all().delete()
    answer = as_(ann).post("/leads/new/", {"last_name": "Typed"})
    assert answer.status_code == 422 and "There is no lead status yet." in answer.content.decode()
    assert "Typed" in answer.content.decode() and not Lead.objects.exists()
