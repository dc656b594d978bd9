"""A deal's page, its forms and its moves, as people use them."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account, ExchangeRate
from contacts.choosing import NewContact
from contacts.models import Contact
from deals import recording
from deals.keeping import edit_deal
from deals.lifecycle import move_to
from deals.models import ContactRole, Deal, DealSource, LossReason, Pipeline, RequiredField, Stage
from deals.staging import add_pipeline
from records.customising import define
from records.errors import Overtaken
from records.models import Transition
from records.undoing import undo

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
NEW = "/deals/new/"


def body(answer):
    return answer.content.decode()


def fact(html, key):
    return re.search(rf'<dd id="fact-{key}" data-fact>(.*?)</dd>', html, re.S)[1]


@pytest.fixture
def filled(human):
    """What somebody types to add a deal."""
    return {"name": "Cold store", "contact_0": human().pk, "value": "1,200.50", "currency": "EUR"}


def sent(deal, form_url, client, **changes):
    """What the browser sends back from an edit form, with these changes."""
    html = body(client.get(form_url))
    form = html[html.index('action="' + form_url.split("?")[0]) :]
    names = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', form)
    return {name: value for name, value in names if name != "csrfmiddlewaretoken"} | changes


# adding (7.1 to 7.12)


def test_a_deal_is_added_with_name_and_contact(filled, ann, as_):  # 7.1, 7.2, 7.8, 7.9
    answer = as_(ann).post(NEW, filled)
    deal = Deal.objects.get()
    assert answer.status_code == 302 and answer["Location"] == deal.get_absolute_url()
    assert (deal.owner, deal.stage.key, deal.value, deal.currency) == (ann, "incoming", Decimal("1200.50"), "EUR")


@pytest.mark.parametrize("name", ["name", "contact_0"])
def test_name_and_contact_are_required(filled, ann, as_, name):  # 7.1
    answer = as_(ann).post(NEW, filled | {name: ""})
    assert answer.status_code == 422 and not Deal.objects.exists()


def test_the_company_is_the_contacts_unless_another_is_named(human, company, filled, ann, as_):  # 7.6
    firm, other = company("Nordwind"), company("Other")
    worker = human("Worker", employer=firm)
    as_(ann).post(NEW, filled | {"contact_0": worker.pk})
    as_(ann).post(NEW, filled | {"name": "Second", "contact_0": worker.pk, "company_0": other.pk})
    assert list(Deal.objects.order_by("pk").values_list("company__name", flat=True)) == ["Nordwind", "Other"]


def test_a_new_person_is_made_along_and_one_undo_takes_both_back(filled, ann, as_):
    as_(ann).post(NEW, filled | {"contact_0": "", "contact_1": "Kim Sato", "contact_2": "person"})
    made = Contact.objects.get(name="Kim Sato")
    assert Deal.objects.get().contact == made
    act = Transition.objects.model.act.field.related_model.objects.filter(by=ann, kind="created").latest("pk")
    as_(ann).post(f"/undo/{act.pk}/")
    assert not Deal.objects.live().exists() and not Contact.objects.live().filter(name="Kim Sato").exists()


def test_the_same_form_twice_makes_one_deal_and_one_person(filled, ann, as_):
    form = filled | {
        "contact_0": "", "contact_1": "Kim Sato", "contact_2": "person",
        "form_token": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    }  # fmt: skip
    for _time in range(2):
        as_(ann).post(NEW, form)
    assert Deal.objects.count() == 1 and Contact.objects.filter(name="Kim Sato").count() == 1


def test_a_contacts_page_fills_in_contact_and_company(human, company, ann, as_):
    worker = human("Worker", employer=company("Nordwind"))
    html = body(as_(ann).get(f"{NEW}?contact={worker.pk}"))
    assert "Worker" in html and "Nordwind" in html


@pytest.mark.parametrize("key", ["999999", "x", "9" * 30, "%00"])
def test_a_contact_that_is_not_there_is_404(ann, as_, key):
    assert as_(ann).get(f"{NEW}?contact={key}").status_code == 404


def test_a_hidden_contact_cannot_be_filled_in_or_chosen(human, cy, filled, ann, as_):
    hidden = human("Secretive", owner=cy)
    assert as_(ann).get(f"{NEW}?contact={hidden.pk}").status_code == 404
    answer = as_(ann).post(NEW, filled | {"contact_0": hidden.pk})
    assert answer.status_code == 422 and "Secretive" not in body(answer)


def test_required_fields_are_asked_for_where_they_stand(filled, stage, ann, as_):  # 7.11
    RequiredField.objects.create(field="source")
    RequiredField.objects.create(field="estimated_close_date", stage=stage("quote"))
    answer = as_(ann).post(NEW, filled | {"stage": stage("quote").pk})
    assert answer.status_code == 422 and 'id="id_source_error"' in body(answer)
    source = DealSource.objects.create(name="Fair", name_key="fair")
    answer = as_(ann).post(NEW, filled | {"stage": stage("quote").pk, "source": source.pk})
    assert answer.status_code == 422 and 'id="id_estimated_close_date_error"' in body(answer)
    good = {"stage": stage("quote").pk, "source": source.pk, "estimated_close_date": "2026-12-24"}
    assert as_(ann).post(NEW, filled | good).status_code == 302


def test_a_disabled_pipeline_is_not_offered_and_takes_nothing(filled, boss, noon, ann, as_):  # 7.12
    other = add_pipeline("Service", by=boss, at=noon)
    Pipeline.objects.filter(pk=other.pk).update(is_disabled=True)
    assert "Service" not in body(as_(ann).get(NEW))
    assert as_(ann).post(NEW, filled | {"stage": other.stages.first().pk}).status_code == 422


def test_sources_are_added_on_the_fly_by_whom_the_account_lets(filled, ann, as_):  # 3.12
    assert "new_source" not in body(as_(ann).get(NEW))
    Account.objects.update(sources_by_everyone=True)
    as_(ann).post(NEW, filled | {"new_source": "Trade fair"})
    assert Deal.objects.get().source.name == "Trade fair"


def test_custom_fields_are_part_of_the_form_and_the_page(filled, ann, as_):
    define("deals.deal", "Sites", "number")
    as_(ann).post(NEW, filled | {"custom_sites": "14"})
    deal = Deal.objects.get()
    assert "14" in fact(body(as_(ann).get(deal.get_absolute_url())), "custom_sites")


@pytest.mark.parametrize("bad", [
    {"value": "-1"}, {"value": "1e99"}, {"value": "NaN"}, {"value": "9" * 40}, {"currency": "ZZZ"},
    {"currency": "\x00"},
    {"name": "x" * 300}, {"name": "a\x00b"}, {"stage": "99999999999999999999"}, {"stage": "x"}, {"owner": "99999"},
    {"source": "99999"}, {"estimated_close_date": "0001-01-01"}, {"estimated_close_date": "9999-12-31"},
    {"added_at": "0001-01-01T00:00"}, {"added_at": "9999-12-31T23:59"}, {"tags": "x" * 100}, {"contact_0": "\x00"},
    {"description": "\x00"}, {"form_token": "x"},
])  # fmt: skip
def test_bad_input_is_refused_and_kept(filled, cy, as_, bad):
    answer = as_(cy).post(NEW, filled | bad)
    assert answer.status_code == 422 and not Deal.objects.exists()
    assert "Cold store" in body(answer) or "name" in bad


@pytest.mark.parametrize("name", ["Ünïcode 🧊 <script>alert(1)</script>", "مخزن تبريد", "x" * 255])
def test_any_name_is_shown_as_it_is(filled, ann, as_, name):
    as_(ann).post(NEW, filled | {"name": name})
    deal = Deal.objects.get()
    for url in (deal.get_absolute_url(), "/deals/", "/deals/board/", "/"):
        assert "<script>alert" not in body(as_(ann).get(url))


def test_who_may_not_add_is_refused(dee, as_):
    assert as_(dee).get(NEW).status_code == 403


# the page


def test_the_page_says_what_a_deal_is_worth(deal, ann, as_):  # 9.1, 9.2, 9.6
    made = deal(value=400, win_likelihood=50)
    html = body(as_(ann).get(made.get_absolute_url()))
    assert "€400" in html and "€200 weighted" in html and "typed by hand" in html
    as_(ann).post(f"/deals/{made.pk}/chance/")
    made.refresh_from_db()
    assert made.win_likelihood is None


def test_a_chance_typed_by_hand_stays_when_the_stage_changes(deal, stage, ann, noon, as_):  # 9.6
    made = deal(value=400, win_likelihood=50)
    move_to(made, stage("quote"), by=ann, at=noon)
    html = body(as_(ann).get(made.get_absolute_url()))
    assert "€200 weighted" in html and "Back to the stage's 20%" in html


def test_a_foreign_value_is_told_in_the_accounts_currency_or_its_rate_is_missed(deal, ann, noon, as_):  # 9.8
    made = deal(value=400, currency="USD")
    assert "No rate for USD" in fact(body(as_(ann).get(made.get_absolute_url())), "worth")
    ExchangeRate.objects.create(currency="USD", on_date=noon.date() - timedelta(days=400), rate=Decimal("0.5"))
    edit_deal(made, {"value": Decimal(800)}, by=ann, at=noon)
    assert "€400" in fact(body(as_(ann).get(made.get_absolute_url())), "worth")


def test_moved_to_stage_on_can_be_put_right(deal, ann, as_, noon):  # 7.3, 9.11
    made = deal()
    url = f"/deals/{made.pk}/edit/?only=stage_changed_at"
    as_(ann).post(url, sent(made, url, as_(ann), stage_changed_at="2026-01-05T10:00"), **HTMX)
    made.refresh_from_db()
    assert made.stage_changed_at.date().isoformat() == "2026-01-05"


@pytest.mark.parametrize("only, change, said", [
    ("value", {"value": "77", "currency": "EUR"}, "€77"), ("tags", {"tags": "Fair, R-290"}, "Fair, R-290"),
    ("estimated_close_date", {"estimated_close_date": "2027-05-04"}, "4 May 2027"),
    ("win_likelihood", {"win_likelihood": "33"}, "33%"), ("description", {"description": "**14** sites"}, "<strong>14"),
    ("owner", {"owner": ""}, None),
])  # fmt: skip
def test_facts_are_edited_in_place(deal, ann, as_, only, change, said):
    made = deal()
    url = f"/deals/{made.pk}/edit/?only={only}"
    answer = as_(ann).post(url, sent(made, url, as_(ann), **change), **HTMX)
    if said is None:
        assert answer.status_code == 422
    else:
        assert said in fact(body(as_(ann).get(made.get_absolute_url())), only)


def test_two_editors_of_one_value_are_asked(deal, ann, as_, noon):
    made = deal(value=1)
    url = f"/deals/{made.pk}/edit/?only=value"
    form = sent(made, url, as_(ann), value="2", currency="EUR")
    edit_deal(Deal.objects.get(pk=made.pk), {"value": Decimal(3)}, by=ann, at=noon)
    answer = as_(ann).post(url, form, **HTMX)
    assert answer.status_code == 409 and "choose-value" in body(answer)


def test_the_next_edit_by_hand_of_a_deal_without_contact_needs_one(deal, ann, as_):  # 7.1
    made = deal()
    Deal.objects.filter(pk=made.pk).update(contact=None)
    assert "Contact missing" in body(as_(ann).get(made.get_absolute_url()))
    url = f"/deals/{made.pk}/edit/?only=value"
    answer = as_(ann).post(url, sent(made, url, as_(ann), value="5", currency="EUR"), **HTMX)
    assert answer.status_code == 422 and "needs a contact" in body(answer)


def test_a_hidden_contact_stays_when_something_else_is_edited(deal, human, cy, bob, as_):
    made = deal(contact=human("Secretive", owner=cy))
    url = f"/deals/{made.pk}/edit/"
    form = sent(made, url, as_(bob), name="Renamed", currency="EUR", added_at="2026-11-23T12:00",
                stage_changed_at="2026-11-23T12:00")  # fmt: skip
    assert as_(bob).post(url, form, **HTMX).status_code == 200
    made.refresh_from_db()
    assert (made.name, made.contact.name) == ("Renamed", "Secretive")


def test_the_star_is_one_click(deal, ann, as_):  # 7.4
    made = deal()
    for wanted, hot in (("1", True), ("1", True), ("0", False)):
        as_(ann).post(f"/deals/{made.pk}/hot/", {"hot": wanted})
        made.refresh_from_db()
        assert made.is_hot is hot


def test_a_page_takes_at_most_20_statements(deal, human, ann, as_, noon):
    made = deal(value=5, associates=[(human(f"P{n}"), None) for n in range(30)])
    client = as_(ann)
    client.get(made.get_absolute_url())
    with CaptureQueriesContext(connection) as seen:
        client.get(made.get_absolute_url())
    assert len(seen) <= 20


def test_deleting_is_the_bin_and_comes_back(deal, ann, as_):
    made = deal()
    answer = as_(ann).post(f"/deals/{made.pk}/delete/", follow=True)
    assert "is in the bin" in body(answer) and not Deal.objects.live().exists()
    as_(ann).post(f"/bin/deals.deal/{made.pk}/restore/")
    assert Deal.objects.live().get().contact == made.contact


# moving (7.10, 8.4, 8.9 to 8.13)


def move(client, deal, to, seen=None, **more):
    form = {"stage": to.pk, "seen": seen or deal.stage_id} | {k: v for k, v in more.items() if k != "htmx"}
    return client.post(f"/deals/{deal.pk}/move/", form, **(HTMX if more.get("htmx", True) else {}))


def test_one_click_moves_and_can_be_taken_back(deal, stage, ann, as_):  # 7.10
    made = deal()
    answer = move(as_(ann), made, stage("quote"))
    made.refresh_from_db()
    assert made.stage == stage("quote") and "activities-changed" in answer["HX-Trigger"]
    step = Transition.objects.get(field="stage")
    assert f"/undo/{step.act_id}/" in body(answer)


def test_a_move_skips_stages_and_goes_back(deal, stage, ann, as_):  # 8.4
    made = deal()
    for key in ("closure", "incoming"):
        move(as_(ann), made, stage(key))
        made.refresh_from_db()
        assert made.stage.key == key


def test_a_reason_is_asked_for_in_place(deal, stage, ann, as_):  # 8.10, 8.13
    made, reason = deal(), LossReason.objects.first()
    answer = move(as_(ann), made, stage("lost"))
    made.refresh_from_db()
    assert answer.status_code == 200 and 'name="loss_reason"' in body(answer) and made.is_open
    move(as_(ann), made, stage("lost"), asked="1", loss_reason=reason.pk)
    made.refresh_from_db()
    assert (made.stage.key, made.loss_reason) == ("lost", reason)


@pytest.mark.parametrize("asking, status", [("ask", 200), ("require", 422)])
def test_a_reason_may_be_left_out_unless_it_is_required(deal, stage, ann, as_, asking, status):  # 8.10
    Account.objects.update(ask_loss_reason=asking)
    made = deal()
    assert move(as_(ann), made, stage("lost"), asked="1", loss_reason="").status_code == status
    made.refresh_from_db()
    assert made.is_open == (asking == "require")


def test_no_reason_is_asked_for_when_the_account_does_not_ask(deal, stage, ann, as_):
    Account.objects.update(ask_loss_reason="off")
    made = deal()
    move(as_(ann), made, stage("lost"))
    made.refresh_from_db()
    assert made.stage.key == "lost"


def test_required_fields_of_a_stage_are_asked_for_and_kept(deal, stage, ann, as_):  # 7.11
    RequiredField.objects.create(field="value", stage=stage("quote"))
    RequiredField.objects.create(field="estimated_close_date", stage=stage("quote"))
    made = deal()
    assert 'name="value"' in body(move(as_(ann), made, stage("quote")))
    refused = move(as_(ann), made, stage("quote"), asked="1", value="-5", estimated_close_date="2026-12-24")
    assert refused.status_code == 422 and "2026-12-24" in body(refused)
    move(as_(ann), made, stage("quote"), asked="1", value="5", estimated_close_date="2026-12-24")
    made.refresh_from_db()
    assert (made.stage.key, made.value) == ("quote", 5)


def test_the_second_of_two_movers_is_told_who_was_first(deal, stage, ann, cy, noon, as_):
    made = deal()
    seen = made.stage_id
    move_to(Deal.objects.get(pk=made.pk), stage("closure"), by=cy, at=noon)
    answer = move(as_(ann), made, stage("quote"), seen=seen)
    assert "Cy Chief moved" in body(answer) and "Closure" in body(answer)
    assert "activities-changed" in answer["HX-Trigger"]
    made.refresh_from_db()
    assert made.stage.key == "closure"


def test_a_deal_that_was_deleted_meanwhile_is_404(deal, stage, ann, as_):
    made = deal()
    as_(ann).post(f"/deals/{made.pk}/delete/")
    assert move(as_(ann), made, stage("quote")).status_code == 404


def test_a_double_submit_moves_once(deal, stage, ann, as_):
    made = deal()
    for _time in range(2):
        move(as_(ann), made, stage("quote"))
    assert Transition.objects.filter(field="stage").count() == 1


def test_another_pipeline_asks_for_its_stage(deal, boss, noon, ann, as_):  # 8.9
    other = add_pipeline("Service", by=boss, at=noon)
    made = deal()
    html = body(as_(ann).get(f"/deals/{made.pk}/move/", **HTMX))
    assert '<optgroup label="Service">' in html
    target = other.stages.in_order()[1]
    move(as_(ann), made, target)
    made.refresh_from_db()
    assert made.stage == target


def test_a_disabled_pipeline_takes_no_deal_and_its_own_move_on(deal, boss, noon, ann, as_, stage):  # 8.8
    other = add_pipeline("Service", by=boss, at=noon)
    inside, outside = deal("In", stage=other.stages.in_order()[0]), deal("Out")
    Pipeline.objects.filter(pk=other.pk).update(is_disabled=True)
    assert move(as_(ann), outside, other.stages.in_order()[1]).status_code == 422
    move(as_(ann), inside, other.stages.in_order()[1])
    inside.refresh_from_db()
    assert inside.stage == other.stages.in_order()[1]


@pytest.mark.parametrize("bad", [
    {"stage": "999999"}, {"stage": "x"}, {"stage": ""}, {"stage": "\x00"}, {"stage": "9" * 30}, {"seen": "x"},
])  # fmt: skip
def test_a_move_to_nowhere_is_refused(deal, stage, ann, as_, bad):
    made = deal()
    form = {"stage": stage("quote").pk, "seen": made.stage_id} | bad
    assert as_(ann).post(f"/deals/{made.pk}/move/", form).status_code == 422
    made.refresh_from_db()
    assert made.stage == stage("incoming")


def test_without_script_a_form_moves_and_leads_back_to_the_board(deal, stage, ann, as_):
    made = deal()
    assert "<form" in body(as_(ann).get(f"/deals/{made.pk}/move/"))
    answer = move(as_(ann), made, stage("quote"), htmx=False)
    assert answer.status_code == 302 and answer["Location"].startswith("/deals/board/?pipeline=")


def test_an_expired_session_leads_to_the_sign_in(deal, stage, client):
    answer = move(client, deal(), stage("quote"))
    assert answer.status_code == 204 and "/login/" in answer["HX-Redirect"]


def test_the_stage_bar_has_every_stage_and_the_ways_to_close(deal, ann, as_):  # 7.10
    html = body(as_(ann).get(deal().get_absolute_url()))
    bar = re.search(r'<form class="stage-bar".*?</form>', html, re.S)[0]
    assert len(re.findall(r'name="stage"', bar)) == 7 and bar.count("disabled") == 1


# people (7.5)


def test_people_have_roles_and_one_is_primary(deal, human, ann, as_):
    made, other, role = deal(), human("Adviser"), ContactRole.objects.first()
    as_(ann).post(f"/deals/{made.pk}/people/", {"contact_0": other.pk, "role": role.pk}, **HTMX)
    html = body(as_(ann).get(made.get_absolute_url()))
    assert "Adviser" in html and str(role) in html and "Primary contact" in html


def test_another_contact_becomes_primary_and_the_first_one_stays(deal, human, ann, as_):
    other = human("Adviser")
    made = deal(associates=[(other, None)])
    first = made.contact
    as_(ann).post(f"/deals/{made.pk}/people/{other.pk}/primary/", **HTMX)
    made.refresh_from_db()
    assert made.contact == other and made.associations.get().contact == first


def test_somebody_is_taken_off(deal, human, ann, as_):
    other = human("Adviser")
    made = deal(associates=[(other, None)])
    as_(ann).post(f"/deals/{made.pk}/people/{other.pk}/remove/", **HTMX)
    assert not made.associations.exists()


def test_the_primary_contact_is_no_further_one(deal, ann, as_):
    made = deal()
    answer = as_(ann).post(f"/deals/{made.pk}/people/", {"contact_0": made.contact_id}, **HTMX)
    assert answer.status_code == 422 and "primary contact" in body(answer)


def test_a_new_contact_on_a_deal_goes_with_one_undo_and_stays_out_when_it_is_refused(deal, ann, noon):  # 7.5
    made, new = deal(), NewContact("person", "Nora Nowak")
    late = Deal.objects.get(pk=made.pk)
    edit_deal(made, {"name": "Renamed"}, by=ann, at=noon)
    with pytest.raises(Overtaken):
        recording.join(late, new, None, by=ann, at=noon)
    assert not Contact.objects.filter(last_name="Nowak").exists()
    act = recording.join(made, new, None, by=ann, at=noon)
    assert made.associations.get().contact.last_name == "Nowak"
    undo(act, by=ann, at=noon)
    assert not made.associations.exists() and not Contact.objects.live().filter(last_name="Nowak").exists()


@pytest.mark.parametrize("bad", [{"contact_0": "x"}, {"role": "9999"}, {"contact_0": "", "contact_1": "\x00"}])
def test_nobody_is_refused(deal, human, ann, as_, bad):
    made = deal()
    answer = as_(ann).post(f"/deals/{made.pk}/people/", {"contact_0": human("Other").pk} | bad, **HTMX)
    assert answer.status_code == 422 and not made.associations.exists()


# on contacts' pages, timelines and home


def test_a_contacts_page_has_its_deals_open_ones_first(deal, human, stage, ann, noon, as_):
    who = human("Buyer")
    won = deal("Old one", contact=who, value=100)
    move_to(won, stage("won"), by=ann, at=noon)
    deal("New one", contact=who, value=300)
    html = body(as_(ann).get(who.get_absolute_url()))
    panel = re.search(r'id="panel-deals">.*?</section>', html, re.S)[0]
    assert panel.index("New one") < panel.index("Old one") and "1 open: €300" in panel and f"?contact={who.pk}" in panel


def test_a_company_shows_its_employees_deals(deal, human, company, ann, as_):  # 5.7
    firm = company("Nordwind")
    deal("Through Kim", contact=human("Kim", employer=firm))
    assert "Through Kim" in body(as_(ann).get(firm.get_absolute_url()))


def test_a_deals_happenings_are_told_at_its_contact_company_and_further_contacts(deal, human, company, ann, as_):  # 5.6
    firm, other = company("Nordwind"), human("Adviser")
    who = human("Kim", employer=firm)
    deal("Chiller", contact=who, associates=[(other, None)])
    for contact in (who, firm, other):
        html = body(as_(ann).get(contact.get_absolute_url()))
        assert "Chiller" in html[html.index('id="timeline"') :]


def test_home_tells_the_own_pipeline_and_what_is_at_risk(deal, ann, noon, as_):
    made = deal("Late one", value=700, estimated_close_date=noon.date() - timedelta(days=900))
    html = body(as_(ann).get("/"))
    assert "€700" in html and "Late one" in html and "No next step" in html
    assert made.get_absolute_url() in html


def test_a_manager_sees_who_of_the_team_has_what(deal, ann, cy, as_):
    type(ann).objects.filter(pk=ann.pk).update(manager=cy)
    deal(value=700)
    html = body(as_(cy).get("/"))
    assert "Your team's pipeline" in html.replace("&#x27;", "'") and f"/deals/board/?owner={ann.pk}" in html


def test_search_and_quick_add_know_deals(deal, ann, dee, as_):
    deal("Hospital kitchen")
    assert "Hospital kitchen" in body(as_(ann).get("/search/?q=hospital", **HTMX))
    assert 'data-create="d"' in body(as_(ann).get("/"))
    assert "Hospital kitchen" not in body(as_(dee).get("/search/?q=hospital", **HTMX))


def test_stages_in_use_have_a_place_on_the_bar(deal, stage, ann, noon, as_):
    made = deal()
    move_to(made, stage("won"), by=ann, at=noon)
    html = body(as_(ann).get(made.get_absolute_url()))
    assert html.count("stage is-done") == Stage.objects.filter(pipeline=made.stage.pipeline).active().count()


def test_a_new_deal_begins_at_its_contact(ann, as_, human, person, role):
    lee = human("Lee")
    assert f'href="/deals/new/?contact={lee.pk}" data-dialog' in as_(ann).get(lee.get_absolute_url()).content.decode()
    gus = person("Gus", role=role("Looks", view="all"))
    assert "/deals/new/?contact" not in as_(gus).get(lee.get_absolute_url()).content.decode()
