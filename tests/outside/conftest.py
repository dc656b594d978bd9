"""A real server on 127.0.0.1 whose answers a test writes as plain functions, and what it was asked."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_any(self) -> None:
        length = int(self.headers.get("content-length", 0))
        self.server.asked.append((self.command, self.path, self.headers, self.rfile.read(length)))
        self.close_connection = True
        try:
            self.server.answers.get(self.path.split("?")[0], missing)(self)
        except OSError:
            pass  # the client hung up, as it should on hostile answers

    do_GET = do_POST = do_PUT = do_HEAD = do_PATCH = do_DELETE = do_any

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content_length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        super().__init__((host, port), Handler)
        self.asked: list = []
        self.answers: dict[str, Callable[[Handler], None]] = {}
        self.scheme = "http"
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        pass

    @property
    def port(self) -> int:
        return self.server_address[1]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"


def missing(handler: Handler) -> None:
    handler.reply(404, b"nothing here")


@pytest.fixture
def servers() -> Iterator[Callable[..., Server]]:
    made: list[Server] = []

    def make(host: str = "127.0.0.1", port: int = 0) -> Server:
        made.append(Server(host, port))
        return made[-1]

    yield make
    for server in made:
        server.shutdown()
        server.server_close()


@pytest.fixture
def server(servers: Callable[..., Server]) -> Server:
    return servers()


@pytest.fixture
def opened(settings: object) -> None:
    """127.0.0.0/8 is opened, as an operator may."""
    settings.OUTSIDE_ALLOWED_NETWORKS = ["127.0.0.0/8"]
