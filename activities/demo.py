"""Notes and tasks of the demo company, due around now."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone

from accounts.demo import People, during, part
from activities import completing, keeping, telling
from activities.due import zone_of
from activities.models import Note, Task


class Plan(NamedTuple):
    """`days` from today until it is due (None: on no day), `hour` of that day or None for all of it."""

    text: str
    days: int | None
    hour: int | None = None
    details: str = ""
    said: str = ""


PLANS = {
    "rep": [
        Plan("Send the revised offer to Nordström Kühltechnik", -1, None,
             "Prices as agreed on the phone: **3 %** off from the fourth unit on. Add the connection plan.",
             "Called twice, the purchasing desk is on a fair until tomorrow."),
        Plan("Call Chiara Bevilacqua about the delivery date", 0, 10),
        Plan("Confirm the site visit in Leoben", 0, 16, "Who has the key to the machine room?"),
        Plan("Prepare the samples for Hannover", 0),
        Plan("Ask the Graz hospital for a reference quote", 1, 11),
        Plan("Check the credit line of Aegean Cold Chain", 2),
        Plan("Follow up on the cold room quote", 4, 9),
        Plan("Plan the spring tour through Austria", 12),
        Plan("Read the new refrigerant regulation", None),
    ],
    "colleague": [
        Plan("Return the call of Laiterie du Vercors", -2, 15),
        Plan("Translate the data sheet of the R-290 unit", 0),
        Plan("Collect the missing tax number of Browar Dolny", 1),
        Plan("Book the booth dinner for twelve people", 5, 18),
    ],
    "stranger": [
        Plan("Visit Mariscos Atlántico", -3, 10),
        Plan("Offer for two blast chillers, Adega Monte Seco", 1),
        Plan("Find out who decides at Fjarðarfiskur", 3),
    ],
    "manager": [
        Plan("Go through the forecast with Jonas", 0, 14),
        Plan("Approve the discount for Polarmet", 1),
    ],
}  # fmt: skip
DONE = {
    "rep": [
        "Thank the Waldburg estate for the tour",
        "Log the fair contacts of stand 14-B",
        "Send the service contract",
    ],
    "colleague": ["Update the price list", "Answer the tender of Zimmermann Laborbedarf"],
    "stranger": ["Send the photos of the Lisbon installation"],
}
NOTES = {
    "rep": [
        ("## Call with Nordström\n\nSecond site is **approved**. She wants the same compressor as in Graz and "
         "one contact for service.\n\n- delivery before 15 December\n- connection plan two weeks ahead",
         ["Hospital", "R-290"], True),
        ("Papadopoulos decides alone up to 40,000. Above that the board meets on Tuesdays.", ["Decision"], False),
        ("Fair Hannover: most asked question was noise at night. A measured figure in the brochure would help.",
         ["Fair"], False),
    ],
    "colleague": [
        ("Vercors has 14 cheese cellars, all at 9 °C. They rent the units and would rather buy.", ["Food"], False),
        ("Browar Dolny pays late, but always pays. Do not press before day 45.", ["Payment"], True),
    ],
    "stranger": [("Port of Vigo: trucks only before seven in the morning.", ["Logistics"], False)],
    "manager": [("Team meeting: we quote delivery in weeks, not in dates, until the warehouse works.", ["Team"], True)],
}  # fmt: skip


def join() -> None:
    """Take part in the demo; asked from panels, so that a shell without pages stays without it."""
    part(10)(tasks_and_notes)
    during(telling.gathered)


def tasks_and_notes(people: People, at: datetime, rng: random.Random) -> None:
    for role, plans in PLANS.items():
        for plan in plans:
            _plan(getattr(people, role), plan, at, rng)
    for role, texts in DONE.items():
        for text in texts:
            _done(getattr(people, role), text, at, rng)
    for role, notes in NOTES.items():
        for text, tags, important in notes:
            when = at - timedelta(hours=rng.randint(1, 90))
            keeping.add_note(by=getattr(people, role), at=when, text=text, tags=tags, is_important=important)
    keeping.add_note(
        by=people.rep, at=at - timedelta(hours=5), is_restricted=True,
        text="Salary talk with Katarina on Thursday: bring the figures of the last two quarters.",
    )  # fmt: skip
    keeping.add_task(
        by=people.manager, owner=people.rep, at=at - timedelta(hours=3), text="Write down what Polarmet needs",
        due_on=timezone.localtime(at, zone_of(people.rep)).date() + timedelta(days=2),
    )  # fmt: skip


def _plan(owner, plan: Plan, at: datetime, rng: random.Random) -> None:
    """As if it had been added some days ago."""
    added, here = at - timedelta(days=3, hours=rng.randint(1, 60)), timezone.localtime(at, zone_of(owner))
    due = {}
    if plan.days is not None:
        day = here.date() + timedelta(days=plan.days)
        moment = datetime.combine(day, datetime.min.time(), here.tzinfo)
        due = {"due_on": day} if plan.hour is None else {"due_at": moment.replace(hour=plan.hour)}
    task = keeping.add_task(by=owner, at=added, text=plan.text, details=plan.details, **due).record
    if plan.said:
        keeping.add_note(by=owner, at=at - timedelta(hours=2), text=plan.said, about=task)


def _done(owner, text: str, at: datetime, rng: random.Random) -> None:
    added = at - timedelta(days=rng.randint(4, 9))
    day = timezone.localtime(at, zone_of(owner)).date() - timedelta(days=rng.randint(0, 2))
    task = keeping.add_task(by=owner, at=added, text=text, due_on=day).record
    completing.complete(task, by=owner, at=at - timedelta(hours=rng.randint(1, 70)))


def some_task() -> str:
    """The address of a task that has something to show."""
    told: Any = Note.objects.live().exclude(about_kind="").order_by("pk").values_list("about_id", flat=True).first()
    task = Task.objects.live().filter(pk=told).first()
    return task.get_absolute_url() if task else reverse("activities:tasks")


def some_note() -> str:
    note = Note.objects.live().important().order_by("pk").first()
    return note.get_absolute_url() if note else reverse("activities:notes")
