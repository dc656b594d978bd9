"""The lists of contacts."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from activities.bulk import kind_called
from contacts.filters import narrowed
from contacts.models import Contact
from contacts.quickviews import VIEWS, held, view_of
from contacts.tables import CONTACTS, TABS
from lists import recents
from lists.counting import counted_views, together
from lists.rights import with_rights
from lists.showing import answer, tabled
from lists.smart import opened
from lists.totalling import is_whole
from lists.totalling import totals as told

# All are people or companies: their number is these two together.
COUNTED = [view for view in VIEWS if view not in {"all", recents.VIEW}]


@login_required
@require_GET
@opened(CONTACTS.kind)
def index(request):
    """People and companies in one list; the quick views tell them apart."""
    user, view = request.user, view_of(request.GET)
    found = _narrowed(request, user)
    bulk = kind_called(CONTACTS.kind).offered(user, "archive" if view == "archived" else "bring_back")
    context = tabled(
        request, CONTACTS, lambda anybody: _narrowed(request, anybody).qs, found, tabs=TABS, view=view, bulk=bulk
    )  # fmt: skip
    context |= {"view": view, "may_add": user.may("contacts", "add")}
    return answer(request, context, "contacts/list.html")


def _narrowed(request, user):
    return narrowed(request.GET, user, lambda: with_rights(Contact.objects.visible_to(user), user, "edit"))


@login_required
@require_GET
def people(request):
    """A short address for the palette."""
    return _led_to("people")


@login_required
@require_GET
def companies(request):
    return _led_to("companies")


@login_required
@require_GET
def customers(request):
    return _led_to("customers")


def _led_to(view):
    return redirect(f"{reverse('contacts:index')}?view={view}")


@login_required
@require_GET
@opened(CONTACTS.kind)
def totals(request):
    """How many the list holds, and each quick view; asked for once the page is there."""
    user, view = request.user, view_of(request.GET)
    counts = counted_views("", Contact, {key: partial(held, key) for key in COUNTED}, user=user)
    counts = {"all": together(counts["people"], counts["companies"]), **counts}
    mine = Contact.objects.visible_to(user)
    if is_whole(request.GET) and view in counts:
        return told(request, CONTACTS, held(view, mine, user), tabs=counts, known=counts[view])
    return told(request, CONTACTS, narrowed(request.GET, user, mine).qs, tabs=counts)
