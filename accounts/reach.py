"""May they, and why: reach as a question about one person, one record and one action (14.20, 14.24)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.choices import Scope
from accounts.models import Collaboration, Group, RoleGrant, User
from accounts.models.reaching import SHARED_ACTIONS, Reach
from accounts.permissions import action_label, label_of
from records.naming import kind_of


def reach(user: User, model, action: str = "view") -> Q:
    """The rows of a model that this person reaches; the same as user.reach."""
    return user.reach(model, action)


def by_ownership(user: User, model, action: str = "view") -> Q:
    """The same, by owner and collaborators only, past the model's own `reach_of` (which may build on it)."""
    return user.rights.by_ownership(model, action)


def strictly(user: User) -> User:
    """The same person without the admin flag's sight: what role and groups alone would show."""
    twin = User(**{field.attname: getattr(user, field.attname) for field in User._meta.concrete_fields})
    twin._state.adding, twin._state.db = False, user._state.db
    twin.__dict__["reach_cache"] = Reach(twin, acting_as_admin=False)
    return twin


@dataclass(frozen=True)
class Source:
    """A grant and where it comes from."""

    role: str
    group: str
    object: str
    action: str
    scope: Scope

    @property
    def through(self) -> str:
        """The role, or the group and the role it carries."""
        if self.group:
            return _("group {group} → role {role}").format(group=self.group, role=self.role)
        return _("role {role}").format(role=self.role)

    def __str__(self) -> str:
        what = _("{object} {action} {scope}").format(
            object=label_of(self.object), action=action_label(self.action), scope=self.scope.label
        )
        return f"{self.through}: {what}"


def sources(user: User) -> list[Source]:
    """Every grant that this person has, widest first within its object and action."""
    grants = RoleGrant.objects.exclude(scope=Scope.NONE).select_related("role")
    found = [_source(grant) for grant in grants.filter(role=user.role_id)] if user.role_id else []
    groups = list(Group.objects.granting().filter(memberships__user=user).order_by("name"))
    by_role: dict[int, list[RoleGrant]] = {}
    for grant in grants.filter(role__in=[group.role_id for group in groups]):
        by_role.setdefault(grant.role_id, []).append(grant)
    found += [_source(grant, group.name) for group in groups for grant in by_role.get(group.role_id or 0, [])]
    return sorted(found, key=lambda source: (source.object, source.action, -source.scope.width))


def _source(grant: RoleGrant, group: str = "") -> Source:
    return Source(str(grant.role), group, grant.object, grant.action, Scope(grant.scope))


def why(user: User, record, action: str = "view") -> list[str]:
    """What lets this person do this to this record, by name; empty when nothing does.

    For a record that follows others (`reach_of`) the model may say more in `why_of(user, record, action)`.
    """
    if not user.is_active or not type(record)._base_manager.filter(pk=record.pk).filter(
        user.reach(type(record), action)
    ):
        return []
    named = [_("administrator")] if user.rights.sees_all else []
    if hasattr(record, "why_of"):
        return named + record.why_of(user, action)
    return named + by_grants(user, record, action)


def by_grants(user: User, record, action: str) -> list[str]:
    """The grants whose scope holds the record, and what ties the person to it."""
    strict = strictly(user)
    mine = record.owner_id == user.pk
    shared = action in SHARED_ACTIONS and _collaborates(user, record)
    named = []
    for source in sources(user):
        if (source.object, source.action) == (record.permission_object, action):
            in_scope = source.scope == Scope.ALL or record.owner_id in strict.rights.owners(source.scope)
            named += [str(source)] if in_scope or shared else []
    ties = [_("owner")] * mine + [_("collaborator")] * shared
    return ties + named if named else []


def _collaborates(user: User, record) -> bool:
    return Collaboration.objects.filter(user=user, kind=kind_of(record), record_id=record.pk).exists()
