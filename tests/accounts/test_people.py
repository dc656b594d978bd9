"""Who runs the account, who reports to whom, who leaves."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from accounts import administrators, hierarchy, invitations, leaving, people
from accounts.choices import Standing
from accounts.models import Notification, User
from records.errors import NotAllowed
from records.models import Change
from records.undoing import undo
from records.working import perform
from tests.specimen.models import Thing


def test_an_address_is_the_same_in_any_case(person):
    person("Ann Archer", email="Ann@Example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        person("Other", email="ann@example.ORG")
    assert User.objects.get(email="ANN@example.org").name == "Ann Archer"


def test_many_may_have_no_address(person):
    assert person("One", email=None).email is person("Two", email="").email is None


def test_only_an_admin_makes_an_admin(ann, bob, boss, noon):  # 14.3
    with pytest.raises(NotAllowed):
        administrators.appoint(bob, by=ann, at=noon)
    administrators.appoint(bob, by=boss, at=noon)
    assert User.objects.get(pk=bob.pk).is_staff


def test_the_last_admin_stays(boss, ann, noon):
    for act in (administrators.dismiss, leaving.deactivate):
        with pytest.raises(NotAllowed, match="last active administrator"):
            act(boss, by=boss, at=noon)
    administrators.appoint(ann, by=boss, at=noon)
    administrators.dismiss(boss, by=ann, at=noon)
    assert list(User.objects.filter(is_admin=True)) == [ann]


def test_a_cycle_in_the_tree_is_refused(ann, bob, cy, boss, noon):
    hierarchy.report_to(bob, ann, by=boss, at=noon)
    hierarchy.report_to(cy, bob, by=boss, at=noon)
    for manager in (cy, bob, ann):
        with pytest.raises(NotAllowed):
            hierarchy.report_to(ann, manager, by=boss, at=noon)
    assert hierarchy.chain(cy) == [cy.pk, bob.pk, ann.pk]


def test_the_database_refuses_reporting_to_oneself(ann):
    ann.manager = ann
    with pytest.raises(IntegrityError), transaction.atomic():
        ann.save()


def test_standing_follows_the_way_in_and_out(person, boss, noon):  # 14.19
    user = people.take_in(name="New", email="new@example.org", by=boss, at=noon)
    seen = [user.standing]
    invitations.invite(user, by=boss, at=noon)
    seen.append(user.standing)
    user.set_password("correct horse")
    user.save()
    seen.append(user.standing)
    leaving.deactivate(user, by=boss, at=noon)
    assert [*seen, user.standing] == ["not_invited", "invited", "active", "deactivated"]


@pytest.mark.parametrize("standing", list(Standing))
def test_the_filter_by_standing_is_the_same_rule(person, boss, noon, standing):
    person("Active")
    User.objects.create_user(email="i@example.org", name="Invited", invited_at=noon)
    User.objects.create_user(name="Uninvited")
    person("Gone", is_active=False)
    assert {u.standing for u in User.objects.standing(standing)} == {standing}


def test_nobody_without_an_address_is_invited(person, boss, noon):
    nobody = User.objects.create_user(name="Nobody")
    with pytest.raises(NotAllowed, match="no e-mail"):
        invitations.invite(nobody, by=boss, at=noon)
    assert mail.outbox == [] and nobody.invited_at is None


def test_a_mail_that_does_not_go_out_is_no_invitation(boss, noon, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    user = people.take_in(name="New", email="new@example.org", by=boss, at=noon)
    with pytest.raises(NotAllowed, match="could not be sent"):
        invitations.invite(user, by=boss, at=noon)
    assert User.objects.get(pk=user.pk).invited_at is None


def test_an_invitation_is_written_in_the_persons_language(boss, noon):
    user = people.take_in(name="Neu", email="neu@example.org", locale="de", by=boss, at=noon)
    invitations.invite(user, by=boss, at=noon)
    assert mail.outbox[0].to == ["neu@example.org"] and "/account/password/reset/key/" in mail.outbox[0].body


def test_deactivation_ends_sessions_and_keeps_records(as_, ann, boss, kettle, noon):  # 14.18
    browser = as_(ann)
    assert browser.get("/settings/").status_code == 200
    leaving.deactivate(ann, by=boss, at=noon)
    leaving.reactivate(ann, by=boss, at=noon)
    assert browser.get("/settings/").status_code == 302
    assert Thing.objects.get().owner == ann


def handed(giver, receiver, by, at):
    job = leaving.hand_over(giver, receiver, by=by, at=at)
    perform(job.pk)
    job.refresh_from_db()
    return job


def test_handing_over_moves_all_and_tells_the_receiver(
    ann, cy, boss, thing, noon, django_capture_on_commit_callbacks
):  # 14.18
    for number in range(3):
        thing(f"Thing {number}")
    with django_capture_on_commit_callbacks(execute=True):
        job = handed(ann, cy, boss, noon)
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    assert set(Thing.objects.values_list("owner", flat=True)) == {cy.pk}
    assert Notification.objects.get().text == "Ann Archer’s 3 records are now yours" and len(mail.outbox) == 1


def test_handing_over_can_be_taken_back_as_one_act(ann, cy, boss, thing, noon):
    thing("One"), thing("Two")
    job = handed(ann, cy, boss, noon)
    assert Change.objects.filter(act=job.act).count() == 2
    undo(job.act, by=boss, at=noon)
    assert set(Thing.objects.values_list("owner", flat=True)) == {ann.pk}


def test_nothing_is_handed_to_somebody_deactivated_or_to_oneself(ann, cy, boss, noon):
    cy.is_active = False
    cy.save()
    for receiver in (cy, ann):
        with pytest.raises(NotAllowed):
            leaving.hand_over(ann, receiver, by=boss, at=noon)


def test_ties_say_what_to_do_before_a_user_can_go(ann, bob, kettle, boss):
    bob.manager = ann
    bob.save()
    said = " ".join(leaving.ties(ann))
    assert "hand them over first" in said and "move them to another manager" in said
    assert "last active administrator" in leaving.ties(boss)[0] and leaving.ties(bob) == []
