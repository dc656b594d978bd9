"""The facts on a deal's page."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from activities.custom_facts import custom_sections
from activities.facts import Fact, Section
from deals.choices import Category
from deals.models import Deal
from lists.custom_fields import field_name
from records.models import CustomField
from ui.amounts import money_text, percent_text


def value_of(deal: Deal) -> str:
    return money_text(deal.value, deal.currency)


def worth_of(deal: Any) -> Any:
    """What it is worth in the account's currency; that a rate is missing is said, with what helps (9.8)."""
    if deal.value is not None and deal.value_in_account_currency is None:
        said = _now("No rate for %(currency)s. An administrator enters rates.") % {"currency": deal.currency}
        return format_html('<span class="unpriced">{}</span>', said)
    return money_text(deal.value_in_account_currency, deal.own_currency)


def chance_of(deal: Deal) -> str:
    if deal.win_likelihood is None or not deal.is_open:
        return percent_text(deal.chance_to_win)
    return _now("%(percent)s, typed by hand") % {"percent": percent_text(deal.win_likelihood)}


def weighted_of(deal: Deal) -> str:
    return money_text(deal.weighted and round(deal.weighted, 2), deal.currency)


MONEY = (
    Fact("value", _("Value"), value=value_of, fields=("value", "currency")),
    Fact("worth", _("In account currency"), value=worth_of, fields=()),
    Fact("win_likelihood", _("Win likelihood"), value=chance_of),
    Fact("weighted", _("Weighted"), value=weighted_of, fields=()),
    Fact("estimated_close_date", _("Close date")),
)
DEAL = (
    Fact("contact", _("Contact"), value=lambda deal: deal.seen["contact"], kind="record"),
    Fact("company", _("Company"), value=lambda deal: deal.seen["company"], kind="record"),
    Fact("source", _("Source"), fields=("source", "new_source")),
    Fact("owner", _("Owner"), right="reassign"),
    Fact("tags", _("Tags"), value="tags_text"),
    Fact("added_at", _("Added on")),
    Fact("stage_changed_at", _("Moved to stage on")),
    Fact("loss_reason", _("Loss reason")),
    Fact("unqualified_reason", _("Unqualified reason")),
    Fact("description", _("Description"), kind="prose"),
)
EDITED = {fact.key: fact.edited_by for fact in (*MONEY, *DEAL) if fact.edited_by}


ALL_SECTIONS = (Section("money", _("Money"), MONEY), Section("deal", _("Deal"), DEAL))


def sections_of(deal: Any, *, user: Any) -> list[Section]:
    """The facts that this deal has: a reason only where it was closed that way, another currency where it is one."""
    dropped = set()
    if deal.currency == deal.own_currency:
        dropped.add("worth")
    if deal.stage.category != Category.LOST:
        dropped.add("loss_reason")
    if deal.stage.category != Category.UNQUALIFIED:
        dropped.add("unqualified_reason")
    found = [
        Section("money", _("Money"), tuple(fact for fact in MONEY if fact.key not in dropped)),
        Section("deal", _("Deal"), tuple(fact for fact in DEAL if fact.key not in dropped)),
    ]
    return [*found, *custom_sections(deal, user=user)]


def facts_edited(definitions: list[CustomField]) -> dict[str, tuple[str, ...]]:
    """The fields behind each fact, as activities.editing wants them."""
    return EDITED | {field_name(each): (field_name(each),) for each in definitions}
