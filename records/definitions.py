"""Fields that an administrator adds to a kind of record (16.4). Their values stand in the record's `custom` column."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.choices import CustomType, ForWhom

LONGEST_FORMULA = 500
# Bumped by each write in this process: what was read of the definitions before is read again (records.customising).
_writes = [0]


def writes() -> int:
    return _writes[0]


class CustomFieldQuerySet(models.QuerySet):
    def in_use(self) -> CustomFieldQuerySet:
        return self.filter(deactivated_at=None)

    def of(self, kind: str, for_whom: str = "") -> CustomFieldQuerySet:
        """The fields of a kind; for contacts only those that people, or companies, have."""
        rows = self.filter(kind=kind)
        return rows.filter(for_whom__in=[ForWhom.BOTH, for_whom]) if for_whom else rows

    def in_order(self) -> CustomFieldQuerySet:
        return self.order_by("position", "pk")

    def update(self, **values: Any) -> int:
        _writes[0] += 1
        return super().update(**values)


class CustomField(models.Model):
    """A definition. `key` names the values and never changes; `name_key` is the folded name. None is ever deleted:
    a deactivated one is offered no more, and its values stay.

    `restricted` says that roles were given rights on it (accounts.fielding), so that all others need not be asked.
    `default` is a value as the column holds it. `indexed_at` is when the index of a filterable or unique one was ready.
    """

    kind = models.CharField(_("kind of record"), max_length=60)
    for_whom = models.CharField(_("for"), max_length=10, choices=ForWhom, default=ForWhom.BOTH, blank=True)
    name = models.CharField(_("name"), max_length=60)
    name_key = models.CharField(max_length=255, editable=False)
    key = models.CharField(_("key"), max_length=50, editable=False)
    type = models.CharField(_("type"), max_length=10, choices=CustomType)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    target = models.CharField(
        _("links to"), max_length=60, blank=True, default="", help_text=_("The kind of record that a link names.")
    )
    formula = models.CharField(
        _("formula"), max_length=LONGEST_FORMULA, blank=True, default="",
        help_text=_("As in: round(value * share / 100, 2). Fields are named by their keys."),
    )  # fmt: skip
    section = models.CharField(
        _("section"), max_length=60, blank=True, default="",
        help_text=_("The heading under which it stands. Empty: “Further fields”."),
    )  # fmt: skip
    help_text = models.CharField(_("help"), max_length=200, blank=True)
    required = models.BooleanField(_("required"), default=False)
    unique = models.BooleanField(
        _("unique"), default=False, help_text=_("No two records of the kind have the same value.")
    )
    default = models.JSONField(_("default"), null=True, blank=True)
    filterable = models.BooleanField(
        _("filterable"), default=False, help_text=_("Lists can be filtered and sorted by it: it gets an index.")
    )
    searched = models.BooleanField(
        _("searched"), default=False,
        help_text=_("The search finds records by its words. Not while only some roles may view it."),
    )  # fmt: skip
    restricted = models.BooleanField(default=False, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    indexed_at = models.DateTimeField(_("index ready since"), null=True, blank=True, editable=False)
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
            models.CheckConstraint(
                condition=Q(type=CustomType.FORMULA) | Q(formula=""), name="custom_formula_is_of_a_formula"
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        _writes[0] += 1
        super().save(*args, **kwargs)

    @property
    def offers_choices(self) -> bool:
        return self.type in {CustomType.CHOICE, CustomType.CHOICES}

    @property
    def is_worked_out(self) -> bool:
        """A formula: nobody types its value."""
        return self.type == CustomType.FORMULA

    @property
    def needs_index(self) -> bool:
        return (self.filterable or self.unique) and self.deactivated_at is None
