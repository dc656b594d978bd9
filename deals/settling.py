"""All statuses recomputed from the deals as they are (6.15 to 6.20)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from contacts.models import Contact
from deals.standings import settle_all
from records.acting import begin
from records.models import Act, Transition

BATCH = 500


class Different(NamedTuple):
    """A contact whose status was not what its deals say, and the steps that put it right."""

    contact: Contact
    steps: list[Transition]


def contacts() -> QuerySet:
    return Contact.objects.live().order_by("pk")


@transaction.atomic
def settle_batch(keys: Collection[int], *, by, at: datetime, cause: Act) -> list[Different]:
    return [Different(*pair) for pair in settle_all(keys, by=by, at=at, cause=cause)]


def settle_statuses(*, by, at: datetime) -> Iterator[Different]:
    """Recompute every contact and yield those that differed; a second run yields nothing."""
    act, after = begin("settled", by=by, at=at), 0
    while keys := list(contacts().filter(pk__gt=after).values_list("pk", flat=True)[:BATCH]):
        after = keys[-1]
        yield from settle_batch(keys, by=by, at=at, cause=act)
