"""Long work of accounts."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.leaving import HAND_OVER, belongings, estates
from accounts.models import User
from accounts.notifying import notify
from records.working import job
from records.writing import BATCH, edit_many


@job(HAND_OVER)
def hand_over(job, progress):
    """Kind by kind, in batches. What is done no longer belongs to the giver, so a second run goes on by itself."""
    giver, receiver = User.objects.get(pk=job.params["giver"]), User.objects.get(pk=job.params["receiver"])
    waiting = list(belongings(giver))
    progress.expect(job.done + sum(rows.count() for rows in waiting))
    for rows in waiting:
        while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
            _give(rows.filter(pk__in=keys), receiver, job, progress)
    for estate in estates:
        estate.give(giver, receiver, by=job.act.by, at=timezone.now())
    _tell(job, giver, receiver)


@transaction.atomic
def _give(batch, receiver, job, progress):
    """A batch and its report together: a worker whose job another one has taken over gives nothing twice."""
    progress.advance(edit_many(batch, {"owner": receiver}, by=job.act.by, at=timezone.now(), cause=job.act))


@transaction.atomic
def _tell(job, giver, receiver):
    def text():
        said = ngettext(
            "%(giver)s’s %(count)s record is now yours", "%(giver)s’s %(count)s records are now yours", job.done
        )
        return said % {"giver": giver, "count": job.done}

    notify(receiver, "handed_over", text, at=timezone.now(), mail=True)
