"""What deals add to the pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import register_object
from activities import bulk, hosting
from activities.arranging import parts_of
from activities.panels import people_below
from activities.setting import Settable, setting
from activities.subjects import belonging
from contacts import deleting
from contacts.heading import Action, add_action
from contacts.models import Contact
from deals import demo, overviews
from deals.bulk import DEEDS
from deals.choosing import stages_in_use
from deals.filters import narrowed
from deals.finding import ICON, find_deals
from deals.forms import DealForm
from deals.holding import DealsHold
from deals.keeping import fitting
from deals.models import AssociatedContact, Deal, Pipeline
from deals.parties import belongs_to
from deals.sections import ALL_SECTIONS
from deals.tables import DEALS, TABS
from lists import smart_kinds
from lists.layouts import arrangeable
from lists.places import add_list
from records.naming import kind_of
from ui import registry
from ui.ready import rows_of

ACTIONS = ("view", "add", "edit", "reassign", "delete", "export")
DEAL, CONTACT = kind_of(Deal), kind_of(Contact)
MOST_SHOWN = 10


def sees_deals(user: User) -> bool:
    return user.may("deals", "view")


def adds_deals(user: User) -> bool:
    return user.may("deals", "add")


def pipeline_variants() -> list[tuple[str, str]]:
    """The page of deals of each pipeline (16.6)."""
    named = Pipeline.objects.order_by("position", "pk")
    return [(str(each.pk), _now("Deal in “%(pipeline)s”") % {"pipeline": each}) for each in named]


def new_deal(user: User, contact: Contact) -> Action | None:
    return Action(_("New deal"), ICON, f"{reverse('deals:new')}?contact={contact.pk}") if adds_deals(user) else None


def leads_sellers(user: User) -> bool:
    return sees_deals(user) and bool(user.rights.subordinates)


def with_stages(deals):
    return deals.select_related("stage__pipeline")


def deals_of_contact(request, contact):
    """The deals of a person, or of a company with its employees' (5.7)."""
    if not sees_deals(request.user):
        return None
    deals, figures = overviews.of_contact(contact, user=request.user, now=timezone.localtime(), most=MOST_SHOWN)
    contact.beside = [*getattr(contact, "beside", ()), *deals]
    return {
        "deals": deals[:MOST_SHOWN], "more": len(deals) > MOST_SHOWN, "figures": figures, "contact": contact,
        "currency": request.user.account.currency, "may_add": adds_deals(request.user),
    }  # fmt: skip


def people_of_deal(request, deal):
    """The primary contact and the further ones with their roles, as far as one may see them."""
    ties = rows_of("people of a deal", _ties, deal.pk)
    wanted = {tie.contact_id for tie in ties} | {deal.contact_id}
    people = rows_of("people", _people, wanted - {None}, whose=request.user) if wanted - {None} else []
    seen = {person.pk: person for person in people}
    rows = [(seen[tie.contact_id], tie.role) for tie in ties if tie.contact_id in seen]
    return {
        "primary": seen.get(deal.contact_id), "rows": rows, "hidden": len(wanted - {None}) - len(seen),
        "may_edit": getattr(deal, "may_edit", False),
    }  # fmt: skip


def _ties(key):
    return AssociatedContact.objects.filter(deal=key).select_related("role").order_by("pk")


def _people(user, keys):
    return Contact.objects.visible_to(user).filter(pk__in=keys).select_related("employer")


def company_of_deal(request, deal):
    company = deal.seen["company"] if hasattr(deal, "seen") else None
    return {"company": company} if company else None


def _stages(request):
    """The stages in use, read once for all blocks of a page."""
    if not hasattr(request, "stages_in_use"):
        request.stages_in_use = stages_in_use()
    return request.stages_in_use


def own_pipeline(request):
    lines = overviews.lines_of(request.user, _stages(request))
    return {"lines": lines, "currency": request.user.account.currency, "may_add": adds_deals(request.user)}


def own_risks(request):
    active = [stage for stage in _stages(request) if stage.is_active]
    found = overviews.at_risk(request.user, active, now=timezone.localtime())
    return {"deals": found[: overviews.MOST], "more": len(found) > overviews.MOST}


def team_pipeline(request):
    """Who of the team has how much in the pipeline."""
    shares = overviews.by_person(request.user, people_below(request))
    return {"shares": shares, "currency": request.user.account.currency}


register_object("deals", label=_("Deals"), actions=ACTIONS)
hosting.host(DEAL)
arrangeable(
    DEAL, label=_("Deal"), parts=lambda _variant: parts_of(ALL_SECTIONS, DEAL),
    variants=lambda: [("", _("Deal")), *pipeline_variants()],
)  # fmt: skip
demo.join()
belonging.add(DEAL, belongs_to)
deleting.holds(DealsHold())
add_action(new_deal)
SETTABLE = (
    "value", "currency", "estimated_close_date", "win_likelihood", "source", "company", "added_at", "description",
)  # fmt: skip
FIELDS = Settable(Deal, SETTABLE, lambda user: DealForm(user=user, may_reassign=False), fitting)
bulk.declare(Deal, *DEEDS, setting(FIELDS), noun=DEALS.noun, narrowed=narrowed, among=with_stages)
smart_kinds.hold(Deal, narrowed=narrowed, index="deals:index", rail="deals", label=_("Deals"), icon=ICON)

registry.rail.add(key="deals", label=_("Deals"), url_name="deals:board", icon=ICON, order=40, when=sees_deals)
registry.palette.add(
    key="deals", label=_("Deals as a list"), url_name="deals:index", icon="list", keywords=_("pipeline board"),
    order=40, when=sees_deals,
)  # fmt: skip
registry.quick_add.add(
    key="deal", label=_("Deal"), url_name="deals:new", icon=ICON, shortcut="d", order=40, when=adds_deals
)
registry.searchers.add(
    key="deals", label=_("Deals"), search=find_deals, url_name="deals:index", query="view=all", order=40,
    when=sees_deals,
)  # fmt: skip
add_list(
    DEAL, DEALS.title, "deals:index", icon=ICON, permission_object="deals", views=[tab[:2] for tab in TABS],
    everything="view=all",
)  # fmt: skip

registry.panel.add(
    kind=CONTACT, key="deals", label=_("Deals"), template="deals/panel.html", context=deals_of_contact, order=20
)
registry.panel.add(
    kind=DEAL, key="people", label=_("People on this deal"), template="deals/people.html", context=people_of_deal,
    order=20,
)  # fmt: skip
registry.panel.add(
    kind=DEAL, key="company", label=_("Company"), template="deals/company.html", context=company_of_deal, order=30
)
registry.home_block.add(
    key="pipeline", label=_("Your pipeline"), template="deals/block_pipeline.html", context=own_pipeline, order=15,
    when=sees_deals, wide=True,
)  # fmt: skip
registry.home_block.add(
    key="risks", label=_("Deals at risk"), template="deals/block_risks.html", context=own_risks, order=16,
    when=sees_deals,
)  # fmt: skip
registry.home_block.add(
    key="team_pipeline", label=_("Your team's pipeline"), template="deals/block_team.html", context=team_pipeline,
    order=31, when=leads_sellers, wide=True,
)  # fmt: skip

for key, url, who in (
    ("deals-board", "deals:board", "rep"),
    ("deals-board-manager", "/deals/board/?owner=team", "manager"),
    ("deals", "deals:index", "rep"),
    ("deals-won", "/deals/?view=won", "manager"),
    ("deal", overviews.some_deal, "rep"),
    ("deal-new", "deals:new", "rep"),
):
    registry.shot.add(key=key, url=url, as_=who, order=40)
