"""Among says the same as `in` on both databases."""

import pytest
from django.db.models import Q

from records.among import Among
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db


def names(rows):
    return sorted(rows.values_list("name", flat=True))


@pytest.fixture
def things(ann, thing):
    return [thing(name) for name in ("one", "two", "three")]


def test_what_a_query_finds_is_among_its_keys(things):
    keys = Thing.objects.filter(name__startswith="t").values("pk")
    assert names(Thing.objects.filter(Among("pk", keys))) == ["three", "two"]
    assert names(Thing.objects.filter(~Q(Among("pk", keys)))) == ["one"]


def test_it_stands_beside_an_or(things):
    keys = Thing.objects.filter(name="two").values("pk")
    assert names(Thing.objects.filter(Q(name="one") | Q(Among("pk", keys)))) == ["one", "two"]


def test_a_query_may_be_cut_off(things):
    keys = Thing.objects.order_by("-pk").values("pk")[:1]
    assert names(Thing.objects.filter(Among("pk", keys))) == ["three"]


def test_among_nothing_there_is_nothing(things):
    assert names(Thing.objects.filter(Among("pk", Thing.objects.none().values("pk")))) == []
    assert names(Thing.objects.filter(Q(name="one") | Q(Among("pk", Thing.objects.none().values("pk"))))) == ["one"]
