"""Deeds upon many chosen records at once. Apps declare theirs for each kind; few are done on the spot and many by a
job, in the same words and under one act, which takes all of it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lists import selection
from lists.counting import Count
from lists.showing import Bulk
from records.batching import Edit, delete_each, edit_each
from records.errors import RecordError
from records.folding import fold
from records.models import Act, Job, Record
from records.naming import kind_of
from records.tagging import tags_of_many
from records.working import start

JOB = "activities.bulk"
# What is done while one waits; more is a job.
AT_ONCE = 100


def anybody(user: User) -> bool:
    return True


class Deed(NamedTuple):
    """What may be done with many records, by who has the right `action` to each.

    `do(record, given, by=, at=, cause=)` returns what it wrote, None where there was nothing to write, and refuses by a
    RecordError. A deed done `together` takes a list of records, whose rows are locked and nothing read along, and
    returns an Outcome, in as many statements for a thousand as for one; when it raises a RecordError, each is tried for
    itself. `read` makes of the facts, which a job keeps as JSON, what `do` is given; what is not there any more may
    raise DoesNotExist. `url` is the address of a higher app that asks, by default `<key>_many` of the kind's. `when`
    says who is offered it besides. `label` stands on the button of the list, `title` above the question, `hint` in it.
    """

    key: str
    action: str
    do: Callable[..., Any]
    label: Any
    icon: str
    read: Callable[[Any], Any] = dict
    title: Any = ""
    hint: Any = ""
    danger: bool = False
    together: bool = False
    at_once: int = AT_ONCE
    when: Callable[[User], bool] = anybody
    url: str = ""
    settable: Any = None

    @property
    def name(self) -> str:
        return str(self.title or self.label)


class Kind(NamedTuple):
    """`narrowed(query, user, rows)` is the filter set of the list, `among` leaves the rows that deeds are for."""

    model: Any
    noun: Any
    narrowed: Callable[..., Any]
    among: Callable[[Any], Any]
    deeds: dict[str, Deed]
    home: str = "index"

    def chosen(self, sent: QueryDict, deed: Deed, *, by) -> QuerySet:
        """The chosen rows that this person may do this to, in the order of their keys."""
        return self._among(sent, self.reached(deed, by=by), by)

    def seen(self, sent: QueryDict, *, by) -> QuerySet:
        """All the chosen rows, those too that this person may only look at."""
        return self._among(sent, self.model.objects.visible_to(by), by)

    def reached(self, deed: Deed, *, by) -> Any:
        return self.among(self.model.objects.visible_to(by, deed.action))

    def _among(self, sent: QueryDict, rows: QuerySet, by) -> QuerySet:
        shown = self.model.objects.visible_to(by)
        return selection.chosen(sent, rows, lambda query: self.narrowed(query, by, shown).qs).order_by("pk")

    def address(self, name: str) -> str:
        return reverse(f"{self.model._meta.app_label}:{name}")

    def told(self, count: Count) -> str:
        return self.noun % {"number": count.number, "shown": str(count)}

    def opens(self, deed: Deed, user: User) -> bool:
        return user.may(self.model.permission_object, deed.action) and deed.when(user)

    def offered(self, user: User, *without: str) -> list[Bulk]:
        """The buttons of the list."""
        deeds = [deed for deed in self.deeds.values() if deed.key not in without and self.opens(deed, user)]
        return [Bulk(deed.label, deed.icon, self.asked_at(deed), deed.danger) for deed in deeds]

    def asked_at(self, deed: Deed) -> str:
        return reverse(deed.url) if deed.url else self.address(f"{deed.key}_many")


_kinds: dict[str, Kind] = {}


def declare(
    model: type[Record], *deeds: Deed, noun: Any, narrowed: Callable[..., Any],
    among: Callable[[Any], Any] = lambda rows: rows, home: str = "index",
) -> None:  # fmt: skip
    """Called from an app's panels module. The app has an address `<key>_many` for each deed; `home` is the list's."""
    _kinds[kind_of(model)] = Kind(model, noun, narrowed, among, {deed.key: deed for deed in deeds}, home)


def add(kind: str, *deeds: Deed) -> None:
    """A higher app's deeds upon the records of a lower one, called from its panels module. `url` says where each is
    asked for."""
    for deed in deeds:
        if deed.key in _kinds[kind].deeds:
            raise ValueError(f"{kind} has a deed {deed.key!r} already")
        _kinds[kind].deeds[deed.key] = deed


def kind_called(key: str) -> Kind:
    return _kinds[key]


class Refused(NamedTuple):
    record: Record
    reason: str


class Outcome(NamedTuple):
    """How many were changed, and which could not be; others were already as they should be."""

    changed: int
    refused: list[Refused]


def carry_out(deed: Deed, rows: QuerySet, facts: Mapping[str, Any], *, by, at: datetime, cause: Act) -> Outcome:
    """A record that is refused holds up no other one, and nothing of it is half done. In the transaction of the
    caller, who keeps the rows few enough to be held."""
    try:
        given = deed.read(facts)
    except ObjectDoesNotExist:
        gone = str(_("What was chosen is not there any more."))
        return Outcome(0, [Refused(record, gone) for record in rows])
    how = {"by": by, "at": at, "cause": cause}
    if deed.together:
        return _together(deed, list(rows.select_related(None).select_for_update(of=("self",))), given, how)
    changed, refused = 0, []
    for record in rows:
        try:
            with transaction.atomic():
                changed += deed.do(record, given, **how) is not None
        except (RecordError, IntegrityError) as error:
            refused.append(Refused(record, _said(error)))
    return Outcome(changed, refused)


def _together(deed: Deed, records: list[Any], given: Any, how: dict[str, Any]) -> Outcome:
    try:
        with transaction.atomic():
            return deed.do(records, given, **how) if records else Outcome(0, [])
    except (RecordError, IntegrityError) as error:
        if len(records) == 1:
            return Outcome(0, [Refused(records[0], _said(error))])
    changed, refused = 0, []
    for record in records:
        record.refresh_from_db()
        one = _together(deed, [record], given, how)
        changed, refused = changed + one.changed, refused + one.refused
    return Outcome(changed, refused)


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, RecordError) else str(_("Something else has that already."))


def begin_job(
    kind: Kind, deed: Deed, sent: QueryDict, facts: Mapping[str, Any], *, by, at: datetime, label: str
) -> Job:
    """The choice is kept as it was made: "all that match" is the filter itself, up to the last row there is now."""
    choice = QueryDict(mutable=True)
    for name, value in selection.fields(sent):
        choice.appendlist(name, value)
    last = kind.chosen(sent, deed, by=by).order_by().aggregate(last=Max("pk"))["last"]
    params = {
        "kind": kind_of(kind.model), "deed": deed.key, "facts": dict(facts), "chosen": choice.urlencode(),
        "last": last or 0, "language": get_language(),
    }  # fmt: skip
    return start(JOB, params, by=by, at=at, label=label)


def _owner(facts: Mapping[str, Any]) -> User:
    return User.objects.active().get(pk=facts["owner"])


def _reassign(records: list[Any], owner: User, *, by, at: datetime, cause: Act) -> Outcome:
    return Outcome(len(edit_each([Edit(each, {"owner": owner}) for each in records], by=by, at=at, cause=cause)), [])


REASSIGN = Deed("reassign", "reassign", _reassign, _("Reassign"), "users", read=_owner, together=True)


def _retag(records: list[Any], names: Mapping[str, list[str]], *, by, at: datetime, cause: Act) -> Outcome:
    """Tags are added and removed, others stay (3.13, 5.11)."""
    gone = {fold(name) for name in names["remove_tags"]}
    worn = tags_of_many(records)
    edits = [
        Edit(each, {}, [*(tag.name for tag in worn[each.pk] if tag.key not in gone), *names["add_tags"]])
        for each in records
    ]
    return Outcome(len(edit_each(edits, by=by, at=at, cause=cause)), [])


TAG = Deed("tag", "edit", _retag, _("Tag"), "tag", title=_("Change tags"), together=True)
BACK = _("They go to the bin, from where they can be taken back.")


def _delete(records: list[Any], _given: Any, *, by, at: datetime, cause: Act) -> Outcome:
    return Outcome(len(delete_each(records, by=by, at=at, cause=cause)), [])


def deleting(remove: Callable[..., Outcome] = _delete, hint: Any = BACK) -> Deed:
    """`remove(records, given, by=, at=, cause=)` is the app's own way, and may refuse some."""
    return Deed("delete", "delete", remove, _("Delete"), "trash-2", hint=hint, danger=True, together=True)
