"""The company that uses the product, and what its money is worth elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import Asking
from ui.ready import rows_of

ISO_3166 = RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters, as in AT."))
ISO_4217 = RegexValidator(r"^[A-Z]{3}\Z", _("Three capital letters, as in EUR."))


def asking(label) -> models.CharField:
    return models.CharField(label, max_length=10, choices=Asking, default=Asking.ASK)


class Account(models.Model):
    """One row, made by a data migration."""

    ONLY = 1

    name = models.CharField(_("name"), max_length=150, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=[ISO_4217])
    country = models.CharField(
        _("country"), max_length=2, blank=True, validators=[ISO_3166],
        help_text=_("Where phone numbers without a + belong."),
    )  # fmt: skip
    locale = models.CharField(_("language"), max_length=10, default="en", choices=settings.LANGUAGES)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    fiscal_year_start = models.PositiveSmallIntegerField(
        _("fiscal year begins in month"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    admins_see_all = models.BooleanField(
        _("administrators see all records"), default=True,
        help_text=_("Off: administrators see only what their role shows them. On: what they open beyond it is logged."),
    )  # fmt: skip

    ask_loss_reason = asking(_("reason when a deal is lost"))
    ask_unqualified_reason = asking(_("reason when a deal is unqualified"))
    ask_lead_unqualified_reason = asking(_("reason when a lead is unqualified"))
    count_employees_deals = models.BooleanField(
        _("employees' deals count for their company"), default=True,
        help_text=_("On: whose employee has a deal is a prospect or customer as a company too."),
    )  # fmt: skip
    tags_by_everyone = models.BooleanField(
        _("everybody makes tags"), default=True, help_text=_("Off: only administrators make new ones.")
    )
    sources_by_everyone = models.BooleanField(
        _("everybody adds sources"),
        default=False,
        help_text=_("Off: only administrators add sources of leads and deals."),
    )

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("account")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_account"),
            models.CheckConstraint(
                condition=models.Q(fiscal_year_start__range=(1, 12)), name="fiscal_year_starts_in_a_month"
            ),
        ]

    def __str__(self):
        return self.name or str(_("Account"))

    @classmethod
    def current(cls) -> Account:
        """The account's row, made with its defaults if it should be missing (a flushed database)."""
        known = _held.get()
        if known is not None:
            return known
        found = rows_of("account", lambda: cls.objects.filter(pk=cls.ONLY))
        return found[0] if found else cls.objects.get_or_create(pk=cls.ONLY)[0]

    @classmethod
    @contextmanager
    def held(cls) -> Iterator[Account]:
        """Read once for all that is done inside: for long work in one transaction that leaves the settings alone."""
        account = cls.lock()
        token = _held.set(account)
        try:
            yield account
        finally:
            _held.reset(token)

    @classmethod
    def lock(cls) -> Account:
        """Held until the transaction ends: whatever must not be decided twice at once about people waits for it."""
        cls.current()
        return cls.objects.select_for_update().get(pk=cls.ONLY)


_held: ContextVar[Account | None] = ContextVar("the account as it was read", default=None)


class ExchangeRate(models.Model):
    """How much one unit of a currency is worth in the account's currency, from this day on."""

    currency = models.CharField(_("currency"), max_length=3, validators=[ISO_4217])
    on_date = models.DateField(pgettext_lazy("a day", "from"))
    rate = models.DecimalField(
        _("worth in the account's currency"), max_digits=18, decimal_places=8, help_text=_("Of one unit.")
    )

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(fields=["currency", "on_date"], name="one_rate_per_currency_and_day"),
            models.CheckConstraint(
                condition=models.Q(rate__gt=0),
                name="rates_are_above_zero",
                violation_error_message=_("A rate is above zero."),
            ),
        ]

    def __str__(self):
        return f"{self.currency} {self.on_date} {self.rate}"
