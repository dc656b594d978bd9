"""What a stranger may try with an address we fetch, or with the answer."""

import gzip
import itertools
import socket
import time
import tracemalloc
from ipaddress import ip_address

import pytest

from outside import http
from outside.addresses import Deadline, permit
from outside.answers import read
from outside.connecting import Wire

MEGA = b"\0" * 1_000_000


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "0",
        "0.0.0.0",
        "127。0。0。1",
        "１２７.0.0.1",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:807f:fffe]",
        "[2606:4700::5efe:7f00:1]",
        "[fe80::1]",
        "[fec0::1]",
        "[fd00::1]",
        "[ff02::1]",
        "[2001:db8::1]",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
    ],
)
def test_no_spelling_of_a_private_address_is_reached(server, host):
    server.answers["/"] = lambda h: h.reply(200, b"inside")
    with pytest.raises((http.Refused, http.Failed)) as caught:
        http.fetch("GET", server.url(host=host), timeout=5)
    # A resolver may not know an odd spelling at all: then there was nobody to talk to either.
    assert isinstance(caught.value, http.Refused) or "was not found" in str(caught.value)
    assert server.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://127.0.0.1:25/_",
        "javascript:alert(1)",
        "//example.com/",
        "/etc/passwd",
        "example.com",
        "",
        "http://",
        "http:///path",
        "http://user:password@example.com/",
        "http://example.com@127.0.0.1/",
        "http://exa mple.com/",
        "http://exam\r\nple.com/",
        "http://example.com:port/",
        "http://example.com:99999/",
        "http://[::1/",
        "http://xn--\u0080/",
        "http://" + "a" * 70000,
        None,
    ],
)
def test_what_is_no_plain_web_address_is_refused(url):
    for door in (http.check, lambda url: http.fetch("GET", url)):
        with pytest.raises(http.Refused):
            door(url)


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..b.example", "."])
def test_a_name_that_cannot_exist_is_not_found(host):
    with pytest.raises((http.Failed, http.Refused)):
        http.fetch("GET", f"http://{host}/", timeout=5)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses_are_open_on_web_ports_only(address):
    for port in (80, 443, 8080, 8443):
        permit(ip_address(address), host="x", port=port)
    for port in (0, 22, 25, 6379, 5432):
        with pytest.raises(http.Refused, match="port"):
            permit(ip_address(address), host="x", port=port)


def test_an_opened_network_opens_nothing_else(server, settings):
    settings.OUTSIDE_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    server.answers["/"] = lambda h: h.reply(200, b"inside")
    assert http.fetch("GET", server.url()).ok
    for host in ("127.0.0.2", "10.0.0.1", "[::1]"):
        with pytest.raises(http.Refused):
            http.fetch("GET", server.url(host=host))


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    "to", ["http://10.0.0.1/", "http://[::1]/", "//169.254.169.254/latest/meta-data/", "file:///etc/passwd"]
)
def test_a_redirect_into_the_private_net_is_refused(server, to):
    server.answers["/"] = lambda h: h.reply(302, location=to)
    with pytest.raises(http.Refused):
        http.fetch("GET", server.url())


@pytest.mark.usefixtures("opened")
def test_a_redirect_to_no_address_at_all_fails(server):
    server.answers["/"] = lambda h: h.reply(302, location="http://[")
    with pytest.raises(http.OutsideError):
        http.fetch("GET", server.url())


