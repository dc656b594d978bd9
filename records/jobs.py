"""Long work of records."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from records import indexing
from records.defining import INDEX, RECALCULATE
from records.definitions import CustomField
from records.models import Act, JobError
from records.naming import model_of
from records.recalculating import recalculate
from records.taking_back import Key, Undone, keys_of, take_back
from records.undoing import JOB, acts_of
from records.working import job

BATCH = 1000
# Whoever was writing when a formula changed may have gone by the old one.
OVERLAP = timedelta(minutes=1)


@job(JOB)
def undo(job, progress):
    """Part by part, each with its report; what stays as it is stands among the job's refusals."""
    acts = acts_of(Act.objects.get(pk=job.params["act"]))
    progress.plan(keys_of(acts), size=BATCH)
    progress.in_parts(partial(_take_back, job, acts, progress))


def _take_back(job, acts, progress, keys):
    outcome = Undone(act=job.act)
    take_back([Key(*key) for key in keys], acts, outcome)
    progress.refuse_all(
        [
            JobError(
                line=f"{kept.kind}:{kept.record_id}", message=kept.reason, kind=kept.kind, record_id=kept.record_id
            )
            for kept in outcome.kept
        ]
    )
    progress.advance(outcome.restored)


@job(INDEX)
def index_custom_field(job, progress):
    """Build or drop the indexes of a custom field, whatever it needs now."""
    definition = CustomField.objects.get(pk=job.params["field"])
    progress.expect(1)
    indexing.settle(definition)
    ready = timezone.now() if definition.needs_index else None
    CustomField.objects.filter(pk=definition.pk).update(indexed_at=ready)
    progress.advance()


@job(RECALCULATE)
def recalculate_custom_values(job, progress):
    """Formulas and words to search by of all records of a kind, batch by batch; then of those that were written
    meanwhile once more."""
    rows = model_of(job.params["kind"])._base_manager.all()
    written = rows.filter(updated_at__gte=(job.started_at or job.act.at) - OVERLAP)
    progress.expect(rows.count())
    for turn, each in enumerate((rows, written)):
        while job.position.get("turn", 0) == turn:
            _recalculate(each, progress, turn, job.position.get("after", 0))


@transaction.atomic
def _recalculate(rows, progress, turn, after):
    count, last = recalculate(rows.filter(pk__gt=after))
    position = {"turn": turn + 1} if last is None else {"turn": turn, "after": last}
    progress.advance(count, position=position)
