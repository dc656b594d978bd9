"""What is done with many deals at once: one act, and every deal that could not take part is named (7.11).

A deed is told in JSON, so that few deals are done on the spot and many by a job in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import capfirst

from deals import lifecycle
from deals.lifecycle import REASONS, Wanting, is_empty
from deals.models import Deal, Stage
from records import bin as recycling
from records import writing
from records.acting import begin
from records.errors import RecordError
from records.models import Act
from records.tagging import clean_names, tags_of
from records.values import freeze, thaw

MANY, AT_ONCE = "deals.many", 200
Deed = Callable[[Deal], Any]


class Refused(NamedTuple):
    deal: Deal
    reason: str


class Outcome(NamedTuple):
    act: Act
    done: int
    refused: list[Refused]


def reassign(deals: QuerySet, owner: Any, *, by, at: datetime) -> Outcome:
    """Give them to somebody, set-based."""
    act = begin("reassigned", by=by, at=at)
    return Outcome(act, writing.edit_many(deals, {"owner": owner}, by=by, at=at, cause=act), [])


def asked_for(deals: Iterable[Deal], to: Stage) -> list[str]:
    """What at least one of them needs in that stage: asked once for all (8.13)."""
    found: dict[str, None] = {}
    for deal in deals:
        found |= dict.fromkeys(lifecycle.asked_for(deal, to))
    return list(found)


def moving(to: Stage, values: Mapping[str, Any]) -> dict[str, Any]:
    """The deed of moving; what was asked for is given to those that lack it."""
    return {"deed": "move", "stage": to.pk, "values": {name: freeze(value) for name, value in values.items()}}


def tagging(add: Collection[str], remove: Collection[str]) -> dict[str, Any]:
    return {"deed": "tag", "add": list(add), "remove": list(remove)}


DELETING: dict[str, Any] = {"deed": "delete"}


def do(deals: Iterable[Deal], told: Mapping[str, Any], *, by, at: datetime, act: Act) -> Outcome:
    """Do it to each of them under this act; a deal that refuses holds up no other one."""
    deed, done, refused = _deed(told, by=by, at=at, act=act), 0, []
    for deal in deals:
        try:
            with transaction.atomic():
                deed(deal)
        except RecordError as error:
            refused.append(Refused(deal, _why(error)))
        else:
            done += 1
    return Outcome(act, done, refused)


def _deed(told: Mapping[str, Any], *, by, at: datetime, act: Act) -> Deed:
    if told["deed"] == "tag":
        return lambda deal: _tag(deal, told["add"], told["remove"], by=by, at=at, act=act)
    if told["deed"] == "delete":
        return lambda deal: recycling.delete(deal, by=by, at=at, cause=act)
    to = Stage.objects.select_related("pipeline").get(pk=told["stage"])
    values = {name: thaw(Deal._meta.get_field(name), value) for name, value in told["values"].items()}
    return lambda deal: _move(deal, to, values, by=by, at=at, act=act)


def _move(deal: Deal, to: Stage, values: Mapping[str, Any], *, by, at: datetime, act: Act) -> None:
    if deal.stage_id == to.pk:
        return
    reasons = {column for column, _setting in REASONS.values()}
    fitting = {name: each for name, each in values.items() if name in reasons or is_empty(getattr(deal, name))}
    lifecycle.move_to(deal, to, by=by, at=at, values=fitting, cause=act)


def _tag(deal: Deal, add: Collection[str], remove: Collection[str], *, by, at: datetime, act: Act) -> None:
    gone = {name.casefold() for name in remove}
    kept = [tag.name for tag in tags_of(deal) if tag.name.casefold() not in gone]
    writing.edit(deal, {}, by=by, at=at, tags=clean_names([*kept, *add]), cause=act)


def _why(error: RecordError) -> str:
    """The sentence, with the fields that are wanting."""
    if not isinstance(error, Wanting):
        return str(error)
    columns: list[Any] = [Deal._meta.get_field(name) for name in error.fields]
    names = ", ".join(capfirst(str(column.verbose_name)) for column in columns)
    return f"{error} ({names})"
