"""Saving, sharing and arranging smart lists."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lists import smart_keeping as keeping
from lists.forms import LONGEST_ADDRESS, ListForm, NewListForm
from lists.models import SmartList
from lists.smart import shelf_of
from lists.smart_kinds import kind_called, kinds
from lists.smart_query import saved_of
from records.errors import NotAllowed, Overtaken
from ui.pages import page, page_of_ours, redirect_to
from ui.toasts import tell

FORM = "lists/smart/form.html"


@login_required
@require_GET
def index(request):
    """All lists of one kind that this person is offered, with what can be done with each, and what they deleted."""
    offered = [kind for kind in kinds() if kind.open_to(request.user)]
    kind = next((each for each in offered if each.key == request.GET.get("kind")), next(iter(offered), None))
    context = {"kinds": offered, "kind": kind}
    if kind:
        gone = SmartList.objects.restorable_by(request.user).filter(kind=kind.key, owner=request.user)
        shelf = shelf_of(request.user, kind)
        context |= {"shelf": shelf, "gone": gone.order_by("-deleted_at", "pk")[:20], "pins": shelf.pins}
    return page(request, "lists/smart/index.html", context, partial="lists")


@login_required
@require_GET
def counts(request):
    """The numbers beside the lists of one kind, once more: some were counted only now."""
    kind = kind_called(request.GET.get("kind", ""))
    if kind is None or not kind.open_to(request.user):
        raise Http404
    context = {"shelf": shelf_of(request.user, kind), "kind": kind, "once": True}
    return page(request, "lists/smart/numbers.html", context, partial="numbers")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Save what is on the screen under a name."""
    user, sent = request.user, request.method == "POST"
    asked = {name: request.GET.get(name, "") for name in ("kind", "address", "name")}
    form = NewListForm(request.POST if sent else None, initial=asked, user=user)
    kind = kind_called(request.POST.get("kind", "") if sent else asked["kind"])
    if kind is None or not kind.open_to(user):
        raise Http404
    if form.is_valid():
        made = _made(form, kind, user)
        if made is not None:
            tell(request, _("“%(name)s” is saved.") % {"name": made}, tone="green")
            return redirect_to(request, _address(made))
    back = f"{kind.url}?{form['address'].value() or ''}"
    context = {"form": form, "title": _("Save list"), "url": reverse("lists:new"), "back": back, "kind": kind}
    return page(request, FORM, context, partial="form", status=422 if form.errors else 200)


def _made(form, kind, user):
    given = form.cleaned_data
    saved = saved_of(QueryDict(given["address"]))
    try:
        made = keeping.save_as(
            given["name"], saved, kind=kind.key, by=user, at=timezone.now(), visibility=given["visibility"],
            groups=given.get("groups", ()), others_edit=given["others_edit"],
        )  # fmt: skip
        if given["pin"]:
            keeping.pin(made, to=user)
    except NotAllowed as error:
        form.add_error(None, str(error))
        return None
    return made


