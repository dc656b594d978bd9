"""Deals with contacts and sources that are made along with them, all under one act, so that one undo takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.configuring import may_add_sources
from accounts.models import Account
from accounts.models.fields import folded_name
from contacts.choosing import NewContact, settle
from contacts.models import Contact
from deals import keeping
from deals.models import ContactRole, Deal, DealSource
from records.acting import begin
from records.errors import NotAllowed
from records.models import Act
from records.writing import Added

LONGEST_SOURCE = 100


class MadeBefore(Exception):
    """The same form was sent twice at the same moment; what this one made along with it goes back."""

    def __init__(self, deal: Deal):
        self.deal = deal
        super().__init__()


def add(
    *, by, at: datetime, name: str, contact: Any, company: Any = None, new_source: str = "",
    form_token: UUID | None = None, **columns: Any,
) -> Added:  # fmt: skip
    """`contact` and `company` are contacts, or NewContacts to be made; without a company that of the contact counts
    (7.6). Raises what keeping.add_deal raises."""
    made = Deal._base_manager.filter(form_token=form_token, created_by=by).first() if form_token else None
    if made:
        return Added(made, None)
    try:
        return _add(
            by=by, at=at, name=name, ties=(contact, company), new_source=new_source, token=form_token, **columns
        )
    except MadeBefore as before:
        return Added(before.deal, None)


@transaction.atomic
def _add(*, by, at, name, ties, new_source, token, **columns) -> Added:
    act = begin("created", by=by, at=at, label=name)
    contact, company = _settled(*ties, by=by, at=at, cause=act)
    if company is not None:
        columns["company"] = company
    if new_source.strip():
        columns["source"] = source_named(new_source, by=by, at=at)
    added = keeping.add_deal(by=by, at=at, name=name, contact=contact, form_token=token, cause=act, **columns)
    if added.act is None:
        raise MadeBefore(added.record)
    return added


def _settled(contact: Any, company: Any, *, by, at: datetime, cause: Act) -> tuple[Any, Any]:
    """A new person works for the company that is named beside them."""
    firm = settle(company, by=by, at=at, cause=cause)
    works_there = isinstance(contact, NewContact) and contact.kind == "person" and firm is not None
    return settle(contact, by=by, at=at, cause=cause, **({"employer": firm} if works_there else {})), firm


@transaction.atomic
def change(deal: Deal, values: Mapping[str, Any], *, by, at: datetime, version: int | None = None) -> Act | None:
    """The same for a deal that is there. Raises what keeping.edit_deal raises."""
    new = dict(values)
    tags, named = new.pop("tags", None), new.pop("new_source", "")
    if named.strip():
        new["source"] = source_named(named, by=by, at=at)
    if any(isinstance(new.get(tie), NewContact) for tie in ("contact", "company")):
        act = begin("edited", by=by, at=at, label=str(deal))
        for tie in {"contact", "company"} & set(new):
            new[tie] = settle(new[tie], by=by, at=at, cause=act)
        keeping.edit_deal(deal, new, by=by, at=at, version=version, tags=tags, cause=act)
        return act
    return keeping.edit_deal(deal, new, by=by, at=at, version=version, tags=tags)


@transaction.atomic
def join(deal: Deal, contact: Contact | NewContact, role: ContactRole | None, *, by, at: datetime) -> Act | None:
    """Put a further contact on a deal, who may be new. Raises what keeping.associate raises, and then the new one is
    not there either."""
    act = begin("edited", by=by, at=at, label=str(deal)) if isinstance(contact, NewContact) else None
    found: Any = settle(contact, by=by, at=at, cause=act)
    made = keeping.associate(deal, found, role, by=by, at=at, cause=act)
    return act or made


def source_named(name: str, *, by, at: datetime) -> DealSource:
    """The source of this name, made on the fly by who may (3.12)."""
    bare = " ".join(name.split())[:LONGEST_SOURCE]
    key = folded_name(bare)
    known = DealSource.objects.filter(name_key=key).first()
    if known:
        return known
    if not may_add_sources(by, account=Account.current()):
        raise NotAllowed(_("Only administrators add sources."))
    new = {"name": bare, "created_by": by, "created_at": at, "updated_at": at, "position": DealSource.objects.count()}
    return DealSource.objects.get_or_create(name_key=key, defaults=new)[0]
