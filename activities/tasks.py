"""What Celery wakes. SCHEDULE names what the clock asks for, in seconds."""

from celery import shared_task
from django.utils import timezone

from activities import reminding

SCHEDULE = {"activities.tasks.remind": 15.0}


@shared_task
def remind():
    """Reminders whose time has come."""
    reminding.remind(at=timezone.now())
