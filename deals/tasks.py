"""What Celery wakes. SCHEDULE names what the clock asks for, in seconds."""

from celery import shared_task
from django.utils import timezone

from deals.pricing import foreign, revalue_rows

SCHEDULE = {"deals.tasks.price_the_day": 3600.0}
BATCH = 500


@shared_task
def price_the_day():
    """Open deals count at today's rate (9.9): a new day may have another one."""
    rows, after = foreign().open().order_by("pk"), 0
    while keys := list(rows.filter(pk__gt=after).values_list("pk", flat=True)[:BATCH]):
        after = keys[-1]
        revalue_rows(foreign().filter(pk__in=keys), at=timezone.now())
