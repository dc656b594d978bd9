"""Long work of records."""

from django.db import transaction

from records.models import Act
from records.undoing import JOB, Undone, acts_of, keys_of, take_back
from records.working import job

BATCH = 100


@job(JOB)
def undo(job, progress):
    """Batch by batch, each with its report; what stays as it is stands among the job's refusals."""
    acts = acts_of(Act.objects.get(pk=job.params["act"]))
    keys = keys_of(acts)
    progress.expect(len(keys))
    for begun in range(job.position.get("next", 0), len(keys), BATCH):
        _batch(keys[begun : begun + BATCH], acts, job, progress, begun)


@transaction.atomic
def _batch(keys, acts, job, progress, begun):
    outcome = Undone(act=job.act)
    take_back(keys, acts, outcome)
    for kept in outcome.kept:
        progress.refuse(f"{kept.kind}:{kept.record_id}", kept.reason)
    progress.advance(outcome.restored, position={"next": begun + len(keys)})
