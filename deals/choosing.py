"""What forms and filters of deals choose from: stages under their pipelines, sources, reasons."""

from __future__ import annotations

from typing import NamedTuple

from django import forms
from django.db.models import IntegerField, QuerySet, Value
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from accounts.models.listed import Listed, named_by_factory
from deals.models import DealSource, LossReason, Stage
from deals.models.pipelines import FACTORY_PIPELINES, FACTORY_STAGES
from ui.ready import rows_of


class ByPipeline(ModelChoiceIterator):
    """Stages under the names of their pipelines."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        groups: dict[int, tuple[str, list]] = {}
        for stage in self.queryset:
            groups.setdefault(stage.pipeline_id, (str(stage.pipeline), []))[1].append(self.choice(stage))
        yield from groups.values()


class StageField(forms.ModelChoiceField):
    iterator = ByPipeline


def all_stages() -> QuerySet:
    return Stage.objects.in_use().select_related("pipeline").in_order()


def stages_in_use() -> list[Stage]:
    """The same as a list; what is asked is put together once a process (ui.ready)."""
    return rows_of("stages in use", all_stages)


class Row(NamedTuple):
    """A stage, a source or a reason, as far as a select draws it."""

    field: str
    pk: int
    name: str
    key: str
    pipeline: int
    pipeline_name: str
    pipeline_key: str
    group: int
    position: int


def offered() -> dict[str, list]:
    """What the selects of a filter offer, in one statement for all of them."""
    blank = [Value(0, IntegerField()), Value(""), Value(""), Value(0, IntegerField())]
    stages = Stage.objects.in_use().values_list(
        Value("stage"), "pk", "name", "key", "pipeline", "pipeline__name", "pipeline__key", "pipeline__position",
        "position",
    )  # fmt: skip
    rows = stages.union(
        *(
            model.objects.values_list(Value(name), "pk", "name", "key", *blank, "position")
            for name, model in (("source", DealSource), ("loss_reason", LossReason))
        ),
        all=True,
    )
    found: dict[str, list] = {"stage": [], "source": [], "loss_reason": []}
    groups: dict[int, list] = {}
    for row in sorted(map(Row._make, rows), key=lambda row: (row.group, row.pipeline, row.position, row.pk)):
        if row.field != "stage":
            found[row.field].append((row.pk, named_by_factory(row, FACTORIES[row.field])))
            continue
        if row.pipeline not in groups:
            groups[row.pipeline] = [(f"p{row.pipeline}", _("Any stage"))]
            found["stage"].append((_pipeline_name(row), groups[row.pipeline]))
        groups[row.pipeline].append((row.pk, named_by_factory(row, FACTORY_STAGES)))
    return found


def _pipeline_name(row: Row) -> str:
    return named_by_factory(row._replace(name=row.pipeline_name, key=row.pipeline_key), FACTORY_PIPELINES)


FACTORIES = {"source": DealSource.FACTORY, "loss_reason": LossReason.FACTORY}


def listed(model: type[Listed], standing: int | None = None) -> QuerySet:
    return model.objects.choosable(standing)
