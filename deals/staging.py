"""What admins do to pipelines and stages (8.5 to 8.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import listing
from accounts.administrators import must_be_admin
from accounts.listing import clean_name
from accounts.models import Account
from accounts.models.listed import LONGEST_NAME
from deals.choices import ONLY_ONE, Category
from deals.lifecycle import rehome
from deals.models import Deal, Pipeline, Stage, StageChange
from records.acting import begin
from records.errors import NotAllowed
from records.models import Act

# The stages of a new pipeline (8.1): key, name, category, likelihood.
DEFAULT = (
    ("incoming", "Incoming", Category.INCOMING, 5),
    ("qualified", "Qualified", Category.IN_PROGRESS, 10),
    ("quote", "Quote", Category.IN_PROGRESS, 20),
    ("closure", "Closure", Category.IN_PROGRESS, 50),
    ("won", "Won", Category.WON, 100),
    ("lost", "Lost", Category.LOST, 0),
    ("unqualified", "Unqualified", Category.UNQUALIFIED, 0),
)
STEP = 10


@transaction.atomic
def add_pipeline(name: str, *, by, at: datetime) -> Pipeline:
    """A pipeline with the default stages, behind the others. NotAllowed when the name is taken."""
    must_be_admin(by)
    last = Pipeline.objects.order_by("position").last()
    place = last.position + 1 if last else 0
    pipeline = Pipeline.objects.create(name=clean_name(Pipeline, name), position=place)
    furnish(pipeline)
    return pipeline


@transaction.atomic
def rename_pipeline(pipeline: Pipeline, name: str, *, by, at: datetime) -> None:
    must_be_admin(by)
    pipeline.name = clean_name(Pipeline, name, but=pipeline)
    pipeline.save(update_fields=["name", "name_key"])


@transaction.atomic
def set_disabled(pipeline: Pipeline, is_disabled: bool, *, by, at: datetime) -> None:
    """A disabled pipeline keeps its deals and takes no new ones (8.8). NotAllowed for the last one that does."""
    must_be_admin(by)
    if is_disabled:
        _another_stays(pipeline)
    Pipeline.objects.filter(pk=pipeline.pk).update(is_disabled=is_disabled)
    pipeline.is_disabled = is_disabled


def _another_stays(pipeline: Pipeline) -> None:
    Account.lock()
    if not Pipeline.objects.enabled().exclude(pk=pipeline.pk).exists():
        raise NotAllowed(_("“%(name)s” is the last pipeline that takes new deals.") % {"name": pipeline})


@transaction.atomic
def remove_pipeline(pipeline: Pipeline, *, by, at: datetime) -> None:
    """For good. NotAllowed while a deal is in it or ever was, and for the last one that takes new deals."""
    must_be_admin(by)
    refuse_needed(pipeline)
    pipeline.delete()


def refuse_needed(pipeline: Pipeline) -> None:
    """NotAllowed for a pipeline that cannot go: it can be disabled."""
    count = Deal.objects.filter(stage__pipeline=pipeline).count()
    if count:
        said = ngettext(
            "“%(name)s” holds %(count)s deal, the bin included. Move it to another pipeline, or disable this one.",
            "“%(name)s” holds %(count)s deals, the bin included. Move them to another pipeline, or disable this one.",
            count,
        )
        raise NotAllowed(said % {"name": pipeline, "count": count})
    if StageChange.objects.filter(Q(now__pipeline=pipeline) | Q(was__pipeline=pipeline)).exists():
        raise NotAllowed(_("Deals have been in “%(name)s”: their history needs it. Disable it.") % {"name": pipeline})
    _another_stays(pipeline)


@transaction.atomic
def shift_pipeline(pipeline: Pipeline, places: int, *, by, at: datetime) -> None:
    """Up (-1) or down (1) by one place."""
    listing.shift(pipeline, places, by=by, at=at)


def furnish(pipeline: Pipeline) -> None:
    """Give a pipeline without stages the default ones."""
    Stage.objects.bulk_create(
        Stage(pipeline=pipeline, key=key, name=name, category=category, likelihood=chance, position=place * STEP)
        for place, (key, name, category, chance) in enumerate(DEFAULT)
    )


@transaction.atomic
def add_stage(
    pipeline: Pipeline, name: str, *, likelihood: int, after: Stage | None = None, rot_days: int | None = None, by,
    at: datetime,
) -> Stage:  # fmt: skip
    """An active stage behind another one, by default behind the last active one (8.5)."""
    must_be_admin(by)
    stages = list(pipeline.stages.in_use().in_order())
    name, likelihood = _clean(name), _percent(likelihood)
    place = after or [stage for stage in stages if stage.is_active][-1]
    if place.pipeline_id != pipeline.pk or not place.is_active:
        raise NotAllowed(_("A stage stands among the active ones of its pipeline."))
    made = Stage.objects.create(pipeline=pipeline, name=name, likelihood=likelihood, rot_days=rot_days)
    stages.insert(stages.index(place) + 1, made)
    _number(stages)
    return made


def _clean(name: str) -> str:
    found = " ".join(name.replace("\x00", "").split())
    if not found or len(found) > LONGEST_NAME:
        raise NotAllowed(_("A name has 1 to %(most)s letters.") % {"most": LONGEST_NAME})
    return found


def _percent(likelihood: int) -> int:
    if not 0 <= likelihood <= 100:
        raise NotAllowed(_("A win likelihood is a whole number from 0 to 100."))
    return likelihood


@transaction.atomic
def change_stage(stage: Stage, values: Mapping[str, Any], *, by, at: datetime) -> None:
    """Another name, win likelihood or number of days until a deal rots. Won counts as 100 % and the other ends as 0,
    whatever anybody says (8.3)."""
    must_be_admin(by)
    new = {name: values[name] for name in ("name", "likelihood", "rot_days") if name in values}
    if not stage.is_active:
        new.pop("likelihood", None)
    if "name" in new and new["name"] != str(stage):
        new["name"] = _clean(new["name"])
    elif "name" in new:
        new["name"] = Stage.objects.get(pk=stage.pk).name
    if "likelihood" in new:
        _percent(new["likelihood"])
    for name, value in new.items():
        setattr(stage, name, value)
    stage.save(update_fields=list(new))


@transaction.atomic
def shift_stage(stage: Stage, places: int, *, by, at: datetime) -> None:
    """Up (-1) or down (1) by one place. NotAllowed where `reorder` refuses it."""
    stages = list(stage.pipeline.stages.in_use().in_order())
    reorder(stage.pipeline, listing.shifted(stages, stage, places), by=by, at=at)


@transaction.atomic
def reorder(pipeline: Pipeline, stages: Sequence[Stage], *, by, at: datetime) -> None:
    """Put the stages into this order: the incoming one first, the closed ones last. NotAllowed otherwise, or when not
    each stage is named once."""
    must_be_admin(by)
    known = set(pipeline.stages.in_use())
    if set(stages) != known or len(stages) != len(known):
        raise NotAllowed(_("Name each stage of the pipeline once."))
    if stages[0].category != Category.INCOMING:
        raise NotAllowed(_("The incoming stage comes first."))
    if [stage.is_active for stage in stages] != sorted((stage.is_active for stage in stages), reverse=True):
        raise NotAllowed(_("Won, lost and unqualified come last."))
    _number(stages)


def _number(stages: Sequence[Stage]) -> None:
    for place, stage in enumerate(stages):
        stage.position = place * STEP
    Stage.objects.bulk_update(stages, ["position"])


@transaction.atomic
def remove_stage(stage: Stage, *, receives: Stage | None = None, by, at: datetime) -> Act | None:
    """Take a stage out of its pipeline (8.7). Its deals go to `receives`; the history keeps its name.

    Raises NotAllowed for the incoming and the closed stages, and for a stage with deals when nobody receives them. None
    when there was no deal to move.
    """
    must_be_admin(by)
    if stage.category in ONLY_ONE:
        raise NotAllowed(_("Every pipeline has this stage: it can be renamed, not removed."))
    act = None
    if Deal.objects.filter(stage=stage).exists():
        if receives is None or receives == stage or receives.removed_at:
            raise NotAllowed(_("There are deals in this stage. Name the stage that receives them."))
        act = begin("stage_removed", by=by, at=at, label=str(stage))
        rehome(stage, receives, by=by, at=at, cause=act)
    Stage.objects.filter(pk=stage.pk).update(removed_at=at)
    stage.removed_at = at
    stage.required_fields.all().delete()
    return act
