"""The way out, and back (14.18). Data and ownership stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.administrators import must_be_admin, somebody_else_stays
from accounts.models import User
from records import working
from records.errors import NotAllowed
from records.models import Job
from records.naming import kind_of, record_models

HAND_OVER = "accounts.hand_over"


class Estate(NamedTuple):
    """What somebody owns that is no record: `rows(user)`, deleted ones included, and `give(giver, receiver, by=, at=)`,
    which says how many it gave and is safe to run twice."""

    rows: Callable[[User], models.QuerySet]
    give: Callable[..., int]


estates: list[Estate] = []


@transaction.atomic
def deactivate(user: User, *, by: User | None, at: datetime) -> None:
    """No more signing in, and every open session is over. Records stay theirs and visible to the team."""
    must_be_admin(by)
    somebody_else_stays(user)
    user.is_active, user.deactivated_at = False, at
    user.save(update_fields=["is_active", "deactivated_at"])
    end_sessions(user)


@transaction.atomic
def reactivate(user: User, *, by: User | None, at: datetime) -> None:
    must_be_admin(by)
    user.is_active, user.deactivated_at = True, None
    user.save(update_fields=["is_active", "deactivated_at"])


def end_sessions(user: User) -> None:
    """Every session of this person stops working; they sign in again."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


def hand_over(giver: User, receiver: User, *, by: User | None, at: datetime) -> Job:
    """Start the job that makes everything of one person another's. It can be undone as one act."""
    must_be_admin(by)
    if giver == receiver:
        raise NotAllowed(_("Giver and receiver are the same person."))
    if not receiver.is_active:
        raise NotAllowed(_("%(name)s is deactivated.") % {"name": receiver})
    label = _("%(giver)s → %(receiver)s") % {"giver": giver, "receiver": receiver}
    params = {"giver": giver.pk, "receiver": receiver.pk}
    return working.start(HAND_OVER, params, by=by, at=at, label=label)


def belongings(user: User) -> Iterator[models.QuerySet]:
    """The live records of a person, kind by kind."""
    for model in record_models():
        yield model._base_manager.filter(owner_id=user.pk, deleted_at=None).order_by("pk")


def ties(user: User) -> list[str]:
    """What keeps a person from being deleted, as sentences that say what to do; empty when nothing does."""
    found = []
    owned = [model._base_manager.filter(owner_id=user.pk) for model in record_models()]
    for rows in [*owned, *(estate.rows(user) for estate in estates)]:
        count = rows.count()
        if count:
            found.append(
                _("%(name)s owns %(count)s of “%(kind)s”, bin included: hand them over first.")
                % {"name": user, "count": count, "kind": rows.model._meta.verbose_name_plural or kind_of(rows.model)}
            )
    wrote = Q(created_by=user) | Q(deleted_by=user)
    if not found and any(model._base_manager.filter(wrote).exists() for model in record_models()):
        found.append(_("%(name)s wrote records that still say so: deactivate instead of deleting.") % {"name": user})
    if user.is_staff and not User.objects.active().filter(is_admin=True).exclude(pk=user.pk).exists():
        found.append(_("%(name)s is the last active administrator. Make somebody else one first.") % {"name": user})
    reportees = user.reportees.count()
    if reportees:
        found.append(
            _("%(count)s people report to %(name)s: move them to another manager first.")
            % {"name": user, "count": reportees}
        )
    return found
