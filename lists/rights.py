"""What one person may do with each row, asked along with the rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import ExpressionWrapper, QuerySet


def with_rights(rows: Any, user, *actions: str) -> Any:
    """Each row with `may_edit`, `may_delete`, ... of this person, so that a list asks once."""
    told = {
        f"may_{action}": ExpressionWrapper(user.reach(rows.model, action), models.BooleanField()) for action in actions
    }
    return rows.annotate(**told)


def with_own_rights(rows: Any, user, *actions: str) -> Any:
    """The same as far as owning goes, past the model's own `reach_of`, for rows of which the rest is known."""
    told = {
        f"may_{action}": ExpressionWrapper(user.rights.by_ownership(rows.model, action), models.BooleanField())
        for action in actions
    }
    return rows.annotate(**told)


def reached(records: Iterable[Any], user, action: str) -> set[Any]:
    """Those of these stored records, of whatever kind, that this person reaches for this action; one statement a
    kind."""
    wanted, found = set(records), set()
    for model in {type(record) for record in wanted}:
        keys = [record.pk for record in wanted if type(record) is model]
        found |= set(model._base_manager.filter(user.reach(model, action), pk__in=keys))
    return found


def may(user, action: str, record: models.Model) -> bool:
    """Whether this person reaches one stored record for this action."""
    rows: QuerySet = type(record)._base_manager.filter(pk=record.pk)
    return rows.filter(user.reach(type(record), action)).exists()
