"""Long work is one Job row. A worker claims it with a lease, so that the next one goes on where a killed one stood."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from records import holders
from records.acting import begin
from records.choices import JobState
from records.errors import Cancelled, NotAllowed, TakenOver
from records.holders import is_gone
from records.models import Act, Job, JobError, JobPart
from records.signals import finished, queued

LEASE, BREATH = timedelta(seconds=60), timedelta(milliseconds=1)
LONGEST_REPORT = 100_000
BATCH, PLANNED = 1000, 20
MOST_ATTEMPTS = 10
logger = logging.getLogger(__name__)

Work = Callable[["Job", "Progress"], Any]
_works: dict[str, Work] = {}


def job(name: str) -> Callable[[Work], Work]:
    """Register the function that does jobs of this name. It must go on from `job.position` when it is run again."""

    def remember(work: Work) -> Work:
        if name in _works:
            raise ValueError(f"Two jobs are called {name!r}")
        _works[name] = work
        return work

    return remember


@transaction.atomic
def start(name: str, params: dict, *, by, at: datetime, parent: Act | None = None, label: str = "") -> Job:
    """Write the job; a worker is woken once this is committed, and a sweep finds it anyway."""
    if name not in _works:
        raise LookupError(f"No job is called {name!r}")
    act = begin(name, by=by, at=at, parent=parent, label=label)
    new = Job.objects.create(act=act, name=name, params=params)
    queued.send(sender=Job, job=new)
    return new


@transaction.atomic
def cancel(wanted: Job, *, at: datetime) -> None:
    """Ask for an end: a waiting job ends at once, a running one at its next report of progress."""
    Job.objects.filter(pk=wanted.pk, cancel_requested_at=None).unfinished().update(cancel_requested_at=at)
    if Job.objects.filter(pk=wanted.pk, state=JobState.WAITING).update(state=JobState.CANCELLED, finished_at=at):
        finished.send(sender=Job, job=Job.objects.get(pk=wanted.pk))


def claim(pk: int, *, at: datetime) -> Job | None:
    """Take a due job, unless someone else has it."""
    due = Job.objects.due(at).filter(pk=pk)
    mine = {"attempt": F("attempt") + 1, "holder": holders.me()}
    if not due.update(state=JobState.RUNNING, lease_until=at + LEASE, **mine):
        return None
    Job.objects.filter(pk=pk, started_at=None).update(started_at=at)
    return Job.objects.select_related("act__by").get(pk=pk)


def release_orphans(*, at: datetime) -> int:
    """Jobs whose process on this machine has died are due at once, not when their lease runs out."""
    running = Job.objects.filter(state=JobState.RUNNING, lease_until__gte=at).exclude(holder="")
    gone = [(pk, attempt) for pk, attempt, holder in running.values_list("pk", "attempt", "holder") if is_gone(holder)]
    for pk, attempt in gone:
        Job.objects.filter(pk=pk, attempt=attempt, state=JobState.RUNNING).update(lease_until=at - BREATH)
    return len(gone)


def perform(pk: int) -> bool:
    """Do one job to its end; False when another worker has it or it is over. Safe to call twice."""
    mine = claim(pk, at=timezone.now())
    if mine is None:
        return False
    progress = Progress(mine)
    try:
        progress.report()
        work = _works.get(mine.name)
        if work is None:
            raise NotAllowed(f"No job is called {mine.name!r}")
        if mine.attempt > MOST_ATTEMPTS:
            raise NotAllowed(_("Its worker died again and again, so it was given up. What is done stays done."))
        work(mine, progress)
    except TakenOver:
        logger.warning("Job %s %s ran past its lease, and another worker took it over", mine.name, mine.pk)
    except Cancelled:
        _end(mine, JobState.CANCELLED)
    except Exception as error:
        logger.exception("Job %s %s failed", mine.name, mine.pk)
        _end(mine, JobState.FAILED, message=str(error) or type(error).__name__)
    else:
        _end(mine, JobState.DONE)
    return True


@transaction.atomic
def _end(mine: Job, state: str, *, message: str = "") -> None:
    now = timezone.now()
    if _held(mine).update(state=state, message=message, finished_at=now, lease_until=None):
        mine.parts.all().delete()
        mine.refresh_from_db()
        finished.send(sender=Job, job=mine)


def _held(mine: Job) -> QuerySet[Job]:
    """The job's row as long as no other worker has taken it over."""
    return Job.objects.filter(pk=mine.pk, state=JobState.RUNNING, attempt=mine.attempt)


class Progress:
    """What a job's function reports through. Each report renews the lease and raises Cancelled when asked to stop.

    Report at least once a minute, and in the transaction of the rows it counts: a worker that took longer than its
    lease, whose job another one has taken over, then gets TakenOver and its last rows are not stored twice.
    """

    def __init__(self, mine: Job):
        self.job = mine

    def expect(self, total: int) -> None:
        self.report(total=total)

    def advance(self, count: int = 1, *, position: dict | None = None) -> None:
        """`count` more are done; `position` is where a second run has to go on."""
        new: dict[str, Any] = {"done": F("done") + count}
        if position is not None:
            new["position"] = position
        self.report(**new)

    def refuse(self, line: str, message: str, *, kind: str = "", record_id: int | None = None) -> None:
        """One row could not be done."""
        self.refuse_all([JobError(line=line, message=message, kind=kind, record_id=record_id)])

    def refuse_all(self, errors: Sequence[JobError]) -> None:
        """These could not be done; the first hundred thousand are kept with their reason, all are counted."""
        kept = list(errors)[: max(0, LONGEST_REPORT - self.job.refused)]
        for error in kept:
            error.job, error.line = self.job, error.line[:80]
        JobError.objects.bulk_create(kept, batch_size=BATCH)
        if errors:
            self.report(refused=F("refused") + len(errors))

    @transaction.atomic
    def plan(self, keys: Iterable[Any], *, size: int) -> None:
        """Write down once what the job is for, in parts of `size` keys."""
        if self.job.total is not None:
            return
        total, keys = 0, iter(keys)
        while parts := [part for _ in range(PLANNED) if (part := list(islice(keys, size)))]:
            JobPart.objects.bulk_create(JobPart(job=self.job, keys=part) for part in parts)
            total += sum(len(part) for part in parts)
        self.expect(total)

    def in_parts(self, do: Callable[[list], Any]) -> None:
        """One part after the other, each in a transaction of its own that takes it away: what is done is not there any
        more, and what is there has not been done. `do` reports what it did."""
        while self._do_part(do):
            pass

    @transaction.atomic
    def _do_part(self, do: Callable[[list], Any]) -> bool:
        part = self.job.parts.order_by("pk").first()
        if part is None:
            return False
        do(part.keys)
        part.delete()
        return True

    def report(self, **new: Any) -> None:
        """Still at work: renew the lease and write what is new."""
        if not _held(self.job).update(**new, lease_until=timezone.now() + LEASE):
            raise TakenOver
        self.job.refresh_from_db(fields=["done", "refused", "total", "position", "cancel_requested_at"])
        if self.job.cancel_requested_at:
            raise Cancelled
