"""The demo company: people first, then whatever the apps above register for it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.configuring import change_account
from accounts.invitations import vouch
from accounts.models import Account, Group, Membership, Role, User
from records.errors import RecordError
from records.naming import record_models

PASSWORD = "sellcrm-demo"  # noqa: S105  printed on the sign-in page of a demo
SEED = 1414
SIGN_INS = (
    ("rep@demo.example", gettext_lazy("Sales rep")),
    ("manager@demo.example", gettext_lazy("Sales manager")),
    ("admin@demo.example", gettext_lazy("Administrator")),
)


class Refused(RecordError):
    """The database holds data that is not the demo's."""


@dataclass(frozen=True)
class People:
    """Who works at Nordwind: `rep` and `colleague` report to `manager`; `stranger` works in another team."""

    admin: User
    manager: User
    rep: User
    colleague: User
    stranger: User
    uninvited: User

    @property
    def sellers(self) -> list[User]:
        return [self.rep, self.colleague, self.stranger]


Part = Callable[[People, datetime, random.Random], None]
_parts: list[tuple[int, str, Part]] = []


def part(order: int) -> Callable[[Part], Part]:
    """Register what an app adds to the demo: `function(people, at, rng)`. Only `rng` may decide anything by chance."""

    def remember(function: Part) -> Part:
        _parts.append((order, f"{function.__module__}.{function.__name__}", function))
        return function

    return remember


@transaction.atomic
def seed(*, at: datetime, number: int = SEED) -> People:
    """Fill an empty database; Refused for one that is not."""
    if User.objects.exists() or any(model._base_manager.exists() for model in record_models()):
        raise Refused(_("This database already holds data. Demo data goes only into an empty one."))
    people = _people(at)
    _groups(people)
    rng = random.Random(number)
    for _order, _name, function in sorted(_parts, key=lambda entry: entry[:2]):
        function(people, at, rng)
    return people


def _people(at: datetime) -> People:
    values = {"name": "Nordwind Vertrieb", "currency": "EUR", "country": "DE", "time_zone": "Europe/Berlin"}
    change_account(Account.lock(), values, by=None, at=at)
    admin = _person("Sabine Voss", "admin", key="administrator", is_admin=True)
    manager = _person("Katarina Nováková", "manager", key="sales_manager", manager=admin, team_name="Team Nord")
    other = _person("Paul Hansen", "paul", key="sales_manager", manager=admin, team_name="Team Süd")
    return People(
        admin=admin,
        manager=manager,
        rep=_person("Jonas Weber", "rep", key="sales_rep", manager=manager),
        colleague=_person("Lena Okafor", "lena", key="sales_rep", manager=manager),
        stranger=_person("Tomás Silva", "stranger", key="sales_rep", manager=other),
        uninvited=_person("Mira Lindqvist", "", key="lead_qualifier", manager=other),
    )


def _person(name: str, local: str, *, key: str, **fields) -> User:
    email = f"{local}@demo.example" if local else None
    role = Role.objects.get(key=key)
    user = User.objects.create_user(
        email=email, name=name, password=PASSWORD if email else None, role=role, time_zone="Europe/Berlin", **fields
    )
    vouch(user)
    return user


def _groups(people: People) -> None:
    key_accounts = Group.objects.create(
        name="Key accounts", use="permission", role=Role.objects.get(key="lead_qualifier"),
        description="Looks after the largest leads together.",
    )  # fmt: skip
    trade_fair = Group.objects.create(name="Trade fair Hannover", description="Who stands at the booth in April.")
    for group, members in ((key_accounts, [people.manager, people.colleague]), (trade_fair, people.sellers)):
        Membership.objects.bulk_create(Membership(group=group, user=user) for user in members)


def is_there() -> bool:
    return User.objects.filter(email=SIGN_INS[-1][0]).exists()


def sign_ins() -> list[tuple[str, str]]:
    """(address, what they are) for the sign-in page: only on one person's machine with the demo company in it."""
    return [(email, str(label)) for email, label in SIGN_INS] if settings.LOCAL and is_there() else []
