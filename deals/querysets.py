"""How deals are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.db.models import Case, Exists, F, OuterRef, PositiveSmallIntegerField, Q, Value, When
from django.db.models.functions import Coalesce

from activities.models import Task
from activities.querysets import ActivityQuerySet, midnight_after
from deals.choices import ACTIVE, Category
from records.among import Among

CHANCE = Case(
    When(stage__category=Category.WON, then=Value(100)),
    When(~Q(stage__category__in=ACTIVE), then=Value(0)),
    default=Coalesce(F("win_likelihood"), F("stage__likelihood")),
    output_field=PositiveSmallIntegerField(),
)


class DealQuerySet(ActivityQuerySet):
    def open(self) -> Self:
        """In an active stage."""
        return self.filter(stage__category__in=ACTIVE)

    def closed(self) -> Self:
        return self.exclude(stage__category__in=ACTIVE)

    def won(self) -> Self:
        return self.filter(stage__category=Category.WON)

    def lost(self) -> Self:
        return self.filter(stage__category=Category.LOST)

    def unqualified(self) -> Self:
        return self.filter(stage__category=Category.UNQUALIFIED)

    def slipping(self, today: date) -> Self:
        """Open, yet the day they were meant to close has gone by."""
        return self.open().filter(estimated_close_date__lt=today)

    def of_contact(self, contact) -> Self:
        """On which a contact is: primary, associated or as the company (5.7)."""
        associated = Q(Among("pk", contact.associations.values("deal")))
        return self.filter(Q(contact=contact) | Q(company=contact) | associated)

    def without_contact(self) -> Self:
        """The mark "contact missing" (7.1)."""
        return self.filter(contact=None)

    def rotting(self, stages: Iterable[Any], now: datetime) -> Self:
        """Longer in one of these stages than it allows; `now` carries the time zone in which days are counted."""
        found = Q(pk__in=[])
        for stage in stages:
            if stage.rot_days is not None:
                found |= Q(stage=stage, stage_changed_at__lt=midnight_after(now, 1 - stage.rot_days))
        return self.filter(found)

    def without_next_step(self) -> Self:
        """No open task is about it."""
        about = Task.objects.live().open().filter(about_kind=self.model._meta.label_lower, about_id=OuterRef("pk"))
        return self.filter(~Exists(about))

    def unpriced(self) -> Self:
        """With a value whose currency has no rate: shown as such, never counted as 1."""
        return self.filter(value__isnull=False, value_in_account_currency=None)
