"""Editing any record: all of it in the dialog, one fact in place, or either on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.answering import standing_at, stay
from activities.overtaking import write
from lists import inline
from lists.rights import may
from lists.tabling import Table
from records.models import Act, Record
from ui.forms import EditForm
from ui.pages import page, redirect_to
from ui.toasts import tell

PAGE = "activities/edit.html"
Make = Callable[[Any], EditForm]
Keep = Callable[[EditForm, Any, int | None], Act | None]


def edit(
    request: HttpRequest, record: Record, make: Make, keep: Keep, *, facts: Mapping[str, Collection[str]],
    table: Table | None = None, otherwise: Any = "home", template: str = PAGE, **context: Any,
) -> HttpResponse:  # fmt: skip
    """`record` was found with the right to edit it. `make(data)` builds the form (data None: not sent), `keep(form,
    current, version)` stores what it changed and returns the act, if any; it may refuse by `form.add_error`.

    `only` in the address names one of `facts` and limits the form to its fields, `cell` a column of `table`, which is
    changed in its list (lists.inline). Who gives the record out of their own
    sight is led to `otherwise`.
    """
    form, fact = make(sent(request)), request.GET.get("only", "")
    column = inline.asked(request, table)
    if column:
        limit(form, column.fields(record))
    elif fact in facts:
        limit(form, facts[fact])
    acts: list[Act | None] = []
    form, status = write(form, record, lambda current, version: acts.append(keep(form, current, version)))
    if status == 200:
        tell(request, _("Saved."), tone="green", undo=undo_of(acts[-1]) if acts else None)
        if table and column:
            return inline.row_answer(request, table, record)
        return _leave(request, record, otherwise)
    if column:
        return inline.form_answer(request, column, record, form, status=status or 200)
    context = {"title": _("Edit “%(name)s”") % {"name": record}} | context
    context |= {"form": form, "record": record, "fact": fact if fact in facts else "", "edit_url": request.path}
    return page(request, template, context, partial="fact" if context["fact"] else "form", status=status or 200)


def sent(request: HttpRequest) -> Any:
    """What the form holds; an empty one that was sent is not the same as one that was not."""
    return request.POST if request.method == "POST" else None


def limit(form: EditForm, names: Collection[str]) -> None:
    """Only these fields. 404 when this person's form has none of them."""
    for name in set(form.fields) - {*names, "version"}:
        form.fields.pop(name)
    if not set(form.fields) - {"version"}:
        raise Http404


def undo_of(act: Act | None) -> str | None:
    """Where a toast's Undo button posts to."""
    return reverse("lists:undo", args=[act.pk]) if act else None


def page_of_record(record: Record, user, otherwise: Any) -> Any:
    """Its page, or `otherwise` when this person does not see it (any more)."""
    return record if record.deleted_at is None and may(user, "view", record) else otherwise


def _leave(request: HttpRequest, record: Any, otherwise: Any) -> HttpResponse:
    to = page_of_record(record, request.user, otherwise)
    if to is not record and standing_at(request) == record.get_absolute_url():
        return redirect_to(request, to)
    return stay(request, to, "close-dialog")
