"""Leads."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from contacts.models import Contact, Profile
from contacts.models.profile import LONGEST_NAME, key_of
from deals.models import Deal
from leads.choices import LeadOutcome
from leads.models.lists import LeadSource, LeadStatus, LeadUnqualifiedReason
from leads.querysets import LeadQuerySet
from records.choices import Tone
from records.indexes import OrderIndex, WordIndex
from ui.addresses import address_with


class Lead(Profile):
    """A person or company not yet qualified (2.1): it has a last name or a company name (3.1).

    A converted lead is read-only and leads to what it became (4.14).
    """

    permission_object = "leads"
    searched = ("name", "company_name", "title", "email", "phone", "mobile", "website", "city")
    silent = frozenset({"converted_at", "person", "company", "deal"})
    STEPS = {"status": {}, "outcome": {LeadOutcome.OPEN: {LeadOutcome.CONVERTED}}}

    company_name = models.CharField(_("company name"), max_length=LONGEST_NAME, blank=True, default="")
    status = models.ForeignKey(
        LeadStatus, models.PROTECT, related_name="leads", verbose_name=_("status"), editable=False, db_index=False
    )
    source = models.ForeignKey(
        LeadSource, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("source")
    )
    unqualified_reason = models.ForeignKey(
        LeadUnqualifiedReason, models.PROTECT, null=True, blank=True, related_name="leads",
        verbose_name=_("unqualified reason"),
    )  # fmt: skip
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=LeadOutcome, default=LeadOutcome.OPEN, editable=False
    )
    converted_at = models.DateTimeField(_("converted at"), null=True, editable=False)
    person = models.ForeignKey(
        Contact, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("person")
    )
    company = models.ForeignKey(
        Contact, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("company")
    )
    deal = models.ForeignKey(Deal, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("deal"))

    objects: ClassVar = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        constraints = [
            models.CheckConstraint(
                condition=~Q(last_name="") | ~Q(company_name=""),
                name="lead_has_a_name",
                violation_error_message=_("A lead needs a last name or a company name."),
            ),
            models.CheckConstraint(condition=Q(outcome__in=LeadOutcome.values), name="lead_outcome_known"),
        ]
        indexes = [
            models.Index(F("name_key").asc(), F("id").asc(), name="lead_by_name",
                         condition=Q(deleted_at=None, outcome=LeadOutcome.OPEN)),
            models.Index(F("created_at").desc(), F("id").desc(), name="lead_newest",
                         condition=Q(deleted_at=None, outcome=LeadOutcome.OPEN)),
            OrderIndex(F("last_activity_at").desc(nulls_last=True), F("id").desc(), name="lead_last_active",
                         condition=Q(deleted_at=None, outcome=LeadOutcome.OPEN)),
            models.Index(F("owner"), F("name_key").asc(), F("id").asc(), name="lead_of_owner",
                         condition=Q(deleted_at=None, outcome=LeadOutcome.OPEN)),
            models.Index(F("status"), F("created_at").desc(), F("id").desc(), name="lead_of_status",
                         condition=Q(deleted_at=None)),
            models.Index(F("created_at").desc(), F("id").desc(), name="lead_newest_of_nobody",
                         condition=Q(deleted_at=None, outcome=LeadOutcome.OPEN, owner=None)),
            models.Index(fields=["status", "owner", "id"], name="lead_of_status_and_owner",
                         condition=Q(deleted_at=None, outcome=LeadOutcome.OPEN)),
            models.Index(F("email"), name="lead_by_email", condition=~Q(email="")),
            OrderIndex(F("last_activity_at").asc(nulls_last=True), F("id").asc(), name="lead_last_active_up",
                       condition=Q(deleted_at=None, outcome=LeadOutcome.OPEN)),
            models.Index(F("created_at").desc(), F("id").desc(), name="lead_converted",
                         condition=Q(deleted_at=None, outcome=LeadOutcome.CONVERTED)),
            WordIndex("city", name="lead_city"),
            WordIndex("email", name="lead_email"),
        ]  # fmt: skip

    def get_absolute_url(self):
        return address_with("leads:show", self.pk)

    def derive(self) -> None:
        self.name = self.person_name if self.last_name else self.company_name
        self.name_key = key_of(self.sorted_as if self.last_name else self.company_name)
        super().derive()

    def may_step(self, field: str, was: Any, to: Any) -> bool:
        """Any other status while it is open; conversion is one way (4.1)."""
        if field == "status":
            return not self.is_converted and was != to
        return super().may_step(field, was, to)

    @property
    def is_converted(self) -> bool:
        return self.outcome == LeadOutcome.CONVERTED

    @property
    def became(self) -> Contact | None:
        """The contact that stands for it now: the person, else the company."""
        return self.person or self.company

    def step_words(self, field: str, was: Any, now: Any) -> str:
        if field == "outcome":
            return _now("Converted") if now == LeadOutcome.CONVERTED else _now("Is a lead again")
        return ""

    @classmethod
    def cause_words(cls, field: str, now: Any) -> str:
        return pgettext("because deal X …", "was converted") if now == LeadOutcome.CONVERTED else ""

    def step_tone(self, field: str, now: Any) -> str:
        return Tone.GREEN if now == LeadOutcome.CONVERTED else getattr(now, "tone", Tone.ACCENT)
