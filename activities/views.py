"""Home, tasks, notes and timelines."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import collaborating
from accounts.configuring import may_make_tags
from accounts.models import User
from activities import completing, keeping, note_lines, telling
from activities.answering import stay, way_back
from activities.asking import ask_and_do, sure
from activities.bulk import kind_called
from activities.deleting import delete
from activities.editing import edit, page_of_record, sent, undo_of
from activities.filters import TaskFilter, known_notes, notes_of, shown_tasks, tasks_of
from activities.finding import attach_subjects, subject_named
from activities.forms import (
    CollaboratorForm,
    FieldForm,
    NewNoteForm,
    NewTaskForm,
    NoteForm,
    ReassignForm,
    RescheduleForm,
    RetagForm,
    SureForm,
    TaskForm,
)
from activities.models import Note, Task
from activities.showing import record_context, shown
from activities.tables import TABS, TASKS, table_for
from activities.worklists import MOVING, NEWEST, counts, default_day, held, view_of
from lists.chips import Narrowed
from lists.paging import as_long_as, page_of
from lists.rights import may
from lists.showing import answer, tabled
from lists.smart import opened
from lists.totalling import totals
from records.errors import NotAllowed, Overtaken
from records.naming import model_of
from records.tagging import tags_of, tags_of_many
from ui.pages import page, redirect_to
from ui.toasts import tell

# What a fact on a task's page is called in the address, and the fields behind it.
FACTS = {
    "text": ("text",), "due": ("due_date", "due_time"), "owner": ("owner",), "remind": ("remind_at",),
    "details": ("details",),
}  # fmt: skip
# Where a form stands, and the part of the page that shows it again when it is refused.
PLACES = {"composer": "composer", "quick": "quick"}


@login_required
@require_GET
def home(request):
    """The own day, and whatever else apps hang into it (activities.panels)."""
    return page(request, "activities/home.html", {"now": timezone.localtime()}, partial="blocks")


@login_required
@require_GET
@opened(TASKS.kind)
def tasks(request):
    """One worklist, narrowed down by the address, one page by key."""
    user, view = request.user, view_of(request.GET)
    may_add = user.may("tasks", "add")
    narrowed = tasks_of(request.GET, user)
    context = tabled(
        request, table_for(view), narrowed.qs if view in MOVING else partial(shown_tasks, request.GET), narrowed,
        tabs=TABS, view=view, bulk=kind_called(TASKS.kind).offered(user),
        add=reverse("activities:new_task") if may_add else "", add_label=_("New task"),
        depends=str(timezone.get_current_timezone()),
    )  # fmt: skip
    if may_add:
        context["quick"] = _new_task_form(request, day=default_day(view, timezone.localtime()))
    return answer(request, context, "activities/tasks.html")


@login_required
@require_GET
@opened(TASKS.kind)
def task_counts(request):
    """How many there are in each worklist, asked for after the page is there."""
    user, now = request.user, timezone.localtime()
    narrowed = TaskFilter(request.GET, Task.objects.visible_to(user), user=user).qs
    here = held(view_of(request.GET), narrowed, user, now=now)
    return totals(request, TASKS, here, tabs=counts(narrowed, user, now=now))


def _here(request):
    """The filters of the address, without the view, the page and its length."""
    query = request.GET.copy()
    for name in ("view", "after", "shown"):
        query.pop(name, None)
    return query.urlencode()


def _paged(request, rows, order):
    asked = request.GET
    return page_of(rows, order=order, after=asked.get("after", ""), size=as_long_as(asked.get("shown", "")))


@login_required
@require_GET
def task(request, pk):
    """A task with everything that happened to it."""
    found, now = _opened(Task, request, pk, "reassign"), timezone.localtime()
    context = record_context(request, found, edit_url=reverse("activities:edit_task", args=[pk]))
    return page(request, "activities/task.html", context | {"task": found, "late": found.is_late(now)})


@login_required
@require_GET
def note(request, pk):
    """A note, and how it came to say what it says."""
    found = _opened(Note, request, pk)
    return page(
        request, "activities/note.html", record_context(request, found) | {"note": found, "tags": tags_of(found)}
    )


def _opened(model, request, pk, *rights):
    found = shown(model, request, pk, "edit", "delete", *rights)
    attach_subjects([found], request.user)
    return found


@login_required
@require_GET
def timeline(request, kind, pk):
    """A further or narrowed page of any record's timeline."""
    record = _shared(request, kind, pk, "view")
    context = record_context(request, record, whole=False)
    partial = "items" if context["timeline"].begun else "timeline"
    return page(request, "activities/timeline.html", context, partial=partial)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_task(request):
    """Add a task, from the page, the dialog, a list's quick row or a record's composer."""
    _must(request, "tasks", "add")
    form = _new_task_form(request, day=default_day(request.GET.get("view", ""), timezone.localtime()))
    about = _about(request, form, Task)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        now = timezone.now()
        try:
            added = keeping.add_task(by=request.user, at=now, about=about, **form.columns())
        except keeping.CannotView as error:
            form.add_error("owner" if "owner" in form.fields else None, str(error))
        else:
            return _added(request, added, about, _("Task added."))
    context = {"form": form, "quick": form, "about": about}
    return page(request, "activities/new_task.html", context, partial=_place(request), status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_note(request):
    """Add a note, from the page, the dialog or a record's composer."""
    _must(request, "notes", "add")
    fresh = {"form_token": uuid4(), "about": request.GET.get("about", "")}
    form = NewNoteForm(sent(request), initial=fresh)
    about = _about(request, form, Note)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        added = keeping.add_note(by=request.user, at=timezone.now(), about=about, **form.columns())
        return _added(request, added, about, _("Note saved."))
    context = {"form": form, "about": about}
    return page(request, "activities/new_note.html", context, partial=_place(request), status=status)


def _must(request, thing, action):
    if not request.user.may(thing, action):
        raise PermissionDenied


def _place(request):
    return PLACES.get(request.POST.get("place") or request.GET.get("place", ""), "form")


def _new_task_form(request, day=None):
    fresh = {"form_token": uuid4(), "owner": request.user.pk, "about": request.GET.get("about", ""), "due_date": day}
    return NewTaskForm(sent(request), initial=fresh, may_reassign=request.user.may("tasks", "reassign"))


def _about(request, form, model):
    """The record the form names. Gone meanwhile: said on the form, so that what was typed stays; never on a link."""
    reference = request.POST.get("about", "") if form.is_bound else request.GET.get("about", "")
    if not reference:
        return None
    found = subject_named(reference, model.subject_kinds(), request.user)
    if found is None and not form.is_bound:
        raise Http404
    if found is None:
        form.full_clean()
        form.add_error(None, _("The record this was about is not there any more. Copy what you typed."))
    return found


def _added(request, added, about, said):
    """Say so, with the way back; a form that was sent twice has nothing new to take back."""
    tell(request, said, tone="green", undo=undo_of(added.act))
    to = about if about is not None else page_of_record(added.record, request.user, "activities:tasks")
    return stay(request, way_back(request, to), "close-dialog", "composed")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_task(request, pk):
    """Edit a whole task, or with `only` one fact of it in place."""
    task = _found(Task, request, pk, "edit")
    may_reassign = may(request.user, "reassign", task)

    def keep(form, current, version):
        try:
            return keeping.edit_task(
                current, form.deed(current), by=request.user, at=timezone.now(), version=version
            )  # fmt: skip
        except keeping.CannotView as error:
            return form.add_error("owner", str(error))

    def make(data):
        return TaskForm(data, instance=task, may_reassign=may_reassign)

    return edit(request, task, make, keep, facts=FACTS, table=TASKS, otherwise="activities:tasks", title=_("Edit task"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_note(request, pk):
    note = _found(Note, request, pk, "edit")

    def keep(form, current, version):
        values = form.deed()
        tags = values.pop("tags", None)
        return keeping.edit_note(current, values, by=request.user, at=timezone.now(), version=version, tags=tags)

    def make(data):
        return NoteForm(data, instance=note)

    return edit(request, note, make, keep, facts={}, otherwise="activities:notes", template="activities/edit_note.html")


def _found(model, request, pk, action):
    return get_object_or_404(model.objects.visible_to(request.user, action).select_related("owner"), pk=pk)


@login_required
@require_POST
def complete(request, pk):
    """Done, with one click; the toast takes it back."""
    return _step(request, pk, completing.complete, _("Done: %(task)s"), _("It was done already."))


@login_required
@require_POST
def reopen(request, pk):
    return _step(request, pk, completing.reopen, _("Open again: %(task)s"), _("It was open already."))


def _step(request, pk, step, said, already):
    task = _found(Task, request, pk, "edit")
    try:
        act = step(task, by=request.user, at=timezone.now()).act
    except (NotAllowed, Overtaken):
        tell(request, already)
    else:
        tell(request, said % {"task": task}, tone="green", undo=undo_of(act))
    return stay(request, way_back(request, task))


@login_required
@require_POST
def delete_task(request, pk):
    return delete(request, _found(Task, request, pk, "delete"), "activities:tasks")


@login_required
@require_POST
def delete_note(request, pk):
    return delete(request, _found(Note, request, pk, "delete"), "activities:notes")


@login_required
@require_GET
def notes(request):
    """All notes one may read, the newest first."""
    narrowed = notes_of(request.GET, request.user)
    found = _paged(request, known_notes(narrowed), NEWEST)
    attach_subjects(found.rows, request.user)
    worn = tags_of_many(found.rows)
    for row in found.rows:
        row.tags = worn[row.pk]
    drawn = note_lines.draw(found.rows, request.user, now=timezone.localtime())
    context = {"found": found, "drawn": drawn, "filter": narrowed, "here": _here(request)}
    context["narrowed"] = Narrowed(narrowed.conditions, request.path, request.GET)
    context["may_add"] = request.user.may("notes", "add")
    return page(request, "activities/notes.html", context, partial="rows" if found.begun else "list")


@login_required
@require_POST
def add_collaborator(request, kind, pk):
    """A second owner of any record that has the panel (14.16)."""
    record = _shared(request, kind, pk, "edit")
    form = CollaboratorForm(request.POST)
    if not form.is_valid():
        tell(request, _("Choose somebody from the list."), tone="red")
        return stay(request, record)
    user = form.cleaned_data["user"]
    try:
        collaborating.add(record, user, by=request.user, at=timezone.now())
    except NotAllowed as error:
        tell(request, str(error), tone="red")
    else:
        tell(request, _("%(name)s is a collaborator now.") % {"name": user}, tone="green")
    return stay(request, record)


@login_required
@require_POST
def remove_collaborator(request, kind, pk, user):
    """Somebody leaves, or is taken off by who may edit the record."""
    record = _shared(request, kind, pk, "view")
    leaver = get_object_or_404(User, pk=user, collaborations__kind=kind, collaborations__record_id=pk)
    try:
        collaborating.remove(record, leaver, by=request.user, at=timezone.now())
    except NotAllowed as error:
        tell(request, str(error), tone="red")
    else:
        tell(request, _("%(name)s is no collaborator any more.") % {"name": leaver}, tone="green")
    still = type(record).objects.visible_to(request.user).filter(pk=pk).exists()
    return stay(request, record) if still else redirect_to(request, "home")


def _shared(request, kind, pk, action):
    if not telling.has_timeline(kind):
        raise Http404
    return get_object_or_404(model_of(kind).objects.visible_to(request.user, action), pk=pk)


@login_required
@require_POST
def reassign_many(request, kind):
    """Apps give this and the next two addresses of their own, with the kind of their records (activities.bulk)."""
    return ask_and_do(request, kind, "reassign", ReassignForm(sure(request)), facts=ReassignForm.facts)


@login_required
@require_POST
def tag_many(request, kind):
    may_make = may_make_tags(request.user, account=request.user.account)
    return ask_and_do(request, kind, "tag", RetagForm(sure(request), may_make=may_make), facts=RetagForm.facts)


@login_required
@require_POST
def do_many(request, kind, deed):
    """Where nothing else is asked but whether one is sure."""
    return ask_and_do(request, kind, deed, SureForm(sure(request)))


@login_required
@require_POST
def set_many(request, kind):
    """Asks which field, then for its value (activities.setting)."""
    settable = kind_called(kind).deeds["set"].settable
    form = FieldForm(sure(request), settable=settable, user=request.user)
    asks_on = form.chosen not in form.fields
    further = () if asks_on else (("asked", "1"),)
    return ask_and_do(request, kind, "set", form, facts=FieldForm.facts, further=further, asks_on=asks_on)


@login_required
@require_POST
def reschedule_many(request, kind):
    return ask_and_do(request, kind, "reschedule", RescheduleForm(sure(request)), facts=RescheduleForm.facts)
