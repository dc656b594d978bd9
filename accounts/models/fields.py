"""Columns that mean the same in any case, on every database."""

from django.db import models


class FoldedEmailField(models.EmailField):
    """An address in one case, so that `unique` holds for Ann@ and ann@; empty is NULL, which may repeat."""

    def to_python(self, value):
        return _folded(super().to_python(value))

    def get_prep_value(self, value):
        return _folded(super().get_prep_value(value))

    def pre_save(self, model_instance, add):
        folded = _folded(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, folded)
        return folded


class FoldedField(models.CharField):
    """The folded twin of another column, kept only to be unique: LOWER() of SQLite knows no umlauts."""

    def __init__(self, *args, of: str = "name", **kwargs):
        self.of = of
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance, add):
        folded = folded_name(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, folded)
        return folded


def folded_name(name: str) -> str:
    """The one spelling under which a role or a group is found. Folding may triple a letter; the column holds 200."""
    return " ".join(name.split()).casefold()[:200]


def _folded(value):
    return (value.strip().casefold() or None) if isinstance(value, str) else value
