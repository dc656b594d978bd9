"""Under which act a row is written, and because of which step."""

from __future__ import annotations

from datetime import datetime

from records.models import Act, Transition

Cause = Act | Transition | None


def begin(kind: str, *, by, at: datetime, parent: Act | None = None, label: str = "") -> Act:
    """A new act. `by` None is the system itself."""
    return Act.objects.create(kind=kind, by=by, at=at, parent=parent, label=label[:200])


def under(cause: Cause, kind: str, *, by, at: datetime, label: str = "") -> tuple[Act, Transition | None]:
    """The act to write under and the step that caused it. Without a cause this deed is an act of its own."""
    if cause is None:
        return begin(kind, by=by, at=at, label=label), None
    if isinstance(cause, Transition):
        return cause.act, cause
    return cause, None
