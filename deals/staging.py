"""What admins do to pipelines and stages (8.5 to 8.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.administrators import must_be_admin
from accounts.models.fields import folded_name
from deals.choices import ONLY_ONE, Category
from deals.lifecycle import rehome
from deals.models import Deal, Pipeline, Stage
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
    if Pipeline.objects.filter(name_key=folded_name(name)).exists():
        raise NotAllowed(_("There is one of that name already."))
    last = Pipeline.objects.order_by("position").last()
    pipeline = Pipeline.objects.create(name=name, position=last.position + 1 if last else 0)
    furnish(pipeline)
    return pipeline


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
    place = after or [stage for stage in stages if stage.is_active][-1]
    if place.pipeline_id != pipeline.pk or not place.is_active:
        raise NotAllowed(_("A stage stands among the active ones of its pipeline."))
    made = Stage.objects.create(pipeline=pipeline, name=name, likelihood=likelihood, rot_days=rot_days)
    stages.insert(stages.index(place) + 1, made)
    _number(stages)
    return made


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
