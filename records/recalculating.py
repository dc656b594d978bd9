"""Working the formulas and the words to search by out anew for every record of a kind, after their definitions changed.

Derived values have no history: no Change is written, and the version stays, so that nobody who is editing is disturbed.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from records.calculating import Rules, rules_of, settle
from records.customising import COLUMN, has_column

BATCH = 500


@transaction.atomic
def recalculate(rows: Any) -> tuple[int, int | None]:
    """The next rows of a queryset that has not been cut yet, by key; locked, so that nobody's edit is lost. Returns how
    many of them differed, and the last key (None: there are no more)."""
    model = rows.model
    rules = rules_of(model)
    batch = list(rows.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    differing = [record for record in batch if _differs(record, rules)]
    if differing:
        model._base_manager.bulk_update(differing, _follows(model), batch_size=100)
    return len(differing), batch[-1].pk if batch else None


def _follows(model: Any) -> list[str]:
    return [*model.derived, *[COLUMN] * has_column(model)]


def _differs(record: Any, rules: Rules) -> bool:
    names = _follows(type(record))
    was = [getattr(record, name) for name in names]
    record.derive()
    settle(record, rules)
    return was != [getattr(record, name) for name in names]
