"""Long work of lists."""

import copy

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lists.retyping import JOB, converted, holding, names_of
from records.batching import Edit, edit_each
from records.custom_words import words
from records.defining import INDEX
from records.definitions import CustomField
from records.models import JobError
from records.working import job, start

BATCH = 500


@job(JOB)
def retype(job, progress):
    """Every record's value under the new type; what did not fit stands among the job's refusals."""
    now = CustomField.objects.get(pk=job.params["field"])
    was = copy.copy(now)
    for name, value in job.params["was"].items():
        setattr(was, name, value)
    progress.expect(job.total or holding(now).count())
    while not job.position.get("over"):
        _batch(was, now, job, progress)
    start(INDEX, {"field": now.pk}, by=job.act.by, at=timezone.now(), label=now.name)


@transaction.atomic
def _batch(was, now, job, progress):
    rows = holding(now).filter(pk__gt=job.position.get("after", 0))
    batch = list(rows.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    names = names_of(was, batch, job.act.by)
    edits, lost = [], []
    for row in batch:
        value = row.custom[now.key]
        new = converted(was, now, value, names)
        if new != value:
            edits.append(Edit(row, {f"custom.{now.key}": new}))
        if new is None:
            lost.append(
                JobError(line=f"{now.kind}:{row.pk}", message=_gone(was, value, names), kind=now.kind, record_id=row.pk)
            )
    edit_each(edits, by=job.act.by, at=timezone.now(), cause=job.act)
    progress.refuse_all(lost)
    progress.advance(len(batch) - len(lost), position={"after": batch[-1].pk} if batch else {"over": True})


def _gone(was, value, names):
    """Who asked for the job reads its report, as an admin no more some day: the value of a field that not everybody may
    view is no part of it."""
    if was.restricted:
        return _("The value does not fit and is gone; the record's history has it.")
    return _("“%(value)s” does not fit and is gone.") % {"value": words(was, value, names)[:200]}
