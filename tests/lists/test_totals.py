"""What a list comes to: counts with a cap that is said, sums, and groups that lead to the list narrowed to them."""

import json
import re
from decimal import Decimal
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest

from accounts.models import ExchangeRate, Group, Membership
from leads.models import Lead
from lists.counting import counted_each
from lists.grouping import MOST_GROUPS, narrower
from records.customising import define
from records.models import CustomField
from records.naming import model_of

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def body(browser, url):
    answer = browser.get(url, **HTMX)
    assert answer.status_code == 200
    return answer.content.decode()


def groups(html):
    """The rows of the table of groups: label, count and further figures."""
    table = html.split('id="groups"')[1].split("</div>")[0]
    rows = re.findall(r"<tr><th.*?</tr>", table.split("<tbody>")[1], re.S) if "<tbody>" in table else []
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in rows]


def links(html):
    found = re.findall(r'<th scope="row"><a class="link" href="([^"]+)"', html)
    return [link.replace("&amp;", "&") for link in found]


@pytest.fixture
def deals(deal, stage, ann, cy):
    """Three open deals of two owners in two stages, one in a currency without a rate."""
    return [
        deal("Roof", value=Decimal(1000), currency="EUR", stage=stage("quote")),
        deal("Door", value=Decimal(500), currency="EUR", stage=stage("incoming"), owner=cy),
        deal("Wall", value=Decimal(70), currency="CHF", stage=stage("incoming")),
    ]


def test_groups_have_count_sum_weighted_and_mean(deals, ann, cy, as_):
    # 9.1: the quote's likelihood is 20 %, that of incoming 5 %; CHF has no rate
    assert groups(body(as_(cy), "/deals/totals/?by=stage&owner=all")) == [
        ["Sales · Incoming", "2", "€500", "€25", "€500"],
        ["Sales · Quote", "1", "€1,000", "€200", "€1,000"],
    ]
    assert [row[:3] for row in groups(body(as_(cy), "/deals/totals/?by=owner&owner=all"))] == [
        ["Ann Archer", "2", "€1,000"], ["Cy Chief", "1", "€500"],
    ]  # fmt: skip


def test_a_group_leads_to_the_list_that_is_narrowed_to_it(deals, cy, as_):
    browser = as_(cy)
    for link, count in zip(links(body(browser, "/deals/totals/?by=stage&owner=all")), (2, 1), strict=True):
        assert browser.get(link).content.decode().count("<tr data-row") == count and "by=stage" in link
    (link,) = links(body(browser, "/deals/totals/?by=stage&owner=all&q=roof"))
    assert "q=roof" in link and browser.get(link).content.decode().count("<tr data-row") == 1


@pytest.mark.parametrize(
    "by, found",
    [
        ("is_hot", [["No", "2"], ["Yes", "1"]]),
        ("source", [["Not set", "3"]]),
        ("category", [["incoming", "2"], ["in progress", "1"]]),
        ("nonsense", []), ("password", []), ("\x00", []), ("name", []), ("tags", []),
    ],
)  # fmt: skip
def test_whatever_has_few_values_is_grouped_by_and_nothing_else(by, found, deals, cy, as_):
    model_of("deals.deal").objects.filter(name="Door").update(is_hot=True)
    html = body(as_(cy), f"/deals/totals/?by={by}&owner=all")
    assert [[label.lower(), count] for label, count, *_rest in groups(html)] == [[a.lower(), b] for a, b in found]


def test_every_group_of_every_grouping_holds_as_many_as_it_says(deals, human, company, lead, cy, as_):
    human("Kim", country="AT"), company("Acme"), lead(), lead("Other", country="DE")
    browser = as_(cy)
    for path in ("contacts", "leads", "deals"):
        html = body(browser, f"/{path}/totals/?by=owner")
        keys = re.findall(r'<option value="(\w[\w.]*)"', html.split('id="group-by"')[1].split("</select>")[0])
        assert {"owner", "group"} < set(keys)
        for key in keys:
            found = body(browser, f"/{path}/totals/?by={key}&owner=all")
            for row, link in zip(groups(found), links(found), strict=False):
                if len(links(found)) == len(groups(found)):
                    shown = browser.get(link).content.decode().count("<tr data-row")
                    assert shown == int(row[1]), (path, key, row)


def test_custom_choices_and_yes_no_are_grouped_by_as_far_as_one_sees_them(human, ann, as_):
    roof = define("contacts.contact", "Roof", "choice", choices=["Flat", "Steep"])
    CustomField.objects.filter(pk=roof.pk).update(filterable=True)
    for name, value in (("A", "Flat"), ("B", "Flat"), ("C", "Steep"), ("D", None)):
        made = human(name)
        model_of("contacts.contact").objects.filter(pk=made.pk).update(custom={"roof": value} if value else {})
    html = body(as_(ann), "/contacts/totals/?by=custom.roof")
    assert groups(html) == [["Flat", "2"], ["Steep", "1"], ["Not set", "1"]] or len(groups(html)) == 3
    narrowed = as_(ann).get(links(html)[0]).content.decode()
    assert narrowed.count("<tr data-row") == 2
    CustomField.objects.filter(pk=roof.pk).update(filterable=False)
    assert groups(body(as_(ann), "/contacts/totals/?by=custom.roof")) == []


