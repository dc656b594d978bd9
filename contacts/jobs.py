"""Long work of contacts."""

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from contacts.bulk import DEEDS, JOB
from contacts.filters import narrowed
from contacts.models import Contact
from lists.selection import chosen
from records.working import job

BATCH = 100


def chosen_for(sent, user, action):
    """The chosen contacts that this person may do this to."""
    rows = Contact.objects.visible_to(user, action)
    return chosen(sent, rows, lambda query: narrowed(query, user, Contact.objects.visible_to(user)).qs)


@job(JOB)
def do_to_many(job, progress):
    """In the order of their keys; a second run goes on behind the last one. Who lost a right meanwhile loses it here
    too."""
    deed, action = DEEDS[job.params["deed"]]
    rows = chosen_for(QueryDict(job.params["chosen"]), job.act.by, action)
    after = job.position.get("after", 0)
    if not job.total:
        progress.expect(rows.count())
    while keys := list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        after = keys[-1]
        _batch(rows.filter(pk__in=keys), deed, job, progress, {"after": after})


@transaction.atomic
def _batch(rows, deed, job, progress, position):
    outcome = deed(rows, job.params["facts"], by=job.act.by, at=timezone.now(), cause=job.act)
    for contact, reason in outcome.refused:
        progress.refuse(str(contact), reason)
    progress.advance(outcome.done, position=position)
