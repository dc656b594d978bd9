"""Somebody in whose place a statement is put together once for everybody with the same rights (ui.ready)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from accounts.choices import Scope
from accounts.models.reaching import Reach

# Marks in the place of a person's key, their role's, and the keys of those whose records a scope holds (ui.ready).
WHO = -(2**62)
ROLE = WHO - 1
OWNERS = {scope: WHO - 2 - number for number, scope in enumerate(Scope)}
SCOPES = {mark: scope for scope, mark in OWNERS.items()}
_shapes: dict[Any, int] = {}


class StandIn:
    """A user of whom nothing is known but their rights: what is made for them serves everybody with the same."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        user = reach.user
        flags = (user.is_active, user.is_admin, user.role_id is not None, reach.sees_all)
        shape = flags if reach.sees_all else (*flags, frozenset(reach.granted.items()))
        self.key = _shapes.setdefault(shape, len(_shapes))

    @cached_property
    def user(self) -> Any:
        real = self.reach.user
        role = ROLE if real.role_id else None
        anybody = type(real)(pk=WHO, role_id=role, is_active=real.is_active, is_admin=real.is_admin)
        anybody.__dict__["reach_cache"] = Anybody(anybody, self.reach)
        return anybody

    def holds(self, mark: Any) -> bool:
        return mark in SCOPES or mark in {WHO, ROLE}

    def value_of(self, mark: int) -> Any:
        """The key of the person or of their role (0: none), or of those whose records a scope holds."""
        if mark == WHO:
            return self.reach.user.pk
        return self.reach.user.role_id or 0 if mark == ROLE else self.reach.owners(SCOPES[mark])


class Anybody(Reach):
    """The rights of a stand-in."""

    def __init__(self, user, real: Reach) -> None:
        super().__init__(user, acting_as_admin=real.acting_as_admin)
        self.real, self.sees_all = real, real.sees_all

    @property
    def granted(self) -> Any:
        return self.real.granted

    def owners(self, scope: str) -> frozenset[int]:
        return frozenset({OWNERS[Scope(scope)]})

    @property
    def tree(self) -> Any:
        raise TypeError("Who reports to whom is no part of a statement's shape: give the keys as values.")

    companions = field_levels = tree
