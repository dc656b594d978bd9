"""One box over all kinds of record (15.8): what an app asks when it searches its own kind.

A kind costs one statement, whatever was typed and however much there is: each way to a record (its name by the index,
its text, its tags, whatever the app adds) gives at most `MOST` candidates, and only those are ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from lists.models import Viewed
from lists.places import tagged_in
from records.folding import Sought, fold, plain, sought
from records.models import Tagging, TagUse
from records.naming import kind_of
from records.querysets import SHORT, RecordQuerySet, holding
from ui.registry import Hit, Inquiry

MOST, MOST_BEHIND, MOST_TAGS, MOST_VIEWED = 200, 50, 50, 100
SHORTEST_TAG = 2
FRESH = timedelta(days=30)
LAST = chr(0x10FFFF)


def found(
    inquiry: Inquiry, rows: RecordQuerySet, *, drawn: QuerySet, by_name: QuerySet | None = None,
    ways: Iterable[QuerySet] = (), first: Sequence[Any] = (),
) -> list[Any]:  # fmt: skip
    """The records among `rows` (what one may see) that answer, at most one more than the limit: the likeliest first
    (`likeness`), then what one looked at or what was changed lately, then one's own, then the latest.

    `drawn` is how they are loaded, `by_name` the rows that an index on the name holds, `ways` are querysets of the same
    kind that answer otherwise, `first` is an order that goes before the rank. One or two letters, which would be
    everywhere, find only what is named so.
    """
    every: list[QuerySet] = [*tagged(inquiry, rows), *ways]
    if by_name is not None:
        every.append(named(by_name, inquiry.text))
    if is_long_enough(inquiry.text):
        every.append(rows.search(inquiry.text))
    likeness = likeness_to(inquiry.text, with_name=by_name is not None)
    answering = drawn.filter(pk__in=candidates(every)).annotate(likeness=likeness)
    old, of_others = Q(updated_at__lt=inquiry.at - FRESH), ~Q(owner=inquiry.user.pk)
    unseen = ~Q(pk__in=viewed(inquiry, rows))
    order = [*first, "likeness", last(unseen), last(old), last(of_others), "-updated_at", "-pk"]
    loaded = list(answering.order_by(*order)[: inquiry.limit + 1])
    inquiry.found.setdefault(kind_of(rows.model), []).extend(row.pk for row in loaded[: inquiry.limit])
    return loaded


def is_long_enough(text: str) -> bool:
    return len(plain(text)) >= SHORT


def candidates(ways: Sequence[QuerySet]) -> QuerySet:
    """The keys of the first few of each. SQLite takes a limit inside a union only one floor further down."""
    few = [way.values("pk")[:MOST] for way in ways]
    if len(few) == 1:
        return few[0]
    if not connection.features.supports_slicing_ordering_in_compound:
        few = [way.model._base_manager.filter(pk__in=keys).values("pk") for way, keys in zip(ways, few, strict=True)]
    return few[0].union(*few[1:], all=True)


def named(rows: QuerySet, text: str) -> QuerySet:
    """Whose name begins so, along the index; the bounds are there for the index, the prefix for the truth."""
    key = fold(text)
    return rows.filter(name_key__gte=key, name_key__lt=key + LAST, name_key__startswith=key).order_by("name_key", "pk")


def likeness_to(typed: str, *, with_name: bool) -> Case:
    """0 the very name, 1 what begins so, 2 a word that does, 3 anything else."""
    text, key = plain(typed), fold(typed)
    same, begins = Q(search_text=text), Q(search_text__startswith=text)
    if with_name:
        same, begins = same | Q(name_key__in=turned(key)), begins | Q(name_key__startswith=key)
    rows = (same, begins, Q(search_text__contains=f" {text}"))
    ranked = [When(each, then=Value(rank)) for rank, each in enumerate(rows)]
    return Case(*ranked, default=Value(len(rows)), output_field=IntegerField())


def viewed(inquiry: Inquiry, rows: QuerySet) -> QuerySet:
    """What this person looked at lately of this kind."""
    lately = Viewed.objects.filter(user=inquiry.user.pk, kind=kind_of(rows.model)).order_by("-at")
    return lately.values("record_id")[:MOST_VIEWED]


def last(rows: Q) -> Case:
    """An order with these behind the others."""
    return Case(When(rows, then=Value(1)), default=Value(0), output_field=IntegerField())


def turned(name: str) -> list[str]:
    """Every way to begin the same words with another one: people are kept by their last name."""
    words = name.split()[:6]
    return [" ".join([*words[at:], *words[:at]]) for at in range(len(words))]


def behind(
    inquiry: Inquiry, rows: QuerySet, paths: Sequence[str], others: QuerySet, *, found: Sequence[int]
) -> list[QuerySet]:
    """Rows that lead by one of these keys to one of the others that were found; and, typed more than one word, to one
    whose name holds some of it while the rest is in the row: "anna acme" is Anna who works at Acme."""
    ways = [rows.filter(reduce(or_, [Q(**{f"{path}__in": found}) for path in paths]))] if found else []
    wanted = sought(inquiry.text)
    if len(wanted) > 1:
        among = others.filter(reduce(or_, [holding(each) & in_name(each) for each in wanted])).values("pk")
        for path in paths:
            answer = rows.filter(**{f"{path}__in": among[:MOST_BEHIND]})
            ways.append(answer.filter(*[holding(each) | holding(each, f"{path}__") for each in wanted]))
    return ways


def in_name(wanted: Sought) -> Q:
    parts = {wanted.word, *[part for spelling in wanted.spellings for part in spelling]}
    return reduce(or_, [Q(name_key__contains=part) for part in sorted(parts)])


# Tags


def tag_uses(inquiry: Inquiry) -> list[TagUse]:
    """The tags that begin with a word of what was typed, as they are used; one statement for all kinds."""
    if "tags" not in inquiry.known:
        words = {*fold(inquiry.text).split(), *plain(inquiry.text).split()}
        wanted = [
            Q(tag__key__startswith=word) | Q(tag__key__contains=f" {word}")
            for word in sorted(words)[:MOST_TAGS]
            if len(word) >= SHORTEST_TAG
        ]
        uses = TagUse.objects.filter(reduce(or_, wanted)).select_related("tag") if wanted else TagUse.objects.none()
        inquiry.known["tags"] = list(uses.order_by("tag__key", "kind")[:MOST_TAGS])
    return inquiry.known["tags"]


def tagged(inquiry: Inquiry, rows: QuerySet) -> Iterator[QuerySet]:
    """Rows that wear such a tag, and hold in their text or wear what else was typed (16.3)."""
    uses = [use for use in tag_uses(inquiry) if use.kind == kind_of(rows.model)]
    if not uses:
        return
    answer, wanted = rows.filter(wearing(uses)), sought(inquiry.text)
    for each in wanted if len(wanted) > 1 else ():
        own = [use for use in uses if answers(use, each)]
        answer = answer.filter(holding(each) | wearing(own) if own else holding(each))
    yield answer


def answers(use: TagUse, wanted: Sought) -> bool:
    return f" {wanted.word}" in f" {plain(use.tag.key)}"


def wearing(uses: Iterable[TagUse]) -> Q:
    return Q(pk__in=Tagging.objects.filter(use__in=[use.pk for use in uses]).values("record_id"))


def find_tags(inquiry: Inquiry) -> list[Hit]:
    """The tags that answer as a whole, each leading to the lists of what wears it."""
    wanted = sought(inquiry.text)
    whole = [use for use in tag_uses(inquiry) if all(answers(use, each) for each in wanted)]
    hits = [hit for use in whole if (hit := tagged_in(use.kind, use.tag.name, inquiry.user))]
    return hits[: inquiry.limit + 1]


def hint(*said: Any) -> str:
    """What tells a hit from others, without what is not known."""
    return " · ".join(str(each) for each in said if each)
