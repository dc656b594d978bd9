"""Records that rows point to, as far as the viewer may see them: a hidden one's name shows through no key (14.24)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from ui.ready import rows_of


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


def names_of_visible(rows: Sequence[Any], names: Iterable[str], user) -> dict[type, dict[int, str]]:
    """The names of the records behind these foreign keys by class and key, as far as this person may view them. One
    statement per class; cheaper than the records themselves, for a list that shows nothing else of them."""
    wanted: dict[Any, set] = defaultdict(set)
    for row in rows:
        for name in names:
            field = row._meta.get_field(name)
            wanted[field.related_model].add(getattr(row, field.attname))
    found = {}
    for model, keys in wanted.items():
        found[model] = dict(_names(model, keys - {None}, user)) if keys - {None} else {}
    return found


def _names(model: Any, keys: Collection[int], user) -> list[tuple[int, str]]:
    def named(anybody: Any, among: Collection[int]) -> Any:
        return model.objects.visible_to(anybody).filter(pk__in=among).values_list("pk", "name")

    return rows_of(("names", model), named, keys, whose=user)
