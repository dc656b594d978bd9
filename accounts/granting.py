"""Writing what roles may do, and keeping those that are in use (14.11)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Scope
from accounts.fielding import copy_rights
from accounts.models import Role, RoleGrant
from accounts.models.fields import folded_name
from records.errors import NotAllowed

Grants = Mapping[tuple[str, str], str]


def grants_of(role: Role) -> dict[tuple[str, str], str]:
    return {(row.object, row.action): row.scope for row in role.grants.all()}


@transaction.atomic
def set_grants(role: Role, wanted: Grants) -> None:
    """Make the named cells what is wanted; cells not named stay (an object whose app is not installed)."""
    RoleGrant.objects.bulk_create(
        [RoleGrant(role=role, object=thing, action=action, scope=scope) for (thing, action), scope in wanted.items()],
        update_conflicts=True, unique_fields=["role", "object", "action"], update_fields=["scope"],
    )  # fmt: skip
    role.grants.filter(scope=Scope.NONE).delete()


def make(name: str) -> Role:
    """A role that grants nothing yet. NotAllowed when there is one of that name."""
    if Role.objects.filter(name_key=folded_name(name)).exists():
        raise NotAllowed(_("There is a role of that name already."))
    return Role.objects.create(name=name)


@transaction.atomic
def copy(role: Role) -> Role:
    """The same rights under a new name, to be changed without touching those who have the original."""
    made = Role.objects.create(name=_free_name(role), description=role.description)
    set_grants(made, grants_of(role))
    copy_rights(role, made)
    return made


def _free_name(role: Role) -> str:
    wanted = _("Copy of %(role)s") % {"role": role}
    name, number = wanted[:95], 1
    while Role.objects.filter(name_key=folded_name(name)).exists():
        number += 1
        name = f"{wanted[:90]} {number}"
    return name


def ties(role: Role) -> list[str]:
    """Why a role cannot be deleted, and what to do; empty when nobody has it."""
    users, groups = role.users.count(), role.groups.count()
    found = []
    if users:
        found.append(
            _("%(count)s users have the role %(role)s: give them another first.") % {"count": users, "role": role}
        )
    if groups:
        found.append(
            _("%(count)s groups carry the role %(role)s: give them another first.") % {"count": groups, "role": role}
        )
    return found
