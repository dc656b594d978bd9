"""Who works in the made-up company, and whose records are whose."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.choices import GroupUse, Scope
from accounts.models import Group, Membership, Role, User
from accounts.models.roles import RoleGrant
from accounts.permissions import objects
from sellcrm.volume.words import FIRST, LAST

DOMAIN = "volume.example"
REP, MANAGER, ADMIN = (f"{who}@{DOMAIN}" for who in ("rep", "manager", "admin"))
# The rep owns this many of each kind and collaborates on as many as make 200; the manager's reach holds a tenth.
OWNED, SHARED, WITHIN_REACH, OWNERLESS = 180, 20, 0.1, 0.02


@dataclass(frozen=True)
class People:
    """Keys. `near` are those whose records the manager reaches: the team and the fellows of a permission group."""

    rep: int
    manager: int
    admin: int
    near: list[int]
    others: list[int]

    def owners(self, rng: random.Random, number: int) -> list[int | None]:
        """An owner for each of this many records: a few own many, most own some, the rep owns 180."""
        far = [1 / (place + 6) for place in range(len(self.others))]
        within = WITHIN_REACH / max(len(self.near), 1)
        without = [share * (1 - WITHIN_REACH - OWNERLESS) / (sum(far) or 1) for share in far]
        whose = [None, *self.near, *self.others]
        weights = list(accumulate([OWNERLESS, *[within] * len(self.near), *without]))
        found = rng.choices(whose, cum_weights=weights, k=number)
        for place in rng.sample(range(number), min(OWNED, number // 5)):
            found[place] = self.rep
        return found


def hire(number: int, *, password: str, rng: random.Random) -> People:
    """At least four people. Without a password nobody signs in. The manager reports to nobody: as fellow reportees of
    one superior, everybody would be within reach."""
    manager_role, rep_role = _role("Volume: team and groups", Scope.GROUP), _role("Volume: own", Scope.OWN)
    hashed = make_password(password or None)
    admin = _person(ADMIN, "Ada Administrator", hashed, is_admin=True, role=Role.objects.get(key="administrator"))
    manager = _person(MANAGER, "Moritz Manager", hashed, role=manager_role, team_name="Team Volume")
    rep = _person(REP, "Rita Rep", hashed, role=rep_role, manager=admin)
    rest = max(number - 3, 1)
    team, fellows = max(rest // 20, 1), rest // 20
    made = User.objects.bulk_create(
        User(
            email=f"user{place:04}@{DOMAIN}", name=f"{rng.choice(FIRST)} {rng.choice(LAST)}", role=rep_role,
            password=make_password(None), manager=manager if place < team else admin,
        )
        for place in range(rest)
    )  # fmt: skip
    keys = [user.pk for user in made]
    group = Group.objects.create(name="Volume: fellows", use=GroupUse.PERMISSION, role=rep_role)
    Membership.objects.bulk_create(
        Membership(group=group, user_id=key) for key in [manager.pk, *keys[team : team + fellows]]
    )
    near = keys[: team + fellows]
    return People(rep.pk, manager.pk, admin.pk, near, keys[team + fellows :] or near)


def _role(name: str, scope: str) -> Role:
    """Everything that can be granted, for the records of this scope; views of contacts among it."""
    role = Role.objects.create(name=name)
    RoleGrant.objects.bulk_create(
        RoleGrant(role=role, object=thing.key, action=action, scope=scope)
        for thing in objects()
        for action in thing.actions
    )
    return role


def _person(email: str, name: str, password: str, **fields) -> User:
    user = User.objects.create(email=email, name=name, password=password, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def collaborations(
    people: People, kind: str, keys: range, owners: Sequence[int | None], rng: random.Random
) -> Iterator[tuple[str, int, int]]:
    """(kind, record, user): one record in fifty has a second pair of eyes, some the rep's and the manager's."""
    taken = set()
    for place in rng.sample(range(len(keys)), max(len(keys) // 50, 1)):
        number = len(taken)
        user = people.rep if number < SHARED else people.manager if number < 3 * SHARED else rng.choice(people.others)
        taken.add(place)
        if owners[place] != user:
            yield kind, keys[place], user
