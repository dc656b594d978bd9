"""Tasks and notes about what there is, tags, and the timelines that tell of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta

from records.folding import fold, searchable
from records.models import Act, Tag, TagUse
from sellcrm.volume.plan import Plan, pieces, skewed
from sellcrm.volume.words import FIRST, LAST, SENTENCES, STEPS, TAGS

TASKS = (
    "id", "text", "due_at", "state", "completed_at", "about_kind", "about_id", "owner_id", "created_by_id",
    "created_at", "updated_at", "search_text",
)  # fmt: skip
NOTES = (
    "id", "text", "is_important", "about_kind", "about_id", "owner_id", "created_by_id", "created_at", "updated_at",
    "search_text",
)  # fmt: skip
CHANGES = ("id", "kind", "record_id", "act_id", "by_id", "at", "verb", "fields", "version")
ENTRIES = ("id", "at", "verb", "by_id", "source_kind", "source_id", "act_id", "change_id")
LINKS = ("entry_id", "kind", "record_id", "at")
TAGGINGS = ("use_id", "record_id")
# What one of each kind of record weighs among the things that tasks and notes are about.
ABOUT = (("contacts.contact", 5), ("deals.deal", 4), ("leads.lead", 1))


class Subjects:
    """What tasks and notes are about: mostly contacts and deals, mostly those that much happens with."""

    def __init__(self, plan: Plan) -> None:
        keys = {"contacts.contact": plan.persons or plan.companies, "deals.deal": plan.deals, "leads.lead": plan.leads}
        self.known = [(kind, keys[kind], weight) for kind, weight in ABOUT if keys[kind]]
        self.weights = [weight for _kind, _keys, weight in self.known]

    def choose(self, rng: random.Random) -> tuple[str, int | None]:
        if rng.random() < 0.1:
            return "", None
        kind, keys, _weight = rng.choices(self.known, self.weights)[0]
        return kind, skewed(rng, keys)


def rows_of_tasks(plan: Plan, keys: range) -> Iterator[tuple]:
    rng, subjects = plan.rng("tasks"), Subjects(plan)
    owners = plan.people.owners(rng, len(keys))
    for piece in pieces(keys):
        for key, created in zip(piece, plan.moments(rng, len(piece)), strict=True):
            kind, about = subjects.choose(rng)
            done, owner = rng.random() < 0.75, owners[key - keys.start] or plan.people.admin
            text = f"{rng.choice(STEPS)} {rng.choice(FIRST)} {rng.choice(LAST)}"
            due = (
                created + timedelta(days=rng.randint(1, 60)) if done else plan.at + timedelta(days=rng.randint(-60, 90))
            )
            ended = min(due, plan.at) if done else None
            yield (
                key, text, due if rng.random() < 0.9 else None, "done" if done else "open", ended, kind, about, owner,
                owner, created, ended or created, searchable((text,)),
            )  # fmt: skip


def rows_of_notes(plan: Plan, keys: range) -> Iterator[tuple]:
    rng, subjects = plan.rng("notes"), Subjects(plan)
    owners = plan.people.owners(rng, len(keys))
    for piece in pieces(keys):
        for key, created in zip(piece, plan.moments(rng, len(piece)), strict=True):
            kind, about = subjects.choose(rng)
            text = " ".join(rng.sample(SENTENCES, rng.randint(1, 3)))
            owner = owners[key - keys.start] or plan.people.admin
            yield key, text, key % 25 == 0, kind, about, owner, owner, created, created, searchable((text,))


def told(kind: str, columns: Sequence[str], rows: Iterator[tuple], *, act: Act, first: int) -> Iterator[dict]:
    """For each row the Change, the Entry and the places on timelines that its making has left behind."""
    at = {name: place for place, name in enumerate(columns)}
    about_kind, about_id = at.get("about_kind"), at.get("about_id")
    for number, row in enumerate(rows, start=first):
        key, by, made = row[0], row[at["created_by_id"]], row[at["created_at"]]
        places = [(number, kind, key, made)]
        if about_id is not None and about_kind is not None and row[about_id]:
            places.append((number, row[about_kind], row[about_id], made))
        yield {
            "change": (number, kind, key, act.pk, by, made, "created", {}, 1),
            "entry": (number, made, "created", by, kind, key, act.pk, number),
            "places": places,
        }


def wear(plan: Plan, kind: str, keys: range) -> Iterator[tuple[int, int]]:
    """(use of a tag, record): one record in five has a tag or two, the first tags far more often than the last."""
    rng = plan.rng(f"tags {kind}")
    known = {tag.key: tag for tag in Tag.objects.all()}
    tags = [known.get(fold(name)) or Tag.objects.create(name=name, key=fold(name)) for name in TAGS]
    uses = [TagUse.objects.get_or_create(tag=tag, kind=kind)[0].pk for tag in tags]
    for key in keys:
        if rng.random() < 0.2:
            for use in {skewed(rng, uses) for _each in range(rng.randint(1, 2))}:
                yield use, key
