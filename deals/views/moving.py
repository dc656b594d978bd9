"""A deal moves: dragged on the board, by a click on the stage bar, or by a form that asks where to; or many do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.answering import stay, way_back
from activities.asking import ask_and_do, sure
from activities.bulk import kind_called
from activities.editing import sent, undo_of
from deals import bulk, lifecycle
from deals.forms import AskForm, MoveForm, StageForm
from deals.lifecycle import Wanting
from deals.models import Deal, Stage
from deals.tables import DEALS
from lists import inline
from records import writing
from records.errors import NotAllowed, Overtaken
from records.naming import kind_of
from ui.pages import page
from ui.toasts import tell


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk):
    """Without a stage it asks where to; with one it moves, unless that stage asks for something first. `seen` is the
    stage that the mover saw the deal in: who comes second is told. With `cell` it happens in a list (lists.inline)."""
    deal = _found(request, pk)
    form = MoveForm(sent(request), deal=deal, initial={"stage": deal.stage_id, "seen": deal.stage_id})
    if not form.is_bound or not form.is_valid():
        return _choose(request, deal, form)
    to, seen = form.cleaned_data["stage"], form.cleaned_data["seen"]
    if seen is not None and seen != deal.stage_id:
        return _late(request, deal)
    if to.pk == deal.stage_id:
        tell(request, _("“%(deal)s” is in %(stage)s already.") % {"deal": deal, "stage": to})
        return _leave(request, deal, deal)
    names = lifecycle.asked_for(deal, to, by=request.user)
    asked = AskForm(request.POST if "asked" in request.POST else None, names=names, user=request.user)
    if names and not asked.is_valid():
        return _ask(request, deal, to, asked)
    return _move(request, deal, to, asked, seen)


@login_required
@require_POST
def move_many(request):
    """Asks for the stage, then once for what some of the deals need there (8.13)."""
    form, many = StageForm(sure(request)), kind_called(kind_of(Deal))
    if not form.is_valid():
        return ask_and_do(request, kind_of(Deal), "move", form)
    to = form.cleaned_data["stage"]
    deals = many.chosen(request.POST, many.deeds["move"], by=request.user)
    names = bulk.asked_for(deals, to, by=request.user)
    answers = request.POST if "asked" in request.POST or not names else None
    return ask_and_do(
        request, kind_of(Deal), "move", AskForm(answers, names=names, user=request.user),
        facts=lambda asked: bulk.moving(to, asked.cleaned_data), title=_("Move to %(stage)s") % {"stage": to},
        further=(("stage", to.pk), ("asked", "1")),
    )  # fmt: skip


def _found(request: HttpRequest, pk: int) -> Deal:
    deals = Deal.objects.visible_to(request.user, "edit").select_related("stage__pipeline", "stage_changed_by")
    return get_object_or_404(deals, pk=pk)


def _choose(request: HttpRequest, deal: Deal, form: MoveForm) -> HttpResponse:
    cell, status = inline.asked(request, DEALS), 422 if form.is_bound else 200
    if cell:
        return inline.form_answer(request, cell, deal, form, status=status)
    title = _("Move “%(deal)s”") % {"deal": deal}
    context = {"deal": deal, "form": form, "next": request.POST.get("next", ""), "title": title}
    return page(request, "deals/move.html", context, partial="form", status=status)


def _ask(request: HttpRequest, deal: Deal, to: Stage, form: AskForm) -> HttpResponse:
    cell, status = inline.asked(request, DEALS), 422 if form.is_bound else 200
    if cell:
        hidden = [("stage", to.pk), ("seen", deal.stage_id), ("asked", "1")]
        return inline.form_answer(request, cell, deal, form, status=status, hidden=hidden)
    title = _("Move “%(deal)s” to %(stage)s") % {"deal": deal, "stage": to}
    context = {
        "deal": deal, "form": form, "to": to, "seen": deal.stage_id, "next": request.POST.get("next", ""),
        "title": title,
    }  # fmt: skip
    return page(request, "deals/move.html", context, partial="form", status=status)


def _move(request: HttpRequest, deal: Deal, to: Stage, asked: AskForm, seen: int | None) -> HttpResponse:
    values = asked.cleaned_data if asked.is_bound and asked.fields else {}
    try:
        step = lifecycle.move_to(deal, to, by=request.user, at=timezone.now(), values=values, seen=seen)
    except Overtaken as error:
        return _late(request, error.record)
    except Wanting as error:
        return _ask(request, deal, to, AskForm(names=error.fields, user=request.user))
    except NotAllowed as error:
        tell(request, str(error), tone="red")
        return _leave(request, deal, deal)
    said = _("“%(deal)s” moved to %(stage)s.") % {"deal": deal, "stage": to}
    tell(request, said, tone="green", undo=undo_of(step.act))
    return _leave(request, deal, board_url(to))


def _leave(request: HttpRequest, deal: Any, otherwise: Any) -> HttpResponse:
    if inline.asked(request, DEALS) and deal is not None:
        return inline.row_answer(request, DEALS, deal)
    return stay(request, way_back(request, otherwise), "close-dialog")


def _late(request: HttpRequest, deal: Any) -> HttpResponse:
    """Somebody else moved it meanwhile: said by name, and the page draws itself anew."""
    if deal is None or deal.deleted_at:
        tell(request, _("This deal was deleted meanwhile."), tone="red")
    else:
        said = _("%(who)s moved “%(deal)s” to %(stage)s meanwhile. Nothing was changed.")
        who = deal.stage_changed_by or _("Somebody")
        tell(request, said % {"who": who, "deal": deal, "stage": deal.stage}, tone="amber")
    return _leave(request, deal, reverse("deals:board"))


def board_url(stage: Stage) -> str:
    return f"{reverse('deals:board')}?pipeline={stage.pipeline_id}"


@login_required
@require_POST
def hot(request, pk):
    """The star, with one click (7.4). Says what it shall be, so that a double click is no double turn."""
    deal = _found(request, pk)
    wanted = request.POST.get("hot") == "1"
    try:
        act = writing.edit(deal, {"is_hot": wanted}, by=request.user, at=timezone.now())
    except Overtaken as error:
        tell(request, str(error), tone="amber")
    else:
        said = _("“%(deal)s” is hot.") if wanted else _("“%(deal)s” is not hot any more.")
        tell(request, said % {"deal": deal}, undo=undo_of(act))
    return stay(request, way_back(request, deal))


@login_required
@require_POST
def reset_chance(request, pk):
    """The stage's win likelihood counts again (9.6)."""
    deal = _found(request, pk)
    try:
        act = writing.edit(deal, {"win_likelihood": None}, by=request.user, at=timezone.now())
    except Overtaken as error:
        tell(request, str(error), tone="amber")
    else:
        said = _("The win likelihood of the stage counts again: %(percent)s %%.")
        tell(request, said % {"percent": deal.stage.likelihood}, tone="green", undo=undo_of(act))
    return stay(request, way_back(request, deal))
