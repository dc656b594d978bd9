"""A deal moves through its stages (7.10 to 7.13, 8.4, 8.9 to 8.13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Asking
from accounts.models import Account
from deals.choices import Category
from deals.models import Deal, Stage
from deals.needing import as_columns, held, required
from records import writing
from records.acting import Cause
from records.batching import Edit, edit_each
from records.errors import NotAllowed, Overtaken
from records.lifecycle import Move, move, move_each
from records.models import Transition

# The column of the reason that closing a deal this way asks for, and the account's setting that says how.
REASONS = {
    Category.LOST: ("loss_reason", "ask_loss_reason"),
    Category.UNQUALIFIED: ("unqualified_reason", "ask_unqualified_reason"),
}


class Wanting(NotAllowed):
    """The stage needs values that the deal does not have (7.11, 8.10): `fields` names them."""

    def __init__(self, fields: list[str]):
        self.fields = fields
        super().__init__(_("This stage needs something that is not there yet."))


def asked_for(deal: Deal, to: Stage, *, values: Mapping[str, Any] | None = None, by: Any = None) -> list[str]:
    """The fields that a person is asked for in place when a deal moves to this stage: required ones that are empty,
    and the reason when the account asks for it. What is in `values`, even if empty, has been asked already."""
    given = dict(values or {})
    fields = [name for name in required(to, by=by) if name not in given and is_empty(held(deal, name))]
    column, setting = REASONS.get(Category(to.category), ("", ""))
    if column and column not in given and getattr(Account.current(), setting) != Asking.OFF:
        fields.append(column)
    return fields


def is_empty(value: Any) -> bool:
    return value in (None, "", [])


@transaction.atomic
def move_to(
    deal: Deal, to: Stage, *, by, at: datetime, values: Mapping[str, Any] | None = None, seen: int | None = None,
    cause: Cause = None,
) -> Transition:  # fmt: skip
    """Move a deal to a stage of its own or of another pipeline, with the values that the stage asks for.

    `seen` is the key of the stage that the mover saw the deal in. Raises Overtaken when it is elsewhere by now, Wanting
    when something required is missing, NotAllowed for a step that is not possible.
    """
    if seen is not None and seen != deal.stage_id:
        raise Overtaken(deal)
    new = {**dict(values or {}), **_reasons(to, dict(values or {}))}
    _refuse_wanting(deal, to, new, needed=required(to, by=by))
    step = move(deal, "stage", to, by=by, at=at, cause=cause)
    writing.edit(deal, as_columns(new) | {"stage_changed_at": at, "stage_changed_by": by}, by=by, at=at, cause=step)
    return step


@transaction.atomic
def move_each_to(
    to: Stage, deals: Sequence[tuple[Deal, Mapping[str, Any]]], *, by, at: datetime, cause: Cause = None
) -> dict[int, NotAllowed]:
    """The same for many, set-based, each with its values; their rows are locked. What refuses a deal, by its key."""
    needed, refused, going = required(to, by=by), {}, []
    for deal, values in deals:
        new = {**values, **_reasons(to, dict(values))}
        try:
            _refuse_wanting(deal, to, new, needed=needed)
            if not deal.may_step("stage", deal.stage, to):
                raise NotAllowed(_("That step is not possible from here."))
        except NotAllowed as error:
            refused[deal.pk] = error
        else:
            going.append((deal, new))
    steps = move_each("stage", [Move(deal, to, by, at, cause) for deal, _new in going])
    told = {"stage_changed_at": at, "stage_changed_by": by}
    pairs = zip(going, steps, strict=True)
    edit_each([Edit(deal, as_columns(new) | told, None, step.transition) for (deal, new), step in pairs], by=by, at=at)
    return refused


def _reasons(to: Stage, given: dict[str, Any]) -> dict[str, Any]:
    """Closing one way clears the reason of the other, reopening clears both (7.7)."""
    kept = REASONS.get(Category(to.category), ("", ""))[0]
    return {column: given.get(column) if column == kept else None for column, _setting in REASONS.values()}


def _refuse_wanting(deal: Deal, to: Stage, new: dict[str, Any], *, needed: list[str]) -> None:
    missing = [name for name in needed if is_empty(new.get(name, held(deal, name)))]
    column, setting = REASONS.get(Category(to.category), ("", ""))
    if column and is_empty(new[column]) and getattr(Account.current(), setting) == Asking.REQUIRE:
        missing.append(column)
    if missing:
        raise Wanting(missing)


def rehome(stage: Stage, to: Stage, *, by, at: datetime, cause: Cause) -> int:
    """Every deal of a stage that is being removed goes to another one (8.7); what is in the bin too, without history,
    so that it can come back. Required fields are not asked for: the admin decided."""
    moved = 0
    for deal in Deal.objects.live().filter(stage=stage).select_related("stage__pipeline").order_by("pk"):
        step = move(deal, "stage", to, by=by, at=at, cause=cause)
        writing.edit(deal, {"stage_changed_at": at, "stage_changed_by": by}, by=by, at=at, cause=step)
        moved += 1
    Deal.objects.binned().filter(stage=stage).update(stage=to)
    return moved
