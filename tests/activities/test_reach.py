"""Who may see and change notes and tasks (14.5, 14.20, 14.24, 17.3, 17.6)."""

import pytest
from django.db.models import Q

from accounts import collaborating
from accounts.models import Account, Role, RoleGrant, User
from activities import keeping
from activities.models import Note, Task
from records import bin as recycling

pytestmark = pytest.mark.django_db
EVERYBODY = ("ann", "bob", "cy", "dee", "boss", "chief")


@pytest.fixture
def people(ann, bob, cy, dee, boss, person, role):
    """chief manages ann and sees the team's records; nobody else is above anybody."""
    chief = person("Cleo Lead", role=role("Lead", view="team", edit="team", delete="team", reassign="team"))
    User.objects.filter(pk=ann.pk).update(manager=chief)
    return {"ann": ann, "bob": bob, "cy": cy, "dee": dee, "boss": boss, "chief": chief}


def reached_by(people, record, action="view") -> str:
    return " ".join(
        name
        for name in EVERYBODY
        if type(record).objects.visible_to(User.objects.get(pk=people[name].pk), action).filter(pk=record.pk).exists()
    )


@pytest.mark.parametrize(
    "action, reached",
    [("view", "ann bob cy boss chief"), ("edit", "ann bob cy boss chief"), ("delete", "ann cy boss chief")],
)
def test_a_floating_one_follows_its_owner(people, task, note, action, reached):
    assert reached_by(people, task(), action) == reached
    assert reached_by(people, note(), action) == reached


@pytest.mark.parametrize("make", ["task", "note"])
def test_whoever_may_view_the_record_views_what_hangs_on_it(people, request, thing, make, role):
    # 14.5: fay has no grant on notes and tasks at all
    RoleGrant.objects.create(role=Role.objects.get(name="Own"), object="extra", action="view", scope="own")
    fay = people["dee"]
    User.objects.filter(pk=fay.pk).update(role=role("Things only", objects=("things",), view="all"))
    record = request.getfixturevalue(make)(about=thing())
    assert reached_by(people, record) == "ann bob cy dee boss chief"
    assert "dee" not in reached_by(people, record, "edit")


@pytest.mark.parametrize("make", ["task", "note"])
def test_to_change_it_takes_ones_own_reach_and_sight_of_the_record(people, request, thing, make, cy):
    record = request.getfixturevalue(make)(about=thing(owner=cy, by=cy), by=cy)
    assert reached_by(people, record, "edit") == "cy boss"
    type(record).objects.filter(pk=record.pk).update(owner=people["ann"])
    assert reached_by(people, record) == "ann bob cy boss chief"
    assert reached_by(people, record, "edit") == "cy boss"


def test_nothing_of_a_binned_record_is_shown_through_it(people, note, kettle, ann, dee, role, noon):
    User.objects.filter(pk=dee.pk).update(role=role("Things only", objects=("things",), view="all"))
    record = note(about=kettle)
    assert "dee" in reached_by(people, record)
    recycling.delete(kettle, by=ann, at=noon)
    assert "dee" not in reached_by(people, record)


@pytest.mark.parametrize("action", ["view", "edit", "delete"])
def test_a_restricted_note_is_for_its_author_and_admins_who_see_all(people, note, thing, action):
    # 17.6
    for record in (note(is_restricted=True), note(is_restricted=True, about=thing())):
        assert reached_by(people, record, action) == "ann boss"


def test_a_collaborator_of_a_restricted_note_reads_and_writes_it(people, note, ann, bob, noon):
    # 14.16
    record = note(is_restricted=True)
    collaborating.add(record, bob, by=ann, at=noon)
    assert reached_by(people, record) == reached_by(people, record, "edit") == "ann bob boss"
    assert reached_by(people, record, "delete") == "ann boss"


def test_under_the_strict_split_an_admin_sees_no_restricted_note(people, note):
    # 14.22
    Account.objects.update(admins_see_all=False)
    assert reached_by(people, note(is_restricted=True)) == "ann"


def test_a_task_about_a_record_is_not_given_to_who_may_not_view_it(task, kettle, ann, dee, bob, noon):
    # 17.3
    with pytest.raises(keeping.CannotView):
        task(about=kettle, owner=dee)
    mine = task(about=kettle)
    with pytest.raises(keeping.CannotView):
        keeping.edit_task(mine, {"owner": dee}, by=ann, at=noon)
    assert Task.objects.get().owner == ann
    keeping.edit_task(mine, {"owner": bob}, by=ann, at=noon)
    assert Task.objects.get().owner == bob


def test_a_floating_task_may_be_given_to_anybody(task, ann, dee, noon):
    keeping.edit_task(task(), {"owner": dee}, by=ann, at=noon)
    assert Task.objects.get().owner == dee


def test_the_widest_scope_is_not_lost_in_the_union_with_the_record(cy, task, thing):
    # An empty Q means everything; united with another it would vanish.
    task()
    assert Task.reach_of(cy, "view") == Q()
    assert Task.objects.visible_to(cy).count() == 1 and not Note.objects.visible_to(cy).exists()
