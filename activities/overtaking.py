"""Two editors of one record: the second is shown both values and chooses."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from records.errors import Overtaken, RecordError
from records.models import Change, Record
from records.naming import kind_of
from ui.forms import EditForm

Keep = Callable[[Record, int | None], None]


def write(form: EditForm, record: Record, keep: Keep) -> tuple[EditForm, int]:
    """Store a sent form through `keep(record, version)`. Returns the form to show again, and what came of it:
    0 nothing was sent, 200 stored, 409 both sides changed the same, 422 refused."""
    if not form.is_bound:
        return form, 0
    if not form.is_valid():
        return form, 422
    try:
        return _keep(form, record, form.seen_version, keep)
    except Overtaken as late:
        return _after(form, late.record, keep)


def _keep(form: EditForm, record: Record, version: int | None, keep: Keep) -> tuple[EditForm, int]:
    try:
        keep(record, version)
    except Overtaken:
        raise
    except RecordError as error:
        form.add_error(None, str(error))
    return form, 422 if form.errors else 200


def _after(form: EditForm, current: Record | None, keep: Keep) -> tuple[EditForm, int]:
    """What both changed is asked about; what only one of them changed is kept from each."""
    if current is None or current.deleted_at:
        form.add_error(None, _("This was deleted meanwhile. Copy what you typed before you leave."))
        return form, 422
    if form.conflicts(current):
        return form.rebase(current, who=_who_changed(current), at=current.updated_at), 409
    try:
        return _keep(form, current, current.version, keep)
    except Overtaken:
        return form.rebase(current, who=_who_changed(current), at=current.updated_at), 409


def _who_changed(record: Record) -> str:
    last = Change.objects.filter(kind=kind_of(record), record_id=record.pk).select_related("by").order_by("-pk").first()
    return str(last.by) if last and last.by else ""
