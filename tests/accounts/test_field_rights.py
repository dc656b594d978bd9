"""Who may view and edit a custom field (16.10)."""

import pytest

from accounts.models import Account, FieldRight, Group, Membership, User
from records.customising import define, editable_fields, visible_fields
from records.models import CustomField

LEAD = "leads.lead"

pytestmark = pytest.mark.django_db


@pytest.fixture
def margin():
    made = define(LEAD, "Margin", "number")
    CustomField.objects.filter(pk=made.pk).update(restricted=True)
    return made


def say(margin, **levels):
    for name, level in levels.items():
        role = User.objects.get(name__startswith=name.title()).role
        FieldRight.objects.create(role=role, kind=LEAD, key=margin.key, level=level)


def seen(user):
    user.refresh_from_db()
    return user.sees_field(LEAD, "margin"), user.edits_field(LEAD, "margin")


def test_a_field_of_which_nothing_is_said_is_everybodys(margin, ann, dee):
    assert seen(ann) == (True, True) and seen(dee) == (True, True)


def test_a_field_is_open_to_the_roles_that_are_named_as_far_as_is_said(margin, ann, bob, cy, dee):
    say(margin, ann="view", cy="edit", bob="none")
    assert [seen(who) for who in (ann, bob, cy, dee)] == [(True, False), (False, False), (True, True), (False, False)]


def test_the_widest_of_ones_roles_counts_those_of_groups_too(margin, ann, bob, role):
    say(margin, bob="none")
    FieldRight.objects.create(role=Group.objects.get().role, kind=LEAD, key="margin", level="view")
    assert seen(bob) == seen(ann) == (True, False)
    Membership.objects.filter(user=bob).delete()
    assert seen(bob) == (False, False)


def test_administrators_see_all_unless_the_account_keeps_them_apart(margin, boss, cy):
    say(margin, cy="edit")
    assert seen(boss) == (True, True)
    Account.objects.update(admins_see_all=False)
    assert seen(boss) == (False, False)


def test_who_has_left_sees_nothing(margin, ann):
    ann.is_active = False
    assert not ann.sees_field(LEAD, "margin")


def test_fields_are_asked_for_once_a_request(margin, ann, cy, django_assert_num_queries):
    open_to_all = define(LEAD, "Size", "number")
    worked_out = CustomField.objects.create(
        kind=LEAD, name="Sum", name_key="sum", key="sum", type="formula", formula="1", position=99
    )
    say(margin, cy="edit")
    ann.refresh_from_db()
    with django_assert_num_queries(2):
        for _time in range(3):
            assert visible_fields(LEAD, user=ann) == [open_to_all, worked_out]
            assert editable_fields(LEAD, user=ann) == [open_to_all]
    assert visible_fields(LEAD, user=cy) == [margin, open_to_all, worked_out]


def test_a_formula_tells_nothing_of_a_field_that_is_hidden(margin, ann, cy):
    define(LEAD, "Size", "number")
    made = define(LEAD, "Sum", "formula")
    CustomField.objects.filter(pk=made.pk).update(formula="size * custom.margin")
    say(margin, cy="edit")
    assert [each.key for each in visible_fields(LEAD, user=ann)] == ["size"]
    assert [each.key for each in visible_fields(LEAD, user=cy)] == ["margin", "size", "sum"]


def test_one_statement_while_nothing_is_restricted(ann, django_assert_num_queries):
    made = define(LEAD, "Size", "number", for_whom="")
    ann.refresh_from_db()
    with django_assert_num_queries(1):
        assert visible_fields(LEAD, user=ann) == editable_fields(LEAD, user=ann) == [made]


def test_what_is_defined_meanwhile_is_there(ann):
    first = define(LEAD, "Size", "number")
    assert visible_fields(LEAD, user=ann) == [first]
    second = define(LEAD, "Way", "text")
    assert visible_fields(LEAD, user=ann) == [first, second]
    CustomField.objects.filter(pk=first.pk).update(name="Sizes")
    assert str(visible_fields(LEAD, user=ann)[0]) == "Sizes"
