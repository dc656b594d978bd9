"""One person at one kept connection, and eight at once."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from bench.counting import ASKED, TOLD
from bench.parts import Call
from chaos.visitor import FormReader, Visitor, words

FORM = "application/x-www-form-urlencoded"
GOOD = {200, 204, 302, 303}


class Refused(Exception):
    """A page answered something else than a success."""


class Answer(NamedTuple):
    milliseconds: float
    size: int
    statements: int


class Browser:
    """Keeps its connection, so that the wire costs next to nothing."""

    def __init__(self, base_url: str, cookies: Mapping[str, str] | None = None):
        self.wire = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=120)
        self.cookies = dict(cookies or {})

    def reconnect(self) -> None:
        """A server closes what was silent for long."""
        self.wire.close()

    def headers(self, call: Call) -> dict[str, str]:
        found = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if call.fragment:
            found["HX-Request"] = "true"
        if call.body is not None:
            found |= {"Content-Type": FORM, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        return found

    def ask(self, call: Call, *, count: bool = False) -> Answer:
        method, body = ("GET", None) if call.body is None else ("POST", urlencode(call.body))
        headers = self.headers(call) | ({ASKED: "1"} if count else {})
        begun = time.perf_counter()
        self.wire.request(method, call.path, body, headers)
        answer = self.wire.getresponse()
        found = answer.read()
        taken = (time.perf_counter() - begun) * 1000
        if answer.status not in GOOD:
            raise Refused(f"{method} {call.path} answered {answer.status}: {words(found.decode(errors='replace'))}")
        return Answer(taken, len(found), int(answer.headers.get(TOLD, 0)))

    def form(self, path: str, *, having: str) -> dict[str, str]:
        """The fields of the form that has this field, as the page filled them in."""
        self.wire.request("GET", path, headers=self.headers(Call(path)))
        reader = FormReader()
        reader.feed(self.wire.getresponse().read().decode())
        for fields in reader.forms:
            if having in fields:
                return fields
        raise Refused(f"{path} has no form with a field {having!r}")


def signed_in(base_url: str, email: str, password: str) -> Browser:
    visitor = Visitor(base_url)
    visitor.sign_in(email, password)
    return Browser(base_url, visitor.http.cookies)


def per_second(base_url: str, browser: Browser, path: str, *, clients: int = 8, seconds: float = 5.0) -> float:
    """Answers a second with this many clients at once, each with a connection of its own. Plain sockets: the clients
    share the machine with the server."""
    headers = "".join(f"{name}: {value}\r\n" for name, value in browser.headers(Call(path)).items())
    address = urlsplit(base_url)
    request = f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\n{headers}\r\n".encode()
    done = [0] * clients
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_go_on, args=((address.hostname, address.port), request, until, done, number))
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def _go_on(address: Any, request: bytes, until: float, done: list[int], number: int) -> None:
    with socket.create_connection(address, timeout=60) as wire:
        while time.perf_counter() < until:
            wire.sendall(request)
            if not _read(wire):
                return
            done[number] += 1


def _read(wire: socket.socket) -> bool:
    """One answer, to its end; False when it was none of success."""
    seen = b""
    while b"\r\n\r\n" not in seen:
        piece = wire.recv(65536)
        if not piece:
            return False
        seen += piece
    head, _, body = seen.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = int(lengths[0].split(b":")[1]) - len(body)
    while missing > 0:
        piece = wire.recv(65536)
        if not piece:
            return False
        missing -= len(piece)
    return b" 200 " in head.split(b"\r\n")[0]
