"""Deals, who is on them, and where they have been."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from accounts.models.account import ISO_4217
from contacts.models import Contact
from contacts.models.profile import LONGEST_KEY, LONGEST_NAME, key_of
from deals.choices import Category
from deals.models.parts import Associates
from deals.models.pipelines import Stage
from deals.models.reasons import ContactRole, DealSource, DealUnqualifiedReason, LossReason
from deals.querysets import DealQuerySet
from records.choices import Tone
from records.indexes import OrderIndex
from records.models import Record, Transition
from ui.addresses import address_with

LONGEST_DESCRIPTION = 20_000


class Deal(Record):
    """A sales opportunity (2.2).

    `value` is in `currency`; `value_in_account_currency` follows from it and the rates, and is None without a rate
    (9.8 to 9.11). `company` is filled from the primary contact (7.6). `stage_changed_at` is "Moved to stage on" (7.3).
    """

    permission_object = "deals"
    searched = ("name", "description")
    derived = ("search_text", "name_key")
    untraced = ("value_in_account_currency", "last_activity_at", "form_token")
    silent = frozenset({"stage_changed_at", "stage_changed_by"})
    STEPS = {"stage": {}}
    PARTS = {"associates": Associates()}

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    name_key = models.CharField(max_length=LONGEST_KEY, blank=True, editable=False)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("primary contact")
    )
    company = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("company")
    )
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, validators=[ISO_4217])
    value_in_account_currency = models.DecimalField(
        _("value in the account's currency"), max_digits=18, decimal_places=2, null=True, blank=True, editable=False
    )
    is_hot = models.BooleanField(_("hot"), default=False)
    stage = models.ForeignKey(
        Stage, models.PROTECT, related_name="deals", verbose_name=_("stage"), editable=False, db_index=False
    )
    stage_changed_at = models.DateTimeField(_("moved to stage on"))
    stage_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("moved to stage by"),
    )  # fmt: skip
    source = models.ForeignKey(
        DealSource, models.PROTECT, null=True, blank=True, related_name="deals", verbose_name=_("source")
    )
    loss_reason = models.ForeignKey(
        LossReason, models.PROTECT, null=True, blank=True, related_name="deals", verbose_name=_("loss reason")
    )
    unqualified_reason = models.ForeignKey(
        DealUnqualifiedReason, models.PROTECT, null=True, blank=True, related_name="deals",
        verbose_name=_("unqualified reason"),
    )  # fmt: skip
    estimated_close_date = models.DateField(_("estimated close date"), null=True, blank=True)
    win_likelihood = models.PositiveSmallIntegerField(
        _("win likelihood"), null=True, blank=True, help_text=_("In per cent. Empty: the stage's.")
    )
    added_at = models.DateTimeField(_("added on"))
    description = models.TextField(_("description"), blank=True, default="")
    custom = models.JSONField(_("custom fields"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    last_activity_at = models.DateTimeField(_("last activity"), null=True, blank=True, editable=False)
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    objects: ClassVar = DealQuerySet.as_manager()

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="deal_has_a_name"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0),
                name="deal_value_is_not_negative",
                violation_error_message=_("A value is not negative."),
            ),
            models.CheckConstraint(
                condition=Q(win_likelihood=None) | Q(win_likelihood__lte=100), name="deal_likelihood_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(loss_reason=None) | Q(unqualified_reason=None), name="deal_has_one_reason_at_most"
            ),
        ]
        indexes = [
            models.Index(F("stage"), F("stage_changed_at").desc(), F("id").desc(), name="deal_of_stage",
                         condition=Q(deleted_at=None)),
            # What the columns of a board come to is read from this index alone.
            models.Index(fields=["stage", "owner", "value_in_account_currency", "win_likelihood", "value", "id"],
                         name="deal_figures", condition=Q(deleted_at=None)),
            # What closes when is counted from this one alone.
            models.Index(fields=["stage", "estimated_close_date", "id", "owner"], name="deal_of_stage_by_close_date",
                         condition=Q(deleted_at=None)),
            models.Index(F("name_key").asc(), F("id").asc(), name="deal_by_name", condition=Q(deleted_at=None)),
            models.Index(F("created_at").desc(), F("id").desc(), name="deal_newest", condition=Q(deleted_at=None)),
            OrderIndex(F("value_in_account_currency").desc(nulls_last=True), F("id").desc(), name="deal_by_value",
                         condition=Q(deleted_at=None)),
            OrderIndex(F("value_in_account_currency").asc(nulls_last=True), F("id").asc(), name="deal_by_value_up",
                         condition=Q(deleted_at=None)),
            OrderIndex(F("estimated_close_date").asc(nulls_last=True), F("id").asc(), name="deal_by_close_date",
                         condition=Q(deleted_at=None)),
            OrderIndex(F("estimated_close_date").desc(nulls_last=True), F("id").desc(), name="deal_by_close_date_down",
                       condition=Q(deleted_at=None)),
            models.Index(F("added_at").desc(), F("id").desc(), name="deal_last_added", condition=Q(deleted_at=None)),
            models.Index(F("owner"), F("name_key").asc(), F("id").asc(), name="deal_of_owner",
                         condition=Q(deleted_at=None)),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address_with("deals:show", self.pk)

    def derive(self) -> None:
        self.name_key = key_of(self.name)
        super().derive()

    def may_step(self, field: str, was: Any, to: Any) -> bool:
        """Any other stage (8.4, 8.9); a disabled pipeline takes no deal from another one (7.12)."""
        if was == to or to.removed_at:
            return False
        return was.pipeline_id == to.pipeline_id or not to.pipeline.is_disabled

    def may_hold(self, field: str, value: Any) -> bool:
        """Not a stage that has been removed meanwhile (8.7)."""
        return field != "stage" or value.removed_at is None

    @property
    def is_open(self) -> bool:
        return self.stage.is_active

    @property
    def chance_to_win(self) -> int:
        """In per cent: typed by hand, else the stage's (9.2); won is 100, what is closed otherwise 0 (8.3)."""
        if not self.stage.is_active:
            return 100 if self.stage.is_won else 0
        return self.stage.likelihood if self.win_likelihood is None else self.win_likelihood

    @property
    def weighted(self) -> Decimal | None:
        """Value times chance, in the deal's own currency (9.1)."""
        return None if self.value is None else self.value * self.chance_to_win / 100

    @property
    def weighted_in_account_currency(self) -> Decimal | None:
        worth = self.value_in_account_currency
        return None if worth is None else worth * self.chance_to_win / 100

    def step_words(self, field: str, was: Any, now: Any) -> str:
        words: dict[Any, str] = {
            Category.WON: _now("Won"),
            Category.LOST: _now("Lost"),
            Category.UNQUALIFIED: _now("Unqualified"),
        }
        said = words.get(getattr(now, "category", ""))
        if said is None and was is not None and now is not None and not was.is_active and now.is_active:
            return _now("Reopened, in %(stage)s") % {"stage": now}
        return said or ""

    @classmethod
    def cause_words(cls, field: str, now: Any) -> str:
        words: dict[Any, str] = {
            Category.WON: pgettext("because deal X …", "was won"),
            Category.LOST: pgettext("because deal X …", "was lost"),
            Category.UNQUALIFIED: pgettext("because deal X …", "was unqualified"),
        }
        said = words.get(getattr(now, "category", ""))
        if said or now is None:
            return said or ""
        return pgettext("because deal X …", "was moved to %(stage)s") % {"stage": now}

    def step_tone(self, field: str, now: Any) -> str:
        tones: dict[Any, str] = {Category.WON: Tone.GREEN, Category.LOST: Tone.RED, Category.UNQUALIFIED: Tone.GREY}
        return tones.get(getattr(now, "category", ""), Tone.ACCENT)


