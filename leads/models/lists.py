"""The lists that leads choose from."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.listed import Listed
from records.choices import Tone


class LeadStatus(Listed):
    """Where a lead is (3.3): one is the initial one, any number say that the lead is not worth it."""

    FACTORY: ClassVar = {
        "new": _("New"),
        "working": _("Working"),
        "contacting": _("Contacting"),
        "unqualified": _("Unqualified"),
    }

    is_initial = models.BooleanField(_("initial"), default=False, help_text=_("What a new lead gets."))
    is_unqualified = models.BooleanField(
        _("unqualified"), default=False, help_text=_("Says that the lead is not worth it; may ask for a reason.")
    )
    tone = models.CharField(_("colour"), max_length=10, choices=Tone, default=Tone.GREY)

    class Meta:
        verbose_name = _("lead status")
        verbose_name_plural = _("lead statuses")
        constraints = [
            models.UniqueConstraint(
                fields=["is_initial"], condition=Q(is_initial=True), name="one_initial_lead_status",
                violation_error_message=_("There is an initial status already."),
            ),
            models.CheckConstraint(
                condition=~Q(is_initial=True, is_unqualified=True), name="initial_leads_are_not_unqualified",
                violation_error_message=_("The initial status cannot say that a lead is not worth it."),
            ),
        ]  # fmt: skip


class LeadSource(Listed):
    """Where leads come from: a list of their own, beside the deals' (3.12)."""

    FACTORY: ClassVar = {
        "web_form": _("Web form"),
        "referral": _("Referral"),
        "fair": _("Trade fair"),
        "cold_call": _("Cold call"),
        "partner": _("Partner"),
    }

    class Meta:
        verbose_name = _("lead source")
        verbose_name_plural = _("lead sources")


class LeadUnqualifiedReason(Listed):
    """Why a lead is not worth it: a list of its own, beside the deals' (3.4)."""

    FACTORY: ClassVar = {
        "no_budget": _("No budget"),
        "no_need": _("No need"),
        "not_reachable": _("Not reachable"),
    }

    class Meta:
        verbose_name = _("unqualified reason of leads")
        verbose_name_plural = _("unqualified reasons of leads")
