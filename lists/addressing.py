"""Addresses of smart links: a text with fields of a record in braces, and nothing else (16.8).

`https://maps.example/?q={city}`, `https://tickets.example/browse/{custom.ticket}`. A field is put in percent-encoded,
so that no value can add anything to the address but itself. It stands behind the host, which is the administrator's
alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from records.customising import COLUMN
from records.errors import NotAllowed
from records.models import CustomField, Record
from records.naming import model_of

PIECE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?)\}|([^{}]+)")
MAIL, CALL = "mailto", "tel"
BEGIN = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
SITE = re.compile(r"https?://[^/?#@]+", re.IGNORECASE)
SITE_THEN = re.compile(r"https?://[^/?#@]+[/?#]", re.IGNORECASE)
SPACE = re.compile(r"[\s\x00-\x1f\\]")
CUSTOM = f"{COLUMN}."
DIALLED = re.compile(r"[^0-9+*#]")
# Columns that say nothing to anybody outside.
INTERNAL = frozenset({
    "search_text", "name_key", "form_token", "version", "custom", "deleted_at", "deleted_by", "deleted_act",
})  # fmt: skip


class Field(NamedTuple):
    name: str


Pieces = list[str | Field]


def pieces(text: str) -> Pieces:
    """The address cut up. NotAllowed for a brace that opens or closes nothing."""
    found: Pieces = []
    place = 0
    while place < len(text):
        match = PIECE.match(text, place)
        if match is None:
            said = _("“%(rest)s”: a field stands in braces, as in {city} or {custom.ticket}.")
            raise NotAllowed(said % {"rest": text[place : place + 20]})
        found.append(Field(match[1]) if match[1] else match[2])
        place = match.end()
    return found


def fields_for(kind: str) -> dict[str, str]:
    """The columns of a kind that an address may name, with their labels; other records are none of them."""
    columns = model_of(kind)._meta.concrete_fields
    return {each.name: capfirst(str(each.verbose_name)) for each in columns if _is_told(each)}


def _is_told(column: Any) -> bool:
    points_to_record = column.is_relation and issubclass(column.related_model, Record)
    return column.name not in INTERNAL and not points_to_record


def check(text: str, *, kind: str, custom: Iterable[CustomField]) -> str:
    """The address as it is kept. NotAllowed, in words, for one that leads nowhere or names what is not there."""
    address = text.strip()
    found = pieces(address)
    _check_scheme(found)
    known = {*fields_for(kind), *(f"{CUSTOM}{each.key}" for each in custom)}
    for each in found:
        if isinstance(each, Field) and each.name not in known:
            raise NotAllowed(_("There is no field “%(name)s” here.") % {"name": each.name})
    return address


def _check_scheme(found: Pieces) -> None:
    begin = found[0] if found and isinstance(found[0], str) else ""
    scheme = BEGIN.match(begin)
    if scheme is None or any(SPACE.search(each) for each in found if isinstance(each, str)):
        raise NotAllowed(_("An address begins with https://, http://, mailto: or tel:, and has no spaces in it."))
    if scheme[0].lower().startswith("http") and not (SITE if len(found) == 1 else SITE_THEN).match(begin):
        raise NotAllowed(_("After https:// comes the name of the other site, without a field in it."))


def address(text: str, record: Any, custom: Mapping[str, CustomField]) -> str:
    """Where the link leads from this record; "" where a field is empty, is not there any more, or may not be viewed:
    `custom` are the fields that the viewer may view, by key."""
    try:
        found = pieces(text)
    except NotAllowed:
        return ""
    scheme = urlsplit(text).scheme
    parts = [each if isinstance(each, str) else _encoded(_value(record, each.name, custom), scheme) for each in found]
    return "".join(parts) if all(parts) else ""


def _value(record: Any, name: str, custom: Mapping[str, CustomField]) -> Any:
    if name.startswith(CUSTOM):
        key = name.removeprefix(CUSTOM)
        return record.custom.get(key) if key in custom else None
    try:
        return getattr(record, name) if _is_told(record._meta.get_field(name)) else None
    except FieldDoesNotExist:
        return None


def _encoded(value: Any, scheme: str) -> str:
    text = _plain(value)
    if scheme == CALL:
        return DIALLED.sub("", text)
    return quote(text, safe="@" if scheme == MAIL else "")


def _plain(value: Any) -> str:
    """As programs write it, not as people read it."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(str(each) for each in value.values() if each)
    return value.isoformat() if isinstance(value, date) else str(value)
