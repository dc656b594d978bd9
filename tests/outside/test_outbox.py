import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail

from outside import outbox
from outside.models import OutboxMail
from sellcrm import settings as configured

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _use_the_outbox(settings):
    settings.EMAIL_BACKEND = "outside.outbox.Backend"


def test_without_a_mail_server_the_settings_point_here():
    assert configured.EMAIL_BACKEND == "outside.outbox.Backend"


def test_a_mail_becomes_a_row():
    send_mail("Grüße", "Hello\nAnn", "us@example.org", ["ann@example.org", "bob@example.org"])
    row = OutboxMail.objects.get()
    assert (row.to, row.sender, row.subject) == ("ann@example.org, bob@example.org", "us@example.org", "Grüße")
    assert (row.text, row.html) == ("Hello\nAnn", "")
    assert "Message-ID" in row.headers
    assert row.sent_at is not None


def test_html_is_kept_beside_the_text():
    message = EmailMultiAlternatives(
        "S", "plain", to=["a@x.org"], cc=["c@x.org"], bcc=["b@x.org"], reply_to=["r@x.org"]
    )
    message.attach_alternative("<p>rich</p>", "text/html")
    message.send()
    row = OutboxMail.objects.get()
    assert (row.text, row.html, row.to) == ("plain", "<p>rich</p>", "a@x.org, c@x.org, b@x.org")
    assert row.headers["Reply-To"] == "r@x.org"


def test_a_mail_that_is_html_only_is_kept_as_html():
    message = EmailMessage("S", "<p>rich</p>", to=["a@x.org"])
    message.content_subtype = "html"
    message.send()
    row = OutboxMail.objects.get()
    assert (row.text, row.html) == ("", "<p>rich</p>")


def test_a_mail_to_nobody_is_not_kept():
    assert EmailMessage("S", "text").send() == 0
    assert not OutboxMail.objects.exists()


def test_a_line_break_in_a_header_is_refused_and_nothing_kept():
    with pytest.raises(ValueError, match="newlines"):
        send_mail("S\nBcc: x@x.org", "text", None, ["a@x.org"])
    assert not OutboxMail.objects.exists()


def test_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr(outbox, "KEEP", 3)
    for number in range(5):
        send_mail(str(number), "text", None, ["a@x.org"])
    assert [row.subject for row in OutboxMail.objects.newest()] == ["4", "3", "2"]


def test_many_at_once_cost_three_statements(django_assert_max_num_queries):
    messages = [EmailMessage(str(number), "text", to=["a@x.org"]) for number in range(20)]
    with django_assert_max_num_queries(4):
        assert mail.get_connection().send_messages(messages) == 20