class AssociatedContact(models.Model):
    """A further contact of a deal, with a role (7.5). A part of the deal, written nowhere else."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="associations", verbose_name=_("deal"), db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="associations", verbose_name=_("contact"))
    role = models.ForeignKey(
        ContactRole, models.PROTECT, null=True, blank=True, related_name="associations", verbose_name=_("role")
    )

    class Meta:
        verbose_name = _("contact on a deal")
        verbose_name_plural = _("contacts on deals")
        constraints = [models.UniqueConstraint(fields=["deal", "contact"], name="a_contact_once_per_deal")]

    def __str__(self):
        return f"{self.deal} · {self.contact}"


class StageChange(models.Model):
    """Where a deal was when, and what it was worth then (7.13): reports on stages are worked out from these rows only.

    The first row of a deal has no stage before and no transition.
    """

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="stage_changes", verbose_name=_("deal"))
    was = models.ForeignKey(Stage, models.PROTECT, null=True, related_name="+", verbose_name=_("from"))
    now = models.ForeignKey(Stage, models.PROTECT, related_name="+", verbose_name=_("to"))
    transition = models.OneToOneField(Transition, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        indexes = [models.Index(fields=["deal", "at", "id"], name="stage_changes_of_deal")]

    def __str__(self):
        return f"{self.deal} {self.was} → {self.now}"
