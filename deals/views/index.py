"""The list of deals, and what it comes to."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from activities.bulk import kind_called
from deals.figures import COLUMNS, Figures, as_one_row, figures_of
from deals.filters import VIEWS, narrowed, view_of
from deals.models import Deal
from deals.tables import DEALS, TABS
from lists.counting import counted_views, halved
from lists.grouping import Tally, first
from lists.rights import with_rights
from lists.showing import answer, tabled
from lists.smart import opened
from lists.totalling import is_whole
from lists.totalling import totals as told
from ui.amounts import money_text
from ui.ready import rows_of

COUNTED = ("mine", "month", "slipping")


@login_required
@require_GET
@opened(DEALS.kind)
def index(request):
    user = request.user
    found = _narrowed(request, user)
    add = reverse("deals:new") if user.may("deals", "add") else ""
    context = tabled(
        request, DEALS, lambda anybody: _narrowed(request, anybody).qs, found, tabs=TABS, view=view_of(request.GET),
        bulk=kind_called(DEALS.kind).offered(user), add=add, add_label=_("New deal"),
    )  # fmt: skip
    return answer(request, context, "deals/index.html")


def _narrowed(request, user):
    return narrowed(request.GET, user, lambda: with_rights(Deal.objects.visible_to(user), user, "edit"))


@login_required
@require_GET
@opened(DEALS.kind)
def totals(request):
    """How many, their sum, weighted sum and mean, of all and of each group; those without a rate are named, not added
    (9.8)."""
    user, view = request.user, view_of(request.GET)
    whole, today = is_whole(request.GET), timezone.localdate()
    asked = {*COUNTED, view} if whole else COUNTED
    counts = counted_views(today, Deal, {key: VIEWS[key] for key in VIEWS if key in asked}, user=user)
    tabs, deals, currency = {key: counts[key] for key in COUNTED}, Deal.objects.visible_to(user), user.account.currency
    tally = Tally(COLUMNS, (_("Sum"), _("Weighted"), _("Mean")), partial(_of_group, currency))
    if whole:
        figures = figures_of_view(view, user, today=today, more=counts[view].more)
        return told(
            request, DEALS, VIEWS[view](deals, user), figures=lambda rows: _said(figures, currency), tabs=tabs,
            tally=tally, known=counts[view],
        )  # fmt: skip
    return told(
        request, DEALS, narrowed(request.GET, user, deals).qs,
        figures=lambda rows: _said(figures_of(*_parts(rows, user)), currency), tabs=tabs, tally=tally,
    )  # fmt: skip


def _parts(rows, user):
    return [rows] if rows.query.is_sliced else halved(rows, user=user)


def figures_of_view(view, user, *, today, more):
    """What a quick view comes to, of its first ones where there are more than are looked at."""

    def rows(anybody):
        held = VIEWS[view](Deal.objects.visible_to(anybody), anybody)
        return as_one_row(first(held) if more else held)

    found = rows_of(("figures", view, today, more), rows, whose=user)
    return Figures(*found[0]) if found else Figures()


def _said(figures, currency):
    yield money_text(figures.total, currency), _("in total")
    yield money_text(figures.weighted, currency), _("weighted")
    if figures.mean is not None:
        yield money_text(figures.mean, currency), _("on average")
    if figures.unpriced:
        yield figures.unpriced, ngettext("without a rate", "without a rate", figures.unpriced)


def _of_group(currency, values):
    """A group's sum, weighted sum and mean."""
    figures = Figures(**values)
    mean = "" if figures.mean is None else money_text(figures.mean, currency)
    return money_text(figures.total, currency), money_text(figures.weighted, currency), mean
