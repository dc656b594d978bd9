"""The board of a pipeline."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.choices import Asking
from deals.board import SIZE, board_of, chosen_pipeline, more_of, pipelines_of
from deals.choices import Category
from deals.choosing import all_stages, stages_in_use
from deals.filters import BoardFilter
from deals.lifecycle import REASONS
from deals.models import Deal, Stage
from lists.chips import Narrowed
from lists.paging import as_long_as
from lists.showing import WHERE, active_in
from ui.forms import shown
from ui.pages import page, wants_fragment

# An address with nothing else in it narrows no board down.
WHOLE = {"pipeline", "shown"}


@login_required
@require_GET
def board(request):
    """Columns with the first cards of each and what they come to."""
    stages, now = stages_in_use(), timezone.localtime()
    pipeline = chosen_pipeline(request.GET.get("pipeline", ""), stages)
    if pipeline is None:
        raise Http404
    narrowed = _narrowed(request)
    size = as_long_as(request.GET.get("shown", ""), size=SIZE)
    deals = None if set(request.GET) <= WHOLE else narrowed.qs
    drawn = board_of(pipeline, stages, deals, user=request.user, now=now, size=size)
    account = request.user.account
    context = {
        "board": drawn, "chips": _chips(request, narrowed), "search": narrowed.form["q"], "here": _here(request),
        "closed": [(stage, _asks(stage, account)) for stage in drawn.closed], "list_url": _list_url(request),
        "currency": account.currency, "carried": _carried(request, "q"), "carried_over": _carried(request),
        "fragment": wants_fragment(request), "may_add": request.user.may("deals", "add"),
        "narrowed": Narrowed(narrowed.conditions, request.path, _query(request)),
    }  # fmt: skip
    return page(request, "deals/board.html", context, partial="board")


@login_required
@require_GET
def more(request):
    """Further cards of one column."""
    wanted = request.GET.get("stage", "")
    stage = next((each for each in all_stages().active() if str(each.pk) == wanted), None)
    if stage is None:
        raise Http404
    narrowed = _narrowed(request)
    column = more_of(
        stage, narrowed.qs, user=request.user, now=timezone.localtime(), after=request.GET.get("after", "")
    )  # fmt: skip
    context = {"column": column, "here": _here(request), "list_url": _list_url(request), "stage": stage}
    return page(request, "deals/more.html", context, partial="cards")


@login_required
@require_GET
def narrow(request):
    """The board's filter, in the dialog or on a page of its own."""
    narrowed, stages = _narrowed(request), stages_in_use()
    narrowed.form.fields.pop("q", None)
    context = {
        "form": narrowed.form, "carried": _carried(request, *narrowed.form.fields), "pipelines": pipelines_of(stages),
        "clear": f"?pipeline={chosen_pipeline(request.GET.get('pipeline', ''), stages).pk}",
    }  # fmt: skip
    return page(request, "deals/narrow.html", context, partial="form")


def _narrowed(request: HttpRequest) -> BoardFilter:
    return BoardFilter(request.GET, Deal.objects.visible_to(request.user), user=request.user)


def _query(request: HttpRequest, *without: str) -> QueryDict:
    query = request.GET.copy()
    for name in ("shown", "after", "stage", *without):
        query.pop(name, None)
    return query


def _here(request: HttpRequest) -> str:
    return _query(request).urlencode()


def _carried(request: HttpRequest, *without: str) -> list[tuple[str, str]]:
    """What the search and the chooser of pipelines send along."""
    query = _query(request, *without)
    return [(name, value) for name in query for value in query.getlist(name) if value]


def _list_url(request: HttpRequest) -> str:
    return f"{reverse('deals:index')}?{_here(request)}"


def _chips(request: HttpRequest, narrowed: BoardFilter) -> list[tuple[Any, str, str]]:
    """What narrows the board down: the field's name, the value in words, the address without it."""
    form, found = narrowed.form, []
    for name in active_in(narrowed):
        if name not in {"q", WHERE}:
            words = shown(form.fields[name], form.cleaned_data.get(name))
            found.append((form[name].label, words, f"?{_query(request, name).urlencode()}"))
    return found


def _asks(stage: Stage, account: Any) -> bool:
    _column, setting = REASONS.get(Category(stage.category), ("", ""))
    return bool(setting) and getattr(account, setting) != Asking.OFF
