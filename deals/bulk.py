"""Deeds upon many deals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from activities.bulk import REASSIGN, TAG, Deed, Outcome, Refused, deleting
from deals import lifecycle
from deals.lifecycle import REASONS, Wanting, is_empty
from deals.models import Deal, Stage
from deals.needing import held, labels
from lists.custom_fields import PREFIX, as_json
from records.errors import NotAllowed
from records.models import Act
from records.values import freeze, thaw

Moving = tuple[Stage, Mapping[str, Any]]
BY_REASON = {column for column, _setting in REASONS.values()}


def asked_for(deals: QuerySet, to: Stage, *, by: Any = None) -> list[str]:
    """What at least one of them needs in that stage: asked once for all (8.13)."""
    wanted = lifecycle.asked_for(Deal(), to, by=by)
    return [name for name in wanted if name in BY_REASON or _lacking(deals, name).exists()]


def _lacking(deals: QuerySet, name: str) -> QuerySet:
    if name.startswith(PREFIX):
        return deals.exclude(custom__has_key=name.removeprefix(PREFIX))
    return deals.filter(**{name: None})


def moving(to: Stage, values: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of moving; what was asked for is given to those that lack it."""
    return {"stage": to.pk, "values": {name: freeze(as_json(value)) for name, value in values.items()}}


def _moving(facts: Mapping[str, Any]) -> Moving:
    values = {
        name: value if name.startswith(PREFIX) else thaw(Deal._meta.get_field(name), value)
        for name, value in facts["values"].items()
    }
    return Stage.objects.in_use().select_related("pipeline").get(pk=facts["stage"]), values


def _move(deals: list[Deal], given: Moving, *, by, at: datetime, cause: Act) -> Outcome:
    to, values = given
    prefetch_related_objects(deals, "stage__pipeline")
    going = [
        (deal, {name: each for name, each in values.items() if name in BY_REASON or is_empty(held(deal, name))})
        for deal in deals
        if deal.stage_id != to.pk
    ]
    errors = lifecycle.move_each_to(to, going, by=by, at=at, cause=cause)
    refused = [Refused(deal, _said(errors[deal.pk])) for deal, _values in going if deal.pk in errors]
    return Outcome(len(going) - len(refused), refused)


def _said(error: NotAllowed) -> str:
    return _named(error) if isinstance(error, Wanting) else str(error)


def _named(error: Wanting) -> str:
    """The sentence, with the fields that are wanting (7.11)."""
    return f"{error} ({', '.join(labels(error.fields))})"


DEEDS = (
    REASSIGN,
    TAG,
    Deed("move", "edit", _move, _("Move"), "square-kanban", read=_moving, together=True),
    deleting(),
)
