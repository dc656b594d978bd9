"""What somebody looked at last: a quick view of every list, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from lists.models import Viewed
from lists.tabling import Sort
from records.models import Record
from records.naming import kind_of

VIEW = "recent"
MOST = 100
LOOK = """INSERT INTO lists_viewed (user_id, kind, record_id, at) VALUES (%s, %s, %s, %s)
ON CONFLICT (user_id, kind, record_id) DO UPDATE SET at = excluded.at"""


def look(record: Record, *, by: User, at: datetime) -> None:
    """This person opened its page. One statement, whether or not they had before, and no transaction around it."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK, (by.pk, kind_of(record), record.pk, connection.ops.adapt_datetimefield_value(at)))


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
