import gzip
import pickle
import socket
import time
from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.utils import timezone, translation

from outside import http

pytestmark = pytest.mark.usefixtures("opened")


def test_an_answer_carries_status_headers_body_and_address(server):
    server.answers["/"] = lambda h: h.reply(200, '{"a": "ü"}'.encode(), content_type="application/json")
    answer = http.fetch("GET", server.url())
    assert (answer.status, answer.ok, answer.json()) == (200, True, {"a": "ü"})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.text == '{"a": "ü"}'
    assert answer.url == server.url()


def test_an_error_status_is_an_answer(server):
    answer = http.fetch("GET", server.url("/nowhere"))
    assert (answer.status, answer.ok, answer.body) == (404, False, b"nothing here")


def test_method_headers_and_json_arrive(server):
    server.answers["/"] = lambda h: h.reply(204)
    http.fetch("POST", server.url(), json={"name": "Ann"}, headers={"X-Key": "k1", "Host": "evil.example"})
    method, _path, headers, body = server.asked[0]
    assert (method, body) == ("POST", b'{"name":"Ann"}')
    assert (headers["x-key"], headers["content-type"]) == ("k1", "application/json")
    assert headers["host"] == f"127.0.0.1:{server.port}"


def test_content_arrives_as_it_was_given(server):
    server.answers["/"] = lambda h: h.reply(200)
    http.fetch("PUT", server.url(), content="größe")
    assert server.asked[0][3] == "größe".encode()


def test_the_text_is_read_in_the_encoding_its_header_names(server):
    server.answers["/"] = lambda h: h.reply(200, "ü".encode("latin-1"), content_type="text/plain; charset=latin-1")
    server.answers["/odd"] = lambda h: h.reply(200, b"\xff", content_type="text/plain; charset=klingon")
    assert http.fetch("GET", server.url()).text == "ü"
    assert http.fetch("GET", server.url("/odd")).text == "\ufffd"


def test_a_head_request_with_a_large_length_is_not_too_large(server):
    server.answers["/"] = lambda h: h.reply(200, content_length="5000000000")
    assert http.fetch("HEAD", server.url()).status == 200


def test_gzip_is_unpacked_also_in_several_members(server):
    packed = gzip.compress(b"one ") + gzip.compress(b"two")
    server.answers["/"] = lambda h: h.reply(200, packed, content_encoding="gzip")
    assert http.fetch("GET", server.url()).body == b"one two"


def test_a_body_of_exactly_the_limit_is_taken(server):
    server.answers["/"] = lambda h: h.reply(200, b"x" * 1000)
    assert len(http.fetch("GET", server.url(), max_bytes=1000).body) == 1000


def test_redirects_are_followed_and_the_last_address_is_told(server):
    server.answers["/"] = lambda h: h.reply(302, location="/next")
    server.answers["/next"] = lambda h: h.reply(200, b"here")
    answer = http.fetch("GET", server.url())
    assert (answer.body, answer.url) == (b"here", server.url("/next"))


def test_redirects_are_left_alone_when_asked(server):
    server.answers["/"] = lambda h: h.reply(302, location="/next")
    assert http.fetch("GET", server.url(), follow=False).status == 302
    assert len(server.asked) == 1


@pytest.mark.parametrize(("status", "method", "body"), [(302, "GET", b""), (303, "GET", b""), (307, "POST", b"data")])
def test_a_redirect_keeps_or_drops_method_and_body(server, status, method, body):
    server.answers["/"] = lambda h: h.reply(status, location="/next")
    http.fetch("POST", server.url(), content="data", headers={"Content-Type": "text/plain"})
    asked = server.asked[1]
    assert (asked[0], asked[3]) == (method, body)
    assert (asked[2].get("content-type") == "text/plain") is bool(body)


def test_endless_redirects_end_after_five(server):
    server.answers["/"] = lambda h: h.reply(302, location="/")
    with pytest.raises(http.Failed, match="redirects too often"):
        http.fetch("GET", server.url())
    assert len(server.asked) == 6


def test_keys_stay_with_the_host_they_were_meant_for(servers):
    one, other = servers(), servers()
    one.answers["/"] = lambda h: h.reply(302, location="/same")
    one.answers["/same"] = lambda h: h.reply(302, location=other.url())
    http.fetch("GET", one.url(), headers={"Authorization": "Bearer s", "X-Api-Key": "k", "Accept": "text/html"})
    assert [asked[2]["authorization"] for asked in one.asked] == ["Bearer s", "Bearer s"]
    headers = other.asked[0][2]
    assert (headers["authorization"], headers["x-api-key"], headers["accept"]) == (None, None, "text/html")


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_side_says_when_to_come_back(server, status):
    server.answers["/"] = lambda h: h.reply(status, retry_after="17")
    with pytest.raises(http.Busy, match="busy") as caught:
        http.fetch("GET", server.url())
    assert caught.value.retry_after == 17


def test_a_busy_side_may_name_a_date_or_nothing(server):
    at = format_datetime(timezone.now() + timedelta(seconds=60), usegmt=False)
    server.answers["/date"] = lambda h: h.reply(503, retry_after=at)
    server.answers["/far"] = lambda h: h.reply(503, retry_after="9" * 400)
    server.answers["/none"] = lambda h: h.reply(503, retry_after="soon")
    told = []
    for path in ("/date", "/far", "/none"):
        with pytest.raises(http.Busy) as caught:
            http.fetch("GET", server.url(path))
        told.append(caught.value.retry_after)
    assert 55 < told[0] <= 60
    assert told[1:] == [86400, None]


def test_a_proxy_of_the_environment_is_not_used(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    server.answers["/"] = lambda h: h.reply(200, b"direct")
    assert http.fetch("GET", server.url()).body == b"direct"


def test_a_closed_port_fails_with_the_host_but_not_the_query(server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(http.Failed, match=r"127\.0\.0\.1 could not be reached") as caught:
        http.fetch("GET", f"http://127.0.0.1:{port}/?key=secret")
    assert "secret" not in str(caught.value)


def test_repr_of_an_answer_tells_no_key(server):
    answer = http.fetch("GET", server.url("/path?key=secret"))
    assert "secret" not in repr(answer)
    assert "404" in repr(answer)


def test_an_error_is_translated_when_read_and_survives_a_queue():
    error = pickle.loads(pickle.dumps(http.Busy(http.Busy.message, host="x", retry_after=3.0)))
    with translation.override("en"):
        assert str(error) == "The other side is busy. Try again later."
    assert error.retry_after == 3.0


def test_what_is_not_json_fails(server):
    server.answers["/"] = lambda h: h.reply(200, b"<html>")
    server.answers["/deep"] = lambda h: h.reply(200, b"[" * 100_000)
    for path in ("/", "/deep"):
        with pytest.raises(http.Failed, match="valid JSON"):
            http.fetch("GET", server.url(path)).json()


@pytest.mark.parametrize("headers", [{"X-A": "secret\r\nX-B: 2"}, {"X A": "secret"}, {"X-A": "secr€t"}, {"": "secret"}])
def test_a_header_that_would_split_the_request_is_refused_without_its_value(server, headers):
    with pytest.raises(http.Refused, match="cannot be sent") as caught:
        http.fetch("GET", server.url(), headers=headers)
    assert "secr" not in str(caught.value)
    assert server.asked == []


def test_a_request_is_over_within_its_time(server):
    server.answers["/"] = lambda h: time.sleep(5)
    started = time.monotonic()
    with pytest.raises(http.TooSlow):
        http.fetch("GET", server.url(), timeout=0.3)
    assert time.monotonic() - started < 1
