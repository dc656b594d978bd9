"""What the page of any record needs, whichever app the record is of (templates/activities/record.html)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts import sight
from activities.facts import Section, drawn
from activities.models import Task
from activities.timeline import FILTERS, page_for
from lists import recents
from lists.rights import with_rights
from records.models import Record
from records.naming import kind_of
from ui import registry

# What an act on a record's page may change beside its panels; each is drawn anew when it is there.
PARTS = ("head", "strip", "facts", "text", "timeline")


def shown(
    model: Any, request: HttpRequest, pk: int, *rights: str, related: Iterable[str] = ("owner", "created_by")
) -> Any:
    """The record if this person may view it, else 404; with `may_edit`, `may_delete`, ... for each of `rights`."""
    rows = model.objects.visible_to(request.user).select_related(*related)
    return get_object_or_404(with_rights(rows, request.user, *rights), pk=pk)


def record_context(
    request: Any, record: Record, *, sections: Iterable[Section] = (), edit_url: str = ""
) -> dict[str, Any]:
    """Everything templates/activities/record.html draws; `edit_url` is where its facts are edited."""
    asked, now = request.GET, timezone.now()
    recents.look(record, by=request.user, at=now)
    happened = page_for(record, user=request.user, show=asked.get("show", "all"), after=asked.get("after", ""))
    kind = kind_of(record)
    return {
        "record": record, "kind": kind, "timeline": happened, "shows": _shows(kind),
        "as_admin": sight.seen(record, by=request.user, at=now), "compose": asked.get("compose", ""),
        "sections": drawn(record, sections), "edit_url": edit_url, "redrawn": _redrawn(kind, request.user),
    }  # fmt: skip


def _shows(kind: str) -> dict[str, Any]:
    return {key: word for key, word in FILTERS.items() if key != "tasks" or kind in Task.subject_kinds()}


def _redrawn(kind: str, user) -> str:
    """What the page draws anew after an act, as htmx selects it."""
    panels = [f"panel-{panel.key}" for panel in registry.panel.of(user) if panel.kind == kind]
    return ", ".join(f"#{part}" for part in (*PARTS, *panels))
