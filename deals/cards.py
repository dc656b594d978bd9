"""Cards of the board as text: there are hundreds of them, and a template costs several times as much."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ui.amounts import money_text
from ui.marks import initials, tone_of
from ui.templatetags.ui import short_time

LONGEST_STEP = 60
HOT = '<svg class="icon icon--s hot" role="img" aria-label="{said}"><use href="#i-star"/></svg>'
ROTTING = '<svg class="icon icon--s" role="img" aria-label="{said}"><use href="#i-clock"/></svg>'
MOVE = '<a class="deal__move" href="{url}move/" data-dialog>{said}</a>'


def draw(deals: Iterable[Any], *, today: date) -> SafeString:
    """Deals as deals.board furnishes them."""
    pen = Pen(today)
    return mark_safe("".join([pen.card(deal) for deal in deals]))


class Pen:
    """What is the same on every card of a page, worked out once. Whatever a person typed is escaped."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.before, _zero, self.after = reverse("deals:show", args=[0]).rpartition("/0/")
        self.hot = HOT.format(said=escape(_("Hot")))
        self.rotting = ROTTING.format(said=escape(_("Rotting")))
        self.move, self.days = escape(_("Move")), escape(pgettext("days in a stage", "%(days)s d"))
        no_step = escape(_("No next step"))
        self.no_step = f'<span class="nostep">{no_step}</span>'
        self.avatars: dict[int, str] = {}

    def card(self, deal: Any) -> str:
        url, rots = f"{self.before}/{deal.pk}/{self.after}", deal.tone != "grey"
        classes = f"deal is-rotting tone-{deal.tone}" if rots else "deal"
        money = escape(money_text(deal.value, deal.currency))
        owner = self.avatar(deal.owner) if deal.owner else ""
        step = self.step(deal.next_step) if deal.next_step else self.no_step
        move = MOVE.format(url=url, said=self.move) if deal.may_edit else ""
        return (
            f'<li class="{classes}"><p><a class="deal__name" href="{url}">{escape(deal.name)}</a>'
            f"{self.hot if deal.is_hot else ''}<b>{money}</b></p><p>{escape(deal.who)}</p>"
            f"<p>{owner}{step}{move}{self.age(deal, rots)}</p></li>"
        )

    def avatar(self, owner: Any) -> str:
        if owner.pk not in self.avatars:
            name = str(owner)
            self.avatars[owner.pk] = (
                f'<span class="avatar tone-{tone_of(name)}" title="{escape(name)}">{escape(initials(name))}</span>'
            )
        return self.avatars[owner.pk]

    def step(self, step: Any) -> str:
        """Its day, or today its hour, in front of its words."""
        moment = step.due_on or step.due_at
        when = f"{short_time(moment, today=self.today)} ·" if moment else ""
        text = Truncator(step.text).chars(LONGEST_STEP)
        late = ' class="late"' if step.late else ""
        return f"<span{late}>{escape(when)} {escape(text)}</span>"

    def age(self, deal: Any, rots: bool) -> str:
        days = self.days % {"days": deal.days}
        return f'<i class="age tone-{deal.tone}">{self.rotting}{days}</i>' if rots else f'<i class="age">{days}</i>'
