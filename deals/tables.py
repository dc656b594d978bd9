"""How the list of deals is declared."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from deals import cells
from lists.columns import (
    listed_column,
    moment_column,
    owner_column,
    person_column,
    prose_column,
    tags_column,
    text_column,
)
from lists.showing import Tab
from lists.tabling import Column, Table, declare

STAGE = ("stage__name", "stage__key", "stage__category", "stage__likelihood", "stage__rot_days")
REASONS = ("loss_reason__name", "loss_reason__key", "unqualified_reason__name", "unqualified_reason__key")

DEALS = declare(Table(
    kind="deals.deal",
    title=_("Deals"),
    sort="-added",
    empty="deals/index.html#empty",
    totals="deals:totals",
    noun=ngettext_lazy("%(shown)s deal", "%(shown)s deals", "number"),
    index="deals:index",
    show="deals:show",
    edit="deals:edit",
    reads=("name", "is_hot", *STAGE),
    prepare=cells.prepare,
    columns=(
        Column(
            "name", _("Name"), order=("name_key",), classes="pin", always=True, cell=cells.name, edits=("name",)
        ),
        Column("contact", _("Contact"), cell=cells.contact, place="c-sub", reads=("contact",), edits=("contact",)),
        Column("company", _("Company"), shown=False, cell=cells.company, reads=("company",), edits=("company",)),
        Column("stage", _("Stage"), cell=cells.stage, place="c-state", at="deals:move"),
        owner_column(),
        Column(
            "value", _("Value"), order=("value_in_account_currency",), classes="num", down=True, cell=cells.value,
            place="c-end", reads=("value", "currency", "value_in_account_currency"), edits=("value", "currency"),
        ),
        moment_column(
            "close", _("Close date"), "estimated_close_date", order=("estimated_close_date",), down=False,
            cell=cells.close, edits=("estimated_close_date",),
        ),
        moment_column("days", _("In stage"), "stage_changed_at", cell=cells.days, edits=("stage_changed_at",)),
        Column(
            "weighted", _("Weighted"), classes="num", shown=False, cell=cells.weighted,
            reads=("value_in_account_currency", "win_likelihood"),
        ),
        Column(
            "chance", _("Win likelihood"), classes="num", shown=False, cell=cells.chance, reads=("win_likelihood",),
            edits=("win_likelihood",),
        ),
        listed_column("source", _("Source")),
        Column(
            "reason", _("Reason"), shown=False, cell=cells.reason, reads=REASONS, edits=cells.reason_field
        ),
        Column("hot", _("Hot"), shown=False, cell=cells.yes("is_hot")),
        text_column("currency", _("Currency")),
        tags_column(),
        prose_column("description", _("Description")),
        moment_column("added", _("Added"), "added_at", order=("added_at",), shown=False, edits=("added_at",)),
        person_column("created_by", _("Added by")),
        moment_column("active", _("Last activity"), "last_activity_at", never=True, shown=False),
        moment_column("updated", _("Last changed"), "updated_at", shown=False),
    ),
))  # fmt: skip
OPEN, CLOSED = _("Open"), _("Closed")
TABS = (
    Tab("open", _("All open"), OPEN),
    Tab("mine", _("Mine"), OPEN),
    Tab("month", _("Closing this month"), OPEN),
    Tab("slipping", _("Slipping"), OPEN),
    Tab("won", _("Won"), CLOSED),
    Tab("lost", _("Lost"), CLOSED),
    Tab("unqualified", _("Unqualified"), CLOSED),
    Tab("all", _("All"), _("Everything")),
    Tab("recent", _("Recently viewed"), _("Everything")),
    Tab("missing", _("Contact missing"), _("Everything")),
)
