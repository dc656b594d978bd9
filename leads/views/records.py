"""One lead: its page, adding, editing, its status, deleting."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from activities.answering import stay, way_back
from activities.arranging import fields_in_order
from activities.deleting import delete as into_the_bin
from activities.editing import edit as edited
from activities.editing import page_of_record, sent, undo_of
from activities.facts import fields_of
from activities.showing import record_context, shown
from contacts.matching import clue_from, matches
from leads import deleting, keeping, lifecycle
from leads.facts import sections_of, worn
from leads.forms.records import LeadForm, NewLeadForm, StatusForm
from leads.models import Lead, LeadStatus
from leads.rights import may_convert
from leads.sourcing import lead_source_named
from leads.tables import LEADS
from lists import inline
from lists.pages import pages
from lists.related import attach_visible
from lists.rights import may
from records.errors import NotAllowed, Overtaken, RecordError
from records.writing import Added
from ui.pages import page, redirect_to, wants_fragment
from ui.ready import rows_of
from ui.toasts import tell

RIGHTS = ("edit", "reassign", "delete", "convert")
RELATED = ("owner", "created_by", "status", "source", "unqualified_reason")


@login_required
@require_GET
def show(request, pk):
    """A lead with everything that happened to it; what became of a converted one, which nobody changes (4.14)."""
    lead = shown(Lead, request, pk, *RIGHTS, related=RELATED)
    if lead.is_converted:
        lead.may_edit = lead.may_reassign = lead.may_delete = lead.may_convert = False
        attach_visible([lead], ("person", "company", "deal"), request.user)
    lead.may_convert = lead.may_convert and lead.may_edit and may_convert(request.user)
    context = record_context(
        request, lead, sections=sections_of(lead, user=request.user), edit_url=reverse("leads:edit", args=[pk])
    )
    statuses = rows_of("lead statuses", lambda: LeadStatus.objects.in_use().in_order()) if lead.may_edit else []
    return page(request, "leads/show.html", context | {"lead": lead, "statuses": statuses, "tags": worn(lead)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Add a lead, on a page or in the dialog."""
    user = request.user
    if not user.may("leads", "add"):
        raise PermissionDenied
    form = NewLeadForm(sent(request), initial=_fresh(request), user=user, may_reassign=user.may("leads", "reassign"))
    added = _added(form, user) if form.is_valid() else None
    if added:
        tell(request, _("%(name)s is a lead now.") % {"name": added.record}, tone="green", undo=undo_of(added.act))
        if not wants_fragment(request):
            _warn(request, form, added.record)
        return redirect_to(request, page_of_record(added.record, user, "leads:index"))
    found = matches(user, clue_from(request.POST)) if form.is_bound else []
    status = 422 if form.is_bound else 200
    return page(request, "leads/new.html", {"form": form, "matches": found}, partial="form", status=status)


def _added(form, user) -> Added | None:
    """None when it is refused: said above the form, which keeps what was typed."""
    try:
        return _add(form, user)
    except RecordError as error:
        form.add_error(None, str(error))
        return None


def _fresh(request) -> dict[str, Any]:
    """An address may bring a name along, so that a colleague's link opens a form that is begun."""
    names = {"first_name", "last_name", "company_name", "email", "phone"} & set(request.GET)
    begun = {name: request.GET[name][:200].replace("\x00", "") for name in names}
    return {"form_token": uuid4(), "owner": request.user.pk, **begun}


def _warn(request, form, made) -> None:
    """Without script nobody saw the similar ones while typing, so they are told afterwards (3.7)."""
    found = matches(request.user, clue_from(form.cleaned_data))
    names = ", ".join(match.label for match in found if match.url != made.get_absolute_url())
    if names:
        tell(request, _("Look whether this is the same: %(names)s") % {"names": names}, tone="amber")


