"""Long work with many chosen records."""

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation

from activities import bulk
from records import writing
from records.working import job

BATCH = 50


@job(bulk.JOB)
def do_to_many(job, progress):
    """In the order of their keys; a second run goes on behind the last one. Who lost a right meanwhile loses it here
    too. Rows that came after the job was written are not meant."""
    params, after = job.params, job.position.get("after", 0)
    kind = bulk.kind_called(params["kind"])
    deed = kind.deeds[params["deed"]]
    rows = kind.chosen(QueryDict(params["chosen"]), deed, by=job.act.by).filter(pk__lte=params["last"])
    if job.total is None:
        progress.expect(rows.count())
    size = writing.BATCH if deed.together else BATCH
    with translation.override(params["language"]):
        while keys := list(rows.filter(pk__gt=after).values_list("pk", flat=True)[:size]):
            after = keys[-1]
            _batch(deed, rows.filter(pk__in=keys), len(keys), job, progress, {"after": after})


@transaction.atomic
def _batch(deed, rows, number, job, progress, position):
    outcome = bulk.carry_out(deed, rows, job.params["facts"], by=job.act.by, at=timezone.now(), cause=job.act)
    for record, reason in outcome.refused:
        progress.refuse(str(record), reason)
    progress.advance(number - len(outcome.refused), position=position)
