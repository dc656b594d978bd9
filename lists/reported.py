"""What a job could not do, as far as who looks at it may see the records."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from records.models import Job, JobError
from records.naming import model_of

BATCH = 1000
# What a spreadsheet would take for a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class Line(NamedTuple):
    """One thing that was refused: its name, as it is called now, the record if there is one, and why."""

    name: str
    record: Any
    message: str


def shown(errors: Iterable[JobError], *, user) -> list[Line]:
    """Those that name no record, or one that this person may view."""
    found, keys = list(errors), defaultdict(set)
    for error in found:
        if error.record_id is not None:
            keys[error.kind].add(error.record_id)
    seen = {kind: model_of(kind).objects.visible_to(user).in_bulk(wanted) for kind, wanted in keys.items()}
    lines = [(error, seen.get(error.kind, {}).get(error.record_id)) for error in found]
    return [
        Line(error.line if record is None else str(record), record, error.message)
        for error, record in lines if record is not None or error.record_id is None
    ]  # fmt: skip


class _Line:
    """Gives the writer's line back instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def as_csv(job: Job, *, user) -> Iterator[str]:
    """The whole report, a stretch at a time."""
    writer: Any = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([_("Record"), _("Reason")])
    after = 0
    while errors := list(job.errors.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = errors[-1].pk
        for error in shown(errors, user=user):
            yield writer.writerow([_harmless(error.name), _harmless(error.message)])


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text
