"""Contacts that are on deals do not simply go (5.8)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from contacts.deleting import Held, OnDeals, releasable
from contacts.models import Contact
from deals import keeping
from deals.models import AssociatedContact, Deal
from records import writing
from records.models import Change

AT_ONCE = 50


class DealsHold:
    """The deals that a contact is on, and who takes its place there: the first further contact, else the company."""

    def held(self, contact: Contact) -> list[Held]:
        deals = Deal.objects.live().of_contact(contact).select_related("contact", "company").order_by("pk")
        found = list(deals[:AT_ONCE])
        further = self._further(found, contact)
        return [Held(deal, self._heir(deal, contact, further)) for deal in found]

    def holding(self, contacts: Collection[int]) -> set[int]:
        live = Deal.objects.live()
        held = {key for tie in ("contact", "company") for key in self._named(live, tie, contacts)}
        further = AssociatedContact.objects.filter(contact__in=contacts, deal__deleted_at=None)
        return held | set(further.values_list("contact_id", flat=True))

    def _named(self, deals: QuerySet, tie: str, contacts: Collection[int]) -> QuerySet:
        return deals.filter(**{f"{tie}__in": contacts}).order_by().values_list(f"{tie}_id", flat=True).distinct()

    def _further(self, deals: list[Deal], contact: Contact) -> dict[int, Contact]:
        """The first other further contact of each deal that has one."""
        ties = AssociatedContact.objects.filter(deal__in=deals, contact__deleted_at=None).exclude(contact=contact)
        return {tie.deal_id: tie.contact for tie in ties.select_related("contact").order_by("-pk")}

    def _heir(self, deal: Deal, contact: Contact, further: dict[int, Contact]) -> Contact | None:
        """Who is primary afterwards. Who is not primary needs nobody in the place."""
        if deal.contact_id != contact.pk:
            return deal.contact or contact
        return further.get(deal.pk) or self._company(deal, contact)

    def _company(self, deal: Deal, contact: Contact) -> Contact | None:
        gone = deal.company is None or deal.company_id == contact.pk or deal.company.deleted_at
        return None if gone else deal.company

    def release(self, contact: Contact, *, by, at: datetime, cause: Change) -> None:
        """Off all its deals, some at a time. Raises OnDeals where nothing can take its place or one may not change a
        deal."""
        while batch := self.held(contact):
            if not releasable(batch, by=by):
                raise OnDeals(batch)
            self._release(batch, contact, by=by, at=at, cause=cause)

    def _release(self, batch: Any, contact: Contact, *, by, at: datetime, cause: Change) -> None:
        for deal, heir in batch:
            values: dict = {} if deal.company_id != contact.pk else {"company": None}
            if deal.contact_id == contact.pk:
                values |= {"contact": heir, "company": deal.company if deal.company_id != contact.pk else None}
            others = [row for row in Deal.PARTS["associates"].read(deal) if row[0] != contact.pk]
            if deal.contact_id is None:
                writing.edit(deal, values, by=by, at=at, parts={"associates": others}, cause=cause)
            else:
                keeping.edit_deal(deal, values, by=by, at=at, parts={"associates": others}, cause=cause)
