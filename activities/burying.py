"""Notes and tasks follow the record they hang on, to the end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from activities.models import Note, Task
from records.bin import BATCH, bury
from records.models import Record
from records.naming import kind_of


def bury_what_hangs_on(model: type[Record], keys: Iterable[int], *, at: datetime) -> None:
    """Remove what is about these records, notes on its tasks included, in batches."""
    for activity in (Note, Task):
        rows = activity._base_manager.filter(about_kind=kind_of(model), about_id__in=list(keys)).order_by("pk")
        while found := list(rows.values_list("pk", flat=True)[:BATCH]):
            bury(activity, found, at=at)
