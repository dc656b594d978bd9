"""What the chooser of contacts offers while a name is typed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_GET

from contacts.chooser import kinds_in
from contacts.choosing import KINDS, LONGEST_TEXT, offered
from lists.related import attach_visible
from ui.pages import page

LONGEST_FIELD = 80


@login_required
@require_GET
def choose(request):
    """`field` names the input that asks, which sends its text under its own name; `new` what may be made."""
    asked, field = request.GET, request.GET.get("field", "")
    field = field if len(field) <= LONGEST_FIELD and field.replace("-", "_").isidentifier() else "q"
    text = " ".join(asked.get(field, "").replace("\x00", "").split())[:LONGEST_TEXT]
    kind = asked.get("kind", "") if asked.get("kind", "") in KINDS else ""
    hits = offered(request.user, text, kind=kind) if text else []
    attach_visible(hits, ("employer",), request.user)
    for hit in hits:
        hit.hint = str(hit.seen["employer"] or hit.city or hit.email)
    may_add = text and request.user.may("contacts", "add")
    context = {"hits": hits, "text": text, "field": field, "kinds": kinds_in(asked.get("new", "")) if may_add else ()}
    return page(request, "contacts/choose.html", context, partial="options")
