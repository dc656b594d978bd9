"""Contacts that are on deals do not simply go (5.8)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from contacts.deleting import Held, OnDeals
from contacts.models import Contact
from deals import keeping
from deals.models import Deal
from records import writing
from records.models import Change

AT_ONCE = 50


class DealsHold:
    """The deals that a contact is on, and who takes its place there: the first further contact, else the company."""

    def held(self, contact: Contact) -> list[Held]:
        deals = Deal.objects.live().of_contact(contact).select_related("contact", "company").order_by("pk")
        return [Held(deal, self._heir(deal, contact)) for deal in deals[:AT_ONCE]]

    def _heir(self, deal: Deal, contact: Contact) -> Contact | None:
        """Who is primary afterwards. Who is not primary needs nobody in the place."""
        if deal.contact_id != contact.pk:
            return deal.contact or contact
        others = Contact.objects.live().filter(associations__deal=deal).exclude(pk=contact.pk)
        return others.order_by("associations__pk").first() or self._company(deal, contact)

    def _company(self, deal: Deal, contact: Contact) -> Contact | None:
        gone = deal.company is None or deal.company_id == contact.pk or deal.company.deleted_at
        return None if gone else deal.company

    def release(self, contact: Contact, *, by, at: datetime, cause: Change) -> None:
        """Off all its deals, some at a time. Raises OnDeals where nothing can take its place."""
        while batch := self.held(contact):
            if any(each.heir is None for each in batch):
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
