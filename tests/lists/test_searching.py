"""One box over leads, people, companies, deals, tasks and notes (15.8, 16.3, 14.24)."""

from datetime import timedelta

import pytest

from activities import keeping as activity_keeping
from contacts.models import Contact
from lists.models import Viewed
from records import writing
from records.naming import kind_of
from ui import registry
from ui.registry import Inquiry

HTMX = {"HTTP_HX_REQUEST": "true"}
KINDS = ("leads", "people", "companies", "deals", "tasks", "notes")


@pytest.fixture
def find(noon):
    """What a person finds, by type: the names, the likeliest first."""

    def search(user, text, limit=20):
        inquiry = Inquiry(user=user, text=text, at=noon, limit=limit)
        hits = {each.key: each.search(inquiry) for each in registry.searchers.of(user)}
        return {key: [hit.label for hit in found] for key, found in hits.items() if found}

    return search


@pytest.fixture
def task(ann, noon):
    def make(text, by=None, about=None, **fields):
        return activity_keeping.add_task(text=text, by=by or ann, at=noon, about=about, **fields).record

    return make


@pytest.fixture
def note(ann, noon):
    def make(text, by=None, about=None, **fields):
        return activity_keeping.add_note(text=text, by=by or ann, at=noon, about=about, **fields).record

    return make


@pytest.fixture
def one_of_each(lead, human, company, deal, task, note):
    lead("Quagga")
    human("Quagga")
    company("Quagga Ltd")
    deal("Quagga fence", contact=human("Other"))
    task("Feed the quagga")
    note("The quagga is well")


# What is found


@pytest.mark.usefixtures("one_of_each")
def test_all_types_are_found_at_once(find, ann):
    assert set(find(ann, "QUAGGA")) == set(KINDS)


@pytest.mark.usefixtures("one_of_each")
@pytest.mark.parametrize("who, sees", [("bob", True), ("cy", True), ("dee", False)])
def test_only_what_one_may_see_is_found(find, request, who, sees):
    # 14.24: bob shares a group with ann, cy sees all, dee nothing
    assert set(find(request.getfixturevalue(who), "quagga")) == (set(KINDS) if sees else set())


@pytest.mark.parametrize(
    "text", ["anna", "graz", "anna@acme.example", "acme.example", "acme", "0316 12345", "engineer", "+43 (0)316/12345"]
)
def test_a_person_is_found_by_what_is_theirs(find, ann, human, text):
    human("Berg", first_name="Anna", email="anna@acme.example", phone="+43 316 12345", city="Graz", title="Engineer")
    assert find(ann, text)["people"] == ["Anna Berg"]


@pytest.mark.parametrize("text", ["nordstrom", "berg nordström", "anna nord"])
def test_a_person_is_found_by_the_employer(find, ann, human, company, text):
    human("Berg", first_name="Anna", employer=company("Nordström GmbH"))
    human("Tal", employer=company("Other"))
    assert find(ann, text)["people"] == ["Anna Berg"]


def test_an_employer_one_may_not_see_gives_nobody_away(find, ann, cy, human, company):
    human("Berg", employer=company("Secret GmbH", by=cy, owner=cy))
    assert find(ann, "secret") == {} and set(find(cy, "secret")) == {"people", "companies"}


@pytest.mark.parametrize("text", ["berg", "nordström", "cooling nordström"])
def test_a_deal_is_found_by_its_contact_and_company(find, ann, deal, human, company, text):
    firm = company("Nordström GmbH")
    deal("Cooling", contact=human("Berg", employer=firm))
    deal("Heating")
    assert find(ann, text)["deals"] == ["Cooling"]


def test_what_is_about_a_record_that_is_found_is_found_too(find, ann, company, task, note):
    acme = company("Acme")
    task("Call back", about=acme)
    note("Was friendly", about=acme)
    task("Something else")
    assert find(ann, "acme") == {"companies": ["Acme"], "tasks": ["Call back"], "notes": ["Was friendly"]}


def test_a_restricted_note_stays_hidden(find, ann, bob, note):
    # 17.6
    note("The quagga is ill", is_restricted=True)
    assert find(ann, "quagga") and not find(bob, "quagga")


def test_what_lies_in_the_bin_is_not_found(find, ann, human, noon):
    from records import bin as recycling

    recycling.delete(human("Quagga"), by=ann, at=noon)
    assert find(ann, "quagga") == {}


