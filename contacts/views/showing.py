"""The page of a person or a company."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.views.decorators.http import require_GET

from activities.finding import reference_to
from activities.showing import record_context, shown
from contacts.around import around
from contacts.choices import CustomerStatus
from contacts.heading import actions
from contacts.journey import journey
from contacts.matching import clue_from, matches
from contacts.models import Contact
from contacts.sections import known, sections_of
from ui.pages import page

RIGHTS = ("edit", "reassign", "delete")


@login_required
@require_GET
def show(request, pk):
    """Who it is, how they became a customer, what happened, and whom they are tied to."""
    found = shown(Contact, request, pk, *RIGHTS)
    found.around = around(found, user=request.user)
    known(found, seen=found.around.ties)
    context = record_context(
        request, found, sections=sections_of(found, user=request.user), edit_url=reverse("contacts:edit", args=[pk]),
        beside=found.around.seen, variant="company" if found.is_company else "person",
    )  # fmt: skip
    context |= {
        "contact": found, "actions": actions(request.user, found),
        "reference": reference_to(found), "customer_choices": CustomerStatus.choices,
        "may_add_task": request.user.may("tasks", "add"), "may_add_note": request.user.may("notes", "add"),
    }  # fmt: skip
    context["stations"] = journey(found, user=request.user, known=context["timeline"].asked)
    return page(request, "contacts/show.html", context)


@login_required
@require_GET
def similar(request):
    """Who might be the same as the one being typed (3.7); asked while one types."""
    without = request.GET.get("without", "")
    key = int(without) if without.isascii() and without.isdigit() and len(without) < 19 else None
    found = matches(request.user, clue_from(request.GET), without=key)
    return page(request, "contacts/similar.html", {"matches": found}, partial="similar")
