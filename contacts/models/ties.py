"""What ties contacts to each other beside the employer and the parent company."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.listed import LONGEST_NAME, Listed, named_by_factory


class RelationKind(Listed):
    """How two contacts may be related (5.12): `name` reads from the one to the other, `inverse_name` back.

    `is_single`: a contact has at most one such relation (one-to-one from its side).
    """

    FACTORY: ClassVar = {
        "reports_to": _("Reports to"),
        "assistant_of": _("Assistant of"),
        "partner_of": _("Partner of"),
        "supplier_of": _("Supplier of"),
    }
    FACTORY_INVERSE: ClassVar = {
        "reports_to": _("Manager of"),
        "assistant_of": _("Has the assistant"),
        "partner_of": _("Partner of"),
        "supplier_of": _("Customer of"),
    }

    inverse_name = models.CharField(_("name the other way round"), max_length=LONGEST_NAME)
    is_single = models.BooleanField(
        _("one only"), default=False, help_text=_("A contact has at most one relation of this kind.")
    )

    class Meta:
        verbose_name = _("kind of relation")
        verbose_name_plural = _("kinds of relations")

    @property
    def shown_inverse(self) -> str:
        return named_by_factory(_Inverse(self), self.FACTORY_INVERSE)


class _Inverse:
    """A kind as it reads the other way round."""

    def __init__(self, kind: RelationKind):
        self.key, self.name = kind.key, kind.inverse_name


class Relation(models.Model):
    """`source` is … of `target`. A part of the source contact (contacts.models.parts), written nowhere else."""

    kind = models.ForeignKey(RelationKind, models.PROTECT, related_name="relations", verbose_name=_("kind of relation"))
    source = models.ForeignKey(
        "contacts.Contact", models.CASCADE, related_name="relations_from", verbose_name=_("contact"), db_index=False
    )
    target = models.ForeignKey(
        "contacts.Contact", models.CASCADE, related_name="relations_to", verbose_name=_("related contact")
    )

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "target"], name="one_relation_of_a_kind"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="nobody_is_related_to_themselves"),
        ]

    def __str__(self):
        return f"{self.source} {self.kind} {self.target}"


class Employment(models.Model):
    """A company that a person worked for, and when; either day may be unknown. A part of the person."""

    person = models.ForeignKey(
        "contacts.Contact", models.CASCADE, related_name="past_employments", verbose_name=_("person")
    )
    company = models.ForeignKey(
        "contacts.Contact", models.CASCADE, related_name="past_employees", verbose_name=_("company")
    )
    began_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("past employer")
        verbose_name_plural = _("past employers")
        constraints = [
            models.CheckConstraint(
                condition=Q(began_on=None) | Q(ended_on=None) | Q(began_on__lte=F("ended_on")),
                name="employment_ends_after_it_began",
                violation_error_message=_("The end lies before the beginning."),
            )
        ]

    def __str__(self):
        return f"{self.person} · {self.company}"
