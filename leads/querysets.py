"""How leads are asked for."""

from __future__ import annotations

from typing import Any, Self

from activities.querysets import ActivityQuerySet
from leads.choices import LeadOutcome
from records.among import Among


class LeadQuerySet(ActivityQuerySet):
    def open(self) -> Self:
        """Not converted: what lists show (4.14)."""
        return self.filter(outcome=LeadOutcome.OPEN)

    def new(self) -> Self:
        """In the status with which leads begin. Its key is asked for, not joined: each owner's are counted by both."""
        statuses: Any = self.model._meta.get_field("status").related_model
        return self.filter(Among("status", statuses._base_manager.filter(is_initial=True).values("pk")))

    def converted(self) -> Self:
        return self.filter(outcome=LeadOutcome.CONVERTED)
