"""What Celery wakes. SCHEDULE names what the clock asks for, in seconds."""

from celery import shared_task
from django.utils import timezone

from lists import recents, smart_counting, smart_keeping

SCHEDULE = {"lists.tasks.count_lists": 5.0, "lists.tasks.tidy_lists": 3600.0}


@shared_task
def count_lists():
    """Counts beside lists that somebody looks at."""
    smart_counting.count_due(at=timezone.now())


@shared_task
def tidy_lists():
    """Counts nobody looks at, lists deleted 30 days ago, and what was looked at before the last hundred."""
    now = timezone.now()
    smart_counting.forget(at=now)
    smart_keeping.purge(at=now)
    recents.forget()
