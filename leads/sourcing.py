"""Sources of leads, and the sources of deals of the same name (3.12, 4.9)."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.configuring import may_add_sources
from accounts.models import Account
from accounts.models.fields import folded_name
from deals.models import DealSource
from leads.models import LeadSource
from records.errors import NotAllowed

LONGEST = 100


def deal_source_for(source: LeadSource | None, *, by, at: datetime) -> DealSource | None:
    """The deal source of the same name, made if there is none; what came with the product has the account's language
    then."""
    if source is None:
        return None
    with translation.override(Account.current().locale):
        shown = source.shown_name
    known = DealSource.objects.filter(name_key__in=[folded_name(shown), source.name_key]).in_order().first()
    return known or _made(DealSource, shown, by=by, at=at)


def lead_source_named(name: str, *, by, at: datetime) -> LeadSource:
    """The source of this name, made on the fly by who may (3.12)."""
    key = folded_name(name)
    known = [each for each in LeadSource.objects.in_order() if key in {each.name_key, folded_name(each.shown_name)}]
    if known:
        return known[0]
    if not may_add_sources(by, account=Account.current()):
        raise NotAllowed(_("Only administrators add sources."))
    return _made(LeadSource, " ".join(name.split())[:LONGEST], by=by, at=at)


def _made(model, name: str, *, by, at: datetime):
    """Whoever else makes it at the same moment makes the same one."""
    new = {"name": name, "created_by": by, "created_at": at, "updated_at": at, "position": model.objects.count()}
    return model.objects.get_or_create(name_key=folded_name(name), defaults=new)[0]
