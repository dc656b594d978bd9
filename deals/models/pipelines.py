"""Pipelines and their stages (8)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.fields import FoldedField
from accounts.models.listed import LONGEST_NAME, named_by_factory
from deals.choices import ACTIVE, ONLY_ONE, Category, Needed

FACTORY_PIPELINES = {"sales": _("Sales")}
FACTORY_STAGES = {
    "incoming": _("Incoming"),
    "qualified": _("Qualified"),
    "quote": _("Quote"),
    "closure": _("Closure"),
    "won": _("Won"),
    "lost": _("Lost"),
    "unqualified": _("Unqualified"),
}


class PipelineQuerySet(models.QuerySet):
    def enabled(self) -> Self:
        """Those that take new deals (7.12, 8.8)."""
        return self.filter(is_disabled=False)

    def in_order(self) -> Self:
        return self.order_by(F("position").asc(), F("pk").asc())


class Pipeline(models.Model):
    """An ordered list of stages. A disabled one keeps its deals and takes no new ones (8.8)."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    name_key = FoldedField(max_length=200, unique=True)
    key = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_disabled = models.BooleanField(
        _("disabled"), default=False, help_text=_("Its deals stay; new ones cannot be added.")
    )

    objects: ClassVar = PipelineQuerySet.as_manager()

    class Meta:
        verbose_name = _("pipeline")
        verbose_name_plural = _("pipelines")

    def __str__(self):
        return named_by_factory(self, FACTORY_PIPELINES)


class StageQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        """A removed stage stays for the history of its deals."""
        return self.filter(removed_at=None)

    def active(self) -> Self:
        return self.filter(category__in=ACTIVE)

    def closed(self) -> Self:
        return self.exclude(category__in=ACTIVE)

    def in_order(self) -> Self:
        return self.order_by(F("pipeline__position").asc(), F("pipeline").asc(), F("position").asc(), F("pk").asc())


class Stage(models.Model):
    """One step of a pipeline. `likelihood` is the chance to win in per cent (9.2); after `rot_days` without a change
    of stage a deal rots, None never."""

    pipeline = models.ForeignKey(Pipeline, models.CASCADE, related_name="stages", verbose_name=_("pipeline"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    key = models.CharField(max_length=40, blank=True, default="", editable=False)
    category = models.CharField(_("category"), max_length=12, choices=Category, default=Category.IN_PROGRESS)
    likelihood = models.PositiveSmallIntegerField(
        _("win likelihood"), default=0, validators=[MaxValueValidator(100)], help_text=_("In per cent.")
    )
    rot_days = models.PositiveSmallIntegerField(
        _("rots after days"), null=True, blank=True,
        help_text=_("A deal that stays here longer is marked. Empty: never."),
    )  # fmt: skip
    position = models.PositiveIntegerField(_("position"), default=0)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True, editable=False)

    objects: ClassVar = StageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [
            models.UniqueConstraint(
                fields=["pipeline", "category"], condition=Q(category__in=ONLY_ONE, removed_at=None),
                name="one_stage_of_each_kind", violation_error_message=_("This pipeline has such a stage already."),
            ),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="stage_category_known"),
            models.CheckConstraint(condition=Q(likelihood__lte=100), name="stage_likelihood_is_a_percentage"),
        ]  # fmt: skip

    def __str__(self):
        return named_by_factory(self, FACTORY_STAGES)

    @property
    def is_active(self) -> bool:
        return self.category in ACTIVE

    @property
    def is_won(self) -> bool:
        return self.category == Category.WON


class RequiredField(models.Model):
    """A field that a deal needs when it enters a stage, or with no stage when it is added (7.11): one of Needed, or
    "custom_" and the key of a custom field."""

    stage = models.ForeignKey(
        Stage, models.CASCADE, null=True, blank=True, related_name="required_fields", verbose_name=_("stage"),
        help_text=_("Empty: whenever a deal is added."),
    )  # fmt: skip
    field = models.CharField(_("field"), max_length=60)

    class Meta:
        verbose_name = _("required field")
        verbose_name_plural = _("required fields")
        constraints = [
            models.UniqueConstraint(fields=["stage", "field"], name="a_field_is_required_once_per_stage"),
            models.UniqueConstraint(
                fields=["field"], condition=Q(stage=None), name="a_field_is_required_once_at_creation"
            ),
        ]

    def __str__(self):
        return str(dict(Needed.choices).get(self.field, self.field.removeprefix("custom_")))
