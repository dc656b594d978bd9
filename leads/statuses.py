"""Lead statuses: exactly one is the initial one, whatever an admin does to the list (3.2, 3.3)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import listing
from accounts.administrators import must_be_admin
from accounts.models import User
from leads.models import LeadStatus
from records.errors import NotAllowed


@transaction.atomic
def make_initial(status: LeadStatus, *, by: User | None, at: datetime) -> None:
    """New leads get this status from now on; the flag leaves the other one. NotAllowed for one that is archived or says
    that a lead is not worth it."""
    must_be_admin(by)
    may_be_initial(is_archived=status.archived_at is not None, is_unqualified=status.is_unqualified)
    LeadStatus.objects.filter(is_initial=True).exclude(pk=status.pk).update(is_initial=False, updated_at=at)
    LeadStatus.objects.filter(pk=status.pk).update(is_initial=True, updated_at=at)
    status.is_initial = True


def may_be_initial(*, is_archived: bool, is_unqualified: bool) -> None:
    if is_archived:
        raise NotAllowed(_("An archived status cannot be the initial one. Bring it back first."))
    if is_unqualified:
        raise NotAllowed(_("The initial status cannot say that a lead is not worth it."))


def stays_initial(status: LeadStatus) -> None:
    """NotAllowed for the initial status: it neither goes nor loses its flag before another one has it."""
    if LeadStatus.objects.filter(pk=status.pk, is_initial=True).exists():
        raise NotAllowed(
            _("“%(name)s” is what new leads get. Make another status the initial one first.") % {"name": status}
        )


def archive(status: LeadStatus, *, by: User | None, at: datetime) -> None:
    """Its leads keep it."""
    stays_initial(status)
    listing.archive(status, by=by, at=at)


def remove(status: LeadStatus, *, by: User | None, at: datetime) -> None:
    stays_initial(status)
    listing.remove(status, by=by, at=at)
