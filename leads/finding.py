"""Leads in searches, beside forms, and behind contacts and deals."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.journey import Origin
from contacts.matching import MOST_COMPARED, SHORTEST, Clue, Match
from contacts.models import Contact
from leads.models import Lead
from leads.querysets import LeadQuerySet
from lists.related import attach_visible
from records.folding import fold
from records.models import Record
from ui.registry import Hit

ICON = "target"


def find(user, text: str, limit: int) -> list[Hit]:
    """Open ones first; a converted one leads to what it became (4.14)."""
    rows = Lead.objects.visible_to(user).search(text).select_related("status").order_by("-outcome", "name_key", "pk")
    found = list(rows[:limit])
    attach_visible(found, ("person", "company"), user)
    return [_hit(lead) for lead in found]


def _hit(lead: Any) -> Hit:
    hint = lead.company_name if lead.last_name else lead.city
    if not lead.is_converted:
        return Hit(str(lead), lead.get_absolute_url(), ICON, " · ".join(filter(None, [hint, str(lead.status)])))
    became = lead.seen["person"] or lead.seen["company"] or lead
    return Hit(str(lead), became.get_absolute_url(), ICON, _("converted"))


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


def behind(record: Record, *, user) -> LeadQuerySet:
    """The leads of which a contact or a deal came, as far as this person may view them."""
    if isinstance(record, Contact):
        came = Q(company=record) if record.is_company else Q(person=record)
    else:
        came = Q(deal=record)
    return Lead.objects.visible_to(user).converted().filter(came).order_by("converted_at", "pk")


def origins(keys: Collection[int], user) -> dict[int, Origin]:
    """For contacts.journey: what these contacts were before, the first lead of each; none for a contact that is older
    than its lead. One statement."""
    rows = Lead.objects.visible_to(user).converted().filter(Q(person__in=keys) | Q(company__in=keys))
    rows = rows.select_related("source").annotate(
        person_since=F("person__created_at"), company_since=F("company__created_at")
    )
    found: dict[int, Origin] = {}
    for lead in rows.order_by("created_at", "pk"):
        for key, since in ((lead.person_id, lead.person_since), (lead.company_id, lead.company_since)):
            if key is not None and key in keys and key not in found and lead.created_at <= since:
                found[key] = _origin(lead)
    return found


def _origin(lead: Lead) -> Origin:
    label = pgettext("station of the journey", "Lead")
    return Origin(label, lead.created_at, str(lead.source or _("source unknown")), lead.get_absolute_url())
