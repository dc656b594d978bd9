"""Who is on a deal, and as what (7.5)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.answering import stay
from activities.editing import sent, undo_of
from contacts.models import Contact
from deals import keeping, recording
from deals.forms import RoleForm
from deals.models import Deal
from records.errors import RecordError
from ui.pages import page
from ui.toasts import tell


def _found(request: HttpRequest, pk: int) -> Deal:
    rows = Deal.objects.visible_to(request.user, "edit").select_related("stage", "contact", "company")
    return get_object_or_404(rows, pk=pk)


def _on(request: HttpRequest, deal: Deal, contact: int) -> Contact:
    """A further contact of this deal, as far as one may see it."""
    rows = Contact.objects.visible_to(request.user).select_related("employer")
    return get_object_or_404(rows, pk=contact, associations__deal=deal)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request, pk):
    """Put somebody on the deal, or give them another role."""
    deal, now = _found(request, pk), timezone.now()
    form = RoleForm(sent(request), user=request.user, initial=_standing(request, deal))
    if form.is_valid():
        contact, role = form.cleaned_data["contact"], form.cleaned_data["role"]
        try:
            act = recording.join(deal, contact, role, by=request.user, at=now)
        except RecordError as error:
            form.add_error("contact", str(error))
        else:
            tell(request, _("%(name)s is on this deal.") % {"name": contact}, tone="green", undo=undo_of(act))
            return stay(request, deal, "close-dialog")
    context = {"deal": deal, "form": form}
    return page(request, "deals/add_person.html", context, partial="form", status=422 if form.is_bound else 200)


def _standing(request: HttpRequest, deal: Deal) -> dict[str, Any]:
    """The one whose role is to be changed, if the address names them."""
    key = request.GET.get("contact", "")
    if not (key.isascii() and key.isdigit() and len(key) <= 18):
        return {}
    row = deal.associations.filter(contact=int(key)).first()
    return {"contact": row.contact_id, "role": row.role_id} if row else {}


@login_required
@require_POST
def make_primary(request, pk, contact):
    """A further contact becomes the primary one; who was it stays on the deal."""
    deal = _found(request, pk)
    wanted, before = _on(request, deal, contact), deal.contact_id
    others = [row for row in Deal.PARTS["associates"].read(deal) if row[0] != wanted.pk]
    others += [[before, None]] if before else []
    values = {"contact": wanted} | ({"company": deal.company} if deal.company_id else {})

    def act():
        return keeping.edit_deal(deal, values, by=request.user, at=timezone.now(), parts={"associates": others})

    return _do(request, deal, act, _("%(name)s is the primary contact now.") % {"name": wanted})


@login_required
@require_POST
def remove_person(request, pk, contact):
    deal = _found(request, pk)
    gone = _on(request, deal, contact)

    def act():
        return keeping.dissociate(deal, gone, by=request.user, at=timezone.now())

    return _do(request, deal, act, _("%(name)s is not on this deal any more.") % {"name": gone})


def _do(request: HttpRequest, deal: Deal, act: Any, said: str):
    try:
        done = act()
    except RecordError as error:
        tell(request, str(error), tone="red")
    else:
        tell(request, said, tone="green", undo=undo_of(done))
    return stay(request, deal)
