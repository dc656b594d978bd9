"""What is done with the chosen rows of the list (lists.selection)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.configuring import may_make_tags
from activities.answering import stay, way_back
from activities.editing import undo_of
from deals import bulk
from deals.bulk import Outcome
from deals.filters import narrowed
from deals.forms import AskForm, ManyForm, ReassignForm, StageForm, TagForm
from deals.models import Deal
from lists.counting import counted
from lists.selection import chosen, fields
from records.acting import begin
from records.forms import names_in
from records.working import start
from ui.pages import page, redirect_to
from ui.toasts import tell

MOST_NAMED = 5


@login_required
@require_POST
def reassign_many(request):
    deals = _chosen(request, "reassign")
    form = ReassignForm(_sure(request))
    if not form.is_valid():
        return _ask(request, deals, form, title=_("Reassign"), button=_("Reassign"))
    owner = form.cleaned_data["owner"]
    outcome = bulk.reassign(deals, owner, by=request.user, at=timezone.now())
    return _told(request, outcome, _("Given to %(name)s.") % {"name": owner})


@login_required
@require_POST
def tag_many(request):
    deals = _chosen(request, "edit")
    form = TagForm(_sure(request))
    form.fields["add"].may_make = may_make_tags(request.user, account=request.user.account)
    if not form.is_valid():
        return _ask(request, deals, form, title=_("Tag"), button=_("Tag"))
    told = bulk.tagging(names_in(form.cleaned_data["add"]), names_in(form.cleaned_data["remove"]))
    return _do(request, deals, told, _("Tagged."))


@login_required
@require_POST
def move_many(request):
    """Asks for the stage, then once for what some of the deals need there (8.13)."""
    deals = _chosen(request, "edit").select_related("stage__pipeline")
    form = StageForm(_sure(request))
    if not form.is_valid():
        return _ask(request, deals, form, title=_("Move"), button=_("Move"))
    to = form.cleaned_data["stage"]
    names = bulk.asked_for(deals.order_by("pk")[: bulk.AT_ONCE], to)
    asked = AskForm(request.POST if "asked" in request.POST else None, names=names, user=request.user)
    if names and not asked.is_valid():
        return _ask(request, deals, asked, title=_("Move to %(stage)s") % {"stage": to}, button=_("Move"), to=to)
    values = asked.cleaned_data if names else {}
    return _do(request, deals, bulk.moving(to, values), _("Moved to %(stage)s.") % {"stage": to})


@login_required
@require_POST
def delete_many(request):
    deals = _chosen(request, "delete")
    form = ManyForm(_sure(request))
    if not form.is_valid():
        return _ask(request, deals, form, title=_("Delete"), button=_("Delete"), danger=True)
    return _do(request, deals, bulk.DELETING, _("In the bin."))


def _chosen(request: HttpRequest, action: str) -> Any:
    user, seen = request.user, Deal.objects.visible_to(request.user)
    return chosen(
        request.POST, Deal.objects.visible_to(user, action), lambda query: narrowed(query, user, seen).qs
    )  # fmt: skip


def _sure(request: HttpRequest) -> Any:
    return request.POST if "sure" in request.POST else None


def _ask(request: HttpRequest, deals: Any, form: Any, **said: Any) -> HttpResponse:
    context = {
        "form": form, "chosen": fields(request.POST), "count": counted(deals), "next": request.POST.get("next", ""),
        "url": request.path, **said,
    }  # fmt: skip
    return page(request, "deals/many.html", context, partial="form", status=422 if form.is_bound else 200)


def _do(request: HttpRequest, deals: Any, told: dict[str, Any], said: str) -> HttpResponse:
    """On the spot, or as a job when there are many."""
    now = timezone.now()
    keys = list(deals.order_by("pk").values_list("pk", flat=True))
    if len(keys) > bulk.AT_ONCE:
        job = start(bulk.MANY, {"keys": keys, "deed": told}, by=request.user, at=now)
        tell(request, _("This takes a while. You can go on working."))
        return redirect_to(request, "lists:job", job.pk)
    act = begin("changed_many", by=request.user, at=now)
    rows = deals.filter(pk__in=keys).select_related("stage__pipeline").order_by("pk")
    return _told(request, bulk.do(rows, told, by=request.user, at=now, act=act), said)


def _told(request: HttpRequest, outcome: Outcome, said: str) -> HttpResponse:
    done = ngettext("%(count)s deal.", "%(count)s deals.", outcome.done) % {"count": outcome.done}
    if outcome.done or not outcome.refused:
        tell(request, f"{said} {done}", tone="green", undo=undo_of(outcome.act) if outcome.done else None)
    if outcome.refused:
        named = "; ".join(f"{refused.deal}: {refused.reason}" for refused in outcome.refused[:MOST_NAMED])
        number = len(outcome.refused)
        left = ngettext("%(count)s deal stayed as it was.", "%(count)s deals stayed as they were.", number)
        tell(request, left % {"count": number} + f" {named}", tone="amber")
    return stay(request, way_back(request, "deals:index"), "close-dialog")
