"""Who may convert a lead (4.16)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from contacts.models import Contact
from leads.models import Lead
from records.errors import NotAllowed


def refuse_conversion(lead: Lead, *, by, into: Iterable[Contact | None] = (), makes_deal: bool = False) -> None:
    """NotAllowed for who may not change and convert the lead, add contacts, add the deal, or change the contact that
    the lead goes into. `by` None is the system."""
    if by is None:
        return
    rows = Lead.objects.visible_to(by, "convert").filter(by.reach(Lead, "edit"), pk=lead.pk)
    if not rows.exists():
        raise NotAllowed(_("You may not convert this lead."))
    if not by.may("contacts", "add"):
        raise NotAllowed(_("You may not add contacts, so you cannot convert leads."))
    if makes_deal and not by.may("deals", "add"):
        raise NotAllowed(_("You may not add deals. Convert the lead without one."))
    keys = {contact.pk for contact in into if contact is not None}
    if Contact.objects.visible_to(by, "edit").filter(pk__in=keys).count() != len(keys):
        raise NotAllowed(_("You may not change the contact that this lead would go into."))


def may_convert(user) -> bool:
    """Whether there is anything to offer."""
    return user.may("leads", "convert") and user.may("contacts", "add")


def refuse_owner(lead: Lead, owner, *, by, makes_deal: bool = False) -> None:
    """Giving what comes of it to a third person is reassigning."""
    if by is None or owner is None or owner in {by, lead.owner}:
        return
    if not by.may("contacts", "reassign"):
        raise NotAllowed(_("You may not give contacts to somebody else."))
    if makes_deal and not by.may("deals", "reassign"):
        raise NotAllowed(_("You may not give deals to somebody else."))
