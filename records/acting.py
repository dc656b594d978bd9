"""Under which act a row is written, and because of which step."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from records.models import Act, Change, Transition

Cause = Act | Transition | Change | None


def begin(kind: str, *, by, at: datetime, parent: Act | None = None, label: str = "") -> Act:
    """A new act. `by` None is the system itself."""
    return Act.objects.create(kind=kind, by=by, at=at, parent=parent, label=label[:200])


def under(cause: Cause, kind: str, *, by, at: datetime, label: str = "") -> tuple[Act, dict[str, Any]]:
    """The act to write under, and the journal row that brought this about, as the columns that name it.

    Without a cause this deed is an act of its own.
    """
    if cause is None:
        return begin(kind, by=by, at=at, label=label), {}
    if isinstance(cause, Transition):
        return cause.act, {"cause": cause}
    if isinstance(cause, Change):
        return cause.act, {"cause_change": cause}
    return cause, {}
