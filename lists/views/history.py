"""Taking back, the bin, and the progress of long work."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lists.arranging import MOST, WIDTHS, choices_of, columns_key, keys_in, moved
from lists.binned import first_filled, kinds_for, labels_of
from lists.custom_columns import completed
from lists.marking import mark, unmark
from lists.paging import page_of
from lists.reported import as_csv, shown
from lists.showing import DENSITIES
from lists.tabling import table_of
from records import bin as recycling
from records import undoing, working
from records.errors import RecordError
from records.models import Act, Job
from records.naming import kind_of, model_of
from ui.pages import page, page_of_ours, redirect_to
from ui.toasts import tell

YEAR = 365 * 86400

MOST_ERRORS, MOST_WORKING, JUST_NOW = 100, 3, timedelta(minutes=10)


@login_required
@require_POST
def undo(request, act):
    """Take an act back: whoever did it, for a day, or an admin (records.undoing)."""
    now = timezone.now()
    wanted = get_object_or_404(Act.objects.select_related("by"), pk=act)
    if not (request.user.is_admin or wanted.by_id == request.user.pk):
        raise Http404
    try:
        if not undoing.may_undo(wanted, by=request.user, at=now):
            already = _("This was taken back already.")
            raise RecordError(already if wanted.undone_at else _("This can be taken back for 24 hours only."))
        if undoing.is_long(wanted):
            return _show_job(request, undoing.undo_by_job(wanted, by=request.user, at=now))
        outcome = undoing.undo(wanted, by=request.user, at=now)
    except RecordError as error:
        tell(request, str(error), tone="red")
    else:
        tell(request, _say(outcome), undo=reverse("lists:undo", args=[outcome.act.pk]))
    return redirect_to(request, _back(request))


def _show_job(request, job):
    tell(request, _("This takes a while. You can go on working."))
    return mark(redirect_to(request, reverse("lists:job", args=[job.pk])))


def _say(outcome: undoing.Undone) -> str:
    if not outcome.kept:
        return _("Taken back.")
    kept = ngettext(
        "%(count)s thing stayed as it is: %(reason)s", "%(count)s things stayed as they are: %(reason)s",
        len(outcome.kept),
    )  # fmt: skip
    return _("Taken back.") + " " + kept % {"count": len(outcome.kept), "reason": outcome.kept[0].reason}


def _back(request) -> str:
    """The page it was asked from, if that is one of ours."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    return page_of_ours(request, came_from, otherwise=reverse("home"))


@login_required
@require_GET
def bin(request):
    """What this person may restore, one kind at a time, the newest first. Unasked it opens where something lies, so
    that a full bin does not look empty."""
    kinds = kinds_for(request.user)
    chosen = next((kind for kind in kinds if kind.key == request.GET.get("kind")), None)
    chosen = chosen or first_filled(kinds, request.user)
    found = None
    if chosen:
        rows = chosen.model.objects.restorable_by(request.user).select_related("deleted_by", "owner")
        found = page_of(rows, order=("-deleted_at", "-id"), after=request.GET.get("after", ""))
    context = {"kinds": kinds, "chosen": chosen, "found": found, "kept_days": recycling.KEPT.days}
    return page(request, "lists/bin.html", context, partial="rows")


@login_required
@require_POST
def restore(request, kind, pk):
    """Bring one record back; it appears again wherever it was."""
    try:
        model = model_of(kind)
        rows = model.objects.restorable_by(request.user)
    except (LookupError, AttributeError) as error:
        raise Http404 from error
    record = get_object_or_404(rows, pk=pk)
    try:
        act = undoing.restore(record, by=request.user, at=timezone.now())
    except RecordError as error:
        tell(request, str(error), tone="red")
    else:
        tell(request, _("“%(name)s” is back.") % {"name": record}, undo=reverse("lists:undo", args=[act.pk]))
    return redirect_to(request, reverse("lists:bin") + f"?kind={kind_of(model)}")


def _jobs_of(user):
    """One's own jobs; an admin's are everybody's."""
    jobs = Job.objects.select_related("act__by")
    return jobs if user.is_admin else jobs.filter(act__by=user)


