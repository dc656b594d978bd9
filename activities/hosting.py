"""Makes records of a kind places where notes and tasks can be about: one call from a higher app's panels module."""

from __future__ import annotations

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import collaborating
from accounts.models import User
from activities import subjects
from activities.finding import reference_to
from activities.models import Task
from lists.addressing import address
from lists.pages import pages
from lists.rights import may
from records.customising import visible_fields
from records.naming import kind_of
from ui import registry
from ui.ready import rows_of

MOST_SHOWN = 10


def host(kind: str, *, notes: bool = True, tasks: bool = True) -> None:
    """Notes and tasks about such records, their timeline, and the panels of open tasks and collaborators."""
    subjects.add(kind, notes=notes, tasks=tasks)
    if tasks:
        registry.panel.add(
            kind=kind, key="tasks", label=_("Open tasks"), template="activities/panel_tasks.html", context=open_tasks,
            order=10,
        )  # fmt: skip
    show_collaborators(kind)
    show_links(kind)


def show_collaborators(kind: str) -> None:
    registry.panel.add(
        kind=kind, key="collaborators", label=_("Collaborators"), template="activities/collaborators.html",
        context=collaborators, order=80,
    )  # fmt: skip


def show_links(kind: str) -> None:
    registry.panel.add(
        kind=kind, key="links", label=_("Links"), template="activities/panel_links.html", context=smart_links, order=5
    )


def smart_links(request, record):
    """The links to other programs that lead somewhere from this record (16.8)."""
    kind, for_whom = kind_of(record), getattr(record, "whose_fields", "")
    kept = record.pages if hasattr(record, "pages") else pages()
    wanted = kept.links_of(kind, for_whom)
    if not wanted:
        return None
    custom = {each.key: each for each in visible_fields(kind, user=request.user, for_whom=for_whom)}
    found = [(link, leads) for link in wanted if (leads := address(link.url, record, custom))]
    return {"links": found} if found else None


def open_tasks(request, record):
    now = timezone.localtime()
    found = rows_of(("open tasks", kind_of(record)), partial(_open_on, type(record)), record.pk, whose=request.user)
    for row in found:
        row.late = row.is_late(now)
    may_add = request.user.may("tasks", "add")
    return {
        "tasks": found[:MOST_SHOWN], "more": len(found) > MOST_SHOWN, "may_add": may_add,
        "reference": reference_to(record),
    }  # fmt: skip


def _open_on(model, user, key):
    rows = Task.objects.hanging_on(model(pk=key), user, "edit").open().select_related("owner")
    return rows.order_by("due_at", "pk")[: MOST_SHOWN + 1]


def collaborators(request, record):
    """Who is in, and, once those who may edit the record ask for it, who could be."""
    here = collaborating.of(record)
    may_edit = record.may_edit if hasattr(record, "may_edit") else may(request.user, "edit", record)
    asked = may_edit and request.GET.get("add") == "collaborator"
    choices = User.objects.active().exclude(pk__in=[user.pk for user in here] + [record.owner_id or 0])
    return {
        "collaborators": here, "may_change": may_edit, "choices": list(choices.by_name()) if asked else [],
        "asked": asked, "kind": kind_of(record),
    }  # fmt: skip
