"""What the bin and the job pages show of rows that they know nothing else about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from records.choices import JobState
from records.models import Job, Record
from records.naming import kind_of, record_models

TONES = {
    JobState.WAITING: "grey",
    JobState.RUNNING: "accent",
    JobState.DONE: "green",
    JobState.FAILED: "red",
    JobState.CANCELLED: "amber",
}


class Kind(NamedTuple):
    key: str
    label: str
    model: type[Record]


class JobRow(NamedTuple):
    """A job with what the page says of it: the share done (0 to 100), rows a second, seconds left."""

    job: Job
    title: str
    tone: str
    percent: int | None
    rate: float | None
    seconds_left: int | None


_titles: dict[str, Any] = {}


def kinds_for(user) -> list[Kind]:
    """The kinds of record whose bin may hold something for this person."""
    models = [model for model in record_models() if user.may(model.permission_object, "delete")]
    return [Kind(kind_of(model), str(model._meta.verbose_name_plural), model) for model in models]


def first_filled(kinds: list[Kind], user) -> Kind | None:
    """The first of them in whose bin something lies for this person; with nothing anywhere the first."""
    filled = (kind for kind in kinds if kind.model.objects.restorable_by(user).exists())
    return next(filled, kinds[0] if kinds else None)


def name_job(name: str, title: Any) -> None:
    """Say what a job of this name is called on the screen (apps do it in their panels module)."""
    _titles[name] = title


def labels_of(jobs: Iterable[Job], *, at: datetime) -> list[JobRow]:
    return [_row(job, at) for job in jobs]


def _row(job: Job, at: datetime) -> JobRow:
    left = job.seconds_left(at)
    return JobRow(
        job=job,
        title=": ".join(filter(None, [str(_titles.get(job.name, "")), job.act.label])) or _("Job"),
        tone=TONES[JobState(job.state)],
        percent=min(100, round(100 * (job.done + job.refused) / job.total)) if job.total else None,
        rate=job.rate(at),
        seconds_left=round(left) if left is not None else None,
    )
