"""The objects that roles grant on, and what can be done to them. Apps register theirs from their `panels` module."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTIONS = {
    "view": pgettext_lazy("permission", "View"),
    "add": pgettext_lazy("permission", "Add"),
    "edit": pgettext_lazy("permission", "Edit"),
    "reassign": pgettext_lazy("permission", "Reassign"),
    "delete": pgettext_lazy("permission", "Delete"),
    "convert": pgettext_lazy("permission", "Convert"),
    "merge": pgettext_lazy("permission", "Merge"),
    "export": pgettext_lazy("permission", "Export"),
}
# Objects whose app is not there have a name all the same, so that a role's grants on them can be read.
KNOWN = {
    "leads": _("Leads"),
    "contacts": _("Contacts"),
    "deals": _("Deals"),
    "tasks": _("Tasks"),
    "notes": _("Notes"),
}


class Permission(NamedTuple):
    key: str
    label: object
    actions: tuple[str, ...]


_objects: dict[str, Permission] = {}


def register_object(key: str, *, label, actions: Iterable[str], labels: dict | None = None) -> None:
    """Make an object grantable. `labels` names actions that no other object has. The same key twice is an error,
    unless it says the same."""
    ACTIONS.update(labels or {})
    new = Permission(key, label, tuple(actions))
    unknown = set(new.actions) - set(ACTIONS)
    if unknown:
        raise ValueError(f"{key}: no label for {', '.join(sorted(unknown))}")
    if key in _objects and _objects[key].actions != new.actions:
        raise ValueError(f"Two objects are called {key!r}")
    _objects[key] = new


def objects() -> list[Permission]:
    """Every grantable object in the order of registration, which follows the floors."""
    return list(_objects.values())


def label_of(key: str) -> str:
    return str(_objects[key].label if key in _objects else KNOWN.get(key, key))


def action_label(action: str) -> str:
    return str(ACTIONS.get(action, action))
