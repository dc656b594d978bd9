"""Long work of records."""

from functools import partial

from records.models import Act, JobError
from records.taking_back import Key, Undone, keys_of, take_back
from records.undoing import JOB, acts_of
from records.working import job

BATCH = 1000


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
