"""The list of leads, and what is done with many of them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Account
from activities.asking import ask_and_do, sure
from activities.bulk import kind_called
from leads.filters import VIEWS, narrowed, view_of
from leads.forms.conversion import ManyConversionForm
from leads.forms.records import StatusForm
from leads.lifecycle import asks_for_reason
from leads.models import Lead, LeadStatus
from leads.tables import LEADS, TABS
from lists.counting import counted_views
from lists.rights import with_rights
from lists.showing import answer, tabled
from lists.smart import opened
from lists.totalling import is_whole
from lists.totalling import totals as told

COUNTED = ("open", "mine", "new", "unassigned")


@login_required
@require_GET
@opened(LEADS.kind)
def index(request):
    """Open leads by default (4.14), narrowed down by the address."""
    found, view = _narrowed(request, request.user), view_of(request.GET)
    may_add = request.user.may("leads", "add")
    bulk = kind_called(LEADS.kind).offered(request.user) if view != "converted" else []
    context = tabled(
        request, LEADS, lambda anybody: _narrowed(request, anybody).qs, found, tabs=TABS, view=view, bulk=bulk,
        add=reverse("leads:new") if may_add else "", add_label=_("New lead"),
    )  # fmt: skip
    return answer(request, context)


def _narrowed(request, user):
    return narrowed(request.GET, user, lambda: with_rights(Lead.objects.visible_to(user), user, "edit"))


@login_required
@require_GET
@opened(LEADS.kind)
def totals(request):
    user, view = request.user, view_of(request.GET)
    asked = {*COUNTED, view} if is_whole(request.GET) else COUNTED
    counts = counted_views("", Lead, {key: VIEWS[key] for key in VIEWS if key in asked}, user=user)
    tabs, rows = {key: counts[key] for key in COUNTED}, Lead.objects.visible_to(user)
    if is_whole(request.GET):
        return told(request, LEADS, VIEWS[view](rows, user), tabs=tabs, known=counts[view])
    return told(request, LEADS, narrowed(request.GET, user, rows).qs, tabs=tabs)


@login_required
@require_POST
def status_many(request):
    """A reason is asked for once, for all of them (3.5)."""
    form = StatusForm(sure(request))
    asks = any(asks_for_reason(status) for status in LeadStatus.objects.in_use().filter(is_unqualified=True)[:1])
    if asks:
        form.fields["reason"].help_text = _("For a status that says that a lead is not worth it.")
    else:
        del form.fields["reason"]
    form.fields["status"].initial = LeadStatus.objects.in_use().in_order().first()
    return ask_and_do(request, LEADS.kind, "status", form, facts=StatusForm.facts)


@login_required
@require_POST
def convert_many(request):
    """The same for all of them, without names (4.3)."""
    form = ManyConversionForm(sure(request), user=request.user, initial={"deal_currency": Account.current().currency})
    return ask_and_do(
        request, LEADS.kind, "convert", form, facts=ManyConversionForm.options, body="leads/convert_many.html"
    )
