"""Walks every address of the product: what a stranger may not see answers 404 and leaves the database as it was."""

import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, reverse

from tests.architecture.sources import Violation

KNOCKS = [(method, htmx) for method in ("GET", "POST") for htmx in (False, True)]
# What every visit may write: who is signed in, and the counters of rate limits.
NOT_DATA = {"django_session", "cache_entries"}


class Address(NamedTuple):
    name: str
    route: str
    view: Callable
    keys: tuple[str, ...]


def addresses(resolver: URLResolver, spaces: tuple = (), route: str = "", keys: tuple = ()) -> Iterator[Address]:
    """Every pattern below the resolver, by its full name ("activities:show")."""
    for entry in resolver.url_patterns:
        here = f"{route}{entry.pattern}"
        known = (*keys, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, (*spaces, entry.namespace) if entry.namespace else spaces, here, known)
        else:
            yield Address(":".join((*spaces, entry.name or f"<{here}>")), here, entry.callback, known)


def ours(found: Iterator[Address], foreign: dict[str, str]) -> tuple[list[Address], list[str]]:
    """Addresses but for those of foreign namespaces and packages; then the entries of `foreign` that match nothing."""
    kept, met = [], set()
    for address in found:
        marks = {address.name.split(":")[0], _module(address.view).split(".")[0]} & set(foreign)
        met |= marks
        if not marks:
            kept.append(address)
    return kept, sorted(set(foreign) - met)


def _module(view: Callable) -> str:
    return getattr(view, "view_class", view).__module__


def fingerprint() -> dict[str, str]:
    """One hash per table over all its rows."""
    prints = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - NOT_DATA):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(repr(row) for row in cursor.fetchall())
            prints[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return prints


class Knock(NamedTuple):
    """One request and what became of it; `touched` are the tables it changed."""

    how: str
    status: int
    location: str
    touched: list[str]

    @property
    def no_such_method(self) -> bool:
        return self.status == 405 and not self.touched


def knock(client: Client, url: str) -> list[Knock]:
    """GET and POST, with and without htmx; whatever they wrote is rolled back."""
    client.raise_request_exception = False
    found = []
    for method, htmx in KNOCKS:
        with transaction.atomic():
            before = fingerprint()
            response = client.generic(method, url, headers={"HX-Request": "true"} if htmx else {})
            after = fingerprint()
            transaction.set_rollback(True)
        touched = sorted(table for table in after if after[table] != before.get(table))
        location = response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
        found.append(Knock(f"{method}{' by htmx' if htmx else ''}", response.status_code, location, touched))
    return found


def stranger_gets_in(address: Address, url: str, client: Client) -> Iterator[Violation]:
    """Somebody signed in who may not see the record. A method that the address does not have tells nothing."""
    for answer in knock(client, url):
        if answer.status != 404 and not answer.no_such_method:
            yield _says(address, f"answers {answer.status} to a stranger", answer)
        if answer.touched:
            yield _says(address, f"lets a stranger change {', '.join(answer.touched)}", answer)


def anybody_gets_in(address: Address, url: str, sign_in: str) -> Iterator[Violation]:
    """Nobody signed in: every method leads to the sign-in page or is not there."""
    answers = knock(Client(), url)
    for answer in answers:
        if not answer.location.startswith(sign_in) and not answer.no_such_method:
            yield _says(address, "asks for no sign-in", answer)
        if answer.touched:
            yield _says(address, f"lets anybody change {', '.join(answer.touched)}", answer)
    if all(answer.no_such_method for answer in answers):
        yield Violation(f"{address.name}: knows neither GET nor POST", 0, "")


def nobody_gets_in(address: Address, url: str, clients: list[Client]) -> Iterator[Violation]:
    """A 404 proves nothing where the owner is answered 404 too: then the specimen is wrong."""
    answers = [answer for client in clients for answer in knock(client, url)]
    if all(answer.status in {404, 405} for answer in answers):
        yield Violation(f"{address.name}: its specimen opens for nobody", 0, f"at {url}")
    yield from (_says(address, "breaks for who may", answer) for answer in answers if answer.status >= 500)


def _says(address: Address, what: str, answer: Knock) -> Violation:
    return Violation(f"{address.name}: {what}", 0, f"({answer.how} at {address.route} answers {answer.status})")


def walk(found: list[Address], specimens: dict[str, dict], *, strangers, insiders, sign_in):
    """All violations of all addresses that take a key. `specimens` names the kwargs of each address."""
    for address in found:
        if not address.keys:
            continue
        if address.name not in specimens:
            yield Violation(f"{address.name}: has no specimen", 0, f"for {', '.join(address.keys)}")
            continue
        url = reverse(address.name, kwargs=specimens[address.name])
        for client in strangers:
            yield from stranger_gets_in(address, url, client)
        yield from anybody_gets_in(address, url, sign_in)
        yield from nobody_gets_in(address, url, insiders)


def open_doors(found: list[Address], sign_in: str) -> Iterator[Violation]:
    """Addresses without a key that ask for no sign-in."""
    for address in found:
        if not address.keys:
            url = f"/{address.route}" if "<" in address.name else reverse(address.name)
            yield from anybody_gets_in(address, url, sign_in)