def test_a_converted_lead_leads_to_what_it_became(find, ann, lead, noon):
    # 4.14
    from leads.conversion import convert

    done = convert(lead("Quagga"), by=ann, at=noon)
    inquiry = Inquiry(user=ann, text="quagga", at=noon)
    hit = next(each for each in registry.searchers if each.key == "leads").search(inquiry)[0]
    assert hit.url == done.person.get_absolute_url()


# Tags


def test_what_wears_a_tag_is_found_by_it(find, ann, human, lead, noon):
    # 16.3
    writing.edit(human("Berg"), {}, by=ann, at=noon, tags=["Große Küche"])
    human("Tal")
    lead("Wald")
    for text in ("grosse kuche", "GROSSE", "küche"):
        assert find(ann, text) == {"people": ["Berg"], "tags": ["Große Küche"]}


def test_a_tag_and_a_word_narrow_each_other(find, ann, human, noon):
    for name, tags in (("Berg", ["VIP", "Graz"]), ("Tal", ["VIP"]), ("Graz", ["VIP"]), ("Wald", ["Graz"])):
        writing.edit(human(name), {}, by=ann, at=noon, tags=tags)
    assert sorted(find(ann, "vip graz")["people"]) == ["Berg", "Graz"]


def test_a_tag_is_found_under_its_new_name(find, ann, human, noon):
    writing.edit(human("Berg"), {}, by=ann, at=noon, tags=["Hot"])
    from records.models import Tag

    Tag.objects.update(name="Cold", key="cold")
    assert find(ann, "cold")["people"] == ["Berg"] and find(ann, "hot") == {}


def test_a_tag_leads_to_the_lists_of_what_wears_it(ann, human, deal, noon, as_, dee):
    cooling = deal("Cooling", contact=human("Berg"))
    for record in (Contact.objects.get(), cooling):
        writing.edit(record, {}, by=ann, at=noon, tags=["VIP & more"])
    tags = next(each for each in registry.searchers if each.key == "tags")
    hits = tags.search(Inquiry(user=ann, text="vip", at=noon))
    assert [hit.hint for hit in hits] == ["Contacts", "Deals"]
    for hit, name in zip(hits, ("Berg", "Cooling"), strict=True):
        assert name in as_(ann).get(hit.url).content.decode()
    assert tags.search(Inquiry(user=dee, text="vip", at=noon)) == []


# The order


def test_the_very_name_comes_first_then_what_begins_so_then_a_word_then_the_rest(find, ann, human):
    for name, fields in (("Meisenberg", {}), ("Moor", {"title": "Berg guide"}), ("Bergmann", {}), ("Berg", {})):
        human(name, **fields)
    assert find(ann, "berg")["people"] == ["Berg", "Bergmann", "Moor", "Meisenberg"]


def test_a_name_is_the_same_whichever_part_comes_first(find, ann, human):
    human("Bergmann", first_name="Anna")
    human("Berg", first_name="Anna")
    for text in ("anna berg", "berg anna"):
        assert find(ann, text)["people"][0] == "Anna Berg"


def test_what_one_looked_at_comes_first_among_its_like(find, ann, human, noon):
    found = [human(f"Berg {letter}") for letter in "abc"]
    Viewed.objects.create(user=ann, kind=kind_of(Contact), record_id=found[0].pk, at=noon)
    assert find(ann, "berg")["people"] == ["Berg a", "Berg c", "Berg b"]


def test_what_was_changed_lately_then_ones_own_comes_first(find, cy, ann, human, noon):
    old = noon - timedelta(days=60)
    for name, owner, at in (("Berg a", cy, old), ("Berg b", ann, noon), ("Berg c", cy, noon), ("Berg d", ann, old)):
        human(name, by=owner, owner=owner, at=at)
    assert find(cy, "berg")["people"] == ["Berg c", "Berg b", "Berg a", "Berg d"]


def test_open_tasks_come_before_those_that_are_done(find, ann, task, noon):
    from activities.completing import complete

    done = task("Feed")
    complete(done, by=ann, at=noon)
    task("Feed the quagga")
    assert find(ann, "feed")["tasks"] == ["Feed the quagga", "Feed"]


