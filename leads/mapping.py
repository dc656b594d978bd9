"""Which details of a lead go where when it becomes a contact (4.5, 4.12), and what a contact has in their place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.models import Contact
from contacts.models.profile import ADDRESS
from leads.models import Lead
from records.choices import ForWhom
from records.custom_words import named_in, told, words
from records.customising import COLUMN, may_view, same_fields, visible_fields
from records.models import CustomField
from records.naming import kind_of
from ui.countries import country_name

PERSON, COMPANY = ForWhom.PERSON.value, ForWhom.COMPANY.value
NAMES = {PERSON: ("first_name", "last_name"), COMPANY: ("company_name",)}
OF_ANYBODY = ("description", "email", "phone", "mobile", "fax", "twitter", "facebook", "linkedin", "skype")
OF_A_FIRM = ("industry", "website")
EMPLOYER, IN_CUSTOM = "employer", "custom_"


@dataclass(frozen=True)
class Detail:
    """Something that is said in one or several columns: an address goes as a whole, so that no two are mixed.
    `field` is the contact's custom field, for those, and `taken_from` the lead's."""

    key: str
    label: str
    values: Mapping[str, Any]
    field: CustomField | None = None
    taken_from: CustomField | None = None

    def is_shown_to(self, user: Any) -> bool:
        """A custom field that one may not see on either side goes along unseen (16.10)."""
        return all(each is None or may_view(each, user=user) for each in (self.field, self.taken_from))

    @property
    def text(self) -> str:
        return self.said(self.values)

    def said(self, values: Mapping[str, Any]) -> str:
        if self.field is not None:
            return words(self.field, values.get(self.key))
        if self.key == "address":
            return address_text(values)
        return " ".join(str(value) for value in values.values() if value)

    def of(self, contact: Contact) -> dict[str, Any]:
        """What the contact has there."""
        if self.field is not None:
            return {self.key: contact.custom.get(self.field.key)}
        return {name: getattr(contact, name) for name in self.values}


def address_text(values: Mapping[str, Any]) -> str:
    """As an envelope has it."""
    town = " ".join(filter(None, [values.get("postal_code"), values.get("city")]))
    lines = [values.get("street"), town, values.get("state"), country_name(values.get("country"))]
    return "\n".join(line for line in lines if line)


def columns_of(side: str, *, both: bool) -> tuple[str, ...]:
    """What a person and their company get; where only one of them comes of it, that one gets all."""
    if side == PERSON:
        return ("title", *OF_ANYBODY, *(() if both else OF_A_FIRM))
    return (*OF_A_FIRM, *(() if both else OF_ANYBODY))


def details_of(lead: Lead, side: str, *, both: bool) -> list[Detail]:
    """Everything that the lead says and this side can hold."""
    found = [_plain(lead, name) for name in (*NAMES[side], *columns_of(side, both=both)) if getattr(lead, name)]
    address = {name: getattr(lead, name) for name in ADDRESS}
    if any(address.values()):
        found.append(Detail("address", _("Address"), address))
    return found + _custom(lead, side)


def _plain(lead: Lead, name: str) -> Detail:
    label = capfirst(str(Contact._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
    return Detail(name, label, {name: getattr(lead, name)})


def _custom(lead: Lead, side: str) -> list[Detail]:
    if not lead.custom:
        return []
    pairs = same_fields(kind_of(Lead), kind_of(Contact), side)
    return [
        Detail(f"{IN_CUSTOM}{there.key}", there.name, {f"{IN_CUSTOM}{there.key}": lead.custom[ours.key]}, there, ours)
        for ours, there in pairs
        if lead.custom.get(ours.key) not in (None, "", [])
    ]


def without_a_place(lead: Lead, sides: Collection[str], *, user: Any) -> list[tuple[CustomField, str]]:
    """The custom fields whose values no contact can hold, with these: they stay on the lead only (4c). Of those that
    this person sees."""
    if not lead.custom:
        return []
    kinds = kind_of(Lead), kind_of(Contact)
    placed = {ours.pk for side in sides for ours, _there in same_fields(*kinds, side)}
    fields = [each for each in visible_fields(kind_of(Lead), user=user) if each.pk not in placed]
    names = named_in([(each, lead.custom.get(each.key)) for each in fields], user=user)
    return told(fields, lead.custom, names)


def differs(contact: Contact, detail: Detail) -> bool:
    return any(value != detail.values[name] for name, value in detail.of(contact).items())


def is_filled(contact: Contact, detail: Detail) -> bool:
    return any(value not in (None, "", []) for value in detail.of(contact).values())


def as_columns(contact: Contact, details: Iterable[Detail], *, take: Collection[str] = ()) -> dict[str, Any]:
    """What is written into a contact: what it does not have yet, and what somebody chose (`take`) over what it has.
    Never anything else, so that a namesake loses nothing (4.6)."""
    written: dict[str, Any] = {}
    for detail in details:
        if detail.key in take or not is_filled(contact, detail):
            written |= detail.values
    custom = {name.removeprefix(IN_CUSTOM): written.pop(name) for name in list(written) if name.startswith(IN_CUSTOM)}
    return written | ({COLUMN: {**contact.custom, **custom}} if custom else {})