@login_required
@require_POST
def save(request, pk):
    """What is on the screen becomes what the list holds. Where somebody was faster, they are shown and nothing that
    is on the screen is lost."""
    smart_list = _found(request, pk, "edit")
    address = request.POST.get("address", "")[:LONGEST_ADDRESS]
    try:
        version = int(request.POST.get("version", "")[:9] or smart_list.version)
    except ValueError:
        version = smart_list.version
    try:
        keeping.save_changes(
            smart_list, saved_of(QueryDict(address)), by=request.user, at=timezone.now(), version=version
        )
    except Overtaken as error:
        if error.record is None or error.record.deleted_at:
            raise Http404 from error
        anew = reverse("lists:new") + "?" + urlencode({"kind": smart_list.kind, "address": address})
        context = {"list": error.record, "address": address, "anew": anew, "theirs": _address(smart_list)}
        return page(request, "lists/smart/overtaken.html", context, status=409)
    except NotAllowed as error:
        tell(request, str(error), tone="red")
        return redirect_to(request, f"{_address(smart_list)}&changed=1&{address}")
    tell(request, _("“%(name)s” is saved.") % {"name": smart_list}, tone="green")
    return redirect_to(request, _address(smart_list))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Its name, who sees it, who may change it; for an admin also whose it is."""
    smart_list = _found(request, pk, "share")
    form = ListForm(request.POST if request.method == "POST" else None, instance=smart_list, user=request.user)
    status = 200
    if form.is_bound:
        form, status = _edited(form, smart_list, request.user)
        if status == 200:
            tell(request, _("Saved."), tone="green")
            seen = SmartList.objects.visible_to(request.user).filter(pk=pk).exists()
            return redirect_to(request, _address(smart_list) if seen else reverse("lists:index"))
    context = {"form": form, "title": _("Rename and share"), "url": request.path, "back": _address(smart_list)}
    return page(request, FORM, context, partial="form", status=status)


def _edited(form, smart_list, user):
    """The form to show again, and 200 kept, 409 both changed the same, 422 refused."""
    if not form.is_valid():
        return form, 422
    current = SmartList.objects.live().select_related("changed_by").get(pk=smart_list.pk)
    if form.seen_version != current.version and form.conflicts(current):
        return form.rebase(current, who=str(current.changed_by or ""), at=current.changed_at), 409
    try:
        keeping.edit(current, form.values(), by=user, at=timezone.now(), version=current.version)
    except Overtaken as error:
        return form.rebase(error.record, who=str(error.record.changed_by or ""), at=error.record.changed_at), 409
    return form, 200


@login_required
@require_POST
def copy(request, pk):
    smart_list = _found(request, pk)
    try:
        made = keeping.copy(smart_list, by=request.user, at=timezone.now())
    except NotAllowed as error:
        tell(request, str(error), tone="red")
        return redirect_to(request, _address(smart_list))
    tell(request, _("“%(name)s” is yours.") % {"name": made}, tone="green")
    return redirect_to(request, _address(made))


@login_required
@require_POST
def delete(request, pk):
    """With one click; the toast brings it back."""
    smart_list = _found(request, pk, "share")
    try:
        keeping.delete(smart_list, by=request.user, at=timezone.now())
    except Overtaken as error:
        tell(request, str(error), tone="red")
        return redirect_to(request, _address(smart_list))
    tell(request, _("Deleted: %(name)s") % {"name": smart_list}, undo=reverse("lists:restore_list", args=[pk]))
    to = page_of_ours(request, request.POST.get("next", ""), otherwise=kind_called(smart_list.kind).url + "?view=")
    return redirect_to(request, to)


@login_required
@require_POST
def restore(request, pk):
    gone = get_object_or_404(SmartList.objects.restorable_by(request.user), pk=pk)
    keeping.restore(gone, by=request.user, at=timezone.now())
    tell(request, _("“%(name)s” is back.") % {"name": gone}, tone="green")
    return redirect_to(request, _address(gone))


@login_required
@require_POST
def pin(request, pk):
    """Into the rail, or with `off` out of it."""
    smart_list = _found(request, pk)
    try:
        if "off" in request.POST:
            keeping.unpin(smart_list, of=request.user)
        else:
            keeping.pin(smart_list, to=request.user)
    except NotAllowed as error:
        tell(request, str(error), tone="red")
    return redirect_to(request, _back(request, smart_list))


@login_required
@require_POST
def move(request, pk):
    """One place up or down: `pins` among what is pinned, else among one's own lists."""
    smart_list, up = _found(request, pk), "up" in request.POST
    if "pins" in request.POST:
        keeping.move_pin(smart_list, of=request.user, up=up)
    elif smart_list.owner_id == request.user.pk:
        keeping.move(smart_list, up=up)
    return redirect_to(request, _back(request, smart_list))


@login_required
@require_POST
def first(request, pk):
    """What the bare address opens for this person, or with `off` nothing of their own."""
    smart_list = _found(request, pk)
    if "off" in request.POST:
        keeping.open_as_usual(smart_list.kind, user=request.user)
        tell(request, _("This list does not open first any more."))
    else:
        keeping.open_first(smart_list, user=request.user)
        tell(request, _("“%(name)s” opens first from now on.") % {"name": smart_list}, tone="green")
    return redirect_to(request, _back(request, smart_list))


def _found(request, pk, action="view"):
    smart_list = get_object_or_404(SmartList.objects.visible_to(request.user, action), pk=pk)
    if kind_called(smart_list.kind) is None:
        raise Http404
    return smart_list


def _address(smart_list):
    return f"{kind_called(smart_list.kind).url}?list={smart_list.pk}"


def _back(request, smart_list):
    return page_of_ours(request, request.POST.get("next", ""), otherwise=_address(smart_list))
