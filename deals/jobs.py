"""Long work of deals."""

from django.db import transaction
from django.utils import timezone

from deals import bulk, settling
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


@job(bulk.MANY)
def do_many(job, progress):
    """A deed of deals.bulk for the deals that were chosen; those that refuse stand in the job's report."""
    keys = job.params["keys"]
    progress.expect(len(keys))
    for begun in range(job.position.get("next", 0), len(keys), bulk.AT_ONCE):
        _do_batch(keys[begun : begun + bulk.AT_ONCE], job, progress, begun)


@transaction.atomic
def _do_batch(keys, job, progress, begun):
    deals = Deal.objects.live().filter(pk__in=keys).select_related("stage__pipeline").order_by("pk")
    outcome = bulk.do(deals, job.params["deed"], by=job.act.by, at=timezone.now(), act=job.act)
    for refused in outcome.refused:
        progress.refuse(str(refused.deal), refused.reason)
    progress.advance(outcome.done, position={"next": begun + len(keys)})
