"""What a person and a team have in the pipeline, and what there needs looking after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from deals.board import age_of, pipelines_of
from deals.choices import ACTIVE
from deals.figures import Figures, by, figured, figures_by, figures_in
from deals.models import Deal, Pipeline, Stage
from ui.ready import rows_of

MOST = 8
RISKS = ("rotting", "slipping", "nostep")


class Line(NamedTuple):
    """A pipeline with its active stages and what is in each."""

    pipeline: Pipeline
    stages: list[tuple[Stage, Figures]]
    figures: Figures


def lines_of(user: Any, stages: Sequence[Stage]) -> list[Line]:
    """This person's own open deals per stage, pipelines without any left out; one statement. `stages` are those in use,
    in order."""
    found = figures_by(rows_of("own pipeline", lambda owner: by(held_by(owner).open(), "stage"), whose=user), "stage")
    lines = []
    for pipeline in pipelines_of(stages):
        own = [(stage, found.get(stage.pk, Figures())) for stage in stages if stage.pipeline_id == pipeline.pk]
        active = [(stage, figures) for stage, figures in own if stage.is_active]
        total = sum((figures for _stage, figures in active), Figures())
        if total.count:
            lines.append(Line(pipeline, active, total))
    return lines


def held_by(user: Any) -> Any:
    return Deal.objects.visible_to(user).filter(owner=user)


def at_risk(user: Any, stages: Sequence[Stage], *, now: datetime, most: int = MOST) -> list[Any]:
    """Their own open deals that rot, that should have been closed by now, or for which nothing is planned; the dearest
    first. Each with `days`, `tone` and `risks`, one or more of "rotting", "slipping", "nostep"."""
    shape = now.date(), str(now.tzinfo), tuple((stage.pk, stage.rot_days) for stage in stages), most

    def first(owner: Any) -> Any:
        return _risky(held_by(owner).open(), stages, now)[: most + 1]

    found = rows_of(("own risks", shape), first, whose=user)
    for deal in found:
        deal.days, deal.tone = age_of(deal, deal.stage, now=now)
        deal.risks = [name for name in RISKS if getattr(deal, f"is_{name}")]
    return found


def _risky(opened: Any, stages: Sequence[Stage], now: datetime) -> Any:
    """What of `now` matters is the day and where it is counted."""
    rows = opened.rotting(stages, now), opened.slipping(now.date()), opened.without_next_step()
    marks = {
        f"is_{name}": Case(
            When(pk__in=risky.values("pk"), then=Value(1)), default=Value(0), output_field=IntegerField()
        )
        for name, risky in zip(RISKS, rows, strict=True)
    }
    found = opened.annotate(**marks).filter(Q(is_rotting=1) | Q(is_slipping=1) | Q(is_nostep=1))
    order = [F("value_in_account_currency").desc(nulls_last=True), "pk"]
    return found.select_related("stage", "owner").order_by(*order)


class Share(NamedTuple):
    user: User
    figures: Figures


def by_person(user: Any, people: Sequence[User]) -> list[Share]:
    """What each of these people has open, as far as this person sees it, the most first; who left only with deals."""

    def opened(viewer: Any, keys: list[int]) -> Any:
        return by(Deal.objects.visible_to(viewer).open().filter(owner__in=keys), "owner")

    found = figures_by(rows_of("team's pipeline", opened, [each.pk for each in people], whose=user), "owner")
    shares = [Share(each, found.get(each.pk, Figures())) for each in people if each.is_active or each.pk in found]
    return sorted(shares, key=lambda share: -share.figures.weighted)


def of_contact(contact: Contact, *, user: User, now: datetime, most: int = 10) -> tuple[list[Any], Figures]:
    """The deals a contact is on, open ones first, and what the open ones come to (5.7). One more than `most` when there
    are more."""
    found = rows_of(("deals of a contact", most), partial(_of_contact, most + 1), contact.pk, whose=user)
    for deal in found:
        deal.days, deal.tone = age_of(deal, deal.stage, now=now)
    return found, figures_in(found)


def _of_contact(most: int, user: User, key: int) -> QuerySet:
    opened = Case(When(stage__category__in=ACTIVE, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Deal.objects.visible_to(user).of_contact(Contact(pk=key))
    told = figured(rows.select_related("stage", "loss_reason", "unqualified_reason"), Q(stage__category__in=ACTIVE))
    return told.order_by(opened, "-stage_changed_at", "-pk")[:most]


def some_deal() -> str:
    """The address of a deal that has something to show, for a picture."""
    deals = Deal.objects.live().open().exclude(value=None)
    deal = deals.filter(associations__isnull=False).order_by("pk").first() or deals.order_by("pk").first()
    return deal.get_absolute_url() if deal else reverse("deals:board")
