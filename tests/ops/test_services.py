"""The servers that the second half of .ci/run brings. SERVICES=all makes a missing one a failure instead of a skip."""

import os
import smtplib
from urllib.parse import urlsplit

import pytest
import redis
from django.db import connection
from imap_tools import MailBoxUnencrypted

pytestmark = pytest.mark.services


def address_of(name):
    if not os.environ.get(name):
        if os.environ.get("SERVICES") == "all":
            pytest.fail(f"{name} is not set, although SERVICES=all")
        pytest.skip(f"{name} is not set")
    return urlsplit(os.environ[name])


@pytest.mark.django_db
def test_the_suite_runs_on_the_database_it_was_told():
    wanted = address_of("DATABASE_URL").scheme
    assert connection.vendor == {"postgres": "postgresql"}.get(wanted, wanted)


def test_redis_answers():
    address_of("REDIS_URL")
    assert redis.Redis.from_url(os.environ["REDIS_URL"]).ping()


def test_the_imap_server_lets_ann_in():
    server = address_of("IMAP_URL")
    with MailBoxUnencrypted(server.hostname, server.port).login(server.username, server.password) as box:
        assert box.folder.exists("INBOX")


def test_the_smtp_server_takes_a_mail():
    server = address_of("SMTP_URL")
    with smtplib.SMTP(server.hostname, server.port, timeout=10) as line:
        assert line.sendmail("ann@example.com", ["bob@example.com"], b"Subject: hello\r\n\r\nhello\r\n") == {}
