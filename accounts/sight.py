"""The log of what administrators open although their own grants would not show it (14.22)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from accounts.models import AdminSight, User
from accounts.reach import strictly
from records.naming import kind_of

PAUSE = timedelta(hours=1)


def seen(record: models.Model, *, by: User, at: datetime) -> bool:
    """Call when a record's page opens. True: shown only because of the admin flag, so the page has to say so.

    One row an hour and record; costs other people nothing. A reach that is everything (an empty Q) is not asked again.
    """
    if not by.rights.sees_all:
        return False
    model, granted = type(record), strictly(by).reach(type(record), "view")
    if not granted or model._base_manager.filter(pk=record.pk).filter(granted).exists():
        return False
    mine = AdminSight.objects.filter(user=by, kind=kind_of(record), record_id=record.pk)
    if not mine.filter(at__gt=at - PAUSE).exists():
        AdminSight.objects.create(user=by, kind=kind_of(record), record_id=record.pk, at=at)
    return True
