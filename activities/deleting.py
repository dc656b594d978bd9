"""Deleting any record from its page or its row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.editing import undo_of
from records import bin as recycling
from records.errors import NotAllowed, Overtaken
from records.models import Act, Record
from ui.pages import redirect_to
from ui.toasts import tell


def delete(
    request: HttpRequest, record: Record, to: Any, *, remove: Callable[..., Act] = recycling.delete
) -> HttpResponse:
    """Into the bin, and to `to`, away from a page that is not there any more. `record` was found with the right to
    delete it; `remove(record, by=, at=)` is the app's own way, and may say no."""
    try:
        act = remove(record, by=request.user, at=timezone.now())
    except (NotAllowed, Overtaken) as error:
        tell(request, str(error), tone="red")
        return redirect_to(request, to if _is_gone(error) else record)
    tell(request, _("“%(name)s” is in the bin.") % {"name": record}, undo=undo_of(act))
    return redirect_to(request, to)


def _is_gone(error: Exception) -> bool:
    current = getattr(error, "record", None)
    return isinstance(error, Overtaken) and (current is None or current.deleted_at is not None)
