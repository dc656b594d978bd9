import json
from io import StringIO

import pytest
from django.core import serializers
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from outside import rotation, secrecy
from outside.errors import WrongKey
from outside.models import Credential
from outside.secrecy import make_key

pytestmark = pytest.mark.django_db


def keep(name="mail", secret="s3cret-value"):
    return Credential.objects.create(name=name, secret=secret)


def stored(name="mail"):
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM outside_credential WHERE name = %s", [name])
        return cursor.fetchone()[0]


def rotate():
    out, err = StringIO(), StringIO()
    try:
        call_command("rotate_keys", stdout=out, stderr=err)
    finally:
        rotate.told = out.getvalue() + err.getvalue()
    return rotate.told


def test_a_secret_lies_encrypted_in_the_database_and_reads_as_it_was():
    keep(secret="schlüssel 🔑")
    assert "schl" not in stored()
    assert stored().startswith("f1:")
    assert Credential.objects.get().secret == "schlüssel 🔑"


def test_the_same_secret_is_stored_differently_each_time():
    keep("a"), keep("b")
    assert stored("a") != stored("b")


def test_empty_stays_empty():
    keep(secret="")
    assert stored() == ""
    assert Credential.objects.get().secret == ""


def test_a_secret_does_not_show_in_repr_before_and_after_saving():
    made = Credential(name="x", secret="s3cret-value")
    for seen in (made.secret, vars(made), keep().secret, vars(Credential.objects.get())):
        assert "s3cret" not in repr(seen)
    assert f"{made.secret}" == "s3cret-value"
    assert json.dumps(made.secret) == '"s3cret-value"'


def test_a_secret_does_not_show_in_the_sql_log(django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        keep()
    assert "s3cret" not in str(queries.captured_queries)


def test_a_wrong_key_is_told_with_the_names_of_the_settings(settings):
    keep()
    settings.SECRET_KEY = "another"
    with pytest.raises(WrongKey, match="FIELD_KEYS, SECRET_KEY and SECRET_KEY_FALLBACKS"):
        Credential.objects.get()


def test_a_damaged_or_never_encrypted_value_is_not_taken_for_a_secret():
    keep()
    for value in (stored()[:-6] + "AAAAA=", "plain text"):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE outside_credential SET secret = %s", [value])
        with pytest.raises(WrongKey):
            Credential.objects.get()


def test_a_secret_reads_on_when_field_keys_are_set_and_when_the_secret_key_moves_to_the_fallbacks(settings):
    keep()
    settings.FIELD_KEYS = [make_key()]
    assert Credential.objects.get().secret == "s3cret-value"
    settings.FIELD_KEYS, settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [], [settings.SECRET_KEY], "new"
    assert Credential.objects.get().secret == "s3cret-value"


def test_the_newest_field_key_seals(settings):
    old, new = make_key(), make_key()
    settings.FIELD_KEYS = [new, old]
    keep()
    settings.FIELD_KEYS = [new]
    assert Credential.objects.get().secret == "s3cret-value"
    settings.FIELD_KEYS = [old]
    with pytest.raises(WrongKey):
        Credential.objects.get()


def test_a_wrong_field_key_stops_the_start_with_its_name(settings):
    settings.FIELD_KEYS = [make_key(), "too short"]
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS: key 2"):
        secrecy.check_keys()
    with pytest.raises(SystemCheckError, match="FIELD_KEYS: key 2"):
        call_command("check")


def test_a_wrong_network_stops_the_start_with_its_name(settings):
    settings.OUTSIDE_ALLOWED_NETWORKS = ["10.0.0.0/99"]
    with pytest.raises(SystemCheckError, match="OUTSIDE_ALLOWED_NETWORKS"):
        call_command("check")


def test_a_secret_cannot_be_looked_up():
    for lookup in ("secret", "secret__contains", "secret__in"):
        with pytest.raises(FieldError, match="encrypted"):
            Credential.objects.filter(**{lookup: "s3cret-value"}).exists()
    assert not Credential.objects.filter(secret__isnull=False).exists()


def test_a_dump_is_sealed_and_loads_again():
    keep()
    dump = serializers.serialize("json", Credential.objects.all())
    assert "s3cret" not in dump
    Credential.objects.all().delete()
    for loaded in serializers.deserialize("json", dump):
        loaded.save()
    assert Credential.objects.get().secret == "s3cret-value"


def test_rotation_moves_every_secret_to_the_newest_key_and_the_old_one_can_go(settings, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 2)
    for number in range(5):
        keep(f"k{number}", f"value {number}")
    keep("empty", "")
    settings.FIELD_KEYS = [make_key()]
    assert "outside.Credential.secret: 5 re-encrypted, 0 had the newest key already" in rotate()
    settings.SECRET_KEY = "another"
    assert {c.secret for c in Credential.objects.all()} == {"", *(f"value {number}" for number in range(5))}


def test_rotation_done_twice_changes_nothing_more(settings):
    keep()
    settings.FIELD_KEYS = [make_key()]
    rotate()
    before = stored()
    assert "0 re-encrypted, 1 had the newest key already" in rotate()
    assert stored() == before


def test_rotation_names_the_rows_no_key_opens_and_does_the_rest(settings):
    lost = keep("lost")
    settings.SECRET_KEY = "another"
    keep("fine")
    settings.FIELD_KEYS = [make_key()]
    with pytest.raises(CommandError, match="1 values cannot be read"):
        rotate()
    assert f"secret of {lost.pk}: no key" in rotate.told
    assert "1 re-encrypted" in rotate.told


def test_rotation_does_not_overwrite_what_was_saved_meanwhile(settings):
    made = keep()
    field = Credential._meta.get_field("secret")
    before = stored()
    settings.FIELD_KEYS = [make_key()]
    made.secret = "changed meanwhile"
    made.save()
    count = rotation.Count("x")
    rotation._rotate_row(field, made.pk, before, count)
    assert (count.rotated, count.overtaken) == (0, 1)
    assert Credential.objects.get().secret == "changed meanwhile"


def test_a_new_key_is_printed_for_the_settings(settings):
    out = StringIO()
    call_command("rotate_keys", new=True, stdout=out)
    settings.FIELD_KEYS = [out.getvalue().strip()]
    secrecy.check_keys()
