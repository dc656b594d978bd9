"""Statuses as a test reads them, and the small acts that its rows are made of."""

import pytest

from contacts.models import Contact
from deals import lifecycle
from deals.models import Deal


def statuses(contact) -> tuple[str, str]:
    """The prospect and the customer status, as the row has them by now."""
    return Contact.objects.values_list("prospect_status", "customer_status").get(pk=contact.pk)


@pytest.fixture
def to(stage, ann, noon):
    """Moves a deal to the stage of this key; whoever asks has not looked at it before."""

    def move(deal, key, by=None):
        return lifecycle.move_to(Deal.objects.get(pk=deal.pk), stage(key), by=by or ann, at=noon)

    return move


@pytest.fixture
def fresh():
    return lambda record: type(record)._base_manager.get(pk=record.pk)
