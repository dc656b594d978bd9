"""One cell of a list is changed in its place: `cell` in the address of a record's form names the column, the answer is
that form, small, or the row drawn anew. Without script the same form is a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from lists.arranging import kept, keys_in, widths
from lists.cells import Drawing
from lists.custom_columns import completed
from lists.rows import draw, needed, with_rights_of
from lists.tabling import Column, Table
from records.naming import model_of
from ui.pages import page, page_of_ours, redirect_to, wants_fragment

PAGE, SAVED = "lists/cell.html", "cell-saved"


def asked(request: HttpRequest, table: Table | None) -> Column | None:
    """The column whose cell is to be changed, None when it is about the whole record. 404 for a column that this
    person does not see or nobody changes."""
    key = request.GET.get("cell")
    if not key or table is None:
        return None
    column = completed(table, request.user, keys=[key]).by_key.get(key)
    if column is None or not column.is_edited:
        raise Http404
    return column


def form_answer(
    request: HttpRequest, column: Column, record: Any, form: BaseForm, *, status: int = 200,
    hidden: Iterable[tuple[str, Any]] = (),
) -> HttpResponse:  # fmt: skip
    """The form in the cell. What was typed stays in it when it is refused; `hidden` are further names and values."""
    title = f"{record}: {column.label}"
    context = {
        "form": form, "title": title, "url": request.get_full_path(), "hidden": list(hidden), "record": record,
        "next": _way_back(request, record), "few": len(form.visible_fields()) == 1 and not column.at,
    }  # fmt: skip
    answer = page(request, PAGE, context, partial="form", status=status)
    if request.method == "POST":
        answer["HX-Retarget"], answer["HX-Reswap"] = "#cell-form", "outerHTML"
    return answer


def row_answer(request: HttpRequest, table: Table, record: Any) -> HttpResponse:
    """The record's row as it is now, with the columns that are on the screen; gone when this person sees it no more.
    Without script back to where the form was opened."""
    if not wants_fragment(request):
        return redirect_to(request, _way_back(request, record))
    keys = keys_in(request.POST) if "cols" in request.POST else kept(request.GET, request.session, table.kind)
    table = completed(table, request.user, keys=keys or ())
    columns = table.chosen(keys)
    rows = model_of(table.kind).objects.visible_to(request.user).filter(pk=record.pk)
    found = list(needed(table, columns, with_rights_of(table, columns, rows, request.user)))
    drawing = Drawing(request.user, now=timezone.localtime())
    row = draw(table, columns, found, drawing, picked="picked" in request.POST, widths=widths(keys))
    answer = page(request, PAGE, {"row": row}, partial="row")
    answer["HX-Trigger-After-Settle"] = SAVED
    return answer


def _way_back(request: HttpRequest, record: Any) -> Any:
    """The list one came from, as the form names it or the browser says."""
    came_from = request.POST.get("next", "") if request.method == "POST" else request.headers.get("Referer", "")
    return page_of_ours(request, came_from, otherwise=record.get_absolute_url())


def overtaken(sent: QueryDict, standing: Any) -> bool:
    """For a status, which has no version of its own: does it stand elsewhere than where the form was opened?"""
    seen = sent.get("seen", "")
    return bool(seen) and seen != str(standing)