@transaction.atomic
def _add(form, user):
    at, columns = timezone.now(), form.columns()
    typed = form.cleaned_data.get("new_source")
    if typed:
        columns["source"] = lead_source_named(typed, by=user, at=at)
    return keeping.add_lead(by=user, at=at, **columns)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """The whole lead, or with `only` one fact of it in place."""
    rows = Lead.objects.visible_to(request.user, "edit").select_related("owner", "source")
    lead = get_object_or_404(rows, pk=pk)
    may_reassign = may(request.user, "reassign", lead)

    @transaction.atomic
    def keep(form, current, version):
        at, values = timezone.now(), form.deed(current)
        tags, typed = values.pop("tags", None), values.pop("new_source", "")
        if typed:
            values["source"] = lead_source_named(typed, by=request.user, at=at)
        return keeping.edit_lead(current, values, by=request.user, at=at, version=version, tags=tags)

    sections, layout = sections_of(lead, user=request.user), pages().layout(LEADS.kind)

    def make(data):
        form = LeadForm(data, instance=lead, user=request.user, may_reassign=may_reassign)
        if layout:
            form.order_fields(fields_in_order(sections, layout))
        return form

    facts = fields_of(sections)
    return edited(request, lead, make, keep, facts=facts, table=LEADS, otherwise="leads:index")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def status(request, pk):
    """Another status with one click; a reason is asked for in place where the account wants one (3.5). With `cell` it
    is chosen in the list (lists.inline)."""
    rows = Lead.objects.visible_to(request.user, "edit").select_related("status", "owner")
    lead, cell = get_object_or_404(rows, pk=pk), inline.asked(request, LEADS)
    if request.method != "POST":
        return _choose_status(request, lead, cell)
    form = StatusForm(request.POST, hidden=True)
    form.full_clean()
    wanted = form.cleaned_data.get("status")
    if wanted is None:
        return _leave(request, lead, cell, _("Choose a status from the list."), tone="red")
    if inline.overtaken(request.POST, lead.status_id):
        return _leave(request, lead, cell, str(Overtaken(lead)), tone="amber")
    asks = lifecycle.asks_for_reason(wanted) and not lead.is_converted
    if asks and ("reason" not in request.POST or not form.is_valid()):
        typed = form if "reason" in request.POST else StatusForm(initial={"status": wanted}, hidden=True)
        return _ask_reason(request, lead, wanted, typed, cell)
    try:
        step = lifecycle.set_status(
            lead, wanted, by=request.user, at=timezone.now(), reason=form.cleaned_data.get("reason")
        )  # fmt: skip
    except (NotAllowed, Overtaken) as error:
        return _leave(request, lead, cell, str(error), tone="red")
    said = _("%(lead)s is now in the status “%(status)s”.") % {"lead": lead, "status": wanted}
    return _leave(request, lead, cell, said, tone="green", undo=undo_of(step.act))


def _choose_status(request, lead, cell):
    if not cell:
        return redirect_to(request, lead)
    form = StatusForm(initial={"status": lead.status_id})
    del form.fields["reason"]
    return inline.form_answer(request, cell, lead, form, hidden=[("seen", lead.status_id)])


def _ask_reason(request, lead, wanted, form, cell):
    status = 422 if form.is_bound else 200
    if cell:
        return inline.form_answer(request, cell, lead, form, status=status, hidden=[("seen", lead.status_id)])
    context = {"form": form, "lead": lead, "wanted": wanted, "next": request.POST.get("next", "")}
    return page(request, "leads/status.html", context, partial="form", status=status)


def _leave(request, lead, cell, said, **toast):
    tell(request, said, **toast)
    return inline.row_answer(request, LEADS, lead) if cell else stay(request, way_back(request, lead), "close-dialog")


@login_required
@require_POST
def delete(request, pk):
    lead = get_object_or_404(Lead.objects.visible_to(request.user, "delete"), pk=pk)
    return into_the_bin(request, lead, "leads:index", remove=deleting.delete)
