"""The values of a deal that are kept in rows of their own (records.parts)."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from contacts.models.parts import ordered


def model(name: str) -> Any:
    return apps.get_model("deals", name)


class Associates:
    """[[contact, role], ...] of keys: the further contacts of a deal (7.5)."""

    label = _("Further contacts")

    def read(self, record) -> list:
        return ordered(model("AssociatedContact").objects.filter(deal=record).values_list("contact_id", "role_id"))

    def write(self, record, value) -> None:
        rows = model("AssociatedContact").objects
        wanted = dict(value)
        known = dict(rows.filter(deal=record).values_list("contact_id", "role_id"))
        rows.filter(deal=record, contact__in=known.keys() - wanted.keys()).delete()
        for contact, role in wanted.items():
            if contact not in known:
                rows.create(deal=record, contact_id=contact, role_id=role)
            elif known[contact] != role:
                rows.filter(deal=record, contact=contact).update(role_id=role)

    def keys(self, value) -> dict[Any, set[int]]:
        return {
            Contact: {contact for contact, _role in value},
            model("ContactRole"): {role for _contact, role in value if role},
        }

    def word(self, value, names) -> str:
        contacts, roles = names.get(Contact, {}), names.get(model("ContactRole"), {})
        said = [(str(contacts.get(contact, _now("Unknown"))), roles.get(role)) for contact, role in value]
        return ", ".join(f"{name} ({role})" if role else name for name, role in said)
