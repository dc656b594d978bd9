"""An admin keeps the kinds of relations, and can look contacts up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts import keeping
from contacts.models import RelationKind

pytestmark = pytest.mark.django_db

ROOT = "/admin/contacts/"


@pytest.fixture
def desk(as_, boss):
    return as_(boss)


@pytest.mark.parametrize("path", ["relationkind/", "relationkind/add/", "contact/", "contact/?q=lind"])
def test_every_page_opens(desk, human, path):
    human()
    assert desk.get(f"{ROOT}{path}").status_code == 200


def test_a_kind_of_relation_has_a_name_both_ways(desk):  # 5.12
    assert b"errorlist" in desk.post(f"{ROOT}relationkind/add/", {"name": "Mentor of"}).content
    desk.post(f"{ROOT}relationkind/add/", {"name": "Mentor of", "inverse_name": "Learns from"})
    assert RelationKind.objects.in_order().last().shown_inverse == "Learns from"


def test_a_kind_in_use_is_not_deleted(desk, human, ann, noon):
    kind = RelationKind.objects.get(key="partner_of")
    keeping.relate(human(), kind, human("Two"), by=ann, at=noon)
    answer = desk.post(f"{ROOT}relationkind/{kind.pk}/delete/", {"post": "yes"})
    assert b"Archive it" in answer.content and RelationKind.objects.filter(pk=kind.pk).exists()


def test_a_contact_is_looked_up_and_not_changed(desk, human):
    path = f"{ROOT}contact/{human().pk}/change/"
    assert desk.get(path).status_code == 200 and desk.post(path, {"last_name": "X"}).status_code == 403


def test_the_list_costs_as_many_statements_for_many_as_for_one(desk, human, django_assert_max_num_queries):
    human()
    desk.get(f"{ROOT}contact/")
    with CaptureQueriesContext(connection) as few:
        desk.get(f"{ROOT}contact/")
    for number in range(30):
        human(f"P{number}")
    with django_assert_max_num_queries(len(few)):
        desk.get(f"{ROOT}contact/")
