"""Field values as plain JSON and back, without loss, so that a journal row can restore what was."""

from typing import Any

from django.db import models

BOOKKEEPING = {
    "id", "created_by", "created_at", "updated_at", "version", "search_text", "deleted_at", "deleted_by", "deleted_act",
}  # fmt: skip
_PLAIN = (str, int, bool, float, list, dict, type(None))


def traced_fields(model: type[models.Model]) -> list[models.Field]:
    """The stored fields whose history is kept: all but the bookkeeping, and no secret."""
    left_out = BOOKKEEPING | {*getattr(model, "derived", ()), *getattr(model, "untraced", ())}
    fields = model._meta.concrete_fields
    return [field for field in fields if field.name not in left_out and not getattr(field, "encrypted", False)]


def freeze(value: Any) -> Any:
    """A JSON value: dates and times in full ISO form, decimals as text, related rows as their keys."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, _PLAIN):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def told(field: models.Field, value: Any) -> Any:
    """What the history says of a value. That a secret was changed is told, the secret is not."""
    return None if getattr(field, "encrypted", False) else freeze(value)


def thaw(field: Any, value: Any) -> Any:
    """The value as the field holds it; a foreign key comes back as the key."""
    target = field.target_field if field.is_relation else field
    return None if value is None else target.to_python(value)


def snapshot(record: models.Model) -> dict[str, Any]:
    """All traced values of a row, frozen, by field name."""
    return {field.name: freeze(field.value_from_object(record)) for field in traced_fields(type(record))}
