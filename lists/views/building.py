"""The filter builder beside a list (lists.building)."""

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseLocation

from lists.building import Builder, of_where
from lists.building import said as told
from lists.fields import filterable
from lists.filtering import read
from lists.rebuilding import read_form, step, with_faults
from lists.showing import PLACES, WHERE
from ui.pages import page, page_of_ours, wants_fragment

# What gunicorn takes of an address (sellcrm.serving), less the host.
LONGEST_ADDRESS = 8000


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def build(request):
    """One step: "apply" leads to the list with the filter, all others draw the builder anew. A mistake is said at its
    condition (422), and only when the filter is to be applied: whoever is still building has nothing wrong yet.

    Without a step it draws the filter of the list at `next`, on a page of its own."""
    sent = request.POST if request.method == "POST" else request.GET
    kind, wanted = sent.get("kind", "")[:60], sent.get("do", "")[:60]
    if not filterable(kind):
        raise Http404
    if request.method != "POST":
        return _begin(request, kind)
    root = read_form(request.POST, kind, user=request.user)
    if wanted != "apply":
        builder, status = Builder(kind, request.user, step(root, wanted, user=request.user)), 200
    else:
        raw, parts = told(root)
        where = read(kind, raw, user=request.user, now=timezone.localtime())
        url = _list_with(request, where.text if where else "")
        if not where.faults and len(url) <= LONGEST_ADDRESS:
            return _lead_to(request, url)
        builder, status = with_faults(root, where, parts), 422
        builder.faults += [] if where.faults else [_("This is too long for an address: leave something out.")]
    context = {"builder": builder, "back": _list_of(request), "kind": kind}
    return page(request, "lists/builder.html", context, partial="builder", status=status)


def _begin(request, kind: str) -> HttpResponse:
    back = page_of_ours(request, request.GET.get("next", ""), otherwise="/")
    said = QueryDict(urlsplit(back).query).get(WHERE, "")
    where = read(kind, said, user=request.user, now=timezone.localtime())
    return page(request, "lists/builder.html", {"builder": of_where(where), "back": back, "kind": kind})


def _list_of(request) -> str:
    """The address of the list as it is now: the browser may have narrowed it down otherwise since it was drawn."""
    sent = page_of_ours(request, request.POST.get("next", ""), otherwise="/")
    seen = page_of_ours(request, request.headers.get("HX-Current-URL", ""), otherwise=sent)
    same, narrowed = urlsplit(seen).path == urlsplit(sent).path, urlsplit(seen).query
    return seen if same and narrowed else sent


def _list_with(request, text: str) -> str:
    parts = urlsplit(_list_of(request))
    query = QueryDict(parts.query, mutable=True)
    for name in (*PLACES, WHERE):
        query.pop(name, None)
    if text:
        query[WHERE] = text
    return f"{parts.path}?{query.urlencode()}" if query else parts.path


def _lead_to(request, url: str) -> HttpResponse:
    if wants_fragment(request):
        answer = HttpResponseLocation(url, target="#list", swap="outerHTML")
        answer["HX-Trigger"] = "filter-applied"
        return answer
    return HttpResponseRedirect(url)
