"""The filter builder beside a list (lists.building)."""

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseLocation

from lists.building import Builder, said
from lists.fields import filterable
from lists.filtering import read
from lists.rebuilding import read_form, step, with_faults
from lists.showing import PLACES, WHERE
from ui.pages import page, page_of_ours, wants_fragment


@login_required
@require_POST
def build(request):
    """One step: "apply" leads to the list with the filter, all others draw the builder anew. A mistake is said at its
    condition (422), and only when the filter is to be applied: whoever is still building has nothing wrong yet."""
    kind, wanted = request.POST.get("kind", "")[:60], request.POST.get("do", "")[:60]
    if not filterable(kind):
        raise Http404
    root = read_form(request.POST, kind, user=request.user)
    if wanted != "apply":
        builder, status = Builder(kind, request.user, step(root, wanted, user=request.user)), 200
    else:
        raw, parts = said(root)
        where = read(kind, raw, user=request.user, now=timezone.localtime())
        if not where.faults:
            return _list_with(request, where.text if where else "")
        builder, status = with_faults(root, where, parts), 422
    context = {"builder": builder, "back": _list_of(request), "kind": kind}
    return page(request, "lists/builder.html", context, partial="builder", status=status)


def _list_of(request) -> str:
    """The address of the list as it is now: the browser may have narrowed it down otherwise since it was drawn."""
    sent = page_of_ours(request, request.POST.get("next", ""), otherwise="/")
    seen = page_of_ours(request, request.headers.get("HX-Current-URL", ""), otherwise=sent)
    same, narrowed = urlsplit(seen).path == urlsplit(sent).path, urlsplit(seen).query
    return seen if same and narrowed else sent


def _list_with(request, text: str) -> HttpResponse:
    parts = urlsplit(_list_of(request))
    query = QueryDict(parts.query, mutable=True)
    for name in (*PLACES, WHERE):
        query.pop(name, None)
    if text:
        query[WHERE] = text
    url = f"{parts.path}?{query.urlencode()}" if query else parts.path
    if wants_fragment(request):
        answer = HttpResponseLocation(url, target="#list", swap="outerHTML")
        answer["HX-Trigger"] = "filter-applied"
        return answer
    return HttpResponseRedirect(url)
