"""The lists that deals choose from."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from accounts.models.listed import Listed


class DealSource(Listed):
    """Where deals come from: a list of their own, beside the leads' (3.12, 4.9)."""

    class Meta:
        verbose_name = _("deal source")
        verbose_name_plural = _("deal sources")


class LossReason(Listed):
    """Why a real chance went elsewhere (8.10, 8.11); shared by all pipelines (8.12)."""

    FACTORY: ClassVar = {
        "price": _("Price"),
        "competitor": _("Went to a competitor"),
        "timing": _("Bad timing"),
        "no_decision": _("No decision"),
    }

    class Meta:
        verbose_name = _("loss reason")
        verbose_name_plural = _("loss reasons")


class DealUnqualifiedReason(Listed):
    """Why it was never a fit (8.11)."""

    FACTORY: ClassVar = {
        "no_budget": _("No budget"),
        "no_need": _("No need"),
        "not_reachable": _("Not reachable"),
    }

    class Meta:
        verbose_name = _("unqualified reason of deals")
        verbose_name_plural = _("unqualified reasons of deals")


class ContactRole(Listed):
    """What a contact is on a deal (7.5)."""

    FACTORY: ClassVar = {
        "involved": _("Involved"),
        "decision_maker": _("Decision maker"),
        "champion": _("Champion"),
        "technical": _("Technical evaluator"),
        "purchasing": _("Purchasing"),
    }

    class Meta:
        verbose_name = _("role on a deal")
        verbose_name_plural = _("roles on deals")
