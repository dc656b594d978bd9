"""Notes and tasks of the demo company, due around now, and the tray in which the parts above lay theirs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.demo import People, during, part
from activities import completing, keeping, telling
from activities.demo_words import WORDS, Plan
from activities.due import zone_of
from activities.models import Note, Task
from records import writing
from records.models import Record
from records.writing import Draft


def join() -> None:
    """Take part in the demo; asked from panels, so that a shell without pages stays without it."""
    part(10)(tasks_and_notes)
    during(telling.gathered)


class Tray:
    """Notes and tasks wait here and are stored together, before something else needs them."""

    def __init__(self) -> None:
        self.notes: list[Draft] = []
        self.tasks: list[Draft] = []

    def note(self, *, by, at: datetime, text: str, about: Record, is_important: bool = False) -> None:
        note = keeping.new_note(by=by, text=text, is_important=is_important, about=about)
        self.notes.append(Draft(note, by, at))

    def task(
        self, *, by, at: datetime, text: str, about: Record, due_at: datetime | None = None, due_on: date | None = None
    ) -> Task:
        task = keeping.new_task(owner=by, text=text, about=about, due_at=due_at, due_on=due_on)
        self.tasks.append(Draft(task, by, at))
        return task

    def complete(self, task: Task, *, by, at: datetime) -> None:
        if task.pk is None:
            self.store()
        completing.complete(task, by=by, at=at)

    def store(self) -> None:
        writing.create_each(self.notes)
        writing.create_each(self.tasks)
        self.notes, self.tasks = [], []

    @contextmanager
    def emptied(self) -> Iterator[None]:
        """For what moves records to other timelines: all that was before is told there first."""
        self.store()
        with telling.at_once():
            yield


def tasks_and_notes(people: People, at: datetime, rng: random.Random) -> None:
    words = WORDS[people.locale]
    tray = people.shared["tray"] = Tray()
    people.endings.append(tray.store)
    for role, plans in words.plans.items():
        for plan in plans:
            _plan(getattr(people, role), plan, at, rng)
    for role, texts in words.done.items():
        for text in texts:
            _done(getattr(people, role), text, at, rng)
    for role, notes in words.notes.items():
        for text, tags, important in notes:
            when = at - timedelta(hours=rng.randint(1, 90))
            keeping.add_note(by=getattr(people, role), at=when, text=text, tags=tags, is_important=important)
    keeping.add_note(by=people.rep, at=at - timedelta(hours=5), is_restricted=True, text=words.private)
    keeping.add_task(
        by=people.manager, owner=people.rep, at=at - timedelta(hours=3), text=words.given,
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
