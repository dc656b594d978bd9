"""Leads in searches, beside forms, and behind contacts and deals."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.journey import Origin
from contacts.matching import MOST_COMPARED, SHORTEST, Clue, Match
from contacts.models import Contact
from leads.choices import LeadOutcome
from leads.models import Lead, LeadStatus
from lists.pieces import Piece
from lists.searching import Ask, found, hint
from records.folding import fold
from records.models import Record
from ui.ready import rows_of
from ui.registry import Hit, Inquiry

ICON = "target"
MOST_BEHIND = 5
COLUMNS = ("name", "last_name", "company_name", "city", "outcome", "status__name", "status__key", "owner__name")
# What a converted one became, where one may see it.
BECAME = (
    ", (SELECT o.id FROM others o WHERE o.id = it.person_id) AS person_seen"
    ", (SELECT o.id FROM others o WHERE o.id = it.company_id) AS company_seen"
)


def find(inquiry: Inquiry) -> list[Hit]:
    """Open ones first; a converted one leads to what it became (4.14), where one may see that."""
    ask = Ask(
        key="leads", model=Lead, extra=BECAME,
        tables=lambda user: {"seen": Lead.objects.visible_to(user), "others": Contact.objects.visible_to(user)},
        columns=COLUMNS, named=True, named_if=Piece("outcome = %s", (LeadOutcome.OPEN,)), needs=("outcome",),
        last=Piece("it.outcome = %s", (LeadOutcome.CONVERTED,)),
    )  # fmt: skip
    return [_hit(lead) for lead in found(inquiry, ask)]


def _hit(lead: Any) -> Hit:
    said = lead.company_name if lead.last_name else lead.city
    if not lead.is_converted:
        status = LeadStatus(name=lead.status__name, key=lead.status__key)
        return Hit(lead.name, lead.get_absolute_url(), ICON, hint(said, status, lead.owner__name), lead.likeness)
    became = lead.person_seen or lead.company_seen
    url = reverse("contacts:show", args=[became]) if became else lead.get_absolute_url()
    return Hit(lead.name, url, ICON, hint(said, _("converted")), lead.likeness)


def alike(user, clue: Clue, most: int) -> list[Match]:
    """Open leads of the name that is being typed (3.7), for contacts.matching; one statement."""
    names = [name for name in (clue.person_name if clue.last_name else "", clue.company_name) if len(name) >= SHORTEST]
    found = Q()
    for name in names:
        found |= Q(pk__in=Lead.objects.live().search(name).values("pk"))
    if "@" in clue.email:
        found |= Q(email__iexact=clue.email)
    if not found:
        return []
    rows = Lead.objects.visible_to(user).open().filter(found).order_by("name_key", "pk")[:MOST_COMPARED]
    return [_match(lead, clue, names) for lead in list(rows)[:most]]


def _match(lead: Lead, clue: Clue, names: list[str]) -> Match:
    why = _("Similar name")
    if clue.email and lead.email.casefold() == clue.email.casefold():
        why = _("Same e-mail address")
    elif {fold(lead.name), fold(lead.company_name)} & {fold(name) for name in names}:
        why = _("Same name")
    hint = lead.company_name if lead.last_name else lead.city
    return Match(str(lead), lead.get_absolute_url(), ICON, hint or _("Lead"), why)


def behind(record: Record, *, user) -> list[Lead]:
    """The leads of which a contact or a deal came, as far as this person may view them. Asked once for a page's record:
    they are laid beside it."""
    beside: Any = record
    if not hasattr(beside, "leads_behind"):
        came = _came(record)
        beside.leads_behind = rows_of(("leads behind", came), partial(_behind, came), record.pk, whose=user)
    return beside.leads_behind


def _behind(came: str, user: Any, key: int) -> QuerySet:
    rows = Lead.objects.visible_to(user).converted().filter(**{came: key}).select_related("source")
    return rows.order_by("converted_at", "pk")[:MOST_BEHIND]


def _came(record: Record) -> str:
    """What a lead calls such a record that it became."""
    if isinstance(record, Contact):
        return "company" if record.is_company else "person"
    return "deal"


def origin(contact: Contact, user) -> Origin | None:
    """For contacts.journey: the first lead; none for a contact that is older than its lead."""
    older = [lead for lead in behind(contact, user=user) if lead.created_at <= contact.created_at]
    return _origin(min(older, key=lambda lead: lead.created_at)) if older else None


def _origin(lead: Lead) -> Origin:
    label = pgettext("station of the journey", "Lead")
    return Origin(label, lead.created_at, str(lead.source or _("source unknown")), lead.get_absolute_url())
