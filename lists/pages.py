"""Layouts and links of the pages of records: read once by a process until somebody changes one (16.6, 16.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Subquery

from lists.models import PageLayout, PageStamp, SmartLink
from records.choices import ForWhom

OPEN, FOLDED, HIDDEN = "open", "folded", "hidden"
STATES = (OPEN, FOLDED, HIDDEN)
LONGEST_NAME, MOST_SECTIONS = 60, 30


@dataclass
class Pages:
    """All that is kept, as of one stamp."""

    stamp: UUID | None
    layouts: dict[tuple[str, str], PageLayout] = field(default_factory=dict)
    links: list[SmartLink] = field(default_factory=list)

    def layout(self, kind: str, variant: str = "") -> PageLayout | None:
        """That of the variant, else the one for all."""
        return self.layouts.get((kind, variant)) or self.layouts.get((kind, ""))

    def links_of(self, kind: str, for_whom: str = "") -> list[SmartLink]:
        return [
            each
            for each in self.links
            if each.kind == kind and (not for_whom or each.for_whom in {ForWhom.BOTH, for_whom})
        ]


_held: list[Pages] = [Pages(None)]


def with_stamp(rows: Any) -> Any:
    """Rows with what `pages` asks first, in the same statement."""
    return rows.annotate(page_stamp=Subquery(_stamps()[:1]))


def _stamps() -> Any:
    return PageStamp.objects.filter(pk=PageStamp.ONLY).values_list("stamp", flat=True)


def pages(*, beside: Any = None) -> Pages:
    """One statement, none beside a row that came `with_stamp`, and two more after a change. What was read in a
    transaction that came to nothing is not taken for something else afterwards: each stamp is another one. Without a
    stamp nobody has kept anything yet."""
    stamp = beside.page_stamp if hasattr(beside, "page_stamp") else _stamps().first()
    if stamp is None:
        return Pages(None)
    if _held[0].stamp != stamp:
        layouts = {(each.kind, each.variant): each for each in PageLayout.objects.all()}
        _held[0] = Pages(stamp, layouts, list(SmartLink.objects.order_by("position", "pk")))
    return _held[0]


def restamp() -> None:
    """Called by whoever changes a layout or a link, in the same transaction."""
    PageStamp.objects.update_or_create(pk=PageStamp.ONLY, defaults={"stamp": uuid4()})


@transaction.atomic
def keep_layout(
    kind: str, variant: str, *, sections: Sequence[dict[str, Any]], hidden: Sequence[str],
    panels: Sequence[dict[str, str]], by, at: datetime,
) -> PageLayout:  # fmt: skip
    told = {"sections": list(sections), "hidden": list(hidden), "panels": list(panels)}
    kept, _made = PageLayout.objects.update_or_create(
        kind=kind, variant=variant, defaults=told | {"changed_by": by, "changed_at": at}
    )
    restamp()
    return kept


@transaction.atomic
def forget_layout(kind: str, variant: str) -> None:
    """The program lays it out again."""
    PageLayout.objects.filter(kind=kind, variant=variant).delete()
    restamp()
