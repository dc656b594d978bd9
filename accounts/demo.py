"""The demo company: people first, then whatever the apps above register for it, then the year that they play.

Everything that is said in it is in lists of our own (`demo_words`), in each language: it is data, not the screen.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.configuring import change_account
from accounts.demo_year import Story, all_or_nothing, play
from accounts.invitations import vouch
from accounts.models import Account, Group, Membership, Role, User
from records.errors import RecordError
from records.naming import record_models

PASSWORD = "sellcrm-demo"  # noqa: S105  printed on the sign-in page of a demo
SEED = 1414
LOCALES = ("en", "de")
SIGN_INS = (
    ("rep@demo.example", gettext_lazy("Sales rep")),
    ("manager@demo.example", gettext_lazy("Sales manager")),
    ("admin@demo.example", gettext_lazy("Administrator")),
)
TEAMS = {
    "north": (("Ole Petersen", "ole"), ("Sofia Marchetti", "sofia")),
    "south": (("Greta Aigner", "greta"), ("Marek Zieliński", "marek"), ("Aylin Demir", "aylin")),
}
GROUPS = {
    "en": (
        ("Key accounts", "Looks after the largest leads together."),
        ("Trade fair Hannover", "Who stands at the booth in April."),
    ),
    "de": (
        ("Großkunden", "Betreut die größten Leads gemeinsam."),
        ("Messe Hannover", "Wer im April am Stand steht."),
    ),
}


class Refused(RecordError):
    """The database holds data that is not the demo's."""


@dataclass(frozen=True)
class People:
    """Who works at Nordwind: `rep`, `colleague` and `north` report to `manager`; `stranger` and `south` work in another
    team, under `other_manager`. `shared` is what a part leaves for the parts of the apps above; `endings` are called
    when the year has been told."""

    admin: User
    manager: User
    rep: User
    colleague: User
    stranger: User
    uninvited: User
    other_manager: User
    north: list[User] = field(default_factory=list)
    south: list[User] = field(default_factory=list)
    locale: str = "en"
    shared: dict[str, Any] = field(default_factory=dict)
    endings: list[Callable[[], None]] = field(default_factory=list)

    @property
    def sellers(self) -> list[User]:
        return [self.rep, self.colleague, self.stranger, *self.north, *self.south]


Part = Callable[[People, datetime, random.Random], Iterable[Story] | None]
_parts: list[tuple[int, str, Part]] = []
_frames: list[Callable[[], AbstractContextManager]] = []


def part(order: int) -> Callable[[Part], Part]:
    """Register what an app adds to the demo: `function(people, at, rng)`, which writes what was there from the start
    and returns the stories of the year since (accounts.demo_year). Only `rng` may decide anything by chance."""

    def remember(function: Part) -> Part:
        _parts.append((order, f"{function.__module__}.{function.__name__}", function))
        return function

    return remember


def during(frame: Callable[[], AbstractContextManager]) -> None:
    """Register what an app does around the whole seeding, to write in batches what it otherwise writes one by one."""
    _frames.append(frame)


@transaction.atomic
def seed(*, at: datetime, number: int = SEED, locale: str = LOCALES[0]) -> People:
    """Fill an empty database; Refused for one that is not. The same `number` and `at` make the same company."""
    if User.objects.exists() or any(model._base_manager.exists() for model in record_models()):
        raise Refused(_("This database already holds data. Demo data goes only into an empty one."))
    people = _people(at, locale)
    _groups(people)
    with ExitStack() as around:
        for frame in (all_or_nothing, Account.held, *_frames):
            around.enter_context(frame())
        _tell(people, at, random.Random(number))
    return people


def _tell(people: People, at: datetime, rng: random.Random) -> None:
    stories: list[Story] = []
    for _order, _name, function in sorted(_parts, key=lambda entry: entry[:2]):
        stories += function(people, at, rng) or ()
    play(stories, until=at)
    for ending in people.endings:
        ending()


def _people(at: datetime, locale: str) -> People:
    values = {
        "name": "Nordwind Vertrieb", "currency": "EUR", "country": "DE", "time_zone": "Europe/Berlin", "locale": locale,
    }  # fmt: skip
    change_account(Account.lock(), values, by=None, at=at)
    password = make_password(PASSWORD)
    admin = _person("Sabine Voss", "admin", password, key="administrator", is_admin=True)

    def boss(name: str, local: str, team: str) -> User:
        return _person(name, local, password, key="sales_manager", manager=admin, team_name=team)

    def rep(name: str, local: str, above: User) -> User:
        return _person(name, local, password, key="sales_rep", manager=above)

    manager, other = boss("Katarina Nováková", "manager", "Team Nord"), boss("Paul Hansen", "paul", "Team Süd")
    return People(
        admin=admin, manager=manager, other_manager=other, locale=locale,
        rep=rep("Jonas Weber", "rep", manager),
        colleague=rep("Lena Okafor", "lena", manager),
        stranger=rep("Tomás Silva", "stranger", other),
        uninvited=_person("Mira Lindqvist", "", password, key="lead_qualifier", manager=other),
        north=[rep(name, local, manager) for name, local in TEAMS["north"]],
        south=[rep(name, local, other) for name, local in TEAMS["south"]],
    )  # fmt: skip


def _person(name: str, local: str, password: str, *, key: str, **fields) -> User:
    """`password` is hashed once for all of them: hashing takes as long as it should."""
    user = User(
        email=f"{local}@demo.example" if local else None, name=name, role=Role.objects.get(key=key),
        time_zone="Europe/Berlin", password=password if local else make_password(None), **fields,
    )  # fmt: skip
    user.save()
    vouch(user)
    return user


def _groups(people: People) -> None:
    (large, what), (fair, who) = GROUPS[people.locale]
    key_accounts = Group.objects.create(
        name=large, use="permission", role=Role.objects.get(key="lead_qualifier"), description=what
    )
    trade_fair = Group.objects.create(name=fair, description=who)
    for group, members in ((key_accounts, [people.manager, people.colleague]), (trade_fair, people.sellers)):
        Membership.objects.bulk_create(Membership(group=group, user=user) for user in members)


def is_there() -> bool:
    return User.objects.filter(email=SIGN_INS[-1][0]).exists()


def sign_ins() -> list[tuple[str, str]]:
    """(address, what they are) for the sign-in page: only on one person's machine with the demo company in it."""
    return [(email, str(label)) for email, label in SIGN_INS] if settings.LOCAL and is_there() else []
