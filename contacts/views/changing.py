"""Adding, editing, archiving and deleting people and companies, and their customer status."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.answering import stay, way_back
from activities.deleting import delete as put_into_the_bin
from activities.editing import edit as edited
from activities.editing import page_of_record, sent, undo_of
from activities.facts import fields_of
from contacts import deleting, keeping, tying
from contacts.choices import CustomerStatus
from contacts.forms import CompanyForm, CustomerForm, PersonForm, columns, form_of, fresh
from contacts.hierarchy import Cycle
from contacts.keeping import Missing
from contacts.lifecycle import set_customer
from contacts.matching import clue_from, matches
from contacts.models import Contact
from contacts.sections import known, sections_of, with_ties
from contacts.tables import CONTACTS
from lists import inline
from lists.rights import may, reached
from records.errors import Overtaken, RecordError
from ui.pages import page, redirect_to, wants_fragment
from ui.toasts import tell

EVERY = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(EVERY)
def new_person(request):
    return _new(request, PersonForm, _("New person"))


@login_required
@require_http_methods(EVERY)
def new_company(request):
    return _new(request, CompanyForm, _("New company"))


def _new(request, kind, title):
    if not request.user.may("contacts", "add"):
        raise PermissionDenied
    started = {"form_token": uuid4(), "owner": request.user.pk} | _prefilled(request, kind)
    may_reassign = request.user.may("contacts", "reassign")
    form = fresh(kind(sent(request), initial=started, user=request.user, may_reassign=may_reassign))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        added = _add(request, form, is_company=kind is CompanyForm)
        if added:
            return added
    found = matches(request.user, clue_from(request.POST)) if form.is_bound else []
    context = {"form": form, "title": title, "matches": found, "url": request.path}
    return page(request, "contacts/new.html", context, partial="form", status=status)


def _prefilled(request, kind):
    """What a link may hand over: the employer, the parent or a name."""
    names = {kind.tie, "last_name", "first_name", "company_name", "email", "phone"} & set(kind.base_fields)
    return {name: request.GET[name][:200].replace("\x00", "") for name in names if name in request.GET}


def _add(request, form, *, is_company):
    """None when a rule says no, which is said on the form."""
    try:
        added = tying.add(is_company=is_company, by=request.user, at=timezone.now(), **columns(form))
    except RecordError as error:
        form.add_error(_field_of(error, form), str(error))
        return None
    tell(request, _("“%(name)s” added.") % {"name": added.record}, tone="green", undo=undo_of(added.act))
    if not wants_fragment(request):
        _warn(request, form, added.record)
    return redirect_to(request, page_of_record(added.record, request.user, "contacts:index"))


def _warn(request, form, made):
    """Without script nobody saw the similar ones while typing, so they are told afterwards (3.7)."""
    found = matches(request.user, clue_from(form.cleaned_data), without=made.pk)
    if found:
        names = ", ".join(match.label for match in found)
        tell(request, _("Look whether this is the same: %(names)s") % {"names": names}, tone="amber")


def _field_of(error, form):
    wanted = {Cycle: "parent"}.get(type(error), getattr(error, "field", None))
    return wanted if wanted in form.fields else None


@login_required
@require_http_methods(EVERY)
def edit(request, pk):
    """The whole contact, or with `only` one fact of it in place."""
    contact = known(_found(request, pk, "edit"))
    may_reassign = may(request.user, "reassign", contact)

    def keep(form, current, version):
        values = form.deed(current)
        tags = values.pop("tags", None)
        try:
            return tying.change(
                current, values, by=request.user, at=timezone.now(), version=version, tags=tags
            )  # fmt: skip
        except (Cycle, Missing) as error:
            return form.add_error(_field_of(error, form), str(error))

    def make(data):
        return form_of(contact)(data, instance=contact, user=request.user, may_reassign=may_reassign)

    facts = fields_of(sections_of(contact, user=request.user))
    return edited(
        request, contact, make, keep, facts=facts, table=CONTACTS, otherwise="contacts:index",
        body="contacts/fields.html",
    )  # fmt: skip


def _found(request, pk, action):
    return get_object_or_404(with_ties(Contact.objects.visible_to(request.user, action), request.user), pk=pk)


@login_required
@require_http_methods(EVERY)
def customer(request, pk):
    """The customer status by hand (6.18); with `cell` it is chosen in the list (lists.inline)."""
    contact, cell = _found(request, pk, "edit"), inline.asked(request, CONTACTS)
    if request.method != "POST":
        return _choose_customer(request, contact, cell)
    to = request.POST.get("status", "")
    if to not in CustomerStatus.values:
        return _told(request, contact, cell, _("Choose one of the three customer statuses."), tone="red")
    if inline.overtaken(request.POST, contact.customer_status):
        return _told(request, contact, cell, str(Overtaken(contact)), tone="amber")
    try:
        step = set_customer(contact, to, by=request.user, at=timezone.now())
    except RecordError as error:
        return _told(request, contact, cell, str(error), tone="red")
    said = _("Customer status: %(status)s.") % {"status": contact.get_customer_status_display()}
    return _told(request, contact, cell, said, tone="green", undo=undo_of(step.act if step else None))


def _choose_customer(request, contact, cell):
    if not cell:
        return redirect_to(request, contact)
    seen = contact.customer_status
    return inline.form_answer(
        request, cell, contact, CustomerForm(initial={"status": seen}), hidden=[("seen", seen)]
    )  # fmt: skip


def _told(request, contact, cell, said, **toast):
    tell(request, said, **toast)
    return inline.row_answer(request, CONTACTS, contact) if cell else stay(request, contact)


@login_required
@require_POST
def archive(request, pk):
    return _put(request, pk, keeping.archive, _("“%(name)s” is archived: out of the lists, with all that hangs on it."))


@login_required
@require_POST
def bring_back(request, pk):
    return _put(request, pk, keeping.bring_back, _("“%(name)s” is back in the lists."))


def _put(request, pk, act, said):
    contact = _found(request, pk, "edit")
    try:
        done = act(contact, by=request.user, at=timezone.now())
    except Overtaken as error:
        tell(request, str(error), tone="red")
    else:
        tell(request, said % {"name": contact}, tone="green", undo=undo_of(done))
    return stay(request, way_back(request, contact))


@login_required
@require_http_methods(EVERY)
def delete(request, pk):
    """Asked first: what stands in the way is shown, with who would take the place, and the way out (5.8)."""
    contact = _found(request, pk, "delete")
    held = deleting.held(contact)
    release = bool(held) and deleting.releasable(held, by=request.user)
    if request.method == "POST" and (not held or (release and "release" in request.POST)):
        return put_into_the_bin(
            request, contact, "contacts:index", remove=partial(deleting.delete, release=release)
        )  # fmt: skip
    context = {
        "contact": contact, "held": _in_the_way(held, request.user), "release": release,
        "is_closed": not release and all(each.heir is not None for each in held),
        "may_archive": may(request.user, "edit", contact) and not contact.archived_at,
        "url": reverse("contacts:delete", args=[pk]),
    }  # fmt: skip
    status = 409 if request.method == "POST" else 200
    return page(request, "contacts/delete.html", context, partial="form", status=status)


def _in_the_way(held, user):
    """The deals in the way and the heirs, each only as far as this person may see it (14.24)."""
    seen = reached([each for pair in held for each in pair if each is not None], user, "view")
    return [
        {"record": record if record in seen else None, "heir": heir if heir in seen else None,
         "is_free": heir is not None}
        for record, heir in held
    ]  # fmt: skip
