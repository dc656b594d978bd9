"""What activities add to the pages."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import register_object
from activities import bulk, demo, hosting
from activities.filters import narrowed_tasks
from activities.finding import attach_subjects, reference_to
from activities.forms import NewNoteForm, NewTaskForm, TaskForm
from activities.models import Note, Task
from activities.querysets import midnight_after
from activities.searching import find_notes, find_tasks
from activities.setting import Settable, setting
from activities.tables import TASKS
from activities.task_deeds import DEEDS
from activities.worklists import WORDS
from lists import smart_kinds
from lists.places import add_list
from records.among import Among
from records.naming import kind_of
from ui import registry
from ui.ready import rows_of

ACTIONS = ("view", "add", "edit", "reassign", "delete", "export")
ON_HOME = 8


def adds_tasks(user: User) -> bool:
    return user.may("tasks", "add")


def adds_notes(user: User) -> bool:
    return user.may("notes", "add")


def leads_people(user: User) -> bool:
    return bool(user.rights.subordinates)


def due_tasks(user: User) -> QuerySet:
    """What the rail counts: the own tasks that are due today or late; 0 keeps its place for the next act."""
    mine = Task.objects.live() if user.may("tasks", "view") else Task.objects.none()  # one's own are in any reach
    return mine.filter(owner=user).due(timezone.localtime())


def due_tasks_of(user: User) -> tuple[bool, datetime]:
    """What `due_tasks` is made of."""
    return user.may("tasks", "view"), midnight_after(timezone.localtime())


def note_composer(request, record):
    if not adds_notes(request.user) or kind_of(record) not in Note.subject_kinds():
        return None
    return {"form": SimpleLazyObject(lambda: NewNoteForm(initial=_fresh(request, record)))}


def task_composer(request, record):
    if not adds_tasks(request.user) or kind_of(record) not in Task.subject_kinds():
        return None
    return {"form": SimpleLazyObject(lambda: _task_form(request, record))}


def _task_form(request, record):
    """Made when its tab is drawn, not to find out whether there is one."""
    fresh = _fresh(request, record) | {"owner": request.user.pk}
    return NewTaskForm(initial=fresh, may_reassign=request.user.may("tasks", "reassign"))


def _fresh(request, record):
    """`text` is what was typed before the tab was changed."""
    return {"form_token": uuid4(), "about": reference_to(record), "text": request.GET.get("text", "")}


def own_day(request):
    """Late, today, and what comes next: each of the own tasks in one of three short lists."""
    user, now = request.user, timezone.localtime()
    tomorrow = midnight_after(now)
    lists: dict[str, list[Task]] = {"late": [], "today": [], "next": []}
    for task in rows_of("own day", _day_of, now, tomorrow, whose=user):
        task.late = task.due_at < now
        lists["late" if task.late else "today" if task.due_at < tomorrow else "next"].append(task)
    attach_subjects([row for rows in lists.values() for row in rows], user)
    return lists | {"may_add": adds_tasks(user), "nothing": not any(lists.values())}


def _day_of(user: User, now: datetime, tomorrow: datetime) -> QuerySet:
    """The first few of each of the three, in one statement."""
    mine = Task.objects.visible_to(user).filter(owner=user).open().order_by("due_at", "pk")
    late, later = mine.filter(due_at__lt=now), mine.filter(due_at__gte=tomorrow)
    first = Q(pk__in=())
    for part in (late, mine.filter(due_at__gte=now, due_at__lt=tomorrow), later):
        first |= Q(Among("pk", part.values("pk")[:ON_HOME]))
    rows = Task.objects.visible_to(user).filter(first).select_related("owner").with_rights(user, "edit")
    return rows.order_by("due_at", "pk")


def recent_notes(request):
    found = rows_of("recent notes", _latest_notes, whose=request.user)
    attach_subjects(found, request.user)
    return {"notes": found, "may_add": adds_notes(request.user)}


def _latest_notes(user: User) -> QuerySet:
    return Note.objects.visible_to(user).select_related("owner").order_by("-created_at", "-pk")[:ON_HOME]


def people_below(request) -> list[User]:
    """Everybody below, by name; read once for all blocks of a page."""
    if not hasattr(request, "people_below"):
        below = request.user.rights.subordinates
        request.people_below = rows_of("people by name", lambda keys: User.objects.filter(pk__in=keys).by_name(), below)
    return request.people_below


def team_counts(request):
    """How much each person of the team has open, and how much of it is late, the latest first."""
    user = request.user
    rows = rows_of("team's tasks", _counted_by_owner, user.rights.subordinates, timezone.localtime(), whose=user)
    by_owner = {row["owner"]: row for row in rows}
    people = [person for person in people_below(request) if person.is_active]
    team = [(person, by_owner.get(person.pk, {"open": 0, "late": 0})) for person in people]
    return {"team": sorted(team, key=lambda pair: -pair[1]["late"])}


def _counted_by_owner(user: User, people: list[int], now: datetime) -> QuerySet:
    rows = Task.objects.visible_to(user).open().filter(owner__in=people).order_by().values("owner")
    counted = {"open": Count("pk"), "late": Count("pk", filter=Q(due_at__lt=now))}
    return rows.annotate(**counted)


register_object("tasks", label=_("Tasks"), actions=ACTIONS)
smart_kinds.hold(
    Task, narrowed=narrowed_tasks, index="activities:tasks", rail="tasks", label=_("Tasks"), icon="circle-check"
)
register_object("notes", label=_("Notes"), actions=ACTIONS)
hosting.host(kind_of(Task), tasks=False)
hosting.show_collaborators(kind_of(Note))
demo.join()

FIELDS = Settable(Task, ("remind_at", "details"), lambda user: TaskForm(may_reassign=False))
bulk.declare(Task, *DEEDS, setting(FIELDS), noun=TASKS.noun, narrowed=narrowed_tasks, home="tasks")

registry.rail.add(key="home", label=_("Home"), url_name="home", icon="house", order=10)
registry.rail.add(
    key="tasks",
    label=_("Tasks"),
    url_name="activities:tasks",
    icon="circle-check",
    order=50,
    count=due_tasks,
    depends=due_tasks_of,
    due=True,
)
registry.rail.add(key="notes", label=_("Notes"), url_name="activities:notes", icon="sticky-note", order=55)

registry.quick_add.add(
    key="task", label=_("Task"), url_name="activities:new_task", icon="circle-check", shortcut="t", order=50,
    when=adds_tasks,
)  # fmt: skip
registry.quick_add.add(
    key="note", label=_("Note"), url_name="activities:new_note", icon="sticky-note", shortcut="n", order=55,
    when=adds_notes,
)  # fmt: skip

registry.searchers.add(
    key="tasks", label=_("Tasks"), search=find_tasks, url_name="activities:tasks", query="view=all&owner=all", order=50
)
registry.searchers.add(key="notes", label=_("Notes"), search=find_notes, url_name="activities:notes", order=55)
add_list(
    kind_of(Task), _("Tasks"), "activities:tasks", icon="circle-check", permission_object="tasks",
    views=WORDS.items(), tagged=False,
)  # fmt: skip
add_list(kind_of(Note), _("Notes"), "activities:notes", icon="sticky-note", permission_object="notes")

registry.composer.add(
    key="note", label=_("Note"), icon="sticky-note", template="activities/new_note.html#composer",
    context=note_composer, order=10,
)  # fmt: skip
registry.composer.add(
    key="task", label=_("Task"), icon="circle-check", template="activities/new_task.html#composer",
    context=task_composer, order=20,
)  # fmt: skip

registry.home_block.add(
    key="day", label=_("Your day"), template="activities/block_day.html", context=own_day, order=10, wide=True
)
registry.home_block.add(
    key="notes", label=_("Latest notes"), template="activities/block_notes.html", context=recent_notes, order=20
)
registry.home_block.add(
    key="team", label=_("Your team"), template="activities/block_team.html", context=team_counts, order=30,
    when=leads_people, wide=True,
)  # fmt: skip

for key, url, who in (
    ("home", "home", "rep"),
    ("home-manager", "home", "manager"),
    ("tasks", "activities:tasks", "rep"),
    ("tasks-overdue", "/tasks/?view=overdue", "rep"),
    ("tasks-team", "/tasks/?view=all&owner=team", "manager"),
    ("task", demo.some_task, "rep"),
    ("task-new", "activities:new_task", "rep"),
    ("notes", "activities:notes", "rep"),
    ("note", demo.some_note, "rep"),
    ("note-new", "activities:new_note", "rep"),
):
    registry.shot.add(key=key, url=url, as_=who, order=50)
