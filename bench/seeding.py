"""Records in bulk for the demo rep: `python -m bench.seeding ROWS`, in the environment of a running server."""

import random
import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from activities.models import Note, Task  # noqa: E402
from contacts.models import Contact  # noqa: E402
from deals.models import Deal, Stage  # noqa: E402
from leads.keeping import initial_status  # noqa: E402
from leads.models import Lead  # noqa: E402
from records import writing  # noqa: E402

CITIES = ("Graz", "Leoben", "Hannover", "Gdańsk", "Vigo")


def activities(rows: int, rep: User, rng: random.Random, now) -> None:
    common = {"owner": rep, "created_by": rep, "created_at": now, "updated_at": now}
    tasks = (
        Task(text=f"Call number {n}", due_at=now + timedelta(minutes=rng.randint(-90, 90) * n % 99999), **common)
        for n in range(rows)
    )
    notes = (Note(text=f"Visit {n}: the cold room in **Graz** needs a second door.", **common) for n in range(rows))
    for model, made in ((Task, tasks), (Note, notes)):
        batch = []
        for record in made:
            record.derive()
            batch.append(record)
        model.objects.bulk_create(batch, batch_size=500)


def records(rows: int, rep: User, rng: random.Random, now) -> None:
    """A tenth of the contacts are companies, the others work there; as many leads and deals as contacts."""
    companies = [
        Contact(is_company=True, company_name=f"Company {n}", city=rng.choice(CITIES), owner=rep)
        for n in range(max(rows // 10, 1))
    ]
    writing.create_many(companies, by=rep, at=now)
    people = [
        Contact(
            first_name="Bench", last_name=f"Person {n}", employer=rng.choice(companies), owner=rep,
            email=f"person{n}@bench.example", city=rng.choice(CITIES),
        )
        for n in range(rows)
    ]  # fmt: skip
    writing.create_many(people, by=rep, at=now)
    status, stages = initial_status(), list(Stage.objects.in_use().filter(pipeline__key="sales"))
    leads = [Lead(last_name=f"Lead {n}", status=status, city=rng.choice(CITIES), owner=rep) for n in range(rows)]
    writing.create_many(leads, by=rep, at=now)
    deals = [
        Deal(
            name=f"Deal {n}", contact=person, company=person.employer, stage=rng.choice(stages), owner=rep,
            value=rng.randint(1, 90) * 1000, currency="EUR", added_at=now,
            stage_changed_at=now - timedelta(days=rng.randint(0, 60)),
        )
        for n, person in enumerate(people)
    ]  # fmt: skip
    writing.create_many(deals, by=rep, at=now)


def main(rows: int) -> None:
    rng, now = random.Random(7), timezone.now()
    rep = User.objects.get(email="rep@demo.example")
    activities(rows, rep, rng, now)
    records(rows, rep, rng, now)


if __name__ == "__main__":
    main(int(sys.argv[1]))
