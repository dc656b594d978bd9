"""The wire under guarded HTTP: connects only to addresses it has just checked, and never longer than one deadline."""

import socket
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
from django.utils.translation import gettext_lazy as _

from outside.addresses import Deadline, resolve
from outside.errors import Failed

CHUNK = 65536


class Wire(httpcore.NetworkStream):
    """A socket whose every step ends by the deadline: one byte now and then does not keep it alive."""

    def __init__(self, sock: socket.socket, *, deadline: Deadline):
        self.sock = sock
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.sock.settimeout(self.deadline.left())
        try:
            return self.sock.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)
        try:
            while view:
                self.sock.settimeout(self.deadline.left())
                view = view[self.sock.send(view[:CHUNK]) :]
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> "Wire":
        """`server_hostname` is the name that was asked for, not the address: certificate and SNI stay with the name."""
        try:
            self.sock.settimeout(self.deadline.left())
            return Wire(ssl_context.wrap_socket(self.sock, server_hostname=server_hostname), deadline=self.deadline)
        except ssl.SSLCertVerificationError as error:
            facts = {"host": server_hostname, "reason": error.verify_message}
            raise Failed(_("The certificate of %(host)s is not valid: %(reason)s"), **facts) from error
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error

    def close(self) -> None:
        self.sock.close()

    def get_extra_info(self, info: str) -> Any:
        if info == "ssl_object":
            return self.sock if isinstance(self.sock, ssl.SSLSocket) else None
        return self.sock if info == "socket" else None


class Guard(httpcore.NetworkBackend):
    """Resolves and checks in the same breath as it connects, so a name cannot change its mind in between."""

    def __init__(self, *, deadline: Deadline):
        self.deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Wire:
        addresses = resolve(host, port=port, seconds=self.deadline.left())
        last: Exception | None = None
        for tried, address in enumerate(addresses):
            share = self.deadline.left() / (len(addresses) - tried)
            try:
                sock = socket.create_connection((str(address), port), timeout=share)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return Wire(sock, deadline=self.deadline)
            except OSError as error:
                last = error
        kind = httpcore.ConnectTimeout if isinstance(last, TimeoutError) else httpcore.ConnectError
        raise kind(str(last)) from last

    def connect_unix_socket(self, path: str, *args: Any, **kwargs: Any) -> Wire:
        raise httpcore.UnsupportedProtocol("no unix sockets")
