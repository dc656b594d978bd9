"""A text column that is encrypted at rest."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from outside.secrecy import Hidden, is_sealed, open_sealed, seal


class HidingAttribute(DeferredAttribute):
    """Whatever text is set becomes Hidden at once, so an unsaved value does not show in a traceback either."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        name = self.field.attname  # type: ignore[attr-defined]
        instance.__dict__[name] = Hidden(value) if isinstance(value, str) else value


class EncryptedTextField(models.TextField):
    """Plain text in Python, a sealed text in the database. Empty text and NULL stay what they are.

    Reading with the wrong keys raises WrongKey. The same text is sealed differently each time: it cannot be looked
    up, compared or unique; only `isnull` works. Whoever copies values of records elsewhere (history, export) has to
    leave out fields whose `encrypted` is true; dumpdata writes them sealed and loaddata takes them back.
    """

    encrypted = True
    descriptor_class = HidingAttribute

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return seal(str(value)) if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return open_sealed(value) if value else value

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return open_sealed(value) if isinstance(value, str) and is_sealed(value) else value

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self} is encrypted: only isnull can be looked up, not {lookup_name}.")
        return super().get_lookup(lookup_name)
