"""Long work of leads."""

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation

from leads.bulk import DEEDS, JOB, do
from leads.filters import narrowed
from leads.models import Lead
from records.working import job

BATCH = 20


@job(JOB)
def bulk(job, progress):
    """The chosen leads in the order of their keys; a second run goes on behind the last one. Leads that came after the
    job was written are not meant."""
    rows = _chosen(job)
    if job.total is None:
        progress.report(total=rows.count(), position={"after": 0, "last": rows.last().pk if rows.exists() else 0})
    with translation.override(job.params.get("language")):
        while batch := list(rows.filter(pk__gt=job.position["after"], pk__lte=job.position["last"])[:BATCH]):
            _batch(batch, job, progress)


def _chosen(job):
    by, params = job.act.by, job.params
    rows = Lead.objects.visible_to(by, DEEDS[params["deed"]].action)
    if "query" in params:
        rows = rows.filter(pk__in=narrowed(QueryDict(params["query"]), rows, user=by).qs.order_by().values("pk"))
    else:
        rows = rows.filter(pk__in=params["ids"])
    return rows.select_related("owner", "status", "source").order_by("pk")


@transaction.atomic
def _batch(batch, job, progress):
    by, at = job.act.by, timezone.now()
    done, refused = do(job.params["deed"], batch, job.params["options"], by=by, at=at, act=job.act)
    for each in refused:
        progress.refuse(str(each.lead), each.reason)
    progress.advance(done, position=job.position | {"after": batch[-1].pk})
