"""What people may do."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.choices import FieldLevel, Scope
from accounts.models.fields import FoldedField

# The roles that come with the product (14.21): the data migration stores the English name, the screen translates it.
FACTORY_ROLES = {
    "administrator": _("Administrator"),
    "sales_manager": _("Sales manager"),
    "sales_rep": _("Sales rep"),
    "read_only": _("Read-only"),
    "lead_qualifier": _("Lead qualifier"),
}


class Role(models.Model):
    """A named set of permissions (2.8, 14.11). `key` marks one that came with the product: its name is translated."""

    name = models.CharField(_("name"), max_length=100)
    name_key = FoldedField(max_length=200, unique=True)
    key = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """Translated as long as nobody has renamed it."""
        factory = FACTORY_ROLES.get(self.key or "")
        return str(factory) if factory and gettext(self.name) == str(factory) else self.name


class RoleGrant(models.Model):
    """One cell of a role: this action on this kind of object, for whose records. No row means none."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="grants", verbose_name=_("role"))
    object = models.CharField(_("object"), max_length=40)
    action = models.CharField(_("action"), max_length=40)
    scope = models.CharField(_("whose records"), max_length=10, choices=Scope, default=Scope.NONE)

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.UniqueConstraint(fields=["role", "object", "action"], name="one_scope_per_role_object_action"),
            models.CheckConstraint(condition=models.Q(scope__in=Scope.values), name="grant_scope_is_known"),
        ]

    def __str__(self):
        return f"{self.object} {self.action} {self.scope}"


class FieldRight(models.Model):
    """What a role may do with a custom field (16.10), which is named by its kind of record and its key.

    A field that no row names is open to everybody. One that some row names is open to those roles only, as far as the
    row says; a row of level "none" is how nobody but administrators sees a field.
    """

    role = models.ForeignKey(Role, models.CASCADE, related_name="field_rights", verbose_name=_("role"))
    kind = models.CharField(_("kind of record"), max_length=60)
    key = models.CharField(_("field"), max_length=50)
    level = models.CharField(_("may"), max_length=4, choices=FieldLevel, default=FieldLevel.NONE)

    class Meta:
        verbose_name = _("right on a custom field")
        verbose_name_plural = _("rights on custom fields")
        constraints = [
            models.UniqueConstraint(fields=["role", "kind", "key"], name="one_right_per_role_and_field"),
            models.CheckConstraint(condition=models.Q(level__in=FieldLevel.values), name="field_level_is_known"),
        ]

    def __str__(self):
        return f"{self.kind}.{self.key} {self.level}"
