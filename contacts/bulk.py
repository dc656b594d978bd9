"""Deeds upon many contacts: each is written under one act, which takes all of it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from contacts import deleting
from contacts.models import Contact
from records import writing
from records.errors import RecordError
from records.models import Act
from records.tagging import tags_of_many

JOB = "contacts.bulk"
# What is done while one waits; more is a job.
AT_ONCE = 100


class Refused(NamedTuple):
    contact: Contact
    reason: str


class Outcome(NamedTuple):
    """How many were changed, and which could not be."""

    done: int
    refused: list[Refused]


def reassign(rows: QuerySet, facts: Mapping[str, Any], *, by, at: datetime, cause: Act) -> Outcome:
    """`owner`: the key of who gets them."""
    owner = User.objects.active().get(pk=facts["owner"])
    return Outcome(writing.edit_many(rows, {"owner": owner}, by=by, at=at, cause=cause), [])


def archive(rows: QuerySet, facts: Mapping[str, Any], *, by, at: datetime, cause: Act) -> Outcome:
    standing = Contact.objects.filter(pk__in=list(rows.values_list("pk", flat=True)), archived_at=None)
    return Outcome(writing.edit_many(standing, {"archived_at": at}, by=by, at=at, cause=cause), [])


def bring_back(rows: QuerySet, facts: Mapping[str, Any], *, by, at: datetime, cause: Act) -> Outcome:
    return Outcome(writing.edit_many(rows, {"archived_at": None}, by=by, at=at, cause=cause), [])


def retag(rows: QuerySet, facts: Mapping[str, Any], *, by, at: datetime, cause: Act) -> Outcome:
    """`add` and `remove`: names of tags; other tags stay."""
    contacts = list(rows.order_by("pk"))
    worn, gone = tags_of_many(contacts), {name.casefold() for name in facts.get("remove", [])}

    def act(contact: Contact) -> bool:
        kept = [tag.name for tag in worn[contact.pk] if tag.name.casefold() not in gone]
        wanted = [*kept, *facts.get("add", [])]
        return writing.edit(contact, {}, by=by, at=at, tags=wanted, cause=cause) is not None

    return _each(contacts, act)


def delete(rows: QuerySet, facts: Mapping[str, Any], *, by, at: datetime, cause: Act) -> Outcome:
    """Those on deals stay, each with its reason (5.8)."""
    contacts = list(rows.order_by("pk"))

    def act(contact: Contact) -> bool:
        deleting.delete(contact, by=by, at=at, cause=cause)
        return True

    return _each(contacts, act)


def _each(contacts: list[Contact], act: Callable[[Contact], bool]) -> Outcome:
    done, refused = 0, []
    for contact in contacts:
        try:
            with transaction.atomic():
                done += act(contact)
        except RecordError as error:
            refused.append(Refused(contact, str(error)))
    return Outcome(done, refused)


Deed = Callable[..., Outcome]
# Each deed with the right that it takes.
DEEDS: dict[str, tuple[Deed, str]] = {
    "reassign": (reassign, "reassign"), "tag": (retag, "edit"), "archive": (archive, "edit"),
    "bring_back": (bring_back, "edit"), "delete": (delete, "delete"),
}  # fmt: skip