def test_information_groups_hold_the_records_of_their_people(deals, ann, cy, as_):
    south = Group.objects.create(name="South", use="information")
    Membership.objects.create(group=south, user=ann)
    html = body(as_(cy), "/deals/totals/?by=group&owner=all")
    assert [row[:3] for row in groups(html)] == [["South", "2", "€1,000"], ["In no group", "1", "€500"]]
    assert as_(cy).get(links(html)[0]).content.decode().count("<tr data-row") == 2


def test_nobody_is_told_of_records_out_of_sight(deals, ann, as_):
    # 14.24
    assert [row[:2] for row in groups(body(as_(ann), "/deals/totals/?by=owner&owner=all"))] == [["Ann Archer", "2"]]


def test_what_is_capped_is_said_and_all_of_it_is_one_click_away(deals, cy, as_, monkeypatch):
    monkeypatch.setattr("lists.totalling.counted_each", partial(counted_each, most=2))
    monkeypatch.setattr("lists.grouping.MOST", 2)
    monkeypatch.setattr("lists.totalling.MOST", 2)
    html = body(as_(cy), "/deals/totals/?by=stage&owner=all")
    assert "2+ deals" in html and "of the first 2" in html and sum(int(row[1]) for row in groups(html)) == 2
    exact = re.search(r'href="([^"]+exact=1[^"]*)"', html)[1].replace("&amp;", "&")
    html = body(as_(cy), exact)
    assert "3 deals" in html and "of the first" not in html and sum(int(row[1]) for row in groups(html)) == 3


def test_without_a_rate_is_said_and_never_added(deals, cy, as_):
    html = body(as_(cy), "/deals/totals/?owner=all")
    assert "€1,500</b> in total" in html and "1</b> without a rate" in html
    assert ExchangeRate.objects.count() == 0


def test_the_totals_are_a_page_of_their_own_without_script(deals, cy, as_):
    html = as_(cy).get("/deals/totals/?by=stage&owner=all").content.decode()
    assert "<html" in html and '<select class="input input--s input--auto" id="group-by"' in html
    assert html.count('<th scope="row">') == 2
    assert 'href="/deals/totals/' in as_(cy).get("/deals/").content.decode()


def test_a_change_in_a_cell_counts_anew(deals, cy, as_):
    html = body(as_(cy), "/deals/totals/?by=stage&owner=all")
    assert 'hx-get="/deals/totals/?by=stage&amp;owner=all" hx-trigger="cell-saved from:body delay:1s"' in html


@pytest.mark.parametrize("where", ["", "{", "[]", '{"v":1}', '{"v":1,"all":[]}', '{"v":1,"all":7}'])
def test_a_condition_is_added_to_whatever_stands_there(where):
    made = json.loads(narrower(where, {"field": "city", "op": "empty"}))
    assert made == {"v": 1, "all": [{"field": "city", "op": "empty"}]}


def test_a_condition_comes_behind_the_others(deals, cy, as_):
    where = json.dumps({"v": 1, "all": [{"field": "name", "op": "contains", "value": "oo"}]})
    browser = as_(cy)
    answer = browser.get("/deals/totals/", {"by": "stage", "owner": "all", "where": where}, **HTMX)
    link = links(answer.content.decode())[0]
    assert len(json.loads(parse_qs(urlsplit(link).query)["where"][0])["all"]) == 2
    assert browser.get(link).content.decode().count("<tr data-row") == 1


@pytest.mark.parametrize("count", [1, 30])
def test_groups_cost_the_same_for_few_and_many(count, human, ann, as_, django_assert_max_num_queries):
    for n in range(count):
        human(f"P{n}", country="AT" if n % 2 else "DE")
    browser = as_(ann)
    browser.get("/contacts/totals/?by=country")
    with django_assert_max_num_queries(20):
        browser.get("/contacts/totals/?by=country")
    assert MOST_GROUPS == 100


def test_a_grouping_is_part_of_the_lists_address(deals, cy, as_):
    browser = as_(cy)
    page = browser.get("/deals/?by=stage&sort=-value").content.decode()
    assert '<input type="hidden" name="by" form="filter-form" value="stage">' in page
    assert 'hx-get="/deals/totals/?by=stage"' in page and "by=stage" in page.split("<thead>")[1].split("</thead>")[0]
    chooser = body(browser, "/deals/totals/?by=stage")
    assert 'name="by" form="filter-form"' in chooser and '<option value="stage" selected>' in chooser
    for form in (page, browser.get("/deals/?by=stage&filter=1").content.decode()):
        sent = form.split('id="filter-form"')[1].split("</form>")[0]
        assert 'name="by"' not in sent and "change from:#group-chooser" in sent


def test_the_page_of_groups_leads_back_to_its_list(deals, cy, as_):
    page = as_(cy).get("/deals/totals/?by=stage&owner=all").content.decode()
    assert 'href="/deals/?by=stage&amp;owner=all"' in page and 'form="filter-form"' not in page


def test_large_groups_are_counted_as_one_reads_them(lead, ann, as_, noon):
    made = lead()
    Lead.objects.bulk_create(copied(made, number) for number in range(1200))
    assert groups(body(as_(ann), "/leads/totals/?by=owner")) == [["Ann Archer", "1,201"]]


def copied(made, number):
    return Lead(**{**{field.attname: getattr(made, field.attname) for field in Lead._meta.concrete_fields}, "id": None,
                   "last_name": f"Papadopoulos {number}"})  # fmt: skip