@login_required
@require_GET
def jobs(request):
    found = page_of(_jobs_of(request.user), order=("-id",), after=request.GET.get("after", ""))
    context = {"found": found, "labels": labels_of(found.rows, at=timezone.now())}
    return page(request, "lists/jobs.html", context, partial="rows")


@login_required
@require_GET
def job(request, job):
    """Progress of one job; asks for itself again every two seconds until it is over."""
    wanted, now = get_object_or_404(_jobs_of(request.user), pk=job), timezone.now()
    context = {
        "row": labels_of([wanted], at=now)[0],
        "errors": shown(wanted.errors.order_by("pk")[:MOST_ERRORS], user=request.user),
        "may_undo": wanted.is_over and wanted.done and undoing.may_undo(wanted.act, by=request.user, at=now),
    }
    return page(request, "lists/job.html", context, partial="job")


@login_required
@require_GET
def job_errors(request, job):
    """The whole report as a file."""
    wanted = get_object_or_404(_jobs_of(request.user), pk=job)
    lines = as_csv(wanted, user=request.user)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="job-{wanted.pk}.csv"'
    return answer


@login_required
@require_GET
def running(request):
    """One's jobs that are not over yet, on whatever page one is; the page asks only while the mark says that there may
    be some (lists.marking). The newest come first: what one has just asked for is among them."""
    now = timezone.now()
    mine = Job.objects.filter(act__by=request.user).select_related("act__by")
    found = list(mine.unfinished().order_by("-pk")[:MOST_WORKING])
    last = None if found else mine.filter(finished_at__gte=now - JUST_NOW).order_by("-finished_at").first()
    rows = labels_of(found or ([last] if last else []), at=now)
    answer = page(request, "lists/working.html", {"labels": rows, "over": not found}, partial="working")
    if not found:
        unmark(answer)
    return answer


@login_required
@require_POST
def cancel_job(request, job):
    wanted = get_object_or_404(_jobs_of(request.user), pk=job)
    working.cancel(wanted, at=timezone.now())
    tell(request, _("Asked to stop. What is done stays done."))
    return redirect_to(request, reverse("lists:job", args=[wanted.pk]))


@login_required
@require_POST
def arrange(request):
    """How somebody likes their lists: the columns of one kind, kept for the session and put into the address so that
    it can be sent on; the density, kept on this device. `quiet` from a page that has drawn it so already."""
    to = urlsplit(page_of_ours(request, request.POST.get("next", ""), otherwise=reverse("home")))
    query = QueryDict(to.query, mutable=True)
    if "kind" in request.POST:
        _arrange_columns(request, query)
    if "density" in query and request.POST.get("density") in DENSITIES:
        query["density"] = request.POST["density"]
    if "quiet" in request.POST:
        return HttpResponse(status=204)
    answer = redirect_to(request, f"{to.path}?{query.urlencode(safe=',:')}")
    if request.POST.get("density") in DENSITIES:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie("density", request.POST["density"], max_age=YEAR, samesite="Lax", secure=secure)
    return answer


def _arrange_columns(request, query):
    key = columns_key(request.POST["kind"][:60])
    if "reset" in request.POST:
        request.session.pop(key, None)
        query.pop("cols", None)
    else:
        request.session[key] = keys_in(request.POST)
        query["cols"] = ",".join(request.session[key])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request, kind):
    """Choose columns, their order and width, in the dialog or on a page of its own; POST moves one up or down and asks
    again, for browsers without script. arrange (above) keeps what was chosen."""
    try:
        table = completed(table_of(kind), request.user)
        model = model_of(kind)
    except LookupError as error:
        raise Http404 from error
    if not request.user.may(model.permission_object, "view"):
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    to = page_of_ours(request, sent.get("next", ""), otherwise=reverse("home"))
    if request.method == "POST":
        order, keys = request.POST.getlist("order")[:MOST], keys_in(request.POST)
        for name, by in (("up", -1), ("down", 1)):
            order = moved(order, request.POST.get(name), by)
    else:
        query = QueryDict(urlsplit(to).query)
        keys = keys_in(query) if "cols" in query else request.session.get(columns_key(kind))
        order = []
    context = {"table": table, "choices": choices_of(table, keys, order), "next": to, "widths": WIDTHS}
    return page(request, "lists/columns.html", context, partial="form")
