"""Long work of deals."""

from django.db import transaction
from django.utils import timezone

from deals import settling
from deals.models import Deal
from deals.pricing import foreign, revalue
from deals.recounting import REVALUE, SETTLE
from records.working import job

BATCH = 500


@job(SETTLE)
def settle_statuses(job, progress):
    """Every contact once, in the order of their keys; a second run goes on behind the last one."""
    rows = settling.contacts()
    progress.expect(rows.count())
    after = job.position.get("after", 0)
    while keys := list(rows.filter(pk__gt=after).values_list("pk", flat=True)[:BATCH]):
        after = keys[-1]
        _settle(keys, job, progress)


@transaction.atomic
def _settle(keys, job, progress):
    settling.settle_batch(keys, by=job.act.by, at=timezone.now(), cause=job.act)
    progress.advance(len(keys), position={"after": keys[-1]})


@job(REVALUE)
def revalue_deals(job, progress):
    """Deals in the named currencies, or all of them."""
    currencies = job.params.get("currencies")
    rows = foreign().filter(currency__in=currencies) if currencies else Deal.objects.exclude(value=None)
    rows = rows.order_by("pk")
    progress.expect(rows.count())
    after = job.position.get("after", 0)
    while keys := list(rows.filter(pk__gt=after).values_list("pk", flat=True)[:BATCH]):
        after = keys[-1]
        _revalue(keys, progress)


@transaction.atomic
def _revalue(keys, progress):
    revalue(keys, at=timezone.now())
    progress.advance(len(keys), position={"after": keys[-1]})
