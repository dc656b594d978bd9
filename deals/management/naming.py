"""How the shell names deals, pipelines and stages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError

from accounts.management.reading import the_one, the_record
from deals.lifecycle import Wanting
from deals.models import Deal, Pipeline, Stage


def the_deal(name: str) -> Deal:
    """By #ID, by the bare number, or by name."""
    rows = Deal.objects.live().select_related("stage__pipeline", "contact", "company")
    return the_record(rows, f"#{name}" if name.isdecimal() else name, what="deal")


def the_pipeline(name: str) -> Pipeline:
    return the_one(Pipeline.objects.in_order(), name, what="pipeline")


def the_stage(pipeline: Pipeline, name: str) -> Stage:
    return the_one(pipeline.stages.in_use().select_related("pipeline").in_order(), name, what="stage")


@contextmanager
def naming_what_is_wanted() -> Iterator[None]:
    """What a stage wants is named, field by field."""
    try:
        yield
    except Wanting as error:
        columns: list[Any] = [Deal._meta.get_field(name) for name in error.fields]
        names = [str(column.verbose_name) for column in columns]
        raise CommandError(f"This stage needs: {', '.join(names)}.") from error
