"""One field of many records set to one value, or emptied (15.9): fields of the kind and custom ones, as the record's
own form takes them and as far as this person may fill them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from activities.bulk import Deed, Outcome, Refused
from lists.custom_fields import as_json, custom_form_fields, field_name
from records.batching import Edit, edit_each
from records.customising import COLUMN, editable_fields, merged
from records.errors import NotAllowed, RecordError
from records.models import Act, CustomField
from records.naming import kind_of
from records.values import freeze, thaw


def as_it_is(record: Any, values: dict[str, Any]) -> Mapping[str, Any]:
    return values


class Settable(NamedTuple):
    """`names` are the columns, in order, that the record's form has a field for; `form(user)` makes that form, with
    nothing in it. `rules(record, values)` are the app's: it refuses by a RecordError, or says what changes along with
    it. What takes more than that is left to `keep(record, values, by=, at=, cause=)`, one by one, for `apart`."""

    model: Any
    names: tuple[str, ...]
    form: Callable[[User], Any]
    rules: Callable[[Any, dict[str, Any]], Mapping[str, Any]] = as_it_is
    apart: frozenset[str] = frozenset()
    keep: Callable[..., Any] | None = None

    def fields(self, user: User) -> dict[str, forms.Field]:
        """What this person may set, as a form takes it. What has to differ from record to record is not offered."""
        own = self.form(user).fields
        found: dict[str, forms.Field] = {name: own[name] for name in self.names if name in own}
        custom = custom_form_fields(self.custom(user).values(), region=user.account.country, user=user)
        for name, field in (found | custom).items():
            field.show_hidden_initial, field.initial = False, None
            if hasattr(field.widget, "may_create"):
                field.widget.may_create = ()  # the one that is chosen is there already
            field.needed = field.required if name in custom else not self._may_be_empty(name)  # type: ignore[attr-defined]
            field.required = False
        return found | custom

    def custom(self, user: User) -> dict[str, CustomField]:
        definitions = editable_fields(kind_of(self.model), user=user)
        return {field_name(each): each for each in definitions if not each.unique}

    def _may_be_empty(self, name: str) -> bool:
        column = self.model._meta.get_field(name)
        return column.null or column.blank

    def facts(self, name: str, value: Any) -> dict[str, Any]:
        """The answer as a job can keep it; `value` None empties the field."""
        return {"field": name, "value": freeze(as_json(value))}

    def values(self, name: str, value: Any, *, by: User) -> Callable[[Any], dict[str, Any]]:
        """What each record gets. NotAllowed where this person may not, or not any more."""
        definition = self.custom(by).get(name)
        if definition:
            return lambda record: {COLUMN: merged(_fitting(definition, record), {definition.key: value})}
        if name not in self.names:
            raise NotAllowed(_("You may not change this field."))
        column: Any = self.model._meta.get_field(name)
        if column.is_relation and value is not None:
            there = column.related_model._base_manager.get(pk=value)
            return lambda record: {name: there}
        given = thaw(column, value) if value is not None else None if column.null else column.get_default() or ""
        return lambda record: {name: given}


def _fitting(definition: CustomField, record: Any) -> dict[str, Any]:
    """What stands in the record, if it is one that has this field: some are for people or for companies only."""
    whom = getattr(record, "is_company", None)
    if whom is not None and definition.for_whom not in {"", "both", "company" if whom else "person"}:
        raise NotAllowed(_("This record does not have the field “%(name)s”.") % {"name": definition.name})
    return getattr(record, COLUMN) or {}


def setting(settable: Settable) -> Deed:
    def put(records: list[Any], facts: Mapping[str, Any], *, by, at: datetime, cause: Act) -> Outcome:
        name, edits, refused = facts["field"], [], []
        values = settable.values(name, facts["value"], by=by)
        for record in records:
            try:
                edits.append(Edit(record, settable.rules(record, values(record))))
            except RecordError as error:
                refused.append(Refused(record, str(error)))
        if name in settable.apart and settable.keep:
            acts = [settable.keep(each.record, each.values, by=by, at=at, cause=cause) for each in edits]
            return Outcome(sum(act is not None for act in acts), refused)
        return Outcome(len(edit_each(edits, by=by, at=at, cause=cause)), refused)

    return Deed(
        "set", "edit", put, gettext_lazy("Set a field"), "pencil", title=gettext_lazy("Set a field"), together=True,
        settable=settable,
    )  # fmt: skip


def label_of(field: forms.Field) -> str:
    return capfirst(str(field.label))
