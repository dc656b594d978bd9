"""How pages of records are laid out, and the links to other programs on them (16.6, 16.8)."""

import re

import pytest

from accounts.models import FieldRight
from activities import keeping
from deals import staging
from lists import addressing, pages
from lists.models import PageLayout, SmartLink
from records import writing
from records.customising import define
from records.defining import deactivate
from records.errors import NotAllowed
from records.models import CustomField

pytestmark = pytest.mark.django_db
HOSTILE = "\"><script>alert(1)</script>'&{city}"


def body(browser, record, end=""):
    answer = browser.get(record.get_absolute_url() + end)
    assert answer.status_code == 200
    return answer.content.decode()


def headings(html):
    return re.findall(r'<h2 id="facts-[^"]*">([^<]*)</h2>', html)


def facts(html):
    return re.findall(r'id="fact-([a-z_]+)"', html)


def panel_keys(html):
    return re.findall(r'<section class="panel" id="panel-([a-z-]+)">', html)


@pytest.fixture
def lay_out(boss, noon):
    def make(kind, variant="", sections=(), hidden=(), panels=()):
        told = [{"key": f"new-{n}", "name": name, "facts": keys} for n, (name, keys) in enumerate(sections)]
        kept = [{"key": key, "state": state} for key, state in panels]
        return pages.keep_layout(kind, variant, sections=told, hidden=hidden, panels=kept, by=boss, at=noon)

    return make


@pytest.fixture
def link(db):
    def make(url, kind="leads.lead", label="Tickets", **fields):
        made = SmartLink.objects.create(kind=kind, label=label, url=url, **fields)
        pages.restamp()
        return made

    return make


@pytest.fixture
def hide(own_role):
    """Takes a custom field out of the sight of ann's role."""

    def make(field):
        FieldRight.objects.create(role=own_role, kind=field.kind, key=field.key, level="none")
        CustomField.objects.filter(pk=field.pk).update(restricted=True)

    return make


@pytest.fixture
def second(boss, noon):
    return staging.add_pipeline("Renewals", by=boss, at=noon)


# layouts


def test_a_page_follows_its_layout(lead, ann, as_, lay_out):
    made = lead()
    lay_out("leads.lead", sections=[("First", ["title", "email"]), ("Then", ["phone"])], hidden=["fax"])
    html = body(as_(ann), made)
    assert headings(html)[:3] == ["First", "Then", "Further fields"]
    assert facts(html)[:3] == ["title", "email", "phone"] and "fax" not in facts(html)


def test_a_field_that_nobody_placed_comes_last(lead, ann, as_, lay_out):
    lay_out("leads.lead", sections=[("All", ["email"])])
    size = define("leads.lead", "Size", "number")
    found = facts(body(as_(ann), lead()))
    assert found[0] == "email" and f"custom_{size.key}" == found[-1] and "phone" in found


def test_a_field_that_is_gone_falls_out(lead, ann, as_, noon, lay_out):
    size = define("leads.lead", "Size", "number")
    lay_out("leads.lead", sections=[("All", [f"custom_{size.key}", "nonsense", "email"])])
    deactivate(size, by=ann, at=noon)
    assert facts(body(as_(ann), lead()))[0] == "email"


def test_rights_win_over_the_layout(lead, ann, hide, as_, lay_out):
    # 16.10
    secret = define("leads.lead", "Secret", "text")
    made = lead(custom={secret.key: "hush"})
    lay_out("leads.lead", sections=[("All", [f"custom_{secret.key}"])])
    assert "hush" in body(as_(ann), made)
    hide(secret)
    assert "hush" not in body(as_(ann), made)


def test_deals_are_laid_out_per_pipeline(deal, stage, second, ann, as_, lay_out):
    here, there = deal("Here"), deal("There", stage=second.stages.first())
    lay_out("deals.deal", str(second.pk), sections=[("Only there", ["value"])])
    assert headings(body(as_(ann), there))[0] == "Only there"
    assert "Only there" not in headings(body(as_(ann), here))


