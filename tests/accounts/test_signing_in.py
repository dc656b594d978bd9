"""The ways in: invitation, password, reset, limits, second factor, the first page."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as configuration
from django.core import mail
from django.utils import timezone

from accounts import demo, invitations, people
from accounts.adapter import SocialAccountAdapter
from accounts.forms import address_is_free
from accounts.models import Account, User
from outside.models import OutboxMail

LOGIN = "/account/login/"
ALLAUTH = [
    "/account/login/", "/account/password/reset/", "/account/password/reset/done/", "/account/signup/",
    "/account/password/reset/key/1-abc/", "/account/inactive/", "/account/password/reset/key/done/",
]  # fmt: skip
MANAGED = [
    "/account/logout/", "/account/password/change/", "/account/email/", "/account/reauthenticate/", "/account/2fa/",
    "/account/2fa/totp/activate/", "/account/2fa/webauthn/", "/account/2fa/webauthn/add/", "/account/3rdparty/",
    "/account/2fa/recovery-codes/generate/",
]  # fmt: skip


def sign_in(client, email, password="correct horse"):
    return client.post(LOGIN, {"login": email, "password": password})


def confirm(client):
    """Before the locks are changed the password is asked for once more."""
    client.post("/account/reauthenticate/", {"password": "correct horse"})


def test_an_address_and_password_open_the_door_in_any_case(client, ann):
    assert sign_in(client, "ANN@example.org").status_code == 302
    assert client.get("/settings/").status_code == 200


def test_a_wrong_password_keeps_the_address(client, ann):
    page = sign_in(client, "ann@example.org", "wrong horse")
    assert page.status_code == 200 and b"ann@example.org" in page.content and b'role="alert"' in page.content


@pytest.mark.parametrize("facts", [{"is_active": False}, {"email": None}])
def test_who_is_deactivated_or_has_no_address_stays_out(client, person, facts):
    user = person("Out", **facts)
    sign_in(client, user.email or "Out")
    assert client.get("/settings/").status_code == 302


def test_attempts_are_limited_with_a_clear_word(client, ann):
    for _ in range(5):
        sign_in(client, "ann@example.org", "wrong horse")
    page = sign_in(client, "ann@example.org")
    assert b"Too many" in page.content and client.get("/settings/").status_code == 302


def test_an_invitation_leads_to_a_working_sign_in(client, boss, link_in_mail):
    user = people.take_in(name="New", email="new@example.org", by=boss, at=timezone.now())
    invitations.invite(user, by=boss, at=timezone.now())
    page = client.get(link_in_mail(), follow=True)
    done = client.post(page.request["PATH_INFO"], {"password1": "wet paper boat", "password2": "wet paper boat"})
    assert done.status_code == 302 and client.get("/settings/").status_code == 200
    client.logout()
    assert sign_in(client, "new@example.org", "wet paper boat").status_code == 302
    assert User.objects.get(email="new@example.org").standing == "active"


def test_an_invitation_works_once(client, boss, link_in_mail):
    user = people.take_in(name="New", email="new@example.org", by=boss, at=timezone.now())
    invitations.invite(user, by=boss, at=timezone.now())
    page = client.get(link_in_mail(), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "wet paper boat", "password2": "wet paper boat"})
    client.logout()
    assert b"used up" in client.get(link_in_mail(), follow=True).content


def test_a_forgotten_password_lands_in_the_outbox_page(client, ann, settings):
    settings.EMAIL_BACKEND, settings.LOCAL, settings.EMAIL_URL = "outside.outbox.Backend", True, ""
    client.post("/account/password/reset/", {"email": "ann@example.org"})
    kept = OutboxMail.objects.get()
    assert b"ann@example.org" in client.get("/outbox/").content
    page = client.get(f"/outbox/{kept.pk}/")
    assert b'<a href="http' in page.content and b"/account/password/reset/key/" in page.content


@pytest.mark.parametrize("host", ["evil.example", "localhost:1234"])
def test_a_link_in_a_mail_leads_to_our_own_address_whatever_host_was_asked(client, ann, settings, host):
    settings.PUBLIC_URL = "https://crm.example.org"
    client.post("/account/password/reset/", {"email": "ann@example.org"}, headers={"host": host})
    assert "https://crm.example.org/account/password/reset/key/" in mail.outbox[-1].body
    assert host not in mail.outbox[-1].body


def test_an_address_that_somebody_only_typed_is_nobodys(ann, boss):
    EmailAddress.objects.create(user=ann, email="new@example.org", verified=False)
    adapter = SocialAccountAdapter()
    assert not adapter.can_authenticate_by_email(None, "new@example.org")
    assert address_is_free("new@example.org")
    people.take_in(name="New", email="new@example.org", by=boss, at=timezone.now())
    assert EmailAddress.objects.get(email="new@example.org").user.name == "New"
    assert adapter.can_authenticate_by_email(None, "New@example.org")


def test_strangers_are_not_mailed(client, ann):
    client.post("/account/password/reset/", {"email": "who@example.org"})
    assert mail.outbox == []


def test_behind_a_proxy_attempts_are_counted_for_each_visitor(client, ann, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(30):
        client.post(LOGIN, {"login": f"{n}@example.org", "password": "x"}, headers={"x-forwarded-for": "9.9.9.9"})
    said = client.post(LOGIN, {"login": ann.email, "password": "correct horse"}, headers={"x-forwarded-for": "8.8.8.8"})
    assert said["Location"] == "/"


def test_nobody_learns_who_has_an_account(client, ann):
    known = client.post("/account/password/reset/", {"email": "ann@example.org"})
    unknown = client.post("/account/password/reset/", {"email": "who@example.org"})
    assert known["Location"] == unknown["Location"]


@pytest.mark.parametrize("local", [True, False])
def test_the_outbox_is_shut_to_strangers_but_on_ones_own_machine(client, as_, dee, settings, local):
    settings.LOCAL, settings.EMAIL_URL = local, ""
    mail_kept = OutboxMail.objects.create(to="a@b", sender="c@d", subject="S", text="T", sent_at=timezone.now())
    assert client.get(f"/outbox/{mail_kept.pk}/").status_code == (200 if local else 302)
    assert as_(dee).get(f"/outbox/{mail_kept.pk}/").status_code == (200 if local else 404)


def test_an_admin_always_reads_the_outbox(admin_page):
    assert admin_page.get("/outbox/").status_code == 200


def test_nobody_signs_up(client, boss):
    client.post("/account/signup/", {"email": "me@example.org", "password1": "wet paper boat"})
    assert not User.objects.filter(email="me@example.org").exists()


@pytest.mark.parametrize("address", ALLAUTH)
def test_pages_for_the_signed_out_wear_our_frame(client, boss, address):
    page = client.get(address)
    assert page.status_code == 200 and b'class="signin"' in page.content
    assert b"style=" not in page.content and b"onclick" not in page.content


@pytest.mark.parametrize("address", MANAGED)
def test_pages_for_the_signed_in_wear_our_frame(client, ann, address):
    sign_in(client, "ann@example.org")
    confirm(client)
    page = client.get(address)
    assert page.status_code == 200 and b"css/app" in page.content and b"style=" not in page.content


def test_a_second_factor_is_asked_for(client, ann):
    from allauth.mfa.totp.internal import auth

    sign_in(client, "ann@example.org")
    confirm(client)
    client.get("/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    code = auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))
    assert client.post("/account/2fa/totp/activate/", {"code": code}).status_code == 302
    assert client.get("/account/2fa/recovery-codes/").status_code == 200
    client.logout()
    assert sign_in(client, "ann@example.org")["Location"] == "/account/2fa/authenticate/"
    assert client.get("/settings/").status_code == 302
    assert client.get("/account/2fa/authenticate/").status_code == 200


def test_an_old_address_opens_nothing_once_it_was_changed(client, ann):
    invitations.vouch(ann)
    ann.email = "new@example.org"
    ann.save()
    invitations.vouch(ann)
    sign_in(client, "ann@example.org")
    assert client.get("/settings/").status_code == 302
    assert EmailAddress.objects.get().email == "new@example.org"


def test_signing_out_elsewhere_keeps_this_device(client, ann, django_user_model):
    from django.test import Client

    other = Client()
    sign_in(client, "ann@example.org"), sign_in(other, "ann@example.org")
    client.post("/settings/security/sign-out-elsewhere/")
    assert [each.get("/settings/").status_code for each in (client, other)] == [200, 302]


FIRST = {
    "company": "Acme", "currency": "CHF", "time_zone": "Europe/Zurich", "name": "Zoe First",
    "email": "zoe@example.org", "password": "wet paper boat",
}  # fmt: skip


@pytest.fixture
def own_machine(settings):
    settings.LOCAL = True


def test_on_a_server_the_first_page_makes_nobody_an_admin_and_names_the_command(client, db):
    for answer in (client.get("/welcome/"), client.post("/welcome/", FIRST)):
        assert (
            answer.status_code == 503 and b"create_user" in answer.content and b'name="company"' not in answer.content
        )
    assert not User.objects.exists()


def test_an_empty_installation_begins_with_its_first_page(client, db, own_machine):
    assert client.get("/").headers["Location"] == "/welcome/"
    assert client.get("/account/login/").headers["Location"] == "/welcome/"
    assert [client.get(path).status_code for path in ("/healthz", "/welcome/")] == [200, 200]


def test_the_first_person_is_the_admin_and_signed_in(client, db, own_machine):
    client.post("/welcome/", FIRST)
    account = Account.current()
    assert (account.name, account.currency, account.time_zone) == ("Acme", "CHF", "Europe/Zurich")
    assert User.objects.get().is_staff and client.get("/settings/").status_code == 200


def test_the_first_page_closes_for_good(client, boss):
    assert client.get("/welcome/").status_code == 302
    assert client.post("/welcome/", FIRST).status_code == 302
    assert User.objects.count() == 1


def test_a_weak_first_password_is_refused_with_its_reason(client, db, own_machine):
    page = client.post("/welcome/", FIRST | {"password": "password1"})
    assert page.status_code == 422 and not User.objects.exists()


def test_demo_sign_ins_show_on_a_demo_machine_only(client, db, settings, monkeypatch):
    monkeypatch.setattr(demo, "_parts", [])
    demo.seed(at=timezone.now())
    settings.LOCAL = True
    assert b"rep@demo.example" in client.get(LOGIN).content
    settings.LOCAL = False
    assert b"rep@demo.example" not in client.get(LOGIN).content


def test_the_backend_that_signs_in_is_a_configured_one():
    assert configuration.AUTHENTICATION_BACKENDS[0].startswith("allauth.")


def test_a_stranger_is_shown_no_django_login(client, boss):
    assert client.get("/admin/login/?next=/admin/")["Location"].startswith(LOGIN)
    assert mail.outbox == []
