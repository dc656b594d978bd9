"""Which addresses of the internet we may talk to. Everything that is not plainly public is refused."""

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from outside.errors import Failed, Refused, TooSlow

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS = frozenset({80, 443, 8080, 8443})

# An own list, because `ip.is_global` changes its mind between Python versions.
CLOSED_4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]
OPEN_6 = ipaddress.IPv6Network("2000::/3")
# Inside the public range: protocol assignments with Teredo, documentation, 6to4.
CLOSED_6 = [ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
ISATAP = (0x00005EFE, 0x02005EFE)


@lru_cache(maxsize=8)
def _networks(texts: tuple[str, ...]) -> list[Network]:
    try:
        return [ipaddress.ip_network(text.strip(), strict=False) for text in texts]
    except ValueError as error:
        raise ImproperlyConfigured(f"OUTSIDE_ALLOWED_NETWORKS: {error}") from error


def allowed_networks() -> list[Network]:
    """The private networks the operator opened. A wrong one raises ImproperlyConfigured (also as a system check)."""
    return _networks(tuple(settings.OUTSIDE_ALLOWED_NETWORKS))


def plain(address: Address) -> Address:
    """The IPv4 address that an IPv6 spelling of it leads to."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: Address) -> bool:
    address = plain(address)
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in CLOSED_4)
    if (int(address) >> 32) & 0xFFFFFFFF in ISATAP:
        return False
    return address in OPEN_6 and not any(address in network for network in CLOSED_6)


def permit(address: Address, *, host: str, port: int) -> None:
    """Raise Refused unless we may open this port of this address."""
    inner = plain(address)
    if any(inner in network for network in allowed_networks()):
        return
    if not is_public(address):
        raise Refused(_("%(host)s leads to an address that is not public."), host=host)
    if port not in PORTS:
        raise Refused(_("%(host)s: port %(port)s is not allowed."), host=host, port=port)


def resolve(host: str, *, port: int, seconds: float) -> list[Address]:
    """Every address of a host, each of them permitted; one bad address among good ones refuses the host.

    The system's resolver knows no time limit, so it runs beside us; a late answer is dropped.
    """
    answers: queue.SimpleQueue = queue.SimpleQueue()
    threading.Thread(target=_look_up, args=(host, port, answers), name="outside-resolve", daemon=True).start()
    try:
        found = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise TooSlow(_("The name %(host)s could not be found in time."), host=host) from None
    if isinstance(found, Exception):
        raise Failed(_("The name %(host)s was not found."), host=host) from found
    for address in found:
        permit(address, host=host, port=port)
    return found


def _look_up(host: str, port: int, answers: queue.SimpleQueue) -> None:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answers.put(_unique(ipaddress.ip_address(row[4][0]) for row in rows))
    except (OSError, ValueError) as error:  # ValueError: names the codec refuses (empty or long labels)
        answers.put(error)


def _unique(addresses: Iterable[Address]) -> list[Address]:
    return list(dict.fromkeys(addresses))


class Deadline:
    """One moment by which everything has to be done, however many steps it takes."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that remain; raises TooSlow when there are none."""
        remaining = self.ends - time.monotonic()
        if remaining <= 0:
            raise TooSlow(_("There was no complete answer within %(seconds)s seconds."), seconds=self.seconds)
        return remaining
