"""Who reaches what: grants add up, the widest scope wins (14.20)."""

import pytest
from django.utils import timezone

from accounts.models import Account, Collaboration, Group, Membership, User
from accounts.reach import why
from records.naming import kind_of
from tests.specimen.models import Thing

PEOPLE = ("own", "below", "deeper", "peer", "companion", "other", "nobody")
SEEN = {
    "none": (),
    "own": ("own",),
    "team": ("own", "below", "deeper"),
    "peers": ("own", "below", "deeper", "peer"),
    "group": ("own", "below", "deeper", "peer", "companion"),
    "all": PEOPLE,
}


def fresh(user):
    return User.objects.get(pk=user.pk)


def names(user, action="view"):
    return set(Thing.objects.visible_to(fresh(user), action).values_list("name", flat=True))


@pytest.fixture
def house(person, role, thing):
    """One thing of everybody around Mia, and one of nobody."""
    head = person("Head")
    mia = person("Mia", manager=head)
    below = person("Below", manager=mia)
    owners = {
        "own": mia,
        "below": below,
        "deeper": person("Deeper", manager=below),
        "peer": person("Peer", manager=head),
        "companion": person("Companion"),
        "other": head,
        "nobody": None,
    }
    circle = Group.objects.create(name="Circle", use="permission", role=role("Circle role"))
    for member in (mia, owners["companion"]):
        Membership.objects.create(group=circle, user=member)
    for name, owner in owners.items():
        thing(name, owner=owner, by=head)
    return mia


@pytest.mark.parametrize("action", ["view", "edit", "delete"])
@pytest.mark.parametrize("scope", SEEN)
def test_a_scope_opens_its_circle_and_no_more(house, role, scope, action):
    house.role = role("Scoped", **{action: scope})
    house.save()
    assert names(house, action) == set(SEEN[scope])


def test_the_widest_of_role_and_groups_wins(house, role):
    house.role = role("Narrow", view="own")
    house.save()
    group = Group.objects.create(name="Wide", use="permission", role=role("Wide role", view="team"))
    Membership.objects.create(group=group, user=house)
    assert names(house) == set(SEEN["team"])


def test_an_archived_group_gives_nothing(house, role):
    group = Group.objects.create(
        name="Old", use="permission", role=role("Old role", view="all"), archived_at=timezone.now()
    )
    Membership.objects.create(group=group, user=house)
    assert names(house) == set()


def test_an_archived_group_is_no_circle(house, role):
    house.role = role("Grouped", view="group")
    house.save()
    Group.objects.update(archived_at=timezone.now())
    assert "companion" not in names(house)


def test_an_information_group_opens_nothing(house, role):
    house.role = role("Grouped", view="group")
    house.save()
    Group.objects.update(use="information", role=None)
    assert "companion" not in names(house)


def test_a_collaborator_views_and_edits_and_does_not_delete(ann, bob, kettle, noon, role):  # 14.16, 14.20
    bob.role = role("Owner", view="own", edit="own", delete="own")
    bob.save()
    Membership.objects.all().delete()
    Collaboration.objects.create(kind=kind_of(kettle), record_id=kettle.pk, user=bob, added_by=ann, at=noon)
    assert [names(bob, action) for action in ("view", "edit", "delete")] == [{"Kettle"}, {"Kettle"}, set()]


def test_a_collaboration_without_a_grant_opens_nothing(dee, kettle, noon):
    Collaboration.objects.create(kind=kind_of(kettle), record_id=kettle.pk, user=dee, added_by=None, at=noon)
    assert names(dee) == set()


def test_somebody_deactivated_reaches_nothing(cy, kettle):
    assert names(cy) == {"Kettle"}
    cy.is_active = False
    cy.save()
    assert names(cy) == set() and not fresh(cy).may("things", "view")


def test_an_admin_sees_all_until_the_switch_says_no(boss, kettle):  # 14.22
    assert names(boss) == {"Kettle"}
    Account.objects.update(admins_see_all=False)
    assert names(boss) == set() and not fresh(boss).may("things", "view")


def test_a_deactivated_reportee_stays_in_the_team(house, role):  # 14.18
    house.role = role("Team", view="team")
    house.save()
    User.objects.filter(name="Below").update(is_active=False)
    assert names(house) == set(SEEN["team"])


def test_may_asks_for_any_scope_at_all(ann, dee):
    assert ann.may("things", "delete") and not dee.may("things", "delete") and not ann.may("cars", "view")


@pytest.mark.parametrize(("scope", "statements"), [("own", 1), ("all", 1), ("team", 1), ("peers", 1), ("group", 1)])
def test_rights_cost_one_statement(house, role, django_assert_num_queries, scope, statements):
    house.role = role("Counted", view=scope)
    house.save()
    someone = fresh(house)
    with django_assert_num_queries(statements):
        for _ in range(3):
            someone.reach(Thing, "view")


def test_why_names_role_group_and_ties(ann, bob, kettle, cy, boss, dee):
    assert why(fresh(ann), kettle) == [
        "owner",
        "role Own: Things View own",
        "group Duo → role Duo role: Things View own",
    ]
    assert why(fresh(bob), kettle) == ["role Group: Things View + group"]
    assert why(fresh(cy), kettle, "delete") == ["role All: Things Delete all"]
    assert why(fresh(boss), kettle) == ["administrator"]
    assert why(fresh(dee), kettle) == []
