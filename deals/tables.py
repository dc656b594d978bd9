"""How the list of deals is declared."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lists.showing import Tab
from lists.tabling import Column, Table

DEALS = Table(
    kind="deals.deal",
    title=_("Deals"),
    sort="-added",
    rows="deals/index.html#rows",
    empty="deals/index.html#empty",
    totals="deals:totals",
    noun=ngettext_lazy("%(shown)s deal", "%(shown)s deals", "number"),
    columns=(
        Column("name", _("Name"), order=("name_key",), classes="pin", always=True),
        Column("contact", _("Contact")),
        Column("company", _("Company"), shown=False),
        Column("stage", _("Stage")),
        Column("owner", _("Owner")),
        Column("value", _("Value"), order=("value_in_account_currency",), classes="num", down=True),
        Column("close", _("Close date"), order=("estimated_close_date",), classes="num"),
        Column("days", _("In stage"), classes="num"),
        Column("weighted", _("Weighted"), classes="num", shown=False),
        Column("chance", _("Win likelihood"), classes="num", shown=False),
        Column("source", _("Source"), shown=False),
        Column("reason", _("Reason"), shown=False),
        Column("tags", _("Tags"), shown=False),
        Column("added", _("Added"), order=("added_at",), classes="num", down=True, shown=False),
        Column("active", _("Last activity"), classes="num", shown=False),
    ),
)
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
    Tab("missing", _("Contact missing"), _("Everything")),
)
