"""What a role may not see of a custom field it does not learn from groups, sums, deeds upon many, shared lists or the
reports of jobs either (16.10)."""

import json
import re

import pytest
from django.http import QueryDict

from accounts import fielding
from accounts.models import Role, User
from activities import bulk
from leads.models import Lead
from lists import smart_keeping as keeping
from lists.retyping import retype
from lists.smart_counting import number_of
from lists.smart_query import saved_of
from records.customising import define
from records.defining import change
from records.models import CustomField, JobError
from records.tagging import tags_of
from records.working import perform

LEAD, DEAL = "leads.lead", "deals.deal"
HTMX = {"HTTP_HX_REQUEST": "true"}
WAYS = ["Zebra", "Heron"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(ann, cy, boss, noon):
    """Only cy's role sees and edits it."""

    def make(kind=LEAD, type="choice", **facts):
        made = define(kind, "Secret", type, **({"choices": WAYS} if type == "choice" else {}))
        change(made, {"filterable": True, **facts}, by=boss, at=noon)
        fielding.set_levels(made, {cy.role_id: "edit"}, by=boss, at=noon)
        for user in (ann, cy, boss):
            user.refresh_from_db()
        return CustomField.objects.get(pk=made.pk)

    return make


@pytest.fixture
def leads(lead):
    return [lead("Berger", custom={"secret": "Zebra"}), lead("Adler", custom={"secret": "Heron"}), lead("Moser")]


def body(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def rows(html):
    table = html.partition("<tbody")[2].partition("</table>")[0]
    return list(dict.fromkeys(re.findall(r"Berger|Adler|Moser", table)))


def tells(html):
    return [word for word in ("Secret", "Zebra", "Heron") if word in html]


# Groups and sums


def test_nothing_is_grouped_by_it(secret, leads, ann, cy, as_):
    secret()
    seen, hidden = (body(as_(user).get("/leads/totals/?by=custom.secret", **HTMX)) for user in (cy, ann))
    assert tells(seen) == ["Secret", "Zebra", "Heron"] and tells(hidden) == []
    assert "3 leads" in hidden and "<tbody" not in hidden
    assert tells(body(as_(ann).get("/leads/totals/?by=custom.secret"))) == []


def test_groups_by_something_else_do_not_tell_it(secret, leads, ann, as_):
    secret()
    assert tells(body(as_(ann).get("/leads/totals/?by=owner", **HTMX))) == []


def test_a_sum_does_not_tell_who_holds_which_value(secret, deal, ann, cy, as_):
    """A filter by it would: what is summed would change with the value asked for."""
    secret(DEAL)
    deal("Roof", value=1000, custom={"secret": "Zebra"}), deal("Door", value=50, custom={"secret": "Heron"})
    where = json.dumps({"v": 1, "all": [{"field": "custom.secret", "op": "any", "value": ["Zebra"]}]})
    asked = {"where": where, "owner": "all"}
    assert "€1,000" in body(as_(cy).get("/deals/totals/", asked, **HTMX))
    hidden = body(as_(ann).get("/deals/totals/", asked, **HTMX))
    assert "0 deals" in hidden and "1,000" not in hidden


def test_a_number_that_is_hidden_is_in_no_sum_and_is_not_sorted_by(secret, lead, ann, as_):
    secret(type="number")
    lead("Berger", custom={"secret": 4711}), lead("Adler", custom={"secret": 1})
    browser = as_(ann)
    for by in ("", "custom.secret", "secret"):
        assert "4711" not in body(browser.get("/leads/totals/", {"by": by}, **HTMX))
    up, down = (rows(body(browser.get("/leads/", {"sort": sort}))) for sort in ("custom.secret", "-custom.secret"))
    assert up == down == rows(body(browser.get("/leads/")))


# Deeds upon many


def put(browser, records, **sent):
    data = {"ids": [each.pk for each in records], "field": "custom_secret", "asked": "1", **sent}
    return browser.post("/leads/set/", data, **HTMX)


def test_it_cannot_be_set_for_many(secret, leads, ann, cy, as_):
    secret()
    assert tells(body(as_(ann).post("/leads/set/", {"ids": [leads[0].pk]}, **HTMX))) == []
    for button in ("preview", "sure"):
        answer = put(as_(ann), leads, custom_secret="Heron", **{button: "1"})
        assert tells(body(answer, 422)) == []
    assert Lead.objects.get(last_name="Berger").custom["secret"] == "Zebra"
    put(as_(cy), leads, custom_secret="Heron", sure="1")
    assert {each.custom["secret"] for each in Lead.objects.all()} == {"Heron"}


def test_who_may_only_view_it_cannot_set_it_for_many(secret, leads, ann, boss, as_, noon):
    fielding.set_levels(secret(), {ann.role_id: "view"}, by=boss, at=noon)
    assert 'value="custom_secret"' not in body(as_(ann).post("/leads/set/", {"ids": [leads[0].pk]}, **HTMX))
    put(as_(ann), leads, custom_secret="Heron", sure="1")
    assert Lead.objects.get(last_name="Berger").custom["secret"] == "Zebra"


def test_all_that_match_a_filter_by_it_are_none(secret, leads, ann, cy, as_):
    secret()
    where = json.dumps({"v": 1, "all": [{"field": "custom.secret", "op": "any", "value": ["Zebra"]}]})
    sent = {"all": "1", "query": f"where={where}", "sure": "1", "add_tags": "X"}
    hidden = body(as_(ann).post("/leads/tag/", sent, **HTMX))
    assert "nothing among the chosen rows" in hidden and "Berger" not in hidden
    as_(cy).post("/leads/tag/", sent, **HTMX)
    assert [each.last_name for each in Lead.objects.all() if tags_of(each)] == ["Berger"]


def test_a_preview_and_a_job_that_change_something_else_do_not_tell_it(secret, leads, ann, as_):
    secret()
    sent = {"ids": [each.pk for each in leads], "field": "description", "asked": "1", "description": "Long"}
    assert tells(body(as_(ann).post("/leads/set/", {**sent, "preview": "1"}, **HTMX))) == []


def test_who_loses_it_while_a_job_waits_changes_nothing_and_is_told_no_value(secret, leads, ann, cy, boss, as_, noon):
    field, kind = secret(), bulk.kind_called(LEAD)
    sent = QueryDict(mutable=True)
    sent.setlist("ids", [str(each.pk) for each in leads])
    job = bulk.begin_job(kind, kind.deeds["set"], sent, {"field": "custom_secret", "value": "Heron"}, by=cy, at=noon,
                         label="Set a field")  # fmt: skip
    fielding.set_levels(field, {ann.role_id: "edit"}, by=boss, at=noon)
    perform(job.pk)
    assert Lead.objects.get(last_name="Berger").custom["secret"] == "Zebra"
    report = b"".join(as_(cy).get(f"/jobs/{job.pk}/errors.csv").streaming_content).decode()
    assert JobError.objects.count() == 3 and tells(report) == []
    assert tells(body(as_(cy).get(f"/jobs/{job.pk}/"))) == []


# Reports of jobs


def test_the_report_of_a_type_that_changed_does_not_tell_values_to_who_is_no_admin_any_more(
    secret, lead, ann, boss, as_, noon
):
    lead("Berger", custom={"secret": "Zebra"})
    job = retype(secret(type="text"), "number", by=boss, at=noon)
    perform(job.pk)
    assert JobError.objects.count() == 1 and "secret" not in Lead.objects.get().custom
    User.objects.filter(pk=boss.pk).update(is_admin=False, role=ann.role)
    browser = as_(boss)
    report = b"".join(browser.get(f"/jobs/{job.pk}/errors.csv").streaming_content).decode()
    assert "Zebra" not in report + body(browser.get(f"/jobs/{job.pk}/"))


def test_the_row_and_the_mark_of_a_job_name_no_value(secret, leads, cy, as_):
    secret()
    put(as_(cy), leads, custom_secret="Heron", sure="1")
    assert tells(body(as_(cy).get("/jobs/"))) == []


# Smart lists


@pytest.fixture
def shared(secret, leads, cy, noon):
    """cy's, for everybody: narrowed, sorted and grouped by what only she may see, which is a column of it too."""
    secret()

    def make(filtered=True, **facts):
        where = json.dumps({"v": 1, "all": [{"field": "custom.secret", "op": "any", "value": ["Zebra"]}]})
        query = QueryDict(mutable=True)
        query.update({"owner": "all", **({"where": where} if filtered else {}), **facts})
        return keeping.save_as("Hers", saved_of(query), kind=LEAD, by=cy, at=noon, visibility="everyone")

    return make


def test_a_shared_list_that_is_narrowed_by_it_holds_nothing_for_who_may_not_see_it(shared, ann, cy, as_):
    made = shared()
    assert rows(body(as_(cy).get(f"/leads/?list={made.pk}"))) == ["Berger"]
    hidden = body(as_(ann).get(f"/leads/?list={made.pk}"))
    assert rows(hidden) == [] and "Berger" not in hidden and "Secret" not in hidden
    assert "0 leads" in body(as_(ann).get(f"/leads/totals/?list={made.pk}", **HTMX))
    assert (number_of(made, user=ann).number, number_of(made, user=cy).number) == (0, 1)


@pytest.mark.parametrize("facts", [{"sort": "custom.secret"}, {"sort": "-custom.secret"}, {"by": "custom.secret"},
                                   {"cols": "name,custom.secret"}])  # fmt: skip
def test_a_shared_list_shows_sorts_and_groups_only_by_what_one_may_see(shared, ann, as_, facts):
    made = shared(filtered=False, **facts)
    hidden = body(as_(ann).get(f"/leads/?list={made.pk}"))
    assert tells(hidden) == [] and rows(hidden) == rows(body(as_(ann).get("/leads/?view=open&owner=all")))
    assert tells(body(as_(ann).get(f"/leads/totals/?list={made.pk}", **HTMX))) == []


def test_a_copy_and_a_default_of_it_tell_no_more(shared, ann, as_, noon):
    made = shared()
    copied = keeping.copy(made, by=ann, at=noon)
    keeping.open_first(made, role=Role.objects.get(pk=ann.role_id))
    assert rows(body(as_(ann).get(f"/leads/?list={copied.pk}"))) == []
    assert rows(body(as_(ann).get("/leads/"))) == []
    assert number_of(copied, user=ann).number == 0


def test_a_deed_upon_all_of_a_shared_list_is_for_what_one_sees_of_it(shared, ann, as_):
    made = shared()
    query = keeping.saved_in(made).params
    sent = {"all": "1", "query": f"where={query['where'][0]}&owner=all", "sure": "1", "add_tags": "X"}
    as_(ann).post("/leads/tag/", sent, **HTMX)
    assert not any(tags_of(each) for each in Lead.objects.all())
