"""Smart lists of the demo company: some of everybody's, some of one person's, some pinned."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.http import QueryDict

from accounts.demo import People, part
from lists import smart_keeping as keeping
from lists.choices import Visibility
from lists.models import SmartList
from lists.smart_query import saved_of


class Words(NamedTuple):
    silent: str
    fresh: str
    large: str
    abroad: str
    late: str


WORDS = {
    "en": Words("Quiet for 60 days", "New this month", "Large and open", "Customers abroad", "Late in my team"),
    "de": Words("60 Tage nichts passiert", "Neu in diesem Monat", "Groß und offen", "Kunden im Ausland",
                "Verspätet in meinem Team"),
}  # fmt: skip
QUIET = {"field": "quiet", "op": "for", "value": {"n": 60, "unit": "days"}}
FRESH = {"field": "added", "op": "during", "value": "this_month"}
LARGE = {"field": "value", "op": "gte", "value": 20000}
ABROAD = {"not": {"field": "country", "op": "any", "value": ["DE"]}}


def join() -> None:
    """Take part in the demo; asked from panels, so that a shell without pages stays without it."""
    part(90)(smart_lists)


def smart_lists(people: People, at: datetime, rng: random.Random) -> None:
    words, when = WORDS[people.locale], at - timedelta(days=20)

    def keep(name: str, kind: str, owner: Any, asked: str, *conditions: dict, **shared: Any) -> SmartList:
        query = QueryDict(asked, mutable=True)
        if conditions:
            query["where"] = json.dumps({"v": 1, "all": list(conditions)}, separators=(",", ":"))
        return keeping.save_as(name, saved_of(query), kind=kind, by=owner, at=when, **shared)

    boss, rep, all_of_us = people.manager, people.rep, {"visibility": Visibility.EVERYONE}
    team = {"visibility": Visibility.TEAM, "others_edit": True}
    keep(words.silent, "contacts.contact", boss, "view=customers&sort=activity", QUIET, **team)
    pinned = [
        keep(words.fresh, "leads.lead", boss, "sort=-created", FRESH, **all_of_us),
        keep(words.large, "deals.deal", boss, "sort=-value", LARGE, **all_of_us),
        keep(words.abroad, "contacts.contact", rep, "view=customers&cols=company,city,country,owner", ABROAD),
    ]
    for each in pinned:
        keeping.pin(each, to=rep)
    keeping.pin(keep(words.late, "activities.task", boss, "view=overdue&owner=team"), to=boss)