def test_people_and_companies_are_laid_out_for_themselves(human, company, ann, as_, lay_out):
    lay_out("contacts.contact", "person", sections=[("Whom", ["name"])])
    assert headings(body(as_(ann), human("Lee")))[0] == "Whom"
    assert "Whom" not in headings(body(as_(ann), company()))


def test_panels_are_ordered_folded_and_hidden(lead, ann, as_, lay_out):
    made = lead()
    lay_out("leads.lead", panels=[("collaborators", "open"), ("tasks", "folded"), ("similar", "hidden")])
    html = body(as_(ann), made)
    assert panel_keys(html)[:2] == ["collaborators", "tasks"] and "No next step" not in html
    assert "No next step" in body(as_(ann), made, "?unfold=tasks")
    assert 'hx-get="?unfold=tasks"' in html


def test_an_administrator_arranges_a_page_without_script(lead, ann, boss, as_):
    url = "/settings/pages/leads.lead/"
    browser = as_(boss)
    html = browser.get(url).content.decode()
    items = re.findall(r'name="item" value="([^"]+)"', html)
    names = dict(re.findall(r'name="(name\.[^"]+)" value="([^"]*)"', html))
    sent = {"item": items, "shown": [item.partition(":")[2] for item in items if item != "fact:fax"], **names}
    moved = browser.post(url, sent | {"up": "fact:mobile"}).content.decode()
    assert re.findall(r'name="item" value="([^"]+)"', moved)[1] == "fact:mobile" and not PageLayout.objects.exists()
    order = re.findall(r'name="item" value="([^"]+)"', moved)
    assert browser.post(url, sent | {"item": order, "save": "1"}).status_code == 302
    found = facts(body(as_(ann), lead()))
    assert found[0] == "mobile" and "fax" not in found
    as_(boss).post(url, {"reset": "1"})
    assert facts(body(as_(ann), lead()))[0] == "phone"


def test_a_section_without_a_name_is_dissolved_and_one_too_long_is_refused(boss, as_):
    browser, url = as_(boss), "/settings/pages/leads.lead/"
    sent = {"item": ["section:reach", "fact:phone", "section:new-1", "fact:fax"], "name.reach": "Calls", "save": "1"}
    browser.post(url, sent | {"name.new-1": ""})
    (kept,) = PageLayout.objects.get().sections
    assert kept == {"key": "reach", "name": "Calls", "facts": ["phone", "fax"]}
    answer = browser.post(url, sent | {"name.new-1": "x" * 61})
    assert answer.status_code == 422 and "x" * 61 in answer.content.decode()


def test_only_administrators_lay_out_pages(ann, as_):
    assert as_(ann).get("/settings/pages/").status_code == 403
    assert as_(ann).post("/settings/pages/leads.lead/", {"reset": "1"}).status_code == 403


def test_there_are_no_pages_of_what_there_is_not(boss, as_):
    assert as_(boss).get("/settings/pages/nonsense.thing/").status_code == 404
    assert as_(boss).get("/settings/pages/deals.deal/?for=999999").status_code == 404


def test_what_a_formula_works_out_is_said_to_be_worked_out(lead, ann, as_):
    # 16.10
    size = define("leads.lead", "Size", "number")
    double = define("leads.lead", "Double", "number")
    CustomField.objects.filter(pk=double.pk).update(type="formula", formula="size * 2")
    html = body(as_(ann), lead(custom={size.key: 4}))
    (fact,) = re.findall(rf'id="fact-custom_{double.key}" data-fact>(.*?)</dd>', html)
    assert fact == '8 <small class="muted">worked out</small>'


# links


def test_a_link_leads_elsewhere_with_the_values_of_the_record(lead, ann, as_, link):
    # 16.8
    link("https://maps.example/?q={city}&n={last_name}")
    html = body(as_(ann), lead(last_name="Ødegård & Co/1", city="Sankt Pölten?x=1#y"))
    leads = re.search(r'<a class="btn btn--s" href="(https://maps[^"]*)" target="_blank" rel="noopener', html)[1]
    assert leads == "https://maps.example/?q=Sankt%20P%C3%B6lten%3Fx%3D1%23y&amp;n=%C3%98deg%C3%A5rd%20%26%20Co%2F1"


