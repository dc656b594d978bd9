"""The list of deals, and what it comes to."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from activities.bulk import kind_called
from deals.figures import COLUMNS, Figures, figures_of
from deals.filters import VIEWS, narrowed, view_of
from deals.models import Deal
from deals.tables import DEALS, TABS
from lists.counting import counted_each, halved
from lists.grouping import Tally
from lists.rights import with_rights
from lists.showing import answer, tabled
from lists.smart import opened
from lists.totalling import totals as told
from ui.amounts import money_text

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
    deals, user = Deal.objects.visible_to(request.user), request.user
    currency = user.account.currency
    tabs = counted_each({key: VIEWS[key](deals, user) for key in COUNTED}, user=user)
    return told(
        request, DEALS, narrowed(request.GET, user, deals).qs, figures=partial(_figures, user, currency), tabs=tabs,
        tally=Tally(COLUMNS, (_("Sum"), _("Weighted"), _("Mean")), partial(_of_group, currency)),
    )  # fmt: skip


def _figures(user, currency, rows):
    figures = figures_of(*([rows] if rows.query.is_sliced else halved(rows, user=user)))
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
