"""How contacts are asked for."""

from __future__ import annotations

from typing import Self

from django.db.models import Q

from activities.querysets import ActivityQuerySet
from contacts.choices import CustomerStatus, ProspectStatus


class ContactQuerySet(ActivityQuerySet):
    def people(self) -> Self:
        return self.filter(is_company=False)

    def companies(self) -> Self:
        return self.filter(is_company=True)

    def in_use(self) -> Self:
        """Not archived."""
        return self.filter(archived_at=None)

    def archived(self) -> Self:
        return self.filter(archived_at__isnull=False)

    def prospects(self) -> Self:
        """With an active deal (6.4)."""
        return self.filter(prospect_status=ProspectStatus.CURRENT)

    def customers(self) -> Self:
        return self.filter(customer_status=CustomerStatus.CURRENT)

    def former_customers(self) -> Self:
        return self.filter(customer_status=CustomerStatus.PAST)

    def related_to(self, contact) -> Self:
        """Named relations in either direction (5.12)."""
        return self.filter(Q(relations_to__source=contact) | Q(relations_from__target=contact)).distinct()
