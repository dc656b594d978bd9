"""Second owners of a record (14.16)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Collaboration, User
from accounts.notifying import notify
from records.errors import NotAllowed
from records.naming import kind_of
from ui.ready import rows_of


@transaction.atomic
def add(record, user: User, *, by: User, at: datetime) -> Collaboration:
    """Make somebody a collaborator and tell them; adding twice changes nothing.

    They need a role that shows them at least their own records of this kind: collaboration counts as owning for view
    and edit, and does not replace a right. NotAllowed otherwise, and for somebody who may not edit the record.
    """
    _may_edit(record, by)
    if not user.may(record.permission_object, "view"):
        raise NotAllowed(_("%(name)s has no right to view records like this one.") % {"name": user})
    kind = kind_of(record)
    place = {"user": user, "kind": kind, "record_id": record.pk}
    made, new = Collaboration.objects.get_or_create(**place, defaults={"added_by": by, "at": at})
    if new and user != by:

        def text() -> str:
            return _("%(by)s made you a collaborator of %(record)s") % {"by": by, "record": record}

        notify(user, "collaborator", text, at=at, url=_url(record), about=record, mail=True)
    return made


@transaction.atomic
def remove(record, user: User, *, by: User, at: datetime) -> bool:
    """Everybody may leave; to remove somebody else one has to be able to edit the record."""
    if user != by:
        _may_edit(record, by)
    found = Collaboration.objects.filter(user=user, kind=kind_of(record), record_id=record.pk)
    return bool(found.delete()[0])


def of(record) -> list[User]:
    """The collaborators, in the order they came."""
    return [each.user for each in rows_of("collaborators", _of, kind_of(record), record.pk)]


def _of(kind: str, key: int) -> QuerySet:
    found = Collaboration.objects.filter(kind=kind, record_id=key)
    return found.select_related("user").order_by("at", "pk")


def _may_edit(record, by: User) -> None:
    model = type(record)
    if not model.objects.visible_to(by, "edit").filter(pk=record.pk).exists():
        raise NotAllowed(_("You may not change this record."))


def _url(record) -> str:
    return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""
