"""Whom a contact is tied to: employees, children, past employers, named relations."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.answering import stay
from activities.editing import sent, undo_of
from contacts import tying
from contacts.choosing import COMPANY, PERSON
from contacts.forms import PastEmployerForm, RelationForm, TieForm
from contacts.models import Contact, RelationKind
from records.errors import RecordError
from ui.pages import page
from ui.toasts import tell

EVERY = ["GET", "HEAD", "POST"]


def _found(request, pk, **narrower):
    return get_object_or_404(Contact.objects.visible_to(request.user, "edit").filter(**narrower), pk=pk)


def _asked(request, contact, form, do, title, said):
    """A small form in the dialog: `do()` returns the act, or None when it was so already."""
    if form.is_valid():
        try:
            act = do()
        except RecordError as error:
            form.add_error(None, str(error))
        else:
            tell(request, said, tone="green", undo=undo_of(act))
            return stay(request, contact, "close-dialog")
    context = {"form": form, "contact": contact, "title": title, "url": request.path}
    return page(request, "contacts/tie.html", context, partial="form", status=422 if form.is_bound else 200)


@login_required
@require_http_methods(EVERY)
def add_employee(request, pk):
    """Somebody chosen or new works for this company (5.5)."""
    title = _("Add an employee")
    return _tie(request, _found(request, pk, is_company=True), "employer", PERSON, title, _("Person"))


@login_required
@require_http_methods(EVERY)
def add_child(request, pk):
    """A company chosen or new belongs to this one (5.4)."""
    title = _("Add a company below")
    return _tie(request, _found(request, pk, is_company=True), "parent", COMPANY, title, _("Company"))


def _tie(request, company, name, kind, title, label):
    form = TieForm(sent(request), user=request.user, kind=kind, label=label)

    def do():
        return tying.tie(company, name, form.cleaned_data["contact"], by=request.user, at=timezone.now())

    return _asked(request, company, form, do, title, _("Saved."))


@login_required
@require_http_methods(EVERY)
def add_past_employer(request, pk):
    person = _found(request, pk, is_company=False)
    form = PastEmployerForm(sent(request), user=request.user)

    def do():
        days = [form.cleaned_data[name] for name in ("began_on", "ended_on")]
        return tying.worked_for(
            person, form.cleaned_data["company"], *[day and day.isoformat() for day in days], by=request.user,
            at=timezone.now(),
        )  # fmt: skip

    return _asked(request, person, form, do, _("Add a past employer"), _("Saved."))


@login_required
@require_POST
def remove_past_employer(request, pk):
    """The row is named by what it says: the company's key and both days."""
    person = _found(request, pk, is_company=False)
    row = [_key(request.POST.get("company", "")), request.POST.get("from") or None, request.POST.get("until") or None]
    return _done(request, person, lambda **deed: tying.never_worked_for(person, row, **deed))


@login_required
@require_http_methods(EVERY)
def add_relation(request, pk):
    """A named relation, in either direction (5.12)."""
    contact = _found(request, pk)
    form = RelationForm(sent(request), user=request.user)

    def do():
        kind, backwards = form.relation()
        return tying.relate(
            contact, kind, form.cleaned_data["contact"], backwards=backwards, by=request.user, at=timezone.now()
        )

    return _asked(request, contact, form, do, _("Add a relation"), _("Saved."))


@login_required
@require_POST
def remove_relation(request, pk):
    contact = _found(request, pk)
    kind = RelationKind.objects.filter(pk=_key(request.POST.get("kind", ""))).first()
    other = Contact.objects.visible_to(request.user).filter(pk=_key(request.POST.get("contact", ""))).first()
    if kind is None or other is None:
        tell(request, _("That is no longer here."), tone="red")
        return stay(request, contact)
    backwards = "backwards" in request.POST
    return _done(request, contact, lambda **deed: tying.unrelate(contact, kind, other, backwards=backwards, **deed))


def _key(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _done(request, contact, act):
    try:
        done = act(by=request.user, at=timezone.now())
    except RecordError as error:
        tell(request, str(error), tone="red")
    else:
        tell(request, _("Removed."), tone="green", undo=undo_of(done))
    return stay(request, contact)
