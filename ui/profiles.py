"""Where somebody is found elsewhere: websites, and profiles by a handle or an address."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

SCHEME = re.compile(r"^[a-z][a-z0-9+.\-]*://", re.IGNORECASE)
OTHER_SCHEME = re.compile(r"^[a-z][a-z0-9+\-]*:(?!\d)", re.IGNORECASE)
HANDLE = re.compile(r"^[^\s/@<>\"'?#\\]+$")
# LinkedIn says by the first part whether it is a person or a company.
PLACE = re.compile(r"^(?:in|company|school)/[^\s/@<>\"'?#\\]+/?$")


class Network(NamedTuple):
    """A site where people have a page. `page` says where a handle leads, `hosts` whose addresses are taken."""

    name: str
    page: str
    hosts: tuple[str, ...] = ()


NETWORKS = {
    "twitter": Network("Twitter", "https://x.com/{}", ("twitter.com", "x.com")),
    "facebook": Network("Facebook", "https://www.facebook.com/{}", ("facebook.com", "fb.com")),
    "linkedin": Network("LinkedIn", "https://www.linkedin.com/in/{}", ("linkedin.com",)),
    "skype": Network("Skype", "skype:{}?chat"),
}


def website_url(text: str) -> str:
    """An address with its scheme: https unless another is typed. ValueError for javascript: and its like."""
    bare = text.strip()
    if SCHEME.match(bare):
        return bare
    if OTHER_SCHEME.match(bare):
        raise ValueError(bare)
    return f"https://{bare.lstrip('/')}"


def profile_url(network: str, text: str | None) -> str:
    """Where a handle or an address leads; "" for anything that does not lead to that network."""
    of, bare = NETWORKS[network], (text or "").strip()
    if leads_to(of, bare):
        return bare if SCHEME.match(bare) else f"https://{bare}"
    handle = bare.removeprefix("@")
    if network == "linkedin" and PLACE.match(handle):
        return f"https://www.linkedin.com/{quote(handle)}"
    return of.page.format(quote(handle, safe=":.,-")) if HANDLE.match(handle) else ""


def leads_to(network: Network, text: str) -> bool:
    """Whether it is an address of that network, with or without its scheme."""
    try:
        parts = urlsplit(text if SCHEME.match(text) else f"https://{text}")
    except ValueError:
        return False
    host = parts.hostname or ""
    known = any(host == own or host.endswith(f".{own}") for own in network.hosts)
    return known and parts.scheme in {"http", "https"} and not re.search(r"\s", text)
