"""The list of leads: its columns and quick views."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from contacts.profile_columns import ADDRESS, DESCRIPTION, NETWORKS
from leads import cells
from lists.columns import (
    listed_column,
    mail_column,
    moment_column,
    owner_column,
    person_column,
    phone_column,
    tags_column,
    text_column,
    website_column,
)
from lists.showing import Tab
from lists.tabling import Column, Table, declare

STATUS = ("status__name", "status__key", "status__tone", "status__is_initial", "person", "company")

LEADS = declare(Table(
    kind="leads.lead",
    title=_("Leads"),
    columns=(
        Column(
            "name", _("Name"), order=("name_key",), classes="pin", always=True, cell=cells.name,
            edits=cells.own_name,
        ),
        Column(
            "company", _("Company"), cell=cells.company, place="c-sub", reads=("company_name",),
            edits=("company_name",),
        ),
        Column("status", _("Status"), cell=cells.status, place="c-state", reads=STATUS, at="leads:status"),
        owner_column(),
        listed_column("source", _("Source"), shown=True),
        moment_column("activity", _("Last activity"), "last_activity_at", never=True, order=("last_activity_at",)),
        moment_column(
            "created", pgettext_lazy("a record was", "Added"), "created_at", order=("created_at",), place="c-end"
        ),
        moment_column("converted", pgettext_lazy("a lead was", "Converted"), "converted_at", shown=False),
        text_column("title", _("Job title")),
        mail_column("email", _("E-mail")),
        phone_column("phone", _("Phone")),
        phone_column("mobile", _("Mobile")),
        phone_column("fax", _("Fax")),
        *ADDRESS,
        text_column("industry", _("Industry")),
        website_column("website", _("Website")),
        *NETWORKS,
        DESCRIPTION,
        listed_column("unqualified_reason", _("Unqualified reason"), edits=()),
        tags_column(),
        person_column("created_by", _("Added by")),
        moment_column("updated", _("Last changed"), "updated_at", shown=False),
    ),
    sort="-created",
    empty="leads/empty.html",
    totals="leads:totals",
    noun=ngettext_lazy("%(shown)s lead", "%(shown)s leads", "number"),
    index="leads:index",
    show="leads:show",
    edit="leads:edit",
    reads=("name", "last_name", "outcome"),
    prepare=cells.prepare,
    open_to_change=cells.is_open,
))  # fmt: skip
TABS = (
    Tab("open", _("All open")),
    Tab("mine", pgettext_lazy("leads", "Mine")),
    Tab("recent", _("Recently viewed")),
    Tab("new", pgettext_lazy("leads", "New")),
    Tab("unassigned", pgettext_lazy("leads", "Unassigned")),
    Tab("unqualified", pgettext_lazy("leads", "Unqualified"), _("No longer worked on")),
    Tab("converted", pgettext_lazy("leads", "Converted"), _("No longer worked on")),
)
