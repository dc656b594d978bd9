"""Guarded HTTP: the only door through which this product talks to the web.

Addresses come from people, mails and strangers, so nothing private can be reached (checked on the address that is
connected to, at every redirect), nothing runs longer than `timeout` seconds in all, nothing grows beyond `max_bytes`.
Proxies and .netrc of the environment are not read: a proxy would do the connecting, unchecked.
"""

import re
import ssl
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

import httpcore
import httpx
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outside.addresses import Deadline, resolve
from outside.answers import Answer, read
from outside.connecting import Guard
from outside.errors import Busy, Failed, OutsideError, Refused, TooLarge, TooSlow

__all__ = ["Answer", "Busy", "Failed", "OutsideError", "Refused", "TooLarge", "TooSlow", "check", "fetch"]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_REDIRECTS = 5
BUSY = frozenset({429, 503})
# All that a stranger may see of a request that was meant for someone else: keys travel in headers of any name.
HARMLESS = frozenset({"accept", "accept-encoding", "accept-language", "connection", "user-agent"})
ABOUT_BODY = frozenset({"content-type", "content-length"})
DEFAULT_PORTS = {"http": 80, "https": 443}
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
HOST = re.compile(rb"[0-9A-Za-z._-]+|[0-9A-Fa-f:.]+")
A_DAY = 86400.0


def fetch(
    method: str,
    url: str,
    *,
    timeout: float = 10,
    max_bytes: int = 2_000_000,
    headers: Mapping[str, str] | None = None,
    content: bytes | str | None = None,
    json: Any = None,
    follow: bool = True,
) -> Answer:
    """One request, redirects followed; `timeout` (seconds) and `max_bytes` are for all of it.

    Raises Refused, TooLarge, TooSlow, Busy (429, 503) or Failed. Any other status is an answer: look at `ok`.
    """
    deadline = Deadline(timeout)
    request = _build(method, url, headers=headers, content=content, json=json)
    for _hop in range(MAX_REDIRECTS + 1):
        answer = _send(request, deadline=deadline, max_bytes=max_bytes, follow=follow)
        if not (follow and _leads_on(answer.status, answer.headers)):
            return _patient(answer)
        request = _next(request, answer)
    raise Failed(_("%(host)s redirects too often."), host=request.url.host)


def check(url: str, *, timeout: float = 5) -> None:
    """Raise what `fetch` would raise for this address before it sends anything. For forms; `fetch` checks again."""
    parsed = _parse(url)
    resolve(parsed.host, port=_port(parsed), seconds=timeout)


def _parse(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError, TypeError, ValueError) as error:
        raise Refused(_("This is not a web address.")) from error
    if parsed.scheme not in DEFAULT_PORTS or not parsed.host:
        raise Refused(_("A web address has to start with http:// or https:// and name a host."))
    if not (HOST.fullmatch(parsed.raw_host) and 0 < _port(parsed) < 65536):
        raise Refused(_("This is not a web address."))
    if parsed.userinfo:
        raise Refused(_("A web address must not carry a user name or password."))
    return parsed


def _port(url: httpx.URL) -> int:
    return DEFAULT_PORTS[url.scheme] if url.port is None else url.port


def _build(method: str, url: str, *, headers: Any, content: Any, json: Any) -> httpx.Request:
    """The caller's headers win, but not over Host and the encodings we can unpack."""
    merged = httpx.Headers({"User-Agent": "SellCRM", "Accept": "*/*"})
    merged.update(_clean(headers or {}))
    merged.update({"Accept-Encoding": "gzip", "Connection": "close"})
    return httpx.Request(method.upper(), _parse(url), headers=merged, content=content, json=json)


