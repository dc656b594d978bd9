"""The list of leads, and what is done with many of them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Account
from activities.answering import stay, way_back
from activities.editing import undo_of
from leads import bulk
from leads.filters import VIEWS, narrowed, view_of
from leads.forms.conversion import ManyConversionForm
from leads.forms.records import ReassignForm, StatusForm, TagForm
from leads.lifecycle import asks_for_reason
from leads.models import Lead, LeadStatus
from leads.rights import may_convert
from leads.tables import LEADS, TABS
from lists import showing
from lists.counting import counted
from lists.related import attach_visible
from lists.rights import with_rights
from lists.selection import chosen, fields
from lists.showing import Bulk, answer, tabled
from records.acting import begin
from records.errors import NotAllowed
from records.forms import names_in
from records.tagging import tags_of_many
from ui.pages import page, redirect_to
from ui.toasts import tell

COUNTED = ("open", "mine", "new", "unassigned")


@login_required
@require_GET
def index(request):
    """Open leads by default (4.14), narrowed down by the address."""
    rows = Lead.objects.visible_to(request.user).select_related("owner", "status", "source")
    found = narrowed(request.GET, with_rights(rows, request.user, "edit"), user=request.user)
    may_add = request.user.may("leads", "add")
    context = tabled(
        request, LEADS, found.qs, found, tabs=TABS, view=view_of(request.GET), bulk=_bulk(request),
        add=reverse("leads:new") if may_add else "", add_label=_("New lead"),
    )  # fmt: skip
    shown = context["found"].rows
    attach_visible(shown, ("person", "company"), request.user)
    worn = tags_of_many(shown) if any(column.key == "tags" for column in context["columns"]) else {}
    for row in shown:
        row.tags = worn.get(row.pk, [])
    return answer(request, context)


@login_required
@require_GET
def totals(request):
    rows = Lead.objects.visible_to(request.user)
    tabs = {view: counted(VIEWS[view](rows, request.user)) for view in COUNTED}
    return showing.totals(request, LEADS, narrowed(request.GET, rows, user=request.user).qs, tabs=tabs)


def _bulk(request) -> list[Bulk]:
    """What is done with open leads; with converted ones nothing is (4.14)."""
    user = request.user
    if view_of(request.GET) == "converted":
        return []
    offered = [
        (may_convert(user), Bulk(_("Convert"), "user-round-check", reverse("leads:convert_many"))),
        (user.may("leads", "edit"), Bulk(_("Status"), "flag", reverse("leads:status_many"))),
        (user.may("leads", "reassign"), Bulk(_("Reassign"), "users", reverse("leads:reassign_many"))),
        (user.may("leads", "edit"), Bulk(_("Tag"), "tag", reverse("leads:tag_many"))),
        (user.may("leads", "delete"), Bulk(_("Delete"), "trash-2", reverse("leads:delete_many"), danger=True)),
    ]
    return [each for may, each in offered if may]


def _chosen(request, deed: str):
    def narrow(query):
        return narrowed(query, Lead.objects.visible_to(request.user), user=request.user).qs

    rows = Lead.objects.visible_to(request.user, bulk.DEEDS[deed].action).open()
    return chosen(request.POST, rows, narrow).select_related("owner", "status", "source").order_by("pk")


def _ask(request, deed: str, form, *, title: str, button: str, options=None, body: str = "", danger=False):
    """Ask what is wanted, once for all of them, then do it."""
    if not request.user.may("leads", bulk.DEEDS[deed].action):
        raise PermissionDenied
    rows = _chosen(request, deed)
    count = counted(rows)
    if not count.number:
        tell(request, _("None of these can be changed like that. Select other rows."), tone="red")
        return stay(request, way_back(request, "leads:index"), "close-dialog")
    if form.is_bound and form.is_valid():
        return _carry_out(request, deed, rows, options(form) if options else {}, title)
    context = {
        "form": form, "title": title, "button": button, "count": count, "chosen": fields(request.POST),
        "next": request.POST.get("next", ""), "body": body, "danger": danger, "here": request.path,
    }  # fmt: skip
    return page(request, "leads/many.html", context, partial="form", status=422 if form.is_bound else 200)


def _carry_out(request, deed: str, rows, options: dict, title: str):
    """Right here when it is few, as a job when it is many or long."""
    by, at = request.user, timezone.now()
    if deed == "convert" or rows.count() > bulk.AT_ONCE:
        which: dict[str, Any] = {"query": request.POST.get("query", "")[:8000]} if request.POST.get("all") else {}
        which = which or {"ids": list(rows.values_list("pk", flat=True))}
        job = bulk.begin_job(deed, which | {"language": get_language()}, options, by=by, at=at, label=title)
        return redirect_to(request, reverse("lists:job", args=[job.pk]))
    act = begin("edited", by=by, at=at, label=title)
    done, refused = bulk.do(deed, rows, options, by=by, at=at, act=act)
    if done:
        said = ngettext("%(title)s: %(count)s lead", "%(title)s: %(count)s leads", done)
        tell(request, said % {"title": title, "count": done}, tone="green", undo=undo_of(act))
    for each in refused[:3]:
        tell(request, f"{each.lead}: {each.reason}", tone="red")
    return stay(request, way_back(request, "leads:index"), "close-dialog")


def _sent(request):
    """The list sends which rows; only the form that asks further sends what is wanted with them."""
    return request.POST if "sure" in request.POST else None


class Nothing(ReassignForm):
    """Nothing is asked but whether one is sure."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["owner"]


@login_required
@require_POST
def status_many(request):
    """A reason is asked for once, for all of them (3.5)."""

    def options(form):
        reason = form.cleaned_data.get("reason")
        return {"status": form.cleaned_data["status"].pk, "reason": reason.pk if reason else None}

    form = StatusForm(_sent(request))
    asks = any(asks_for_reason(status) for status in LeadStatus.objects.in_use().filter(is_unqualified=True)[:1])
    if asks:
        form.fields["reason"].help_text = _("For a status that says that a lead is not worth it.")
    else:
        del form.fields["reason"]
    form.fields["status"].initial = LeadStatus.objects.in_use().in_order().first()
    return _ask(request, "status", form, title=_("Set the status"), button=_("Set the status"), options=options)


@login_required
@require_POST
def reassign_many(request):
    form = ReassignForm(_sent(request), initial={"owner": request.user.pk})
    return _ask(
        request, "reassign", form, title=_("Reassign"), button=_("Reassign"),
        options=lambda form: {"owner": form.cleaned_data["owner"].pk},
    )  # fmt: skip


@login_required
@require_POST
def tag_many(request):
    def options(form):
        return {name: names_in(form.cleaned_data[name]) for name in ("add_tags", "remove_tags")}

    form = TagForm(_sent(request), user=request.user)
    return _ask(request, "tag", form, title=_("Tags"), button=_("Change the tags"), options=options)


@login_required
@require_POST
def delete_many(request):
    return _ask(request, "delete", Nothing(_sent(request)), title=_("Delete"), button=_("Delete"), danger=True)


@login_required
@require_POST
def convert_many(request):
    """The same for all of them, without names (4.3)."""
    if not may_convert(request.user):
        raise PermissionDenied
    form = ManyConversionForm(_sent(request), user=request.user, initial={"deal_currency": Account.current().currency})
    try:
        return _ask(
            request, "convert", form, title=_("Convert"), button=_("Convert"), options=lambda form: form.options(),
            body="leads/convert_many.html",
        )  # fmt: skip
    except NotAllowed as error:
        tell(request, str(error), tone="red")
        return redirect_to(request, "leads:index")
