"""People taken together across the tree."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import GroupUse
from accounts.models.fields import FoldedField
from accounts.models.roles import Role


class GroupQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def granting(self) -> Self:
        """Those that give rights. An information group only segments people for lists and reports (2.7): putting
        someone into one, which anybody who tidies reports may do, must never open records."""
        return self.in_use().filter(use=GroupUse.PERMISSION)


class Group(models.Model):
    """A real object with two uses (14.23): information groups segment, permission groups carry a role."""

    name = models.CharField(_("name"), max_length=100)
    name_key = FoldedField(max_length=200, unique=True)
    description = models.TextField(_("description"), blank=True)
    use = models.CharField(_("use"), max_length=12, choices=GroupUse, default=GroupUse.INFORMATION)
    role = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name=_("role"),
        help_text=_("What the members of a permission group may do, on top of their own role."),
    )  # fmt: skip
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="member_groups", verbose_name=_("members")
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints = [
            models.CheckConstraint(
                condition=Q(use=GroupUse.PERMISSION, role__isnull=False)
                | Q(use=GroupUse.INFORMATION, role__isnull=True),
                name="permission_groups_and_only_they_carry_a_role",
                violation_error_message=_("A permission group needs a role; an information group has none."),
            )
        ]

    def __str__(self):
        return self.name


class Membership(models.Model):
    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships", verbose_name=_("group"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="a_member_once_per_group")]

    def __str__(self):
        return f"{self.user} · {self.group}"
