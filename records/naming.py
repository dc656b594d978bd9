"""What a kind of record is called between the floors: "app.model"."""

from functools import cache
from typing import Any

from django.apps import apps


def kind_of(thing) -> str:
    """ "activities.task" for the model, its class or a row of it."""
    return thing._meta.label_lower


@cache
def model_of(kind: str) -> Any:
    """The class behind "activities.task"; LookupError for a kind that is not installed."""
    try:
        return apps.get_model(kind)
    except ValueError as error:
        raise LookupError(f"No kind of record is called {kind!r}") from error


def record_models() -> list[Any]:
    """Every concrete kind of record, as its class, in a steady order."""
    return sorted((m for m in apps.get_models() if getattr(m, "permission_object", "")), key=kind_of)
