"""Long work with many chosen records."""

from functools import partial

from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from activities import bulk
from records.models import JobError
from records.naming import kind_of
from records.working import job

TOGETHER, EACH = 1000, 50


@job(bulk.JOB)
def do_to_many(job, progress):
    """The keys are written down when it begins, in their order: what the deed itself does to the filter moves none of
    them. Rows that came after the job was asked for are not meant. Who lost a right meanwhile loses it here too."""
    params, by = job.params, job.act.by
    kind = bulk.kind_called(params["kind"])
    deed = kind.deeds[params["deed"]]
    with translation.override(params["language"]):
        meant = kind.chosen(QueryDict(params["chosen"]), deed, by=by).filter(pk__lte=params["last"])
        keys = meant.values_list("pk", flat=True).iterator(chunk_size=TOGETHER)
        progress.plan(keys, size=TOGETHER if deed.together else EACH)
        progress.in_parts(partial(_part, job, progress, kind, deed))


def _part(job, progress, kind, deed, keys):
    by, at = job.act.by, timezone.now()
    rows = kind.reached(deed, by=by).filter(pk__in=keys).order_by("pk")
    there = list(rows.values_list("pk", flat=True))
    outcome = bulk.carry_out(deed, rows, job.params["facts"], by=by, at=at, cause=job.act)
    name, gone = kind_of(kind.model), _("It is not there any more, or you may not do this to it any more.")
    progress.refuse_all(
        [
            *(
                JobError(line=str(each), message=reason, kind=name, record_id=each.pk)
                for each, reason in outcome.refused
            ),
            *(
                JobError(line=f"{name}:{pk}", message=gone, kind=name, record_id=pk)
                for pk in sorted({*keys} - {*there})
            ),
        ]
    )
    progress.advance(len(there) - len(outcome.refused))
