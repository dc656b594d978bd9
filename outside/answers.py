"""What came back: read under a size limit, before and after unpacking."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpx
from django.utils.translation import gettext_lazy as _

from outside.errors import Failed, TooLarge


@dataclass(frozen=True, repr=False)
class Answer:
    status: int
    headers: httpx.Headers
    body: bytes
    url: str

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def host(self) -> str:
        return httpx.URL(self.url).host

    @property
    def text(self) -> str:
        """The body in the encoding its header names, else UTF-8; bytes that do not fit become U+FFFD."""
        name = httpx.Response(self.status, headers=self.headers).charset_encoding or "utf-8"
        try:
            return self.body.decode(name, "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Failed(_("%(host)s did not answer with valid JSON."), host=self.host) from error

    def __repr__(self) -> str:
        """Without path, query, headers and body: each of them may carry a key."""
        return f"<Answer {self.status} from {self.host}, {len(self.body)} bytes>"


def read(chunks: Iterable[bytes], *, encoding: str, max_bytes: int, host: str) -> bytes:
    """The whole body, at most `max_bytes` of it on the wire and unpacked; one byte more is TooLarge."""
    unpack = _unpacker(encoding.strip().lower(), host=host)
    body, taken = bytearray(), 0
    for chunk in chunks:
        taken += len(chunk)
        body += unpack.feed(chunk, room=max_bytes - len(body) + 1)
        if max(taken, len(body)) > max_bytes:
            raise TooLarge(_("The answer of %(host)s is larger than %(limit)s bytes."), host=host, limit=max_bytes)
    if taken and not unpack.complete:
        raise Failed(_("The answer of %(host)s broke off."), host=host)
    return bytes(body)


def _unpacker(encoding: str, *, host: str) -> "_Plain | _Gzip":
    """We ask for gzip only: unlike brotli it cannot grow many thousandfold in a step, and zlib takes a limit."""
    if encoding in {"", "identity"}:
        return _Plain()
    if encoding in {"gzip", "x-gzip"}:
        return _Gzip(host=host)
    raise Failed(_("%(host)s answered in an encoding that was not asked for."), host=host)


class _Plain:
    complete = True

    def feed(self, chunk: bytes, *, room: int) -> bytes:
        return chunk


class _Gzip:
    def __init__(self, *, host: str):
        self.host = host
        self.member = zlib.decompressobj(wbits=31)

    @property
    def complete(self) -> bool:
        return self.member.eof

    def feed(self, chunk: bytes, *, room: int) -> bytes:
        """Never more than `room` bytes, whatever the chunk would grow to. Several members in a row are one body."""
        out = bytearray()
        try:
            while chunk and len(out) < room:
                if self.member.eof:
                    self.member = zlib.decompressobj(wbits=31)
                out += self.member.decompress(chunk, room - len(out))
                chunk = self.member.unused_data
        except zlib.error as error:
            raise Failed(_("The answer of %(host)s cannot be unpacked."), host=self.host) from error
        return bytes(out)
