"""The tree and the groups as pictures of who works with whom (14.8)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from accounts.models import Group, Membership, User


@dataclass(frozen=True)
class Team:
    """A manager and who reports to them; `manager` None holds those who report to nobody."""

    manager: User | None
    members: list[User]
    depth: int


def teams() -> list[Team]:
    """Every team from the top down, each below its manager's own. Active people only; one statement."""
    people = list(User.objects.active().select_related("role").by_name())
    known = {user.pk for user in people}
    below: dict[int | None, list[User]] = defaultdict(list)
    for user in people:
        below[user.manager_id if user.manager_id in known else None].append(user)
    found = [Team(None, below[None], 0)] if below[None] else []
    waiting = [(user, 1) for user in reversed(below[None])]
    while waiting:
        user, depth = waiting.pop()
        if below[user.pk]:
            found.append(Team(user, below[user.pk], depth))
            waiting += [(each, depth + 1) for each in reversed(below[user.pk])]
    return found


def groups() -> list[tuple[Group, list[User]]]:
    """The groups in use with their active members; two statements."""
    members: dict[int, list[User]] = defaultdict(list)
    rows = Membership.objects.filter(user__is_active=True).select_related("user").order_by("user__name", "user_id")
    for membership in rows:
        members[membership.group_id].append(membership.user)
    return [(group, members[group.pk]) for group in Group.objects.in_use().order_by("name", "pk")]