def test_a_link_with_an_empty_field_is_not_shown(lead, ann, as_, link):
    link("https://maps.example/?q={city}")
    assert 'id="panel-links"' not in body(as_(ann), lead(city=""))


def test_a_link_with_a_field_that_one_may_not_view_vanishes(lead, ann, hide, as_, link):
    ticket = define("leads.lead", "Ticket", "text")
    made = lead(custom={ticket.key: "A-7"})
    link("https://tickets.example/browse/{custom.ticket}")
    assert "https://tickets.example/browse/A-7" in body(as_(ann), made)
    hide(ticket)
    assert "tickets.example" not in body(as_(ann), made)


def test_what_was_in_the_database_all_along_cannot_break_out(lead, ann, as_, link):
    link("https://maps.example/?q={city}", label=HOSTILE[:60])
    assert "<script>alert" not in body(as_(ann), lead(city=HOSTILE))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert({city})", "data:text/html,{city}", "//evil.example/{city}", "{website}", "ftp://x.example/",
        "https://{city}.example/", "https://x.example{city}", "https://user@x.example/{city}", "https://x.example/{nonsense}",
        "https://x.example/{city", "https://x.example/}", "https://x.example/{city.__class__}", "https://x.example/{0}",
        "https://x.example/a b", "https://x.example/{custom.gone}", "https://x.example/{search_text}", "https://",
        "https://x.example/{version}", "http:/x/{city}", "",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_or_names_what_is_not_there_is_refused(url):
    with pytest.raises(NotAllowed):
        addressing.check(url, kind="leads.lead", custom=[])


def test_mail_and_telephone_are_links_too(lead):
    someone = lead(email="kim+x@acme.example", phone="+43 (316) 12-34")
    assert addressing.address("mailto:{email}", someone, {}) == "mailto:kim%2Bx@acme.example"
    assert addressing.address("tel:{phone}", someone, {}) == "tel:+433161234"


def test_the_admin_refuses_an_address_with_words_at_its_field(boss, as_):
    sent = {"kind": "leads.lead", "for_whom": "", "label": "L", "icon": "globe", "position": "0"}
    answer = as_(boss).post("/admin/lists/smartlink/add/", sent | {"url": "https://x.example/{nonsense}"})
    assert answer.status_code == 200 and "nonsense" in answer.content.decode() and not SmartLink.objects.exists()
    as_(boss).post("/admin/lists/smartlink/add/", sent | {"url": "https://x.example/{city}"})
    assert SmartLink.objects.get().url == "https://x.example/{city}"


# hostile values


def test_no_fact_and_no_entry_breaks_out(lead, human, company, deal, ann, bob, noon, as_):
    texts = {"title": HOSTILE, "industry": HOSTILE, "email": HOSTILE, "website": HOSTILE, "linkedin": HOSTILE}
    note = define("leads.lead", f"Note {HOSTILE}"[:60], "long_text")
    CustomField.objects.filter(pk=note.pk).update(section="<b>Bold</b>")
    made = lead(last_name=HOSTILE, phone=HOSTILE, description=HOSTILE, custom={note.key: HOSTILE}, **texts)
    keeping.add_note(by=ann, at=noon, text=HOSTILE, about=made)
    keeping.add_task(by=ann, at=noon, text=HOSTILE, about=made)
    writing.edit(made, {"title": HOSTILE[::-1], "city": HOSTILE}, by=ann, at=noon)
    type(ann).objects.filter(pk=ann.pk).update(name=HOSTILE)
    firm = company(HOSTILE)
    sold = deal(HOSTILE, contact=human(HOSTILE, employer=firm))
    for record in (made, firm, sold.contact, sold):
        html = body(as_(ann), record)
        assert "<script>alert(1)" not in html and "<b>Bold</b>" not in html
        assert "&lt;script&gt;alert(1)" in html
