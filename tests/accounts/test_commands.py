"""What ops does through manage.py."""

import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts import demo
from accounts.models import User
from tests.specimen.models import Thing


def run(*args):
    out = io.StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_a_user_is_made_with_role_and_manager_and_invited(boss):
    said = run("create_user", "new@example.org", "New One", "--role", "sales_rep", "--manager", boss.email, "--invite")
    user = User.objects.get(email="new@example.org")
    assert (user.role.key, user.manager, user.standing) == ("sales_rep", boss, "invited") and "invited" in said
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("create_user", "nonsense", "X"), "no e-mail address"),
        (("create_user", "ann@example.org", "X"), "taken"),
        (("create_user", "x@example.org", "X", "--role", "king"), "There are: administrator"),
        (("role", "Own", "--new"), "already"),
        (("role", "Own", "--grant", "tasks.fly=all"), "tasks.fly=all.*is no grant"),
        (("role", "Own", "--grant", "tasks.view=some"), "is no grant"),
        (("group", "Nowhere"), "There are: none"),
        (("set_user", "ann@example.org", "--manager", "ann@example.org"), "bite its tail"),
        (("deactivate", "who@example.org"), "no user"),
        (("why", "ann@example.org", "cars.car:1"), "KIND:ID"),
        (("why", "ann@example.org", "specimen.thing:99"), "There is no specimen.thing:99"),
        (("hand_over", "ann@example.org", "ann@example.org"), "same person"),
        (("demo",), "already holds data"),
    ],
)
def test_a_refusal_is_one_clear_line(ann, args, says):
    with pytest.raises(CommandError, match=says):
        run(*args)


def test_a_user_is_moved_between_roles_managers_and_groups(ann, boss, cy):
    run("group", "Fair", "--information")
    said = run("set_user", "ann@example.org", "--role", "sales_rep", "--manager", cy.email, "--admin", "--join", "fair")
    ann.refresh_from_db()
    assert (ann.role.key, ann.manager, ann.is_admin) == ("sales_rep", cy, True)
    assert said == "Ann Archer: administrator, active, Sales rep, reports to Cy Chief, Fair.\n"
    said = run("set_user", "ann@example.org", "--role", "none", "--manager", "none", "--no-admin", "--leave", "Fair")
    assert said == "Ann Archer: active, no role, reports to nobody, no group.\n"


def test_a_change_that_is_refused_halfway_changes_nothing(ann, bob):
    with pytest.raises(CommandError, match="no group"):
        run("set_user", "ann@example.org", "--manager", bob.email, "--join", "Nowhere")
    ann.refresh_from_db()
    assert ann.manager is None


def test_a_group_carries_a_role_and_is_archived(ann, dee):
    run("group", "Inside sales", "--role", "read_only")
    run("set_user", dee.email, "--join", "Inside sales")
    dee.refresh_from_db()
    assert dee.may("tasks", "view")
    assert run("group", "inside sales", "--archive") == "Inside sales: permission, Read-only, archived\n  Dee Doubt\n"
    dee.refresh_from_db()
    assert not dee.may("tasks", "view")


def test_a_role_is_made_and_granted(db):
    said = run("role", "Helper", "--new", "--grant", "tasks.view=team", "--grant", "notes.view=own")
    assert said == "Helper\n  notes.view=own\n  tasks.view=team\n"
    assert run("role", "helper", "--grant", "notes.view=none") == "Helper\n  tasks.view=team\n"


def test_handing_over_runs_to_its_end(ann, cy, kettle):
    assert "1 records" in run("hand_over", "ann@example.org", f"#{cy.pk}")
    assert Thing.objects.get().owner == cy


def test_deactivating_can_be_undone(ann):
    run("deactivate", "ann@example.org")
    assert not User.objects.get(pk=ann.pk).is_active
    run("deactivate", "ann@example.org", "--undo")
    assert User.objects.get(pk=ann.pk).is_active


def test_why_names_the_grant_of_every_action(ann, bob, kettle):
    said = run("why", "bob@example.org", f"specimen.thing:{kettle.pk}")
    assert "View: role Group: Things View + group" in said and "Delete: no" in said


def test_the_demo_company_has_two_teams_under_managers(db, noon, monkeypatch):
    monkeypatch.setattr(demo, "_parts", [])
    people = demo.seed(at=noon)
    assert User.objects.count() == 12 and len(people.sellers) == 8
    assert people.rep.manager == people.manager and people.stranger.manager != people.manager
    assert people.uninvited.standing == "not_invited" and people.admin.is_staff
    assert people.rep.check_password(demo.PASSWORD)


def test_the_demo_leaves_a_users_own_data_alone(ann):
    assert run("demo", "--if-empty") == "" and User.objects.count() == 1


def test_parts_of_the_demo_run_in_order_with_chance_by_seed(db, noon, monkeypatch):
    seen = []
    monkeypatch.setattr(demo, "_parts", [])
    demo.part(20)(lambda people, at, rng: seen.append(("late", rng.random())))
    demo.part(10)(lambda people, at, rng: seen.append(("early", rng.random())))
    demo.seed(at=noon)
    assert [name for name, _ in seen] == ["early", "late"]
    assert seen[0][1] == __import__("random").Random(demo.SEED).random()
