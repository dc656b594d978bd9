"""How somebody became a customer: lead, contact, prospect, customer, former customer (ui.md 4).

Drawn from the record's own transitions and from what brought them about. What came before the contact is told by a
higher app: `add_origin(function)` in its panels module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from activities.subjects import Key
from contacts.choices import CustomerStatus, ProspectStatus
from contacts.models import Contact
from lists.related import seen_among
from records.models import Change, Record, Transition
from records.naming import kind_of, model_of
from ui.ready import rows_of

DONE, NOW, NEXT = "done", "now", "next"
# All that is told of a step.
STEP = (
    "at",
    "field",
    "now",
    "by__name",
    *(f"{why}__{what}" for why in ("cause", "cause_change") for what in ("kind", "record_id")),
)


class Origin(NamedTuple):
    """What a contact was before; `url` is "" where there is nothing to open."""

    label: str
    at: datetime | None
    text: str = ""
    url: str = ""


class Station(NamedTuple):
    """`state` is done, now or next. `what` and `url` are the record behind it, as far as the viewer may see it; `gap`
    are the days to the next station that was reached."""

    key: str
    label: str
    state: str
    at: datetime | None = None
    text: str = ""
    what: str = ""
    url: str = ""
    gap: int | None = None


Known = Mapping[Key, Record | None]
Origins = Callable[[Contact, Any], Origin | None]
_origins: list[Origins] = []


def add_origin(function: Origins) -> None:
    """`function(contact, user)` says what it was before, as far as this person may view it; in one statement."""
    _origins.append(function)


def journey(contact: Contact, *, user, known: Known | None = None) -> list[Station]:
    """All five stations, in two statements at most and those of the origins. `known` are records that were looked for
    already, None for those that this person may not view."""
    steps = _steps(contact)
    first = _first(steps)
    causes = _records(first.values(), user, known or {})
    origin = _origin(contact, user)
    reached = [_lead(origin), _contact(contact, origin)]
    reached += [_station(key, contact, first.get(key), causes) for key in ("prospect", "customer", "former")]
    return _with_gaps(_with_now(reached, contact))


def _steps(contact: Contact) -> list[Transition]:
    return rows_of("steps of a contact", _steps_of, contact.pk)


def _steps_of(key: int) -> QuerySet:
    rows = Transition.objects.filter(kind=kind_of(Contact), record_id=key).order_by("at", "pk")
    return rows.select_related("by", "cause", "cause_change").only(*STEP)


def _first(steps: Iterable[Transition]) -> dict[str, Transition]:
    """Since when somebody is what they are: the first step to prospect, the one to customer that was not taken back,
    the last one to former customer."""
    found: dict[str, Transition] = {}
    for step in steps:
        if step.field == "prospect_status":
            if step.now == ProspectStatus.CURRENT:
                found.setdefault("prospect", step)
        elif step.now == CustomerStatus.CURRENT:
            found.setdefault("customer", step)
            found.pop("former", None)
        elif step.now == CustomerStatus.PAST:
            found["former"] = step
        else:
            found.pop("customer", None)
            found.pop("former", None)
    return found


def _records(steps: Iterable[Transition], user, known: Known) -> dict[Key, Record | None]:
    """What brought these steps about, as far as the viewer may see it; one statement a kind that is not all known."""
    found = dict(known)
    wanted: dict[str, set[int]] = {}
    for row in filter(None, map(_cause, steps)):
        if (row.kind, row.record_id) not in found:
            wanted.setdefault(row.kind, set()).add(row.record_id)
    for kind, keys in wanted.items():
        found |= {(kind, record.pk): record for record in seen_among(model_of(kind), keys, user)}
    return found


def _cause(step: Transition) -> Transition | Change | None:
    return step.cause or step.cause_change


def _origin(contact: Contact, user) -> Origin | None:
    found = (function(contact, user) for function in _origins)
    return next(filter(None, found), None)


def _lead(origin: Origin | None) -> Station:
    if origin is None:
        return Station("lead", _("Lead"), NEXT, text=_("added without a lead"))
    return Station("lead", origin.label, DONE, origin.at, origin.text, url=origin.url)


def _contact(contact: Contact, origin: Origin | None) -> Station:
    who = {"who": contact.created_by or _("the system")}
    said = _("converted by %(who)s") % who if origin else _("added by %(who)s") % who
    return Station("contact", pgettext("station of the journey", "Contact"), DONE, contact.created_at, said)


def _station(key: str, contact: Contact, step: Transition | None, causes: Mapping) -> Station:
    label = {"prospect": _("Prospect"), "customer": _("Customer"), "former": _("Former customer")}[key]
    if not _is_reached(key, contact, step):
        return Station(key, label, NEXT, text=_("not reached"))
    if key == "prospect" and contact.prospect_status == ProspectStatus.LOST:
        label = _("Lost prospect")
    if step is None:
        return Station(key, label, DONE)
    cause = _cause(step)
    if cause is None:
        return Station(key, label, DONE, step.at, _("set by %(who)s") % {"who": step.by or _("the system")})
    record, kind = causes.get((cause.kind, cause.record_id)), str(model_of(cause.kind)._meta.verbose_name)
    if record is None:
        return Station(key, label, DONE, step.at, _("through a %(kind)s that you may not see") % {"kind": kind})
    address: Any = getattr(record, "get_absolute_url", str)
    return Station(key, label, DONE, step.at, kind, str(record), address())


def _is_reached(key: str, contact: Contact, step: Transition | None) -> bool:
    """What was taken back (a deal deleted, a win undone) was not reached."""
    was_customer = contact.customer_status != CustomerStatus.NONE
    if key == "prospect":
        return contact.prospect_status != ProspectStatus.NONE or (was_customer and step is not None)
    if key == "former":
        return contact.customer_status == CustomerStatus.PAST
    return was_customer


def _with_now(stations: list[Station], contact: Contact) -> list[Station]:
    """The last one that was reached is where they are."""
    last = max(place for place, station in enumerate(stations) if station.state == DONE)
    return [*stations[:last], stations[last]._replace(state=NOW), *stations[last + 1 :]]


def _with_gaps(stations: list[Station]) -> list[Station]:
    """Days from each station to the next one, where both have a day."""
    days = [_day(station.at) for station in stations]
    gaps = [
        (later - sooner).days if sooner and later and later >= sooner else None
        for sooner, later in zip(days, [*days[1:], None], strict=True)
    ]
    return [station._replace(gap=gap) for station, gap in zip(stations, gaps, strict=True)]


def _day(at: datetime | None) -> date | None:
    return timezone.localtime(at).date() if at else None
