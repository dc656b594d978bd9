"""Converting one lead, in sight of the contacts that it may be already."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.editing import page_of_record, undo_of
from activities.keeping import CannotView
from contacts.keeping import Missing
from deals.lifecycle import Wanting
from deals.needing import labels
from leads import conversion
from leads.forms.conversion import ConversionForm
from leads.mapping import COMPANY, PERSON, without_a_place
from leads.matching import contacts_like
from leads.models import Lead
from leads.rights import refuse_conversion
from lists.related import attach_visible
from records.errors import NotAllowed, Overtaken, RecordError
from records.tagging import tags_of
from ui.pages import page, redirect_to
from ui.toasts import tell


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def convert(request, pk):
    """The preview, with `look` drawn anew for another choice, and the conversion itself. Who comes second is led to
    what the first one made (4.15)."""
    rows = Lead.objects.visible_to(request.user, "convert").select_related("owner", "source", "status")
    lead = get_object_or_404(rows, pk=pk)
    first = conversion.result_of(lead) if lead.is_converted else None
    if first:
        return _leave(request, first)
    try:
        refuse_conversion(lead, by=request.user)
    except NotAllowed as error:
        tell(request, str(error), tone="red")
        return redirect_to(request, page_of_record(lead, request.user, "leads:index"))
    form = _form(request, lead)
    if form.is_valid():
        done = _carry_out(form, lead, request.user)
        if done:
            return _leave(request, done)
    context = {"lead": lead, "form": form, "sides": form.sides(), "tags": tags_of(lead)}
    chosen = [side.key for side in context["sides"] if side.chosen != "none"]
    context["homeless"] = without_a_place(lead, chosen, user=request.user)
    return page(request, "leads/convert.html", context, partial="form", status=422 if form.is_bound else 200)


def _form(request, lead) -> ConversionForm:
    matches = {side: contacts_like(lead, side, user=request.user) for side in (PERSON, COMPANY)}
    attach_visible([match.record for found in matches.values() for match in found], ("employer",), request.user)
    looking = request.method != "POST" or "look" in request.POST
    given = {"initial": request.POST.dict()} if looking else {"data": request.POST}
    return ConversionForm(lead=lead, matches=matches, user=request.user, **given)


def _carry_out(form: ConversionForm, lead, user):
    """The conversion, or None with what stands in its way said at its field."""
    try:
        return conversion.convert(lead, by=user, at=timezone.now(), **form.plan())
    except Missing as error:
        form.add_error(error.field, str(error))
    except Wanting as error:
        said = _("A deal needs this in that stage: %(names)s.") % {"names": ", ".join(labels(error.fields))}
        form.add_error("deal_stage", said)
    except CannotView as error:
        form.add_error("task_owner" if "task_owner" in form.fields else None, str(error))
    except Overtaken:
        form.add_error(None, _("The contact was changed meanwhile. Look at its values again, then convert."))
    except RecordError as error:
        form.add_error(None, str(error))
    return None


def _leave(request, done: conversion.Conversion):
    """To the contact, or back to the lead where one may not see it."""
    if done.is_new:
        said = _("%(lead)s was converted.") % {"lead": done.lead}
        tell(request, said, tone="green", undo=undo_of(done.act))
    else:
        tell(request, _("%(lead)s was converted already.") % {"lead": done.lead})
    contact = done.person or done.company
    otherwise = page_of_record(done.lead, request.user, "leads:index")
    return redirect_to(request, page_of_record(contact, request.user, otherwise) if contact else otherwise)
