"""What Celery wakes. SCHEDULE names what the clock asks for, in seconds."""

from celery import shared_task
from django.utils import timezone

from records import bin as recycling
from records import working
from records.models import Job

SCHEDULE = {"records.tasks.sweep_jobs": 1.0, "records.tasks.empty_bin": 3600.0}


@shared_task
def run_job(*, job_id: int):
    """Do one job, unless someone else is doing it."""
    working.perform(job_id)


@shared_task
def sweep_jobs():
    """Jobs whose wake-up was lost, and those that a dead worker left."""
    working.release_orphans(at=timezone.now())
    for pk in Job.objects.due(timezone.now()).values_list("pk", flat=True)[:20]:
        working.perform(pk)


@shared_task
def empty_bin():
    recycling.purge(at=timezone.now())
