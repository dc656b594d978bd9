"""Who may view and edit custom fields (16.10): rights of roles, by the field's key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.administrators import must_be_admin
from accounts.choices import FieldLevel
from accounts.models import FieldRight, Role
from records.defining import follow
from records.models import CustomField

Levels = Mapping[int, str]


def levels_of(definition: CustomField) -> dict[int, str]:
    """What each role may do with a field, by the role's key; empty where it is open to everybody."""
    rights = FieldRight.objects.filter(kind=definition.kind, key=definition.key)
    return dict(rights.values_list("role", "level"))


def levels_of_role(role: Role) -> dict[int, str]:
    """What a role may do with the restricted fields, by the field's key in the database."""
    said = {(right.kind, right.key): right.level for right in FieldRight.objects.filter(role=role.pk)}
    fields = CustomField.objects.filter(restricted=True)
    return {each.pk: said.get((each.kind, each.key), FieldLevel.NONE.value) for each in fields}


@transaction.atomic
def set_levels(definition: CustomField, levels: Levels | None, *, by: Any, at: datetime) -> None:
    """Say of every role what it may do; None, or "edit" for all of them, opens the field to everybody. Roles that are
    not named do not see it, nor does one that is added later."""
    must_be_admin(by)
    roles = set(Role.objects.values_list("pk", flat=True))
    wanted = {role: (levels or {}).get(role, FieldLevel.NONE.value) for role in roles}
    is_open = levels is None or all(level == FieldLevel.EDIT for level in wanted.values())
    FieldRight.objects.filter(kind=definition.kind, key=definition.key).delete()
    if not is_open:
        FieldRight.objects.bulk_create(
            FieldRight(role_id=role, kind=definition.kind, key=definition.key, level=level)
            for role, level in sorted(wanted.items())
        )
    _restrict(definition, not is_open, by=by, at=at)


def _restrict(definition: CustomField, restricted: bool, *, by: Any, at: datetime) -> None:
    was = CustomField.objects.get(pk=definition.pk)
    definition.restricted = restricted
    if was.restricted != restricted:
        CustomField.objects.filter(pk=definition.pk).update(restricted=restricted)
        follow(definition, was, by=by, at=at)


@transaction.atomic
def set_role_levels(role: Role, levels: Mapping[int, str], *, by: Any, at: datetime) -> None:
    """What one role may do with these fields, by the field's key in the database; the other roles keep what they
    have."""
    for definition in CustomField.objects.filter(pk__in=levels).in_order():
        standing = levels_of(definition)
        if standing.get(role.pk, "" if standing else FieldLevel.EDIT) != levels[definition.pk]:
            everybody = dict.fromkeys(Role.objects.values_list("pk", flat=True), FieldLevel.EDIT.value)
            set_levels(definition, {**(standing or everybody), role.pk: levels[definition.pk]}, by=by, at=at)


def copy_rights(role: Role, made: Role) -> None:
    """A copied role may do with fields what the original may."""
    FieldRight.objects.bulk_create(
        FieldRight(role=made, kind=right.kind, key=right.key, level=right.level) for right in role.field_rights.all()
    )
