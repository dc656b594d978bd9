"""Pages by key hold every row exactly once, whatever the order and however many share a value."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lists.paging import page_of
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db


def all_pages(order, size):
    rows, after = [], ""
    while True:
        found = page_of(Thing.objects.all(), order=order, after=after, size=size)
        rows += found.rows
        if not found.after:
            return rows
        after = found.after


@pytest.mark.parametrize(
    "order", [("-due_at", "-id"), ("due_at", "id"), ("name", "-id"), ("-id",), ("name", "due_at", "id")]
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(days=st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=12), size=st.integers(1, 5))
def test_every_row_comes_once_and_in_order(order, days, size, ann, noon):
    Thing.objects.all().delete()
    Thing.objects.bulk_create(
        Thing(
            name=f"n{n % 2}",
            owner=ann,
            created_at=noon,
            updated_at=noon,
            due_at=None if day is None else noon + timedelta(day),
        )
        for n, day in enumerate(days)
    )
    rows = all_pages(order, size)
    assert len(rows) == len({row.pk for row in rows}) == len(days)
    assert [row.pk for row in rows] == [row.pk for row in page_of(Thing.objects.all(), order=order, size=99).rows]


def test_rows_without_a_value_come_last_in_both_directions(thing, noon):
    late, none = thing(due_at=noon), thing(due_at=None)
    for order in (("due_at", "id"), ("-due_at", "-id")):
        assert all_pages(order, 1) == [late, none]


@pytest.mark.parametrize("after", ["nonsense", "WyJhIl0", "Iu2-", "bnVsbA", "W1siLWlkIl0sWyJ4Il1d", "é"])
def test_a_broken_token_starts_from_the_top(kettle, after):
    assert page_of(Thing.objects.all(), order=("-id",), after=after).rows == [kettle]
