"""People and companies."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.choices import CustomerStatus, ProspectStatus
from contacts.models.parts import PastEmployers, Relations
from contacts.models.profile import LONGEST_NAME, Profile, key_of
from contacts.querysets import ContactQuerySet
from records.choices import Tone
from records.indexes import OrderIndex, WordIndex
from ui.addresses import address_with


def any_other(choices: type[models.TextChoices]) -> dict[str, set[str]]:
    """A step from each status to each other one."""
    values = [str(value) for value in choices.values]
    return {was: set(values) - {was} for was in values}


class Contact(Profile):
    """A person or a company (5.1). A company has `company_name` and may have a parent; a person has an employer.

    `customer_by_hand` tells how the customer status came about (6.17): who and when is in its last Transition.
    """

    permission_object = "contacts"
    searched = ("name", "title", "email", "phone", "mobile", "website", "city")
    silent = frozenset({"customer_by_hand"})
    STEPS = {"prospect_status": any_other(ProspectStatus), "customer_status": any_other(CustomerStatus)}
    PARTS = {"past_employers": PastEmployers(), "relations": Relations()}

    is_company = models.BooleanField(_("is a company"), default=False, editable=False)
    company_name = models.CharField(_("company name"), max_length=LONGEST_NAME, blank=True, default="")
    employer = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="employees", verbose_name=_("company"),
        db_index=False,
    )  # fmt: skip
    employed_since = models.DateField(_("there since"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("parent company"),
        db_index=False,
    )  # fmt: skip
    prospect_status = models.CharField(
        _("prospect status"), max_length=10, choices=ProspectStatus, default=ProspectStatus.NONE, editable=False
    )
    customer_status = models.CharField(
        _("customer status"), max_length=10, choices=CustomerStatus, default=CustomerStatus.NONE, editable=False
    )
    customer_by_hand = models.BooleanField(_("customer status set by hand"), default=False, editable=False)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    billing_street = models.CharField(_("street"), max_length=LONGEST_NAME, blank=True, default="")
    billing_city = models.CharField(_("city"), max_length=120, blank=True, default="")
    billing_postal_code = models.CharField(_("postal code"), max_length=32, blank=True, default="")
    billing_state = models.CharField(_("state or region"), max_length=120, blank=True, default="")
    billing_country = models.CharField(_("country"), max_length=2, blank=True, default="")
    shipping_street = models.CharField(_("street"), max_length=LONGEST_NAME, blank=True, default="")
    shipping_city = models.CharField(_("city"), max_length=120, blank=True, default="")
    shipping_postal_code = models.CharField(_("postal code"), max_length=32, blank=True, default="")
    shipping_state = models.CharField(_("state or region"), max_length=120, blank=True, default="")
    shipping_country = models.CharField(_("country"), max_length=2, blank=True, default="")

    objects: ClassVar = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_company=True) & ~Q(company_name="") | Q(is_company=False) & ~Q(last_name=""),
                name="contact_has_a_name",
                violation_error_message=_("A person needs a last name, a company needs a name."),
            ),
            models.CheckConstraint(
                condition=Q(is_company=True, employer=None) | Q(is_company=False, parent=None, company_name=""),
                name="contact_ties_fit_its_kind",
                violation_error_message=_("A company has no employer, a person has no parent company."),
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="company_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(prospect_status__in=ProspectStatus.values), name="prospect_status_known"
            ),
            models.CheckConstraint(
                condition=Q(customer_status__in=CustomerStatus.values), name="customer_status_known"
            ),
        ]
        indexes = [
            models.Index(F("name_key").asc(), F("id").asc(), name="contact_by_name", condition=Q(deleted_at=None)),
            models.Index(F("created_at").desc(), F("id").desc(), name="contact_newest", condition=Q(deleted_at=None)),
            OrderIndex(
                F("last_activity_at").desc(nulls_last=True), F("id").desc(), name="contact_last_active",
                condition=Q(deleted_at=None),
            ),
            # What stands behind the order lets a count be read from the index alone.
            models.Index(F("owner"), F("name_key").asc(), F("id").asc(), F("archived_at"), F("is_company"),
                         name="contact_of_owner", condition=Q(deleted_at=None)),
            models.Index(F("employer"), F("name_key").asc(), F("id").asc(), name="contact_of_employer"),
            models.Index(F("parent"), F("name_key").asc(), F("id").asc(), name="contact_of_parent"),
            models.Index(F("email"), name="contact_by_email", condition=~Q(email="")),
            OrderIndex(
                F("last_activity_at").asc(nulls_last=True), F("id").asc(), name="contact_last_active_up",
                condition=Q(deleted_at=None),
            ),
            models.Index(F("customer_status"), F("name_key").asc(), F("id").asc(), F("archived_at"),
                         name="contact_customers",
                         condition=Q(deleted_at=None) & ~Q(customer_status=CustomerStatus.NONE)),
            models.Index(F("prospect_status"), F("name_key").asc(), F("id").asc(), F("archived_at"),
                         name="contact_prospects",
                         condition=Q(deleted_at=None) & ~Q(prospect_status=ProspectStatus.NONE)),
            models.Index(F("name_key").asc(), F("id").asc(), F("archived_at"), name="contact_companies",
                         condition=Q(deleted_at=None, is_company=True)),
            # What somebody's views hold is counted from these alone.
            models.Index(fields=["owner", "archived_at", "id"], name="contact_companies_of_owner",
                         condition=Q(deleted_at=None, is_company=True)),
            models.Index(fields=["owner", "customer_status", "archived_at", "id"], name="contact_customers_of_owner",
                         condition=Q(deleted_at=None) & ~Q(customer_status=CustomerStatus.NONE)),
            models.Index(fields=["owner", "prospect_status", "archived_at", "id"], name="contact_prospects_of_owner",
                         condition=Q(deleted_at=None) & ~Q(prospect_status=ProspectStatus.NONE)),
            models.Index(F("name_key").asc(), F("id").asc(), name="contact_archived",
                         condition=Q(deleted_at=None, archived_at__isnull=False)),
            models.Index(F("country"), F("name_key").asc(), F("id").asc(), name="contact_of_country",
                         condition=Q(deleted_at=None) & ~Q(country="")),
            WordIndex("city", name="contact_city"),
            WordIndex("email", name="contact_email"),
        ]  # fmt: skip

    def get_absolute_url(self):
        return address_with("contacts:show", self.pk)

    def derive(self) -> None:
        self.name = self.company_name if self.is_company else self.person_name
        self.name_key = key_of(self.company_name if self.is_company else self.sorted_as)
        super().derive()

    def may_hold(self, field: str, value: Any) -> bool:
        """Not a parent that belongs to this company by now (5.4)."""
        return field != "parent" or self.pk not in Contact.objects.line_of(value)

    @property
    def whose_fields(self) -> str:
        return "company" if self.is_company else "person"

    @property
    def kind_word(self) -> Any:
        return pgettext_lazy("kind of contact", "Company") if self.is_company else _("Person")

    def step_words(self, field: str, was: Any, now: Any) -> str:
        return STEP_WORDS[field, now]()

    def step_tone(self, field: str, now: Any) -> str:
        return TONES.get((field, now), Tone.GREY)


STEP_WORDS = {
    ("prospect_status", "current"): lambda: _now("Became a prospect"),
    ("prospect_status", "lost"): lambda: _now("Became a lost prospect"),
    ("prospect_status", "none"): lambda: _now("Is no prospect any more"),
    ("customer_status", "current"): lambda: _now("Became a customer"),
    ("customer_status", "past"): lambda: _now("Became a former customer"),
    ("customer_status", "none"): lambda: _now("Is no customer any more"),
}
TONES = {
    ("prospect_status", "current"): Tone.VIOLET,
    ("prospect_status", "lost"): Tone.RED,
    ("customer_status", "current"): Tone.GREEN,
}
