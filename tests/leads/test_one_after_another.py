"""Pages of records whose statements are at hand from the page before, of somebody else or of another record."""

import re

import pytest

from accounts import collaborating
from activities import keeping as activity_keeping
from contacts import keeping
from contacts.models import Contact, RelationKind
from lists.models import Viewed
from records import bin as recycling

pytestmark = pytest.mark.django_db
HUGE = 2**63 - 1, 2**63, 10**30


@pytest.fixture
def opened(client):
    """The page of a record as somebody sees it; "" where there is none for them."""

    def look(user, record):
        client.force_login(user)
        answer = client.get(record.get_absolute_url())
        return answer.content.decode() if answer.status_code == 200 else ""

    return look


def panel(html, key):
    found = re.search(rf'<section class="panel" id="panel-{key}">(.*?)</section>', html, re.S)
    return found[1] if found else ""


@pytest.mark.parametrize("kind", ["human", "company", "deal", "lead"])
def test_two_with_the_same_rights_see_what_is_theirs(request, kind, ann, person, own_role, boss, dee, opened):
    make, bea = request.getfixturevalue(kind), person("Bea Berg", role=own_role)
    hers, its = make("Ann's own"), make("Bea's own", owner=bea)
    for _twice in range(2):
        assert opened(ann, hers) and not opened(ann, its)
        assert opened(bea, its) and not opened(bea, hers)
        assert opened(boss, hers) and opened(boss, its) and not opened(dee, hers)


def test_a_group_reaches_what_its_people_own_and_no_other(ann, bob, person, own_role, human, opened):
    bea = person("Bea Berg", role=own_role)
    hers, its = human("Hers"), human("Its", owner=bea)
    for _twice in range(2):
        assert opened(bob, hers) and not opened(bob, its) and opened(bea, its)


def test_who_may_only_view_is_offered_nothing_after_one_who_may_edit(ann, cy, person, role, human, opened):
    viewer, lee = person("Vi Viewer", role=role("Views", view="all")), human("Lee")
    for user, may in ((cy, True), (viewer, False), (ann, True), (viewer, False)):
        assert ("data-edit-fact" in opened(user, lee)) == may


def test_a_collaborator_sees_it_and_the_next_one_does_not(ann, person, own_role, human, noon, opened):
    bea, lee, kay = person("Bea Berg", role=own_role), human("Lee"), human("Kay")
    collaborating.add(lee, bea, by=ann, at=noon)
    for _twice in range(2):
        assert "Bea Berg" in panel(opened(ann, lee), "collaborators") and opened(bea, lee)
        assert "Bea Berg" not in panel(opened(ann, kay), "collaborators") and not opened(bea, kay)


def test_ties_are_those_of_the_record_that_is_open(ann, human, company, noon, opened):
    top, alone = company("Top"), company("Alone")
    below, lee, free = company("Below", parent=top), human("Lee", employer=top), human("Free")
    keeping.relate(lee, RelationKind.objects.first(), free, by=ann, at=noon)
    keeping.relate(top, RelationKind.objects.first(), alone, by=ann, at=noon)
    for _twice in range(2):
        assert lee.name in panel(opened(ann, top), "employees") and below.name in panel(opened(ann, top), "companies")
        assert lee.name not in opened(ann, alone) and top.name in panel(opened(ann, alone), "relations")
        assert top.name in panel(opened(ann, lee), "company") and top.name not in opened(ann, free)
        assert lee.name in panel(opened(ann, free), "relations")


def test_a_hidden_relation_stays_hidden_whoever_looked_before(ann, cy, person, own_role, human, noon, opened):
    lee, hidden = human("Lee"), human("Secret", owner=person("Bea Berg", role=own_role))
    keeping.relate(lee, RelationKind.objects.first(), hidden, by=cy, at=noon)
    for _twice in range(2):
        assert "Secret" in opened(cy, lee) and "Secret" not in opened(ann, lee)


def test_a_restricted_note_is_told_to_its_writer_alone(ann, cy, human, noon, opened):
    lee = human("Lee")
    activity_keeping.add_note(text="For my eyes", about=lee, is_restricted=True, by=ann, at=noon)
    for _twice in range(2):
        assert "For my eyes" in opened(ann, lee) and "For my eyes" not in opened(cy, lee)


def test_a_deal_with_people_is_followed_by_one_without(ann, deal, human, opened):
    lee = human("Lee")
    full, bare = deal("Full", contact=lee), deal("Bare", contact=human("Kay"))
    for _twice in range(2):
        assert "Lee" in panel(opened(ann, full), "people") and "Lee" not in panel(opened(ann, bare), "people")
        assert "Full" in panel(opened(ann, lee), "deals") and "Bare" not in panel(opened(ann, lee), "deals")


def test_similar_records_are_those_of_the_lead_that_is_open(ann, lead, human, opened):
    kim, other = lead("Kim", email="kim@kim.example", company_name="Kim % Co"), lead("Other", company_name="Kim_Co")
    bare = lead("Bare")
    like = human("Same", email="KIM@kim.example")
    for _twice in range(2):
        assert like.name in panel(opened(ann, kim), "similar") and like.name not in opened(ann, other)
        assert not panel(opened(ann, bare), "similar")


@pytest.mark.parametrize("kind", ["contacts", "deals", "leads", "tasks", "notes"])
@pytest.mark.parametrize("key", HUGE)
def test_a_key_that_no_record_has_leads_nowhere(ann, as_, kind, key):
    assert as_(ann).get(f"/{kind}/{key}/").status_code == 404


def test_what_was_viewed_is_kept_once_with_the_last_time(ann, lead, opened):
    kim = lead("Kim")
    opened(ann, kim)
    first = Viewed.objects.get(user=ann, record_id=kim.pk)
    opened(ann, kim)
    again = Viewed.objects.get(user=ann, record_id=kim.pk)
    assert again.pk == first.pk and again.at > first.at


def test_a_record_in_the_bin_is_gone_from_the_pages_that_named_it(ann, human, noon, opened):
    lee, kay = human("Lee"), human("Kay")
    keeping.relate(lee, RelationKind.objects.first(), kay, by=ann, at=noon)
    assert kay.name in panel(opened(ann, lee), "relations")
    recycling.delete(Contact.objects.get(pk=kay.pk), by=ann, at=noon)
    assert kay.name not in panel(opened(ann, lee), "relations") and not opened(ann, kay)
