"""What records do when records announce something."""

from records.models import Job
from records.signals import queued
from records.tasks import run_job
from records.wiring import on


@on(queued, sender=Job)
def a_worker_is_woken(job, **kwargs):
    """A written job wakes a worker once it is committed; the sweep finds it if that gets lost."""
    run_job.delay_on_commit(job_id=job.pk)
