"""Whatever can be taken back is the set of rows under one act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from records import bin as recycling
from records.acting import begin
from records.choices import ChangeVerb
from records.errors import NotAllowed, Overtaken
from records.lifecycle import step_back
from records.models import Act, Change, Record, Transition
from records.naming import model_of
from records.tagging import tags_of
from records.values import thaw
from records.writing import edit

OPEN_FOR = timedelta(hours=24)


class Kept(NamedTuple):
    """What stayed as it is: somebody touched it after the act."""

    kind: str
    record_id: int
    reason: str


@dataclass
class Undone:
    act: Act
    restored: int = 0
    kept: list[Kept] = field(default_factory=list)


def may_undo(act: Act, *, by, at: datetime) -> bool:
    """Who did it, for 24 hours; an admin at any time."""
    if act.undone_at:
        return False
    return by.is_admin or (act.by_id == by.pk and at - act.at <= OPEN_FOR)


@transaction.atomic
def undo(act: Act, *, by, at: datetime) -> Undone:
    """Restore what nobody touched since, newest row first, and list the rest. NotAllowed when it was undone before.

    The undo is an act of its own, so it can be taken back too. One field that was touched keeps its value; the other
    fields of that record are restored.
    """
    if not Act.objects.filter(pk=act.pk, undone_at=None).update(undone_at=at, undone_by=by):
        raise NotAllowed(_("This was taken back already."))
    act.undone_at, act.undone_by = at, by
    acts = set(Act.objects.with_descendants(act).values_list("pk", flat=True))
    outcome = Undone(act=begin("undone", by=by, at=at, parent=act.parent, label=act.label))
    for row in _rows(acts):
        record = model_of(row.kind)._base_manager.filter(pk=row.record_id).first()
        reason = _("It has been removed for good.") if record is None else _take_back(record, row, acts, outcome.act)
        if reason:
            outcome.kept.append(Kept(row.kind, row.record_id, reason))
        else:
            outcome.restored += 1
    return outcome


def _rows(acts: set[int]) -> list[Change | Transition]:
    """All journal rows of the acts, the newest first; of one moment, steps before changes, as they came about."""
    changes = list(Change.objects.filter(act__in=acts))
    steps = list(Transition.objects.filter(act__in=acts))
    return sorted([*changes, *steps], key=lambda row: (row.at, isinstance(row, Transition), row.pk), reverse=True)


def _take_back(record: Record, row: Change | Transition, acts: set[int], undo: Act) -> str:
    """Undo one row of `acts` under the act `undo`; a sentence when it has to stay."""
    deed: Any = {"by": undo.by, "at": undo.at, "cause": undo}
    try:
        if isinstance(row, Transition):
            step_back(record, row, **deed)
        elif row.verb == ChangeVerb.EDITED:
            return _edit_back(record, row, deed)
        elif row.verb == ChangeVerb.DELETED:
            if record.deleted_act_id != row.act_id:
                raise Overtaken(record)
            recycling.restore(record, **deed)
        else:
            _refuse_touched(row, acts | {undo.pk})
            recycling.delete(record, **deed)
    except Overtaken:
        return _("Somebody changed it since.")
    return ""


def _refuse_touched(row: Change, ours: set[int]) -> None:
    """A record that came in or came back goes to the bin only if nobody else worked on it after that."""
    after: dict[type[Change | Transition], dict] = {Change: {"pk__gt": row.pk}, Transition: {"at__gte": row.at}}
    for journal, later in after.items():
        rows = journal.objects.filter(kind=row.kind, record_id=row.record_id, **later)
        if rows.exclude(act__in=ours).exists():
            raise Overtaken


def _edit_back(record: Record, row: Change, deed: dict) -> str:
    if record.deleted_at:
        return _("It is in the bin.")
    fields = dict(row.fields)
    values, touched = {}, []
    tags, worn = fields.pop("tags", (None, None))
    if worn is not None and worn != sorted(tag.name for tag in tags_of(record)):
        tags, touched = None, [_("Tags")]
    for name, (was, now) in fields.items():
        column: Any = record._meta.get_field(name)
        if column.value_from_object(record) == thaw(column, now) and _is_there(column, was):
            values[name] = thaw(column, was)
        else:
            touched.append(str(column.verbose_name))
    edit(record, values, tags=tags, **deed)
    return _("Changed since: %(fields)s") % {"fields": ", ".join(touched)} if touched else ""


def _is_there(column: Any, was: Any) -> bool:
    """Whoever or whatever a field named before may have been removed for good."""
    if not column.is_relation or was is None:
        return True
    return column.related_model._base_manager.filter(pk=was).exists()
