"""An admin runs people, roles, groups and the account in Django admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail

from accounts.models import Account, Group, Membership, Role, User
from records.models import Job
from records.working import perform
from tests.specimen.models import Thing

USERS = "/admin/accounts/user/"
NO_MEMBERS = {f"memberships-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}


def change(client, user, **fields):
    facts = {"name": user.name, "email": user.email or "", "role": user.role_id or "", "manager": user.manager_id or ""}
    facts |= {"team_name": "", "locale": "", "time_zone": "", "theme": "", **NO_MEMBERS}
    if user.is_admin:
        facts["is_admin"] = "on"
    return client.post(f"{USERS}{user.pk}/change/", {k: v for k, v in (facts | fields).items() if v is not None})


def act(client, action, *users, **facts):
    return client.post(USERS, {"action": action, "_selected_action": [u.pk for u in users], **facts}, follow=True)


@pytest.mark.parametrize(
    "path", ["", "accounts/user/", "accounts/user/add/", "accounts/role/", "accounts/role/add/", "accounts/group/",
             "accounts/group/add/", "accounts/exchangerate/", "accounts/exchangerate/add/", "accounts/adminsight/",
             "accounts/account/1/change/"],
)  # fmt: skip
def test_every_page_of_the_administration_opens_and_holds_no_inline_style(admin_page, path):
    page = admin_page.get(f"/admin/{path}")
    assert page.status_code == 200 and b" style=" not in page.content and b" onclick=" not in page.content


def test_others_are_kept_out(as_, ann):
    assert as_(ann).get(USERS).status_code == 302
    assert as_(ann).get("/admin/login/").status_code == 403


def test_the_users_page_names_every_grant(admin_page, ann, bob):
    page = admin_page.get(f"{USERS}{ann.pk}/change/").content.decode()
    assert "role Own" in page and "group Duo → role Duo role" in page


def test_a_cycle_is_refused_at_the_field(admin_page, ann, bob):
    bob.manager = ann
    bob.save()
    page = change(admin_page, ann, manager=bob.pk)
    assert "bite its tail" in page.content.decode() and User.objects.get(pk=ann.pk).manager is None


def test_the_last_admin_cannot_be_demoted(admin_page, boss):
    page = change(admin_page, boss, is_admin=None)
    assert "last active administrator" in page.content.decode() and User.objects.get(pk=boss.pk).is_admin


def test_a_taken_address_is_refused(admin_page, ann, bob):
    page = change(admin_page, ann, email="BOB@example.org")
    assert page.status_code == 200 and User.objects.get(pk=ann.pk).email == "ann@example.org"


def test_a_new_user_is_invited_when_asked(admin_page, django_capture_on_commit_callbacks):
    facts = {"name": "New", "email": "new@example.org", "invitation": "on", "theme": "", "locale": "", **NO_MEMBERS}
    with django_capture_on_commit_callbacks(execute=True):
        assert admin_page.post(f"{USERS}add/", facts).status_code == 302
    assert User.objects.get(name="New").standing == "invited" and mail.outbox[0].to == ["new@example.org"]


def test_people_are_deactivated_and_let_in_again_and_it_is_logged(admin_page, ann, boss):
    act(admin_page, "deactivate", ann)
    assert not User.objects.get(pk=ann.pk).is_active
    act(admin_page, "reactivate", ann)
    assert User.objects.get(pk=ann.pk).is_active
    assert LogEntry.objects.filter(user=boss, object_id=str(ann.pk)).count() == 2


def test_records_are_handed_over_to_the_one_chosen(admin_page, ann, cy, kettle):  # 14.18
    assert "Hand over" in act(admin_page, "hand_over", ann).content.decode()
    act(admin_page, "hand_over", ann, receiver=cy.pk)
    perform(Job.objects.get().pk)
    assert Thing.objects.get().owner == cy


def test_an_owner_is_not_deleted_and_the_page_says_what_to_do(admin_page, ann, kettle):
    page = admin_page.post(f"{USERS}{ann.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(pk=ann.pk).exists()
    assert "hand them over first" in admin_page.get(f"{USERS}{ann.pk}/delete/").content.decode() and page.status_code


def test_a_role_is_a_table_of_scopes(admin_page, own_role):
    page = admin_page.get(f"/admin/accounts/role/{own_role.pk}/change/").content.decode()
    assert 'name="grant-things-view"' in page
    facts = {"name": "Own", "description": "", "grant-things-view": "team", "grant-things-edit": "none"}
    admin_page.post(f"/admin/accounts/role/{own_role.pk}/change/", facts)
    grants = {row.action: row.scope for row in own_role.grants.filter(object="things")}
    assert grants["view"] == "team" and "edit" not in grants


def test_a_role_in_use_is_not_deleted(admin_page, ann, own_role):  # 14.11
    page = admin_page.get(f"/admin/accounts/role/{own_role.pk}/delete/").content.decode()
    assert "give them another first" in page
    admin_page.post(f"/admin/accounts/role/{own_role.pk}/delete/", {"post": "yes"})
    assert Role.objects.filter(pk=own_role.pk).exists()


def test_a_copy_of_a_role_has_its_grants(admin_page, own_role):
    for _ in range(2):
        admin_page.post("/admin/accounts/role/", {"action": "copy_roles", "_selected_action": [own_role.pk]})
    copies = Role.objects.filter(name__startswith="Copy of")
    assert [role.grants.count() for role in copies] == [own_role.grants.count()] * 2


def test_a_group_is_archived_and_brought_back(admin_page, ann, bob, kettle):
    group = Group.objects.get()
    admin_page.post("/admin/accounts/group/", {"action": "archive", "_selected_action": [group.pk]})
    assert not Thing.objects.visible_to(User.objects.get(pk=bob.pk)).exists()
    admin_page.post("/admin/accounts/group/", {"action": "bring_back", "_selected_action": [group.pk]})
    assert Thing.objects.visible_to(User.objects.get(pk=bob.pk)).exists()


def test_a_permission_group_without_a_role_is_refused_in_words(admin_page):
    facts = {"name": "G", "use": "permission", "role": "", "description": "", **NO_MEMBERS}
    page = admin_page.post("/admin/accounts/group/add/", facts)
    assert "needs a role" in page.content.decode() and not Group.objects.exists()


@pytest.mark.parametrize(("kind", "model"), [("role", Role), ("group", Group)])
def test_a_name_that_is_taken_is_refused_in_words(admin_page, kind, model):
    facts = {"description": "", "use": "information", "role": "", **NO_MEMBERS}
    at = f"/admin/accounts/{kind}/add/"
    admin_page.post(at, facts | {"name": "Night shift"})
    before = model.objects.count()
    page = admin_page.post(at, facts | {"name": "night  SHIFT"})
    assert "There is one of that name already." in page.content.decode() and model.objects.count() == before
    kept = model.objects.get(name="Night shift")
    saved = admin_page.post(f"/admin/accounts/{kind}/{kept.pk}/change/", facts | {"name": "Night Shift"})
    assert saved.status_code == 302


def test_a_name_that_grows_when_folded_still_fits_its_column(admin_page):
    saved = admin_page.post(
        "/admin/accounts/role/add/", {"name": "\N{GREEK SMALL LETTER IOTA WITH DIALYTIKA AND TONOS}" * 100}
    )
    assert saved.status_code == 302 and len(Role.objects.latest("pk").name_key) == 200


def test_the_account_is_one_page(admin_page):
    assert admin_page.get("/admin/accounts/account/")["Location"].endswith("/1/change/")
    facts = {"name": "Acme", "currency": "CHF", "locale": "de", "time_zone": "Europe/Zurich", "fiscal_year_start": "4"}
    facts |= dict.fromkeys(("ask_loss_reason", "ask_unqualified_reason", "ask_lead_unqualified_reason"), "ask")
    admin_page.post("/admin/accounts/account/1/change/", facts)
    account = Account.current()
    assert (account.name, account.currency, account.fiscal_year_start, account.admins_see_all) == (
        "Acme",
        "CHF",
        4,
        False,
    )


def test_the_list_of_users_costs_the_same_for_few_and_many(admin_page, person, own_role, ann, bob):
    few = len(statements(admin_page, USERS))
    group = Group.objects.get()
    for number in range(20):
        Membership.objects.create(group=group, user=person(f"P{number} P", role=own_role, manager=ann))
    assert len(statements(admin_page, USERS)) == few


def statements(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return caught