def test_a_name_is_found_among_very_many_that_hold_the_same(find, ann, noon):
    """Only a few candidates are ranked; who is called so is among them whatever else there is."""
    many = [Contact(last_name=f"Q{n:04} zett", owner=ann) for n in range(300)]
    writing.create_many([*many, Contact(last_name="Zett", owner=ann)], by=ann, at=noon)
    assert find(ann, "zett")["people"][0] == "Zett"


def test_the_palette_opens_with_what_one_looked_at_last(ann, dee, as_, human):
    berg = human("Berg")
    as_(ann).get(berg.get_absolute_url())
    html = as_(ann).get("/search/", **HTMX).content.decode()
    assert html.index("Recently viewed") < html.index(berg.get_absolute_url()) < html.index("Create")
    assert "Recently viewed" not in as_(dee).get("/search/", **HTMX).content.decode()


# The page


@pytest.mark.parametrize("many", [25, 3])
def test_at_most_twenty_of_a_type_are_shown_and_the_list_has_all(ann, noon, as_, many):
    writing.create_many([Contact(last_name=f"Quagga {n}", owner=ann) for n in range(many)], by=ann, at=noon)
    html = as_(ann).get("/search/?q=quagga").content.decode()
    assert f'<span class="count">{"20+" if many > 20 else many}</span>' in html
    assert html.count("<mark>Quagga</mark>") == min(many, 20)
    listed = as_(ann).get("/contacts/?view=people&q=quagga").content.decode()
    assert 'href="/contacts/?view=people&amp;q=quagga"' in html and listed.count("data-row") == many


@pytest.mark.usefixtures("one_of_each")
def test_each_type_can_be_shown_alone_and_in_its_list(ann, as_):
    for searcher in registry.searchers.of(ann):
        if searcher.key not in KINDS:
            continue
        html = as_(ann).get(f"/search/?q=quagga&type={searcher.key}").content.decode()
        assert [key for key in KINDS if f'id="results-{key}"' in html] == [searcher.key]
        assert all(f"type={key}" in html for key in KINDS)
        link = next(
            part for part in html.split('"') if "q=quagga" in part and part[:2] != "?q" and "/search/" not in part
        )
        assert "uagga" in as_(ann).get(link.replace("&amp;", "&")).content.decode().partition('id="list"')[2]


def test_nothing_typed_too_little_and_nothing_found_are_said(ann, as_, human):
    human("Xu")
    browser = as_(ann)
    assert "What are you looking for?" in browser.get("/search/").content.decode()
    assert "Type a little more" in browser.get("/search/?q=x").content.decode()
    assert "Nothing found" in browser.get("/search/?q=zzzz").content.decode()
    assert "<mark>Xu</mark>" in browser.get("/search/?q=xu").content.decode()


@pytest.mark.parametrize(
    "text",
    ["\x00", "%00", "a" * 10_000, "....", "%", "_", "'\"<script>", "((((", "+++++++", "1" * 5000, "🦜🦜", "\ud7ff",
     "\u202eabc", "a b c d e f g h i j k l", "+43 " * 60, "\\", "\\\\%", "ﷺ" * 200, "İ" * 200],
)  # fmt: skip
def test_no_text_breaks_the_search(ann, as_, human, text):
    human("Berg")
    browser = as_(ann)
    for headers in ({}, HTMX):
        for facts in ({}, {"type": text}, {"in": "top"}):
            assert browser.get("/search/", {"q": text} | facts, **headers).status_code == 200


def test_what_is_found_is_drawn_as_text(ann, as_, human):
    human("<b>Quagga</b>")
    html = as_(ann).get("/search/?q=quagga").content.decode()
    assert "&lt;b&gt;<mark>Quagga</mark>&lt;/b&gt;" in html


@pytest.mark.parametrize("many", [1, 30])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_all_types_together_stay_in_the_budget(
    many, headers, ann, noon, as_, lead, deal, human, task, note, django_assert_max_num_queries
):
    berg = human("Quagga")
    writing.edit(berg, {}, by=ann, at=noon, tags=["Quagga"])
    for n in range(many):
        lead(f"Quagga {n}"), deal(f"Quagga {n}", contact=berg), task(f"Quagga {n}"), note(f"Quagga {n}", about=berg)
    browser = as_(ann)
    browser.get("/search/?q=quagga", **headers)
    with django_assert_max_num_queries(12):
        browser.get("/search/?q=quagga", **headers)
