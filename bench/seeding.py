"""Tasks and notes in bulk for the demo rep: `python -m bench.seeding ROWS`, in the environment of a running server."""

import random
import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from activities.models import Note, Task  # noqa: E402


def main(rows: int) -> None:
    rng, now = random.Random(7), timezone.now()
    rep = User.objects.get(email="rep@demo.example")
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


if __name__ == "__main__":
    main(int(sys.argv[1]))