def _clean(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers fit for the wire. A bad one is named here, without its value, which a later error would print."""
    for name, value in headers.items():
        if not (TOKEN.fullmatch(name) and value.isascii() and value.strip().isprintable()):
            raise Refused(_("The header %(name)s holds characters that cannot be sent."), name=repr(name))
    return {name: value.strip() for name, value in headers.items() if name.lower() != "host"}


def _send(request: httpx.Request, *, deadline: Deadline, max_bytes: int, follow: bool) -> Answer:
    host = request.url.host
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_trust(), network_backend=Guard(deadline=deadline)) as pool,
            pool.stream(
                request.method, _wire_url(request.url), headers=request.headers.raw, content=request.content or None
            ) as response,
        ):
            headers = httpx.Headers(response.headers)
            encoding = headers.get("content-encoding", "")
            skip = follow and _leads_on(response.status, headers)
            chunks = () if skip else response.iter_stream()
            body = read(chunks, encoding="" if skip else encoding, max_bytes=max_bytes, host=host)
            return Answer(response.status, headers, body, str(request.url))
    except httpcore.TimeoutException as error:
        raise TooSlow(_("%(host)s took too long to answer."), host=host) from error
    except httpcore.NetworkError as error:
        raise Failed(_("%(host)s could not be reached: %(reason)s"), host=host, reason=error) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise Failed(_("%(host)s did not answer in proper HTTP."), host=host) from error


def _wire_url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


@cache
def _trust() -> ssl.SSLContext:
    """Made once per process: loading the certificates takes 20 ms. SSL_CERT_FILE names a company's own authority."""
    return httpx.create_ssl_context()


def _leads_on(status: int, headers: httpx.Headers) -> bool:
    return status in REDIRECTS and "location" in headers


def _next(request: httpx.Request, answer: Answer) -> httpx.Request:
    """The request a redirect asks for. Another origin sees no header of the caller's; https never falls to http
    while it carries something."""
    url = _target(request.url, answer.headers["location"])
    keeps_body = answer.status in {307, 308} or request.method in {"GET", "HEAD"}
    method = request.method if keeps_body or request.method == "HEAD" else "GET"
    content = request.content if keeps_body else b""
    headers = _carried(request, url, body=bool(content))
    if request.url.scheme == "https" and url.scheme == "http" and (content or _secretive(headers)):
        raise Refused(_("%(host)s redirects from https to http."), host=request.url.host)
    return httpx.Request(method, url, headers=headers, content=content or None)


def _target(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return _parse(str(url.join(location)))
    except (httpx.InvalidURL, ValueError) as error:
        raise Failed(_("%(host)s redirects to something that is not a web address."), host=url.host) from error


def _carried(request: httpx.Request, url: httpx.URL, *, body: bool) -> httpx.Headers:
    same = _same_origin(request.url, url)
    headers = httpx.Headers()
    for name, value in request.headers.multi_items():
        if name == "host" or (name in ABOUT_BODY and not body) or name in {"content-length", "transfer-encoding"}:
            continue
        if same or name in HARMLESS or name in ABOUT_BODY:
            headers[name] = value
    return headers


def _secretive(headers: httpx.Headers) -> bool:
    return any(name not in HARMLESS for name in headers)


def _same_origin(one: httpx.URL, other: httpx.URL) -> bool:
    """The same host and port, or the step from http to https on the usual ports."""
    if one.host != other.host:
        return False
    if one.scheme == "http" and other.scheme == "https":
        return (_port(one), _port(other)) == (80, 443)
    return _port(one) == _port(other) or (one.scheme, _port(one), _port(other)) == ("https", 443, 80)


def _patient(answer: Answer) -> Answer:
    if answer.status in BUSY:
        raise Busy(
            _("%(host)s is busy. Try again later."),
            host=answer.host,
            retry_after=_retry_after(answer.headers.get("retry-after", "")),
        )
    return answer


def _retry_after(text: str) -> float | None:
    """Seconds, a day at most, from a Retry-After header, which names either seconds or a date (RFC 9110, 10.2.3)."""
    if text.isascii() and text.isdigit():
        return min(float(text), A_DAY)
    try:
        seconds = (parsedate_to_datetime(text) - timezone.now()).total_seconds()
        return min(max(seconds, 0.0), A_DAY)
    except (ValueError, TypeError):
        return None
