"""Smart lists: a filter, columns and an order under a name (15.1), and who is offered them (15.9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from accounts.models import Group, Membership, Role, User
from lists.choices import Visibility

USER = settings.AUTH_USER_MODEL
# Everybody above this person in the tree, worked out in the statement that asks; a cycle ends at UNION.
ABOVE = (
    "WITH RECURSIVE above(id) AS (SELECT manager_id FROM accounts_user WHERE id = %s"
    " UNION SELECT one.manager_id FROM accounts_user one JOIN above ON one.id = above.id)"
    " SELECT id FROM above WHERE id IS NOT NULL"
)


def shared_with(user) -> Q:
    """The lists of others that this person is offered.

    A team is a manager with everybody below (14.8): a manager's list reaches those below, anybody else's the team
    that they are in. A group is one in use, whatever its use.
    """
    above = RawSQL(ABOVE, [user.pk])  # noqa: S611  the key is a parameter
    leads = Exists(User.objects.filter(manager=OuterRef("owner")))
    of_the_head = Q(owner__in=above)
    of_a_mate = (Q(owner__manager__in=above) | Q(owner__manager=user.pk)) & ~leads
    mine = Membership.objects.filter(user=user.pk, group__in=Group.objects.in_use())
    through: Any = SmartList.groups.through
    in_group = through.objects.filter(group__in=mine.values("group"), smartlist=OuterRef("pk"))
    return (
        Q(visibility=Visibility.EVERYONE)
        | Q(visibility=Visibility.TEAM) & (of_the_head | of_a_mate)
        | Q(Q(visibility=Visibility.GROUP) & Exists(in_group))
    )


class SmartListQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(deleted_at=None)

    def visible_to(self, user, action: str = "view") -> Self:
        """What this person may open, change (`edit`), or share and delete (`share`). Admins may all of it: they keep
        what others leave behind."""
        if not user.is_active:
            return self.none()
        if user.is_admin:
            return self.live()
        mine, shared = Q(owner=user.pk), shared_with(user)
        if action == "edit":
            return self.live().filter(mine | Q(others_edit=True) & shared)
        return self.live().filter(mine | shared if action == "view" else mine)

    def offered_to(self, user) -> Self:
        """What stands beside a list and in the palette: one's own and what others share, for an admin no more."""
        return self.live().filter(Q(owner=user.pk) | shared_with(user)) if user.is_active else self.none()

    def restorable_by(self, user) -> Self:
        deleted = self.filter(deleted_at__isnull=False)
        return deleted if user.is_admin else deleted.filter(owner=user.pk)

    def as_seen_by(self, user) -> Self:
        """Each with what only this person has of it: `pinned`, how many it held (`number`, `more`, `counted_at`), and
        whether it is what they (`is_default`) or their role (`is_role_default`) open first."""
        defaults = ListDefault.objects.filter(smart_list=OuterRef("pk"))
        return self.annotate(
            my_pin=FilteredRelation("pins", condition=Q(pins__user=user.pk)),
            my_count=FilteredRelation("counts", condition=Q(counts__user=user.pk)),
            pinned=F("my_pin__position"), number=F("my_count__number"), more=F("my_count__more"),
            counted_at=F("my_count__counted_at"), seen_at=F("my_count__seen_at"),
            is_default=Exists(defaults.filter(user=user.pk)),
            is_role_default=Exists(defaults.filter(role=user.role_id) if user.role_id else defaults.none()),
        )  # fmt: skip


class SmartList(models.Model):
    """`query` is `{"v": 1, "params": {name: [values]}}`, what the address of the narrowed list says, and knows nothing
    of who looks (lists.smart_query): a shared list runs with the viewer's rights. `columns` are keys, with a width as
    `key:120`; nothing stored means each viewer's own. `position` orders the owner's lists."""

    kind = models.CharField(_("kind of record"), max_length=60)
    name = models.CharField(_("name"), max_length=80)
    owner = models.ForeignKey(USER, models.PROTECT, related_name="smart_lists", verbose_name=_("owner"))
    visibility = models.CharField(
        _("who sees it"), max_length=10, choices=Visibility, default=Visibility.PRIVATE
    )  # fmt: skip
    groups = models.ManyToManyField(Group, blank=True, related_name="smart_lists", verbose_name=_("groups"))
    others_edit = models.BooleanField(
        _("others may change it"), default=False, help_text=_("Whoever sees the list may change what it holds.")
    )
    query = models.JSONField(_("filter"), default=dict)
    columns = models.JSONField(_("columns"), default=list, blank=True)
    sort = models.CharField(_("order"), max_length=80, blank=True)
    group_by = models.CharField(_("grouped by"), max_length=80, blank=True)
    density = models.CharField(_("density"), max_length=10, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), editable=False)
    changed_at = models.DateTimeField(_("changed at"), editable=False)
    changed_by = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name=_("changed by")
    )
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)

    # What as_seen_by adds: things of the one who looks.
    pinned: int | None
    number: int | None
    more: bool | None
    counted_at: datetime | None
    seen_at: datetime | None
    is_default: bool
    is_role_default: bool

    objects = SmartListQuerySet.as_manager()

    class Meta:
        verbose_name = _("smart list")
        verbose_name_plural = _("smart lists")
        constraints = [
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="list_visibility_is_known")
        ]
        indexes = [models.Index(fields=["kind", "owner"], condition=Q(deleted_at=None), name="smart_list_of_owner")]

    def __str__(self):
        return self.name

    def changeable_by(self, user) -> bool:
        """Of one that this person sees."""
        return self.others_edit or self.kept_by(user)

    def kept_by(self, user) -> bool:
        """May share, rename and delete it."""
        return user.is_admin or self.owner_id == user.pk


