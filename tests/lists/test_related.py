"""Records behind foreign keys, as far as the viewer may see them (14.24)."""

import pytest

from accounts.models import User
from lists.related import attach_visible
from lists.rights import may, with_rights
from tests.specimen.models import Thing

pytestmark = pytest.mark.django_db


class Row:
    """Stands for a record with two keys to things."""

    class Field:
        related_model = Thing

        def __init__(self, name):
            self.attname = f"{name}_id"

    class _meta:  # noqa: N801
        get_field = staticmethod(lambda name: Row.Field(name))

    def __init__(self, first, second=None):
        self.first_id, self.second_id = first and first.pk, second and second.pk


def test_a_hidden_record_does_not_show_through_a_key(thing, ann, cy):
    mine, hers = thing("Mine"), thing("Hers", owner=cy, by=cy)
    row = Row(mine, hers)
    attach_visible([row], ("first", "second"), ann)
    assert row.seen == {"first": mine, "second": None}
    attach_visible([row], ("first", "second"), cy)
    assert row.seen == {"first": mine, "second": hers}


def test_a_record_in_the_bin_does_not_show_either(thing, ann, noon):
    row = Row(thing("Mine", deleted_at=noon))
    attach_visible([row], ("first",), ann)
    assert row.seen == {"first": None}


@pytest.mark.parametrize("rows", [1, 30])
def test_it_costs_one_statement_for_all_rows_and_keys(rows, thing, ann, django_assert_num_queries):
    some = [Row(thing(f"Cup {n}"), thing(f"Pot {n}")) for n in range(rows)] + [Row(None)]
    fresh = User.objects.get(pk=ann.pk)
    attach_visible(some, ("first",), fresh)
    with django_assert_num_queries(1):
        attach_visible(some, ("first", "second"), fresh)
    assert all(row.seen["second"] for row in some[:-1]) and some[-1].seen == {"first": None, "second": None}


def test_nothing_to_attach_asks_nothing(ann, django_assert_num_queries):
    with django_assert_num_queries(0):
        attach_visible([], ("first",), ann)
        attach_visible([Row(None)], ("first",), ann)


def test_each_row_says_what_its_viewer_may_do(kettle, ann, bob):
    assert [with_rights(Thing.objects.all(), who, "edit", "delete").get().may_delete for who in (ann, bob)] == [
        True,
        False,
    ]
    assert may(bob, "edit", kettle) and not may(bob, "delete", kettle)
