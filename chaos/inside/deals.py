"""Many deals of two owners, a job that gives all of them to a third, and its undo."""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict
from django.utils import timezone

from accounts.models import Account, User
from activities import bulk
from contacts.models import Contact
from deals.models import Deal, Stage
from records.models import Act
from records.undoing import undo_by_job

PER_CONTACT, BATCH = 5, 2000


def seed(count: int) -> None:
    """Deals as an import would leave them: their past is not what is looked at."""
    at, currency = timezone.now(), Account.current().currency
    owners = [User.objects.create_user(email=f"{name}@chaos.example", name=name) for name in ("even", "odd", "heir")]
    User.objects.create_user(email="boss@chaos.example", name="boss", is_admin=True)
    people = [Contact(last_name=f"C{number}", owner=owners[0]) for number in range(1 + count // PER_CONTACT)]
    contacts = [_dated(person, at) for person in people]
    Contact.objects.bulk_create(contacts, batch_size=BATCH)
    same = {"stage": Stage.objects.active().in_order()[0], "stage_changed_at": at, "added_at": at, "currency": currency}
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        deals = [
            Deal(name=f"D{n}", contact=contacts[n // PER_CONTACT], owner=owners[n % 2], value=n, **same)
            for n in numbers
        ]
        Deal.objects.bulk_create(_dated(deal, at) for deal in deals)


def _dated(record, at: datetime):
    record.created_at = record.updated_at = at
    record.derive()
    return record


def reassign() -> None:
    """Everything that matches a filter which the deed itself empties: the deals that are not the heir's."""
    boss, heir = User.objects.get(email="boss@chaos.example"), User.objects.get(email="heir@chaos.example")
    kind = bulk.kind_called("deals.deal")
    sent, at = QueryDict("all=1&query=owner%3Dall"), timezone.now()
    job = bulk.begin_job(kind, kind.deeds["reassign"], sent, {"owner": heir.pk}, by=boss, at=at, label="chaos")
    print(job.pk)


def take_back() -> None:
    act = Act.objects.get(label="chaos", kind=bulk.JOB)
    print(undo_by_job(act, by=act.by, at=timezone.now()).pk)
