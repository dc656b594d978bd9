"""How many rows each list holds for each who looks at it: counted by a worker, read along with the lists."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import Error, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.middleware import zone_named
from accounts.models import User
from lists.counting import Count, counted_each
from lists.models import ListCount, SmartList
from lists.smart_kinds import kind_called
from lists.smart_query import narrowing

logger = logging.getLogger(__name__)

# A count is renewed when it is older than FRESH and was looked at within LATELY; a worker that died holds it for LEASE.
FRESH, LATELY, LEASE = timedelta(minutes=5), timedelta(hours=1), timedelta(minutes=2)
# Looking again within this writes nothing.
AGAIN = timedelta(minutes=2)
KEPT = timedelta(days=30)
AT_ONCE = 40


def look_at(lists: Iterable[SmartList], *, by: Any, at: datetime) -> None:
    """These lists (as_seen_by) are on somebody's screen: their counts are worth keeping fresh."""
    seen = [each for each in lists if each.seen_at is None or at - each.seen_at > AGAIN]
    rows = [ListCount(smart_list=each, user=by, seen_at=at) for each in seen]
    if rows:
        ListCount.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["smart_list", "user"], update_fields=["seen_at"]
        )


def count_due(*, at: datetime) -> int:
    """Count what is due, for each viewer with their rights and in their time zone; safe to run twice. Returns how many
    were counted."""
    due = ListCount.objects.due(seen_since=at - LATELY, counted_before=at - FRESH, claimed_before=at - LEASE)
    done = 0
    for key in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        free = Q(claimed_at=None) | Q(claimed_at__lt=at - LEASE)
        if ListCount.objects.filter(free, pk=key).update(claimed_at=at):
            done += _count(ListCount.objects.select_related("smart_list", "user").get(pk=key), at)
    return done


def _count(row: ListCount, at: datetime) -> bool:
    """What cannot be counted shows no number, and is tried again when it is due anew."""
    try:
        with transaction.atomic():
            found = number_of(row.smart_list, user=row.user)
    except (Error, ValueError, TypeError):
        logger.exception("List %s could not be counted for %s", row.smart_list_id, row.user_id)
        found = None
    told = {"number": None, "more": False} if found is None else {"number": found.number, "more": found.more}
    ListCount.objects.filter(pk=row.pk).update(**told, counted_at=at, claimed_at=None)
    return found is not None


def number_of(smart_list: SmartList, *, user: User) -> Count | None:
    """How many of its rows this person may see; None for a kind that is not there any more."""
    kind = kind_called(smart_list.kind)
    if kind is None:
        return None
    with timezone.override(zone_named(user.time_zone) or zone_named(user.account.time_zone) or ZoneInfo("UTC")):
        return counted_each({"": kind.rows(narrowing(smart_list), user)}, user=user)[""]


def forget(*, at: datetime) -> None:
    """Counts that nobody has looked at for long."""
    ListCount.objects.filter(seen_at__lt=at - KEPT).delete()
