"""How leads are asked for."""

from __future__ import annotations

from typing import Self

from activities.querysets import ActivityQuerySet
from leads.choices import LeadOutcome


class LeadQuerySet(ActivityQuerySet):
    def open(self) -> Self:
        """Not converted: what lists show (4.14)."""
        return self.filter(outcome=LeadOutcome.OPEN)

    def converted(self) -> Self:
        return self.filter(outcome=LeadOutcome.CONVERTED)
