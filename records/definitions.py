"""Fields that an administrator adds to a kind of record (16.4). Their values stand in the record's `custom` column."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.choices import CustomType, ForWhom


class CustomFieldQuerySet(models.QuerySet):
    def in_use(self) -> CustomFieldQuerySet:
        return self.filter(deactivated_at=None)

    def of(self, kind: str, for_whom: str = "") -> CustomFieldQuerySet:
        """The fields of a kind; for contacts only those that people, or companies, have."""
        rows = self.filter(kind=kind)
        return rows.filter(for_whom__in=[ForWhom.BOTH, for_whom]) if for_whom else rows

    def in_order(self) -> CustomFieldQuerySet:
        return self.order_by("position", "pk")


class CustomField(models.Model):
    """A definition. `key` names the values and never changes; `name_key` is the folded name. None is ever deleted:
    a deactivated one is offered no more, and its values stay."""

    kind = models.CharField(_("kind of record"), max_length=60)
    for_whom = models.CharField(_("for"), max_length=10, choices=ForWhom, default=ForWhom.BOTH, blank=True)
    name = models.CharField(_("name"), max_length=60)
    name_key = models.CharField(max_length=255, editable=False)
    key = models.CharField(_("key"), max_length=50, editable=False)
    type = models.CharField(_("type"), max_length=10, choices=CustomType)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    help_text = models.CharField(_("help"), max_length=200, blank=True)
    required = models.BooleanField(_("required"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    deactivated_at = models.DateTimeField(_("deactivated at"), null=True, blank=True, editable=False)

    objects = CustomFieldQuerySet.as_manager()

    class Meta:
        verbose_name = _("custom field")
        verbose_name_plural = _("custom fields")
        constraints = [
            models.UniqueConstraint(fields=["kind", "name_key"], name="custom_name_once_per_kind"),
            models.UniqueConstraint(fields=["kind", "key"], name="custom_key_once_per_kind"),
            models.CheckConstraint(condition=Q(type__in=CustomType.values), name="custom_type_known"),
            models.CheckConstraint(condition=Q(for_whom__in=ForWhom.values), name="custom_for_whom_known"),
        ]

    def __str__(self):
        return self.name

    @property
    def offers_choices(self) -> bool:
        return self.type in {CustomType.CHOICE, CustomType.CHOICES}
