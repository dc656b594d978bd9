"""The list of leads: its columns and quick views."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from lists.showing import Tab
from lists.tabling import Column, Table

LEADS = Table(
    kind="leads.lead",
    title=_("Leads"),
    columns=(
        Column("name", _("Name"), order=("name_key",), classes="pin", always=True),
        Column("company", _("Company")),
        Column("status", _("Status")),
        Column("owner", _("Owner")),
        Column("source", _("Source")),
        Column("activity", _("Last activity"), order=("last_activity_at",), classes="num", down=True),
        Column("created", pgettext_lazy("a record was", "Added"), order=("created_at",), classes="num", down=True),
        Column("converted", pgettext_lazy("a lead was", "Converted"), classes="num", shown=False),
        Column("title", _("Job title"), shown=False),
        Column("email", _("E-mail"), shown=False),
        Column("phone", _("Phone"), shown=False),
        Column("mobile", _("Mobile"), shown=False),
        Column("city", _("City"), shown=False),
        Column("country", _("Country"), shown=False),
        Column("industry", _("Industry"), shown=False),
        Column("website", _("Website"), shown=False),
        Column("tags", _("Tags"), shown=False),
    ),
    sort="-created",
    rows="leads/rows.html",
    empty="leads/empty.html",
    totals="leads:totals",
    noun=ngettext_lazy("%(shown)s lead", "%(shown)s leads", "number"),
)
TABS = (
    Tab("open", _("All open")),
    Tab("mine", pgettext_lazy("leads", "Mine")),
    Tab("new", pgettext_lazy("leads", "New")),
    Tab("unassigned", pgettext_lazy("leads", "Unassigned")),
    Tab("unqualified", pgettext_lazy("leads", "Unqualified"), _("No longer worked on")),
    Tab("converted", pgettext_lazy("leads", "Converted"), _("No longer worked on")),
)
