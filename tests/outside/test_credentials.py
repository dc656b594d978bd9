from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from outside import credentials
from outside.admin import CredentialForm
from outside.errors import NoCredential
from outside.models import Credential

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_key_is_kept_replaced_and_handed_out():
    credentials.keep("clearbit", secret="one", purpose="companies")
    credentials.keep("clearbit", secret="two")
    assert credentials.use("clearbit", at=NOW) == "two"
    assert Credential.objects.get().purpose == "companies"


def test_a_use_is_noted_to_the_minute_and_repr_stays_silent(django_assert_num_queries):
    credentials.keep("clearbit", secret="one")
    assert "one" not in repr(credentials.use("clearbit", at=NOW))
    credentials.use("clearbit", at=NOW + timedelta(seconds=59))
    assert Credential.objects.get().last_used_at == NOW
    credentials.use("clearbit", at=NOW + timedelta(seconds=61))
    assert Credential.objects.get().last_used_at == NOW + timedelta(seconds=61)


def test_a_missing_or_empty_key_is_named():
    credentials.keep("empty", secret="")
    for name in ("empty", "nobody"):
        with pytest.raises(NoCredential, match=name):
            credentials.use(name, at=NOW)


def form(**data):
    instance = data.pop("instance", None)
    made = CredentialForm({"name": "mail", "purpose": "", "new_secret": "", **data}, instance=instance)
    made.full_clean()
    return made


def test_the_admin_form_never_shows_the_secret():
    html = form(instance=credentials.keep("mail", secret="s3cret"), new_secret="typed").as_p()
    assert "s3cret" not in html
    assert "typed" not in html


def test_the_admin_form_keeps_the_secret_when_left_empty_and_replaces_it_when_filled():
    made = credentials.keep("mail", secret="s3cret")
    form(instance=made, purpose="mails").save()
    assert (Credential.objects.get().secret, Credential.objects.get().purpose) == ("s3cret", "mails")
    form(instance=made, new_secret="newer").save()
    assert Credential.objects.get().secret == "newer"


def test_a_new_key_needs_its_secret():
    assert not form().is_valid()
    form(new_secret="first").save()
    assert Credential.objects.get().secret == "first"


def test_a_lost_key_does_not_lock_the_page_where_it_is_replaced(settings):
    credentials.keep("mail", secret="s3cret")
    settings.SECRET_KEY = "another"
    rows = admin.site.get_model_admin(Credential).get_queryset(RequestFactory().get("/"))
    form(instance=rows.get(), new_secret="newer").save()
    assert Credential.objects.get().secret == "newer"


def test_the_admin_pages_never_show_the_secret(as_, boss):
    key = credentials.keep("mail", secret="s3cret")
    browser = as_(boss)
    for name, args in (("changelist", []), ("change", [key.pk]), ("history", [key.pk]), ("delete", [key.pk])):
        answer = browser.get(reverse(f"admin:outside_credential_{name}", args=args))
        assert (answer.status_code, b"s3cret" in answer.content) == (200, False)
