"""How contacts are asked for."""

from __future__ import annotations

from typing import Self

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

    def lost_prospects(self) -> Self:
        return self.filter(prospect_status=ProspectStatus.LOST)

    def customers(self) -> Self:
        return self.filter(customer_status=CustomerStatus.CURRENT)

    def former_customers(self) -> Self:
        return self.filter(customer_status=CustomerStatus.PAST)

    def line_of(self, company: int | None) -> list[int]:
        """The key of this company and of all above it, from below to the top; one statement a level."""
        found: list[int] = []
        while company is not None and company not in found:
            found.append(company)
            company = self.filter(pk=company).values_list("parent_id", flat=True).first()
        return found
