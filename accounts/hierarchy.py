"""The tree: who reports to whom (14.7)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.administrators import must_be_admin
from accounts.models import Account, User
from records.errors import NotAllowed


@transaction.atomic
def report_to(user: User, manager: User | None, *, by: User | None, at: datetime) -> None:
    """Put somebody under a manager, or at the top. NotAllowed for a cycle; two at once cannot make one between them."""
    must_be_admin(by)
    Account.lock()
    if manager is not None:
        refuse_cycle(user, manager)
    user.manager = manager
    user.save(update_fields=["manager"])


def refuse_cycle(user: User, manager: User) -> None:
    """NotAllowed when the manager is the user or stands anywhere below."""
    if user.pk is not None and user.pk in chain(manager):
        raise NotAllowed(
            _("%(manager)s reports to %(user)s, directly or through others: the tree would bite its tail.")
            % {"manager": manager, "user": user}
        )


def chain(user: User) -> list[int]:
    """This person and everybody above, from below to the top."""
    above = dict(User.objects.exclude(manager=None).values_list("pk", "manager_id"))
    found = [user.pk]
    while (manager := above.get(found[-1])) is not None and manager not in found:
        found.append(manager)
    return found
