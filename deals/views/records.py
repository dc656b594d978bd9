"""A deal's page, adding one, editing and deleting it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from activities import deleting
from activities.answering import stay, way_back
from activities.editing import edit as edit_record
from activities.editing import page_of_record, sent, undo_of
from activities.showing import record_context, shown
from contacts.models import Contact
from deals import keeping, recording
from deals.board import age_of
from deals.choices import Category
from deals.forms import DealForm, NewDealForm
from deals.lifecycle import REASONS, Wanting
from deals.models import Deal, Stage
from deals.needing import required
from deals.sections import facts_edited, sections_of
from deals.tables import DEALS
from lists.related import attach_visible
from lists.rights import may
from records.customising import editable_fields
from records.errors import NotAllowed
from records.forms import worn_by
from records.naming import kind_of
from ui.pages import page
from ui.ready import rows_of
from ui.toasts import tell

RELATED = ("owner", "created_by", "stage__pipeline", "source", "loss_reason", "unqualified_reason", "stage_changed_by")


@login_required
@require_GET
def show(request, pk):
    """A deal with its stages, its people and everything that happened to it."""
    deal = shown(Deal, request, pk, "edit", "reassign", "delete", related=RELATED)
    attach_visible([deal], ("contact", "company"), request.user)
    deal.own_currency, deal.tags_text = request.user.account.currency, worn_by(deal)
    context = record_context(
        request, deal, sections=sections_of(deal, user=request.user), edit_url=reverse("deals:edit", args=[pk]),
        variant=str(deal.stage.pipeline_id),
    )  # fmt: skip
    days, tone = age_of(deal, deal.stage, now=timezone.localtime())
    context |= {"deal": deal, "days": days, "tone": tone, "stages": _bar(deal), "reason": _reason(deal)}
    return page(request, "deals/show.html", context)


def _bar(deal: Deal) -> list[tuple[Stage, str]]:
    """The active stages with their place on the line, then the closed ones: done, here, ahead, closed."""
    stages = rows_of("stages of a pipeline", _stages, deal.stage.pipeline_id)
    here = next((place for place, stage in enumerate(stages) if stage.pk == deal.stage_id), -1)
    return [(stage, _place(stage, place, here, deal)) for place, stage in enumerate(stages)]


def _stages(pipeline: int) -> Any:
    return Stage.objects.in_use().filter(pipeline=pipeline).in_order()


def _place(stage: Stage, place: int, here: int, deal: Deal) -> str:
    if stage.pk == deal.stage_id:
        return "here"
    if not stage.is_active:
        return "closed"
    return "done" if place < here and (deal.is_open or deal.stage.is_won) else "ahead"


def _reason(deal: Deal) -> Any:
    column, _setting = REASONS.get(Category(deal.stage.category), ("", ""))
    return getattr(deal, column) if column else None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Add a deal, from the menu, a list or a contact's page (`contact`)."""
    if not request.user.may("deals", "add"):
        raise PermissionDenied
    asked = editable_fields(kind_of(Deal), user=request.user)
    form = NewDealForm(
        sent(request), initial=_fresh(request), user=request.user, definitions=asked,
        may_reassign=request.user.may("deals", "reassign"), needed=required(None, by=request.user),
    )  # fmt: skip
    if form.is_valid():
        added = _add(request, form)
        if added:
            tell(request, _("“%(deal)s” added.") % {"deal": added.record}, tone="green", undo=undo_of(added.act))
            to = page_of_record(added.record, request.user, "deals:board")
            return stay(request, way_back(request, to), "close-dialog")
    context = {"form": form, "next": request.POST.get("next", "")}
    return page(request, "deals/new.html", context, partial="form", status=422 if form.is_bound else 200)


def _fresh(request: Any) -> dict[str, Any]:
    """What a form begins with. A contact that is not there for this person is no contact: 404."""
    fresh: dict[str, Any] = {
        "form_token": uuid4(), "owner": request.user.pk, "currency": request.user.account.currency,
        "stage": _stage(request),
    }  # fmt: skip
    reference = request.GET.get("contact", "")
    if reference:
        contact = _contact(request, reference)
        fresh["contact"] = contact.pk
        company = keeping.company_of(contact)
        if company is not None and company.pk != contact.pk:
            fresh["company"] = company.pk
    return fresh


def _stage(request: HttpRequest) -> Any:
    """The one the address names, else where deals start."""
    try:
        return request.GET.get("stage") or keeping.first_stage().pk
    except NotAllowed:
        return ""


def _contact(request: HttpRequest, key: str) -> Contact:
    if not (key.isascii() and key.isdigit() and len(key) <= 18):
        raise Http404
    return get_object_or_404(Contact.objects.visible_to(request.user).select_related("employer"), pk=int(key))


def _add(request: HttpRequest, form: NewDealForm) -> Any:
    """The deal, or None with what is wrong written on the form."""
    ties: dict[str, Any] = {name: form.cleaned_data.get(name) for name in ("contact", "company")}
    ties["new_source"] = form.cleaned_data.get("new_source") or ""
    try:
        return recording.add(by=request.user, at=timezone.now(), **ties, **form.columns())
    except Wanting as wanting:
        for name in wanting.fields:
            form.add_error(name if name in form.fields else None, _("This is needed here."))
    except NotAllowed as error:
        form.add_error(None, str(error))
    return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Edit a whole deal, or with `only` one fact of it in place."""
    rows = Deal.objects.visible_to(request.user, "edit").select_related("owner", "stage", "contact", "company")
    deal, asked = get_object_or_404(rows, pk=pk), editable_fields(kind_of(Deal), user=request.user)
    may_reassign = may(request.user, "reassign", deal)

    def keep(form, current, version):
        return recording.change(
            current, form.deed(current), by=request.user, at=timezone.now(), version=version
        )  # fmt: skip

    def make(data):
        return DealForm(data, instance=deal, user=request.user, may_reassign=may_reassign, definitions=asked)

    return edit_record(
        request, deal, make, keep, facts=facts_edited(asked), table=DEALS, otherwise="deals:board",
        title=_("Edit deal"), body="deals/fields.html",
    )  # fmt: skip


@login_required
@require_POST
def delete(request, pk):
    deal = get_object_or_404(Deal.objects.visible_to(request.user, "delete"), pk=pk)
    return deleting.delete(request, deal, "deals:board")
