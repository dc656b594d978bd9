"""Doing something with many chosen contacts at once."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.configuring import may_make_tags
from activities.answering import stay, way_back
from activities.editing import undo_of
from contacts.bulk import AT_ONCE, DEEDS, JOB
from contacts.forms import DeedForm, ReassignForm, RetagForm
from contacts.jobs import chosen_for
from lists.counting import counted
from lists.selection import fields
from records import working
from records.acting import begin
from records.forms import names_in
from ui.pages import page, redirect_to
from ui.toasts import tell

MOST_NAMED = 3


@login_required
@require_POST
def reassign_many(request):
    return _many(request, "reassign", ReassignForm(_sure(request)), _("Give to somebody else"))


@login_required
@require_POST
def tag_many(request):
    may_make = may_make_tags(request.user, account=request.user.account)
    return _many(request, "tag", RetagForm(_sure(request), may_make=may_make), _("Change tags"))


@login_required
@require_POST
def archive_many(request):
    return _many(request, "archive", DeedForm(_sure(request)), _("Archive"))


@login_required
@require_POST
def bring_back_many(request):
    return _many(request, "bring_back", DeedForm(_sure(request)), _("Bring back"))


@login_required
@require_POST
def delete_many(request):
    return _many(request, "delete", DeedForm(_sure(request)), _("Delete"))


def _sure(request):
    return request.POST if "sure" in request.POST else None


def _many(request, deed, form, title):
    """Asked once more, with how many there are; then done at once, or by a job when they are many."""
    count = counted(chosen_for(request.POST, request.user, DEEDS[deed][1]))
    if form.is_valid() and count.number:
        facts = _facts(form)
        if count.number > AT_ONCE:
            return _by_job(request, deed, facts, title)
        _at_once(request, deed, facts, title)
        return stay(request, way_back(request, "contacts:index"), "close-dialog")
    context = {
        "form": form, "chosen": fields(request.POST), "count": count, "title": title, "deed": deed,
        "url": request.path, "next": way_back(request, reverse("contacts:index")),
    }  # fmt: skip
    return page(request, "contacts/many.html", context, partial="form", status=422 if form.errors else 200)


def _facts(form):
    """The form's answers as a job can keep them."""
    sent = form.cleaned_data
    if "owner" in sent:
        return {"owner": sent["owner"].pk}
    return {name: names_in(sent[name]) for name in ("add", "remove") if name in sent}


@transaction.atomic
def _at_once(request, deed, facts, title):
    now, (act_upon, action) = timezone.now(), DEEDS[deed]
    cause = begin(JOB, by=request.user, at=now, label=title)
    rows = chosen_for(request.POST, request.user, action)
    outcome = act_upon(rows, facts, by=request.user, at=now, cause=cause)
    said = ngettext("%(title)s: %(count)s contact.", "%(title)s: %(count)s contacts.", outcome.done)
    undo = undo_of(cause) if outcome.done else None
    tell(request, said % {"title": title, "count": outcome.done}, tone="green" if outcome.done else "", undo=undo)
    if outcome.refused:
        tell(request, _told(outcome.refused), tone="amber")


def _told(refused):
    """Which stayed, by name, and why."""
    names = ", ".join(str(each.contact) for each in refused[:MOST_NAMED])
    names += ", …" if len(refused) > MOST_NAMED else ""
    said = ngettext(
        "%(count)s stayed as it is (%(names)s): %(reason)s", "%(count)s stayed as they are (%(names)s): %(reason)s",
        len(refused),
    )  # fmt: skip
    return said % {"count": len(refused), "names": names, "reason": refused[0].reason}


def _by_job(request, deed, facts, title):
    sent = request.POST.copy()
    params = {"deed": deed, "facts": facts, "chosen": _choice(sent)}
    job = working.start(JOB, params, by=request.user, at=timezone.now(), label=title)
    tell(request, _("This takes a while. You can go on working."))
    return redirect_to(request, reverse("lists:job", args=[job.pk]))


def _choice(sent):
    """The choice as an address, so that a job asks the same again."""
    kept = sent.copy()
    kept.clear()
    for name, value in fields(sent):
        kept.appendlist(name, value)
    return kept.urlencode()
