"""Asks once what is wanted with many chosen records of a list, then does it (activities.bulk)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities import bulk
from activities.answering import stay, way_back
from activities.bulk import Deed, Kind, Outcome, Refused, kind_called
from activities.editing import undo_of
from activities.previewing import MOST, preview
from lists.counting import Count
from lists.marking import mark
from lists.selection import fields
from records.acting import begin
from ui.forms import UiForm
from ui.pages import page, redirect_to
from ui.toasts import tell

PAGE = "activities/many.html"
MOST_NAMED, MOST_REASONS = 3, 3


def sure(request: HttpRequest) -> QueryDict | None:
    """What the question's own form holds: the list sends which rows, only that form sends what is wanted with them, to
    see what would come of it or to have it done."""
    return request.POST if {"sure", "preview"} & set(request.POST) else None


def nothing(form: UiForm) -> dict[str, Any]:
    return {}


def ask_and_do(
    request: Any, kind: str, key: str, form: UiForm, *, facts: Callable[[Any], dict[str, Any]] = nothing,
    title: str = "", body: str = "", further: tuple[tuple[str, Any], ...] = (),
    asks_on: bool = False,
) -> HttpResponse:  # fmt: skip
    """`form` is bound to `sure(request)`; `facts(form)` are its answers as a job can keep them. `body` names a template
    that draws its fields in another way; `further` are hidden fields for a question that has more than one step, of
    which nothing can be done as long as it `asks_on`."""
    asked = kind_called(kind)
    deed = asked.deeds[key]
    if not asked.opens(deed, request.user):
        raise PermissionDenied
    rows, title = asked.chosen(request.POST, deed, by=request.user), title or deed.name
    count, lines = exactly(rows), None
    if count.number and form.is_valid():
        label = f"{title}: {asked.told(count)}"
        if "preview" in request.POST:
            lines = preview(deed, rows, facts(form), by=request.user, at=timezone.now())
        elif count.number > deed.at_once:
            return _by_job(request, asked, deed, facts(form), label)
        else:
            _tell(request, asked, title, *_at_once(request, deed, rows, facts(form), label))
            return stay(request, way_back(request, asked.address(asked.home)), "close-dialog")
    context = {
        "form": form, "deed": deed, "title": title, "body": body, "count": count, "what": asked.told(count),
        "left": exactly(asked.seen(request.POST, by=request.user)).number - count.number, "lines": lines,
        "many": count.number > deed.at_once, "unseen": count.number - MOST, "asks_on": asks_on,
        "chosen": [*fields(request.POST), *further], "next": way_back(request, asked.address(asked.home)),
        "url": request.path,
    }  # fmt: skip
    return page(request, PAGE, context, partial="form", status=422 if form.errors else 200)


def exactly(rows: QuerySet) -> Count:
    """Not capped: this many will be changed."""
    return Count(rows.order_by().count())


@transaction.atomic
def _at_once(request: Any, deed: Deed, rows: QuerySet, facts: dict[str, Any], label: str) -> tuple[Outcome, Any]:
    at = timezone.now()
    act = begin(bulk.JOB, by=request.user, at=at, label=label)
    return bulk.carry_out(deed, rows, facts, by=request.user, at=at, cause=act), act


def _by_job(request: Any, kind: Kind, deed: Deed, facts: dict[str, Any], label: str) -> HttpResponse:
    job = bulk.begin_job(kind, deed, request.POST, facts, by=request.user, at=timezone.now(), label=label)
    tell(request, _("This takes a while. You can go on working."))
    return mark(redirect_to(request, reverse("lists:job", args=[job.pk])))


def _tell(request: HttpRequest, kind: Kind, title: str, outcome: Outcome, act: Any) -> None:
    said = f"{title}: {kind.told(Count(outcome.changed))}"
    if outcome.changed:
        tell(request, said, tone="green", undo=undo_of(act))
    elif not outcome.refused:
        tell(request, _("%(title)s: nothing changed, it is so already.") % {"title": title})
    for stayed in _stayed(outcome.refused):
        tell(request, stayed, tone="amber")


def _stayed(refused: list[Refused]) -> Iterator[str]:
    """Which stayed, by name, and why: a sentence for each reason."""
    reasons: dict[str, list[str]] = {}
    for record, reason in refused:
        reasons.setdefault(reason, []).append(str(record))
    for reason, names in list(reasons.items())[:MOST_REASONS]:
        said = ngettext(
            "%(count)s stayed as it is (%(names)s): %(reason)s", "%(count)s stayed as they are (%(names)s): %(reason)s",
            len(names),
        )  # fmt: skip
        named = ", ".join([*names[:MOST_NAMED], *["…"][: len(names) > MOST_NAMED]])
        yield said % {"count": len(names), "names": named, "reason": reason}
