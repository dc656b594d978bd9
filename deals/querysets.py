"""How deals are asked for."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from activities.querysets import ActivityQuerySet
from deals.choices import ACTIVE, Category


class DealQuerySet(ActivityQuerySet):
    def open(self) -> Self:
        """In an active stage."""
        return self.filter(stage__category__in=ACTIVE)

    def closed(self) -> Self:
        return self.exclude(stage__category__in=ACTIVE)

    def won(self) -> Self:
        return self.filter(stage__category=Category.WON)

    def slipping(self, today: date) -> Self:
        """Open, yet the day they were meant to close has gone by."""
        return self.open().filter(estimated_close_date__lt=today)

    def of_contact(self, contact) -> Self:
        """On which a contact is: primary, associated or as the company (5.7)."""
        associated = Q(pk__in=contact.associations.values("deal"))
        return self.filter(Q(contact=contact) | Q(company=contact) | associated)

    def without_contact(self) -> Self:
        """The mark "contact missing" (7.1)."""
        return self.filter(contact=None)

    def with_chance(self) -> Self:
        """Each row with `chance`: the likelihood typed by hand, else the stage's (9.2)."""
        return self.annotate(chance=Coalesce(F("win_likelihood"), F("stage__likelihood")))

    def unpriced(self) -> Self:
        """With a value whose currency has no rate: shown as such, never counted as 1."""
        return self.filter(value__isnull=False, value_in_account_currency=None)
