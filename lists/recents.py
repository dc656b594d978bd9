"""What somebody looked at last: a quick view of every list, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from lists.models import Viewed
from lists.tabling import Sort
from records.models import Record
from records.naming import kind_of

VIEW = "recent"
MOST = 100


def look(record: Record, *, by: User, at: datetime) -> None:
    """This person opened its page. One statement, whether or not they had before."""
    Viewed.objects.bulk_create(
        [Viewed(user=by, kind=kind_of(record), record_id=record.pk, at=at)],
        update_conflicts=True, unique_fields=["user", "kind", "record_id"], update_fields=["at"],
    )  # fmt: skip


def viewed(kind: str, *, by: User) -> QuerySet:
    """The last hundred of a kind, newest first."""
    return Viewed.objects.filter(user=by.pk, kind=kind).order_by("-at")


def looked_at(rows: Any, user: Any) -> Any:
    """Those among these rows that this person looked at."""
    return rows.filter(pk__in=viewed(kind_of(rows.model), by=user).values("record_id")[:MOST])


def newest(kind: str, user: Any) -> Sort:
    """The order of that view as long as no other is asked for."""
    at = viewed(kind, by=user).filter(record_id=OuterRef("pk")).values("at")[:1]
    return Sort("", True, ("-viewed_at", "-id"), {"viewed_at": Subquery(at)})


def forget() -> int:
    """All but the last hundred of each person and kind; returns how many went."""
    gone = 0
    many = Viewed.objects.values("user", "kind").distinct()
    for pair in many:
        mine = Viewed.objects.filter(**pair).order_by("-at")
        oldest = mine.values_list("at", flat=True)[MOST : MOST + 1]
        if found := list(oldest):
            gone += Viewed.objects.filter(**pair, at__lte=found[0]).delete()[0]
    return gone
