"""Which records somebody reaches, worked out from one statement for one user instance.

Grants of the user's role and of the roles of their permission groups add up and the widest scope wins (14.20). Whose
records a scope holds: own < team (everybody below in the tree) < peers (same manager) < group (people sharing a
permission group in use) < all. Only `all` shows records that nobody owns.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Exists, IntegerField, Max, Q, QuerySet, Value, When

from accounts.choices import FieldLevel, Scope
from accounts.models.groups import Group, Membership
from accounts.models.roles import FieldRight, RoleGrant
from accounts.models.sharing import Collaboration
from records.among import Among
from ui.ready import rows_of

EVERYTHING, NOTHING = Q(), Q(pk__in=())
# What a collaborator may do as if they were the owner (14.16, 14.20).
SHARED_ACTIONS = frozenset({"view", "edit"})
# Scopes that ask who is in one's team or groups, and what such pairs are called among the rows of a reach.
BEYOND_OWN = frozenset({Scope.TEAM, Scope.PEERS, Scope.GROUP})
TREE, GROUPS = "tree", "groups"


class Reach:
    """One person's rights. `acting_as_admin` False leaves the admin flag out: what the grants alone show."""

    def __init__(self, user, *, acting_as_admin: bool = True):
        self.user = user
        self.acting_as_admin = acting_as_admin
        self.known: dict[tuple[Any, str], Q] = {}

    def of(self, model, action: str) -> Q:
        """The rows of a model within reach, worked out once. A model whose rows follow other records says so itself in
        `reach_of`."""
        if (model, action) not in self.known:
            self.known[model, action] = self._of(model, action)
        return self.known[model, action]

    def _of(self, model, action: str) -> Q:
        if not self.user.is_active:
            return NOTHING
        if self.sees_all:
            return EVERYTHING
        if hasattr(model, "reach_of"):
            return model.reach_of(self.user, action)
        return self.by_ownership(model, action)

    def by_ownership(self, model, action: str) -> Q:
        """The rows within reach by their owner and collaborators; `reach_of` may build on it."""
        if not self.user.is_active:
            return NOTHING
        scope = self.scope(model.permission_object, action)
        if scope == Scope.NONE:
            return NOTHING
        if scope == Scope.ALL:
            return EVERYTHING
        reached = Q(owner_id__in=self.owners(scope)) if scope != Scope.OWN else Q(owner_id=self.user.pk)
        return reached | self.shared(model) if action in SHARED_ACTIONS else reached

    def halves(self, model) -> tuple[Q, Q] | None:
        """The rows in view as two sets without a common row, each of which one index can count: by their owners, and
        the others that this person collaborates on. None where the rows are no union."""
        scope = self.scope(getattr(model, "permission_object", ""), "view")
        if hasattr(model, "reach_of") or self.sees_all or scope in {Scope.NONE, Scope.OWN, Scope.ALL}:
            return None
        owned = Q(owner_id__in=self.owners(scope))
        return owned, self.shared(model) & ~owned

    def shared(self, model) -> Q:
        """The rows this person collaborates on."""
        kind = model._meta.label_lower
        return Q(Among("pk", Collaboration.objects.filter(user_id=self.user.pk, kind=kind).values("record_id")))

    def scope(self, object_key: str, action: str) -> Scope:
        """The widest scope of all grants on this object for this action."""
        if not self.user.is_active:
            return Scope.NONE
        return Scope.ALL if self.sees_all else self.granted.get((object_key, action), Scope.NONE)

    @cached_property
    def sees_all(self) -> bool:
        """The admin flag opens everything unless the account's switch restores the strict split (14.22)."""
        admin = self.acting_as_admin and self.user.is_active and self.user.is_admin
        return admin and self.user.account.admins_see_all

    @cached_property
    def granted(self) -> dict[tuple[str, str], Scope]:
        widest: dict[tuple[str, str], Scope] = {}
        for thing, action, scope, *_pair in self.read:
            if thing:
                found = Scope(scope)
                if found.width > widest.get((thing, action), Scope.NONE).width:
                    widest[thing, action] = found
        return widest

    @cached_property
    def read(self) -> list[tuple[str, str, str, int, int]]:
        """The grants, and for who has one beyond their own records also who reports to whom and who shares a group:
        one statement for all of it. What is no grant names no object."""
        anybody = type(self.user)

        def rights(user: int, role: int) -> QuerySet:
            return Reach(anybody(pk=user, role_id=role)).rows_read()

        return rows_of("rights", rights, self.user.pk, self.user.role_id or 0)

    def rows_read(self) -> QuerySet:
        mine, none = RoleGrant.objects.filter(self.through_roles), Value("", CharField())
        wide = Exists(mine.filter(scope__in=sorted(BEYOND_OWN)))
        grants = mine.values_list("object", "action", "scope", Value(0), Value(0))
        tree = self._reporting().filter(wide).values_list(none, none, Value(TREE, CharField()), "manager_id", "pk")
        shared = self._sharing().filter(wide)
        groups = shared.values_list(none, none, Value(GROUPS, CharField()), "group_id", "user_id")
        return grants.union(tree, groups, all=True)

    def _pairs(self, which: str) -> list[tuple[int, int]] | None:
        """Pairs that came along with the grants; None where nothing granted asks for them."""
        if self.sees_all or not any(scope in BEYOND_OWN for scope in self.granted.values()):
            return None
        return [(one, other) for thing, _action, kind, one, other in self.read if not thing and kind == which]

    @property
    def through_roles(self) -> Q:
        """The rows of the user's own role and of the roles that their permission groups carry."""
        groups = Group.objects.granting().filter(memberships__user=self.user.pk)
        return Q(role=self.user.role_id) | Q(role__in=groups.values("role"))

    def field_level(self, kind: str, key: str) -> FieldLevel:
        """What may be done with a custom field: anything where nothing is said of it, and for who sees all."""
        if not self.user.is_active:
            return FieldLevel.NONE
        return FieldLevel.EDIT if self.sees_all else self.field_levels.get((kind, key), FieldLevel.EDIT)

    @cached_property
    def field_levels(self) -> dict[tuple[str, str], FieldLevel]:
        """The widest level of all roles, for each field that something is said of; one statement."""
        steps = [
            When(self.through_roles & Q(level=level), then=Value(level.width))
            for level in (FieldLevel.EDIT, FieldLevel.VIEW)
        ]
        width = Max(Case(*steps, default=Value(0), output_field=IntegerField()))
        rows = FieldRight.objects.values("kind", "key").annotate(width=width).order_by()
        levels = list(FieldLevel)
        return {(row["kind"], row["key"]): levels[row["width"]] for row in rows}

    def owners(self, scope: str) -> frozenset[int]:
        """Whose records a scope short of `all` holds."""
        width = Scope(scope).width
        found = {self.user.pk}
        if width >= Scope.TEAM.width:
            found |= self.subordinates
        if width >= Scope.PEERS.width and self.user.manager_id:
            found |= self.tree[self.user.manager_id]
        if width >= Scope.GROUP.width:
            found |= self.companions
        return frozenset(found)

    @cached_property
    def tree(self) -> dict[int, set[int]]:
        """Who reports to whom directly; deactivated people too, because their records stay in the team (14.18)."""
        below: dict[int, set[int]] = defaultdict(set)
        pairs = self._pairs(TREE)
        for manager, reportee in self._reporting().values_list("manager_id", "pk") if pairs is None else pairs:
            below[manager].add(reportee)
        return below

    def _reporting(self) -> QuerySet:
        return type(self.user)._base_manager.exclude(manager=None)

    @cached_property
    def subordinates(self) -> set[int]:
        """Everybody below, however deep."""
        return self.team_of(self.user.pk) - {self.user.pk}

    def team_of(self, manager: int) -> set[int]:
        """A manager and everybody below them."""
        found = {manager}
        edge = {manager}
        while edge:
            edge = set().union(*(self.tree.get(pk, set()) for pk in edge)) - found
            found |= edge
        return found

    @cached_property
    def companions(self) -> set[int]:
        pairs = self._pairs(GROUPS)
        found = self._sharing().values_list("group_id", "user_id") if pairs is None else pairs
        return {user for _group, user in found}

    def _sharing(self) -> QuerySet:
        groups = Group.objects.granting().filter(memberships__user=self.user.pk)
        return Membership.objects.filter(group__in=groups)
