"""The custom fields of a record as facts on its page: those that the viewer may see, under the headings that the
administrator gave them (16.4, 16.10)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from activities.facts import Fact, Section
from lists.custom_fields import field_name
from records.choices import CustomType
from records.custom_words import Names, lines_of, named_in, target_of, words
from records.customising import COLUMN, may_edit, visible_fields
from records.definitions import CustomField
from records.models import Record
from records.naming import kind_of

KINDS = {
    CustomType.LONG_TEXT: "prose", CustomType.EMAIL: "email", CustomType.PHONE: "phone", CustomType.URL: "website",
    CustomType.ADDRESS: "address", CustomType.FORMULA: "worked_out",
}  # fmt: skip


def custom_sections(record: Any, *, user: Any) -> list[Section]:
    """In the order of the fields; those without a heading stand under “Further fields”."""
    fields = visible_fields(kind_of(record), user=user, for_whom=record.whose_fields)
    names = named_in([(each, record.custom.get(each.key)) for each in fields], user=user)
    found: dict[str, list[Fact]] = {}
    for each in fields:
        found.setdefault(each.section, []).append(_fact(each, record, names, user))
    return [
        Section(f"{COLUMN}-{place}" if heading else COLUMN, heading or _("Further fields"), tuple(facts))
        for place, (heading, facts) in enumerate(found.items())
    ]


def _fact(definition: CustomField, record: Record, names: Names, user: Any) -> Fact:
    name = field_name(definition)
    edited_by = (name,) if may_edit(definition, user=user) else ()
    linked = _linked(definition, record, names)
    if linked is not None:
        return Fact(name, definition.name, value=lambda _record: linked, kind="record", fields=edited_by)

    def value(record: Any) -> str:
        held = record.custom.get(definition.key)
        if definition.type == CustomType.ADDRESS and isinstance(held, dict):
            return "\n".join(lines_of(held))
        return words(definition, held, names)

    return Fact(
        name, definition.name, value=value, kind=KINDS.get(CustomType(definition.type), "text"), fields=edited_by
    )


def _linked(definition: CustomField, record: Any, names: Names) -> Any:
    """The record behind a link, if the viewer may see it."""
    key = record.custom.get(definition.key)
    found = definition.type == CustomType.RECORD and isinstance(key, int)
    return names.get((target_of(definition), key)) if found else None
