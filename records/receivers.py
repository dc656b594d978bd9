"""What records do when records announce something."""

from records.choices import JobState
from records.models import Act, Job
from records.signals import finished, queued
from records.tasks import run_job
from records.undoing import JOB
from records.wiring import on


@on(queued, sender=Job)
def a_worker_is_woken(job, **kwargs):
    """A written job wakes a worker once it is committed; the sweep finds it if that gets lost."""
    run_job.delay_on_commit(job_id=job.pk)


@on(finished, sender=Job)
def what_was_not_taken_back_to_the_end_may_be_tried_again(job, **kwargs):
    """An undo that failed or was cancelled leaves its act open to another one."""
    if job.name == JOB and job.state != JobState.DONE:
        Act.objects.filter(pk=job.params["act"]).update(undone_at=None, undone_by=None)
