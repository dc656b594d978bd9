"""What the page of any record needs, whichever app the record is of (templates/activities/record.html)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts import sight
from activities.arranging import Placed, arrange, arrange_panels
from activities.drawing import draw_facts
from activities.facts import Section, drawn
from activities.models import Task
from activities.narrating import draw_timeline, narrate
from activities.timeline import FILTERS, page_for
from lists import recents
from lists.pages import pages, with_stamp
from lists.rights import with_rights
from records.models import Record
from records.naming import kind_of
from ui import registry
from ui.ready import rows_of

# What an act on a record's page may change beside its panels; each is drawn anew when it is there.
PARTS = ("head", "strip", "facts", "text", "timeline")
# No key is larger than that.
LARGEST = 2**63 - 1


def shown(
    model: Any, request: HttpRequest, pk: int, *rights: str, related: Iterable[str] = ("owner", "created_by")
) -> Any:
    """The record if this person may view it, else 404; with `may_edit`, `may_delete`, ... for each of `rights`."""

    def rows(user: Any, key: int) -> Any:
        seen = model.objects.visible_to(user).filter(pk=key).select_related(*related)
        return with_stamp(with_rights(seen, user, *rights))

    asked = rows_of(("shown", model, rights, tuple(related)), rows, pk, whose=request.user) if pk <= LARGEST else []
    if not asked:
        raise Http404
    return asked[0]


def record_context(
    request: Any,
    record: Record,
    *,
    sections: Iterable[Section] = (),
    edit_url: str = "",
    beside: Iterable[Record] = (),
    variant: str = "",
    whole: bool = True,
) -> dict[str, Any]:
    """Everything templates/activities/record.html draws; `edit_url` is where its facts are edited,
    `beside` are records at hand that this person may view, `variant` says which layout it has. Not `whole`: only
    the timeline is drawn."""
    asked, now, kind = request.GET, timezone.now(), kind_of(record)
    recents.look(record, by=request.user, at=now)
    here: Any = record
    here.pages, here.beside = pages(beside=record), list(beside)
    layout = here.pages.layout(kind, variant)
    mine = [panel for panel in registry.panel.of(request.user) if panel.kind == kind]
    arranged = arrange_panels(mine, layout)
    panel_facts = _panel_facts(request, record, arranged) if whole else {}
    happened = page_for(
        record, user=request.user, show=asked.get("show", "all"), after=asked.get("after", ""), beside=here.beside
    )  # fmt: skip
    told: dict[str, Any] = {"kind": kind, "pk": record.pk}
    return {
        "record": record, "kind": kind, "timeline": happened,
        "drawn_timeline": partial(draw_timeline, happened, _shows(kind), **told),
        "narrated": partial(narrate, happened, **told),
        "drawn_facts": draw_facts(drawn(record, arrange(sections, layout)), edit_url=edit_url), "arranged": arranged,
        "as_admin": sight.seen(record, by=request.user, at=now), "compose": asked.get("compose", ""),
        "edit_url": edit_url, "redrawn": _redrawn(mine), "panel_facts": panel_facts,
    }  # fmt: skip


def _panel_facts(request: Any, record: Record, arranged: Iterable[Placed]) -> dict[str, Any]:
    """What the open panels say, asked for before the timeline: records that they lay `beside` the page's are not read
    again for it."""
    unfolded = request.GET.get("unfold", "")
    return {
        panel.key: panel.context(request, record)
        for panel, is_folded in arranged
        if not is_folded or panel.key == unfolded
    }


def _shows(kind: str) -> dict[str, Any]:
    return {key: word for key, word in FILTERS.items() if key != "tasks" or kind in Task.subject_kinds()}


def _redrawn(panels: Iterable[registry.Panel]) -> str:
    """What the page draws anew after an act, as htmx selects it."""
    return ", ".join(f"#{part}" for part in (*PARTS, *(f"panel-{panel.key}" for panel in panels)))
