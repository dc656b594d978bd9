"""Records that rows point to, as far as the viewer may see them: a hidden one's name shows through no key (14.24)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from records.tagging import tags_of_many


def attach_visible(rows: Sequence[Any], names: Iterable[str], user) -> None:
    """Give every row `seen`: for each of these foreign keys the record behind it, None when there is none or this
    person may not view it. One statement per class of record, however many keys lead to it."""
    names = list(names)
    wanted: dict[Any, set] = defaultdict(set)
    for row in rows:
        for name in names:
            field = row._meta.get_field(name)
            key = getattr(row, field.attname)
            if key is not None:
                wanted[field.related_model].add(key)
    found = {model: model.objects.visible_to(user).in_bulk(keys) for model, keys in wanted.items()}
    for row in rows:
        row.seen = {name: _behind(row, name, found) for name in names}


def _behind(row: Any, name: str, found: dict) -> Any:
    field = row._meta.get_field(name)
    return found.get(field.related_model, {}).get(getattr(row, field.attname))


def attach_tags(context: dict[str, Any]) -> None:
    """Give every row of a list (lists.showing.tabled) its `tags`, where there is a column for them."""
    shown, columns = context["found"].rows, context["columns"]
    worn = tags_of_many(shown) if any(column.key == "tags" for column in columns) else {}
    for row in shown:
        row.tags = worn.get(row.pk, [])
