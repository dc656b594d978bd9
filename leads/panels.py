"""What leads add to the pages."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import register_object
from activities import bulk, hosting
from activities.arranging import parts_of
from activities.setting import Settable, setting
from contacts import journey, matching
from contacts.models import Contact
from deals.models import Deal
from leads import demo, finding, photographed
from leads.bulk import DEEDS
from leads.facts import SECTIONS
from leads.filters import narrowed
from leads.forms.records import LeadForm
from leads.keeping import fitting
from leads.mapping import COMPANY, PERSON
from leads.matching import contacts_like, leads_like
from leads.models import Lead
from leads.tables import LEADS, TABS
from lists import smart_kinds
from lists.counting import halved
from lists.layouts import arrangeable
from lists.places import add_list
from records.among import Among
from records.naming import kind_of
from ui import registry
from ui.ready import rows_of

ACTIONS = ("view", "add", "edit", "reassign", "delete", "convert", "merge", "export")
ON_HOME = 8


def adds_leads(user: User) -> bool:
    return user.may("leads", "add")


def sees_leads(user: User) -> bool:
    return user.may("leads", "view")


def open_leads(rows):
    """What is done with many; with converted ones nothing is (4.14)."""
    return rows.open().select_related("owner", "status", "source")


def new_leads(request):
    """The own ones and those that are nobody's yet, the newest first."""
    found = rows_of("new leads", _newest, whose=request.user)
    return {"leads": found, "may_add": adds_leads(request.user)}


def _newest(user):
    rows, newest = Lead.objects.visible_to(user).open().new(), ("-created_at", "-pk")
    # Of rows that come in two parts the first are somebody's.
    nobodys, wanted = halved(rows.filter(owner=None), user=user)[-1], Q()
    for part in (rows.filter(owner=user), nobodys):
        wanted |= Q(Among("pk", part.order_by(*newest).values("pk")[:ON_HOME]))
    mine = rows.filter(wanted).select_related("owner", "source", "status")
    return mine.order_by(*newest)[:ON_HOME]


def came_from(request, record):
    """Not drawn where there is nothing, or nothing that this person may see."""
    found = finding.behind(record, user=request.user)
    return {"leads": found} if found else None


def similar(request, lead):
    """Contacts and leads that may be the same, while it is a lead."""
    if lead.is_converted:
        return None
    user = request.user
    people = [match for side in (PERSON, COMPANY) for match in contacts_like(lead, side, user=user)]
    found = [*people, *leads_like(lead, user=user)]
    return {"matches": found} if found else None


register_object("leads", label=_("Leads"), actions=ACTIONS)
hosting.host(kind_of(Lead))
arrangeable(kind_of(Lead), label=_("Lead"), parts=lambda _variant: parts_of(SECTIONS, kind_of(Lead)))
demo.join()
journey.add_origin(finding.origin)
matching.add_finder(finding.alike)
SETTABLE = (
    "title", "email", "phone", "mobile", "fax", "website", "source", "industry", "street", "postal_code", "city",
    "state", "country", "linkedin", "twitter", "facebook", "skype", "company_name", "description",
)  # fmt: skip
FIELDS = Settable(Lead, SETTABLE, lambda user: LeadForm(user=user, may_reassign=False), fitting)
bulk.declare(Lead, *DEEDS, setting(FIELDS), noun=LEADS.noun, narrowed=narrowed, among=open_leads)
smart_kinds.hold(Lead, narrowed=narrowed, index="leads:index", rail="leads", label=_("Leads"), icon="target")

registry.rail.add(
    key="leads", label=_("Leads"), url_name="leads:index", icon="target", order=20, shortcut="l", when=sees_leads
)
registry.quick_add.add(
    key="lead", label=_("Lead"), url_name="leads:new", icon="target", shortcut="l", order=20, when=adds_leads
)
registry.searchers.add(
    key="leads", label=_("Leads"), search=finding.find, url_name="leads:index", order=20, when=sees_leads
)
add_list(
    kind_of(Lead), LEADS.title, "leads:index", icon="target", permission_object="leads",
    views=[tab[:2] for tab in TABS],
)  # fmt: skip
registry.home_block.add(
    key="new-leads", label=_("New leads"), template="leads/block_new.html", context=new_leads, order=15, when=sees_leads
)
registry.panel.add(
    kind=kind_of(Lead), key="similar", label=_("Similar records"), template="leads/panel_similar.html",
    context=similar, order=90,
)  # fmt: skip
for model in (Contact, Deal):
    registry.panel.add(
        kind=kind_of(model), key="came-from", label=_("Came from"), template="leads/panel_origin.html",
        context=came_from, order=70,
    )  # fmt: skip

for key, url, who in (
    ("leads", "leads:index", "rep"),
    ("leads-manager", "/leads/?filter=1&sort=name", "manager"),
    ("leads-converted", "/leads/?view=converted", "rep"),
    ("lead", photographed.some_lead, "rep"),
    ("lead-converted", photographed.some_converted_lead, "manager"),
    ("lead-convert", photographed.some_conversion, "rep"),
    ("lead-new", "leads:new", "rep"),
):
    registry.shot.add(key=key, url=url, as_=who, order=20)
