"""What higher apps add to the head of a contact's page: a new deal, a sequence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from contacts.models import Contact


class Action(NamedTuple):
    """A button; its address opens in the dialog."""

    label: Any
    icon: str
    url: str


Offer = Callable[[Any, Contact], Action | None]
_offers: list[Offer] = []


def add_action(offer: Offer) -> None:
    """`offer(user, contact)`, from a higher app's panels module; None where it is not offered."""
    _offers.append(offer)


def actions(user, contact: Contact) -> list[Action]:
    return [action for offer in _offers if (action := offer(user, contact)) is not None]