def test_what_was_checked_is_what_is_connected_to(servers, settings, monkeypatch):
    """A name server that answers with an open address first and with a closed one next, as in DNS rebinding."""
    settings.OUTSIDE_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    good = servers()
    bad = servers("127.0.0.2", good.port)
    good.answers["/"] = bad.answers["/"] = lambda h: h.reply(200, b"hello")
    real, addresses = socket.getaddrinfo, iter(["127.0.0.1", "127.0.0.2"])

    def look_up(host, *args, **kwargs):
        return real(next(addresses) if host == "rebind.example" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert http.fetch("GET", good.url(host="rebind.example")).ok
    assert (len(good.asked), len(bad.asked)) == (1, 0)
    with pytest.raises(http.Refused):
        http.fetch("GET", good.url(host="rebind.example"))
    assert bad.asked == []


@pytest.mark.usefixtures("opened")
def test_one_private_address_among_opened_ones_refuses_the_name(server, monkeypatch):
    rows = [(2, 1, 6, "", (address, server.port)) for address in ("127.0.0.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: rows)
    with pytest.raises(http.Refused):
        http.fetch("GET", server.url(host="both.example"))
    assert server.asked == []


def test_a_name_server_that_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: time.sleep(1) or [])
    started = time.monotonic()
    with pytest.raises(http.TooSlow):
        http.fetch("GET", "http://slow.example/", timeout=0.2)
    assert time.monotonic() - started < 0.8


@pytest.mark.usefixtures("opened")
def test_five_gigabytes_are_cut_at_the_limit(server):
    sent = []

    def flood(handler):
        handler.send_response(200)
        handler.send_header("content-length", str(5 * 10**9))
        handler.end_headers()
        for _ in range(5000):
            handler.wfile.write(MEGA)
            sent.append(1)

    server.answers["/"] = flood
    with pytest.raises(http.TooLarge, match="2000000 bytes"):
        http.fetch("GET", server.url())
    assert len(sent) < 50


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("how", ["body", "header", "chunks"])
def test_a_slow_drip_is_cut_by_the_total_time(server, how):
    def drip(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        if how == "body":
            handler.wfile.write(b"Content-Length: 100000\r\n\r\n")
        if how == "chunks":
            handler.wfile.write(b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(100):
            handler.wfile.write(b"1\r\nx\r\n" if how == "chunks" else b"x")
            handler.wfile.flush()
            time.sleep(0.03)

    server.answers["/"] = drip
    started = time.monotonic()
    with pytest.raises(http.TooSlow):
        http.fetch("GET", server.url(), timeout=0.4)
    assert time.monotonic() - started < 1


@pytest.mark.usefixtures("opened")
def test_a_reader_who_never_reads_is_cut_by_the_total_time():
    """A listening socket that nobody accepts: the kernel takes a little, then nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        started = time.monotonic()
        with pytest.raises(http.TooSlow):
            http.fetch("POST", url, content=MEGA * 20, timeout=0.4)
        assert time.monotonic() - started < 1.5


@pytest.mark.usefixtures("opened")
def test_a_gzip_bomb_stops_at_the_limit(server):
    bomb = gzip.compress(MEGA * 100)
    server.answers["/"] = lambda h: h.reply(200, bomb, content_encoding="gzip")
    started = time.monotonic()
    with pytest.raises(http.TooLarge):
        http.fetch("GET", server.url())
    assert time.monotonic() - started < 1


def test_a_gzip_bomb_is_never_in_memory():
    bomb = gzip.compress(MEGA * 100)
    tracemalloc.start()
    with pytest.raises(http.TooLarge):
        read([bomb], encoding="gzip", max_bytes=1_000_000, host="x")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6_000_000


@pytest.mark.usefixtures("opened")
def test_gzip_within_gzip_and_brotli_are_not_unpacked(server):
    for encoding in ("gzip, gzip", "br", "zstd"):
        server.answers["/"] = lambda h, encoding=encoding: h.reply(200, b"x", content_encoding=encoding)
        with pytest.raises(http.Failed, match="not asked for"):
            http.fetch("GET", server.url())


@pytest.mark.usefixtures("opened")
def test_broken_and_cut_off_gzip_fails(server):
    for body in (b"not gzip at all", gzip.compress(b"hello" * 100)[:-9]):
        server.answers["/"] = lambda h, body=body: h.reply(200, body, content_encoding="gzip")
        with pytest.raises(http.Failed):
            http.fetch("GET", server.url())


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    "raw", [b"SSH-2.0-OpenSSH\r\n", b"", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"]
)
def test_what_is_not_proper_http_fails(server, raw):
    server.answers["/"] = lambda h: h.wfile.write(raw)
    with pytest.raises(http.Failed):
        http.fetch("GET", server.url())


@pytest.mark.usefixtures("opened")
def test_endless_headers_fail(server):
    def chatter(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in itertools.count():
            handler.wfile.write(b"X-%d: %s\r\n" % (number, b"y" * 1000))

    server.answers["/"] = chatter
    with pytest.raises(http.Failed):
        http.fetch("GET", server.url(), timeout=5)


def test_a_wire_has_no_time_left_after_its_deadline():
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(http.TooSlow):
        Wire(ours, deadline=Deadline(0)).read(1)
