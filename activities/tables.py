"""The list of tasks: its columns and worklists."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from activities import cells
from activities.worklists import WORDS
from lists.columns import moment_column, owner_column, person_column, prose_column
from lists.showing import Tab
from lists.tabling import Column, Table, declare

DUE = ("due_at", "due_on")
TASK = Column("name", _("Task"), classes="pin", always=True, cell=cells.name, edits=("text",))
ABOUT = Column("about", _("About"), cell=cells.about, place="c-sub", reads=("about_kind", "about_id"))
OWNER = replace(owner_column(), label=_("For"))
WHEN = Column(
    "due", _("Due"), order=("due_at",), classes="num", place="c-end", cell=cells.due, reads=DUE,
    edits=("due_date", "due_time"),
)  # fmt: skip
DONE_AT = moment_column("completed", _("Done"), "completed_at", order=("completed_at",), shown=False)
ADDED = moment_column("added", _("Added"), "created_at", order=("created_at",), shown=False)
REST = (
    ADDED,
    prose_column("details", _("Details")),
    person_column("created_by", _("Added by")),
    moment_column("updated", _("Last changed"), "updated_at", shown=False),
)

TASKS = declare(Table(
    kind="activities.task",
    title=_("Tasks"),
    columns=(TASK, ABOUT, OWNER, WHEN, DONE_AT, *REST),
    sort="due",
    empty="activities/tasks_empty.html",
    totals="activities:task_counts",
    noun=ngettext_lazy("%(shown)s task", "%(shown)s tasks", "number"),
    show="activities:task",
    edit="activities:edit_task",
    index="activities:tasks",
    reads=("text", "state", *DUE),
    prepare=cells.prepare,
))  # fmt: skip
# What is done is told by when that was, and everything by when it came.
DONE = replace(
    TASKS, sort="-completed",
    columns=(TASK, ABOUT, OWNER, replace(WHEN, shown=False, place="c-hide"),
             replace(DONE_AT, shown=True, place="c-end"), *REST),
)  # fmt: skip
EVERYTHING = replace(TASKS, sort="-added")

TABS = tuple(Tab(key, word) for key, word in WORDS.items())


def table_for(view: str) -> Table:
    return {"done": DONE, "all": EVERYTHING, "recent": EVERYTHING}.get(view, TASKS)