class Pin(models.Model):
    """A list under its object in somebody's rail."""

    user = models.ForeignKey(USER, models.CASCADE, related_name="pins", verbose_name=_("user"), db_index=False)
    smart_list = models.ForeignKey(SmartList, models.CASCADE, related_name="pins", verbose_name=_("smart list"))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("pinned list")
        verbose_name_plural = _("pinned lists")
        constraints = [models.UniqueConstraint(fields=["user", "smart_list"], name="pinned_once_by_each")]

    def __str__(self):
        return f"{self.user} · {self.smart_list}"


class ListDefault(models.Model):
    """What `/contacts/` opens for a role (an admin says so), or for one person, whose own choice wins."""

    kind = models.CharField(_("kind of record"), max_length=60)
    role = models.ForeignKey(
        Role, models.CASCADE, null=True, blank=True, related_name="list_defaults", verbose_name=_("role")
    )
    user = models.ForeignKey(
        USER, models.CASCADE, null=True, blank=True, related_name="list_defaults", verbose_name=_("user")
    )
    smart_list = models.ForeignKey(SmartList, models.CASCADE, related_name="defaults", verbose_name=_("smart list"))

    class Meta:
        verbose_name = _("list that opens first")
        verbose_name_plural = _("lists that open first")
        constraints = [
            models.UniqueConstraint(fields=["kind", "role"], name="one_default_list_per_kind_and_role"),
            models.UniqueConstraint(fields=["kind", "user"], name="one_default_list_per_kind_and_user"),
            models.CheckConstraint(
                condition=Q(role=None, user__isnull=False) | Q(role__isnull=False, user=None),
                name="a_default_list_is_a_roles_or_a_persons",
                violation_error_message=_("For a role or for a person, not both."),
            ),
        ]

    def __str__(self):
        return f"{self.role or self.user} · {self.smart_list}"


class ListCountQuerySet(models.QuerySet):
    def due(self, *, seen_since: datetime, counted_before: datetime, claimed_before: datetime) -> Self:
        """Looked at lately, counted never or long ago, and nobody is at it; the longest waiting first."""
        old = Q(counted_at=None) | Q(counted_at__lt=counted_before)
        free = Q(claimed_at=None) | Q(claimed_at__lt=claimed_before)
        live = Q(smart_list__deleted_at=None, user__is_active=True)
        return self.filter(old, free, live, seen_at__gte=seen_since).order_by(
            F("counted_at").asc(nulls_first=True), "pk"
        )


class ListCount(models.Model):
    """How many rows a list held for one viewer, when that was counted; a worker keeps it fresh (lists.smart_counting)
    as long as it is looked at (`seen_at`)."""

    smart_list = models.ForeignKey(
        SmartList, models.CASCADE, related_name="counts", verbose_name=_("smart list"), db_index=False
    )
    user = models.ForeignKey(USER, models.CASCADE, related_name="+", verbose_name=_("user"))
    number = models.PositiveIntegerField(_("number"), null=True)
    more = models.BooleanField(_("more than that"), default=False)
    counted_at = models.DateTimeField(_("counted at"), null=True)
    seen_at = models.DateTimeField(_("looked at"))
    claimed_at = models.DateTimeField(null=True)

    objects = ListCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of a list")
        verbose_name_plural = _("counts of lists")
        constraints = [models.UniqueConstraint(fields=["smart_list", "user"], name="one_count_per_list_and_viewer")]
        indexes = [models.Index(fields=["seen_at"], name="list_count_seen")]

    def __str__(self):
        return f"{self.smart_list} · {self.user}"
