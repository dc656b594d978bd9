"""One box over all kinds of record (15.8): what an app asks when it searches its own kind.

A kind costs one statement, whatever was typed and however much there is: each way to a record (its name by the index,
its text, its tags, the records it leads to) gives a few candidates, and only those are ranked. The statement is put
together by hand (lists.pieces); what one may see goes in as the querysets say it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from lists.models import Viewed
from lists.pieces import (
    NEVER,
    Piece,
    among,
    around,
    drawing,
    every,
    holding,
    in_name,
    like,
    some,
)
from lists.places import tagged_in
from records.folding import Sought, fold, plain, sought
from records.models import Tagging, TagUse
from records.naming import kind_of
from records.querysets import SHORT
from ui.ready import texts_of
from ui.registry import Hit, Inquiry

MOST, MOST_WIDE, MOST_NEWEST, MOST_BEHIND, MOST_TAGS, MOST_VIEWED = 200, 1000, 2000, 50, 50, 100
SHORTEST_TAG = 2
FRESH = timedelta(days=30)
LAST = chr(0x10FFFF)
BASE = ("id", "search_text", "owner_id")
OTHERS = ("id", "search_text", "name", "name_key")


@dataclass(frozen=True, kw_only=True)
class Ask:
    """How a kind is searched; `key` names it.

    `tables(user)` are queries, made once for everybody with the same rights (ui.ready): `seen` is what one may see,
    `columns` what is drawn of it. `wide` holds all of `seen` and can be told apart from the rest at little cost: the
    text is looked for in there, and whether a candidate is one of `seen` is asked of the first thousand only; with
    `newest` the latest of `seen` are searched besides. `near` are those of `seen` that an index finds: they are
    searched by themselves. `others` are the rows, of the kind `leads_to`, that some columns (`behind`) lead to;
    `extra` are further things to draw, worked out from `others` and from the row (`it`). `named` tells whether there
    is an index on the name, and `named_if` of which rows. `last` is a condition on `it` for those that go behind all
    others, `also` one for further candidates, which are looked for in the table that `also_in` names.
    """

    key: str
    model: Any
    tables: Callable[[Any], Mapping[str, QuerySet]]
    columns: tuple[str, ...]
    newest: bool = False
    behind: tuple[str, ...] = ()
    leads_to: str = ""
    extra: str = ""
    named: bool = False
    named_if: Piece | None = None
    last: Piece | None = None
    also: Piece | None = None
    also_in: str = "seen"
    needs: tuple[str, ...] = ()


def found(inquiry: Inquiry, ask: Ask) -> list[Any]:
    """The records that answer, at most one more than the limit: the likeliest first (`likeness`), then what one looked
    at or what was changed lately, then one's own, then the latest. One or two letters, which would be everywhere, find
    only what is named so."""
    tables = tables_of(ask, inquiry.user)
    few = candidates(inquiry, ask, tables) if tables else None
    if not few:
        return []
    statement = whole(inquiry, ask, tables, few)
    loaded = list(ask.model._base_manager.raw(statement.sql, statement.params))
    inquiry.found.setdefault(kind_of(ask.model), []).extend(row.pk for row in loaded[: inquiry.limit])
    return loaded


def tables_of(ask: Ask, user: Any) -> dict[str, Piece]:
    """Each query as text; none where this person sees nothing."""
    names = [*BASE, *ask.behind, *ask.needs, *["name_key"] * ask.named, *["created_at"] * ask.newest]

    def columns(table: str) -> Sequence[str]:
        return OTHERS if table == "others" else names

    def made(anybody: Any) -> dict[str, QuerySet]:
        return {name: rows.order_by().values(*columns(name)) for name, rows in ask.tables(anybody).items()}

    texts = texts_of(("search", ask.key), made, user)
    if texts["seen"] is None:
        return {}
    return {name: Piece(text[0], tuple(text[1])) if text else nothing(ask.model, columns(name))
            for name, text in texts.items()}  # fmt: skip


def nothing(model: Any, columns: Iterable[str]) -> Piece:
    return Piece(f"SELECT {', '.join(columns)} FROM {model._meta.db_table} WHERE 1 = 0")  # noqa: S608  our names


def whole(inquiry: Inquiry, ask: Ask, tables: dict[str, Piece], few: Piece) -> Piece:
    """The tables, the candidates among them, and those in their order."""
    columns, source = drawing(ask.model._meta, ask.columns)
    likeness = likeness_to(inquiry.text, with_name=ask.named)
    order, values = order_of(inquiry, ask)
    once, each = ("MATERIALIZED ", "NOT MATERIALIZED ") if connection.vendor == "postgresql" else ("", "")
    named = [around(f"{name} AS {each}(", table, ")") for name, table in tables.items()]
    with_ = [*named, around(f"few AS {once}(", few, ")")]
    kept = "it.id IN (SELECT id FROM few)"
    if "wide" in tables:
        kept += " AND it.id IN (SELECT seen.id FROM seen WHERE seen.id IN (SELECT id FROM few))"
    sql = (  # names of ours, values apart
        f"WITH {', '.join(part.sql for part in with_)} SELECT {columns}{ask.extra}, {likeness.sql} AS likeness "  # noqa: S608
        f"FROM {source} WHERE {kept} ORDER BY {order} LIMIT {int(inquiry.limit) + 1}"
    )
    return Piece(sql, (*[value for part in with_ for value in part.params], *likeness.params, *values))


def order_of(inquiry: Inquiry, ask: Ask) -> tuple[str, tuple[Any, ...]]:
    viewed = (
        f"SELECT record_id FROM (SELECT record_id FROM {Viewed._meta.db_table} WHERE user_id = %s AND kind = %s "  # noqa: S608
        f"ORDER BY at DESC LIMIT {MOST_VIEWED}) looked"
    )
    adapt = connection.ops.adapt_datetimefield_value
    parts = [
        *([around("CASE WHEN ", ask.last, " THEN 1 ELSE 0 END")] if ask.last else []),
        Piece("likeness"),
        Piece(f"CASE WHEN it.id IN ({viewed}) THEN 0 ELSE 1 END", (inquiry.user.pk, kind_of(ask.model))),
        Piece("CASE WHEN it.updated_at < %s THEN 1 ELSE 0 END", (adapt(inquiry.at - FRESH),)),
        Piece("CASE WHEN it.owner_id = %s THEN 0 ELSE 1 END", (inquiry.user.pk,)),
        Piece("it.updated_at DESC, it.id DESC"),
    ]
    return ", ".join(part.sql for part in parts), tuple(value for part in parts for value in part.params)


def candidates(inquiry: Inquiry, ask: Ask, tables: Container[str]) -> Piece | None:
    """The keys of the first few of each way. SQLite takes a limit inside a union only one floor further down."""
    ways = [(among_seen(worn), MOST) for worn in tagged(inquiry, ask.model)]
    if ask.named:
        ways += named(inquiry.text, ask.named_if)
    if is_long_enough(inquiry.text):
        ways += holding_it(inquiry.text, ask, tables)
    if ask.also:
        ways.append((around(f"SELECT id FROM {ask.also_in} WHERE ", ask.also, ""), MOST))  # noqa: S608  our names
    ways += leading(inquiry, ask, sought(inquiry.text))
    if not ways:
        return None
    few = [around("SELECT id FROM (", way, f" LIMIT {most}) way_{at}") for at, (way, most) in enumerate(ways)]
    return Piece(" UNION ALL ".join(way.sql for way in few), tuple(value for way in few for value in way.params))


def among_seen(where: Piece) -> Piece:
    return around("SELECT id FROM seen WHERE ", where, "")


def holding_it(text: str, ask: Ask, tables: Container[str]) -> Iterator[tuple[Piece, int]]:
    """The rows whose text holds everything typed."""
    wanted = sought(text)
    holds = every(holding(each, "search_text") for each in wanted) if wanted else Piece("1 = 1")
    if "wide" not in tables:
        yield among_seen(holds), MOST
    else:
        yield around("SELECT id FROM wide WHERE ", holds, ""), MOST_WIDE
    if ask.newest and "wide" in tables:
        last = f"SELECT id, search_text FROM seen ORDER BY created_at DESC, id DESC LIMIT {MOST_NEWEST}"  # noqa: S608
        yield around(f"SELECT id FROM ({last}) newest WHERE ", holds, ""), MOST  # noqa: S608
    if "near" in tables:
        yield around("SELECT id FROM near WHERE ", holds, ""), MOST


def named(text: str, only: Piece | None) -> Iterator[tuple[Piece, int]]:
    """Whose name begins so, along the index: the bounds are there for the index, the prefix for the truth. And for one
    or two letters, who is called so by the first name, with which the text begins."""
    key = fold(text)
    begins = [Piece("name_key >= %s AND name_key < %s", (key, key + LAST)), like("name_key", key, before="")]
    where = every([*begins, *([only] if only else [])])
    yield around("SELECT id FROM seen WHERE ", where, " ORDER BY name_key, id"), MOST
    if plain(text) and not is_long_enough(text):
        yield among_seen(like("search_text", plain(text), before="")), MOST


def is_long_enough(text: str) -> bool:
    return len(plain(text)) >= SHORT


def likeness_to(typed: str, *, with_name: bool) -> Piece:
    """0 the very name, 1 what begins so, 2 a word that does, 3 anything else."""
    text, key, column = plain(typed), fold(typed), "it.search_text"
    same, begins = [Piece(f"{column} = %s", (text,))], [like(column, text, before="")]
    if with_name:
        same.append(among("it.name_key", turned(key)))
        begins.append(like("it.name_key", key, before=""))
    ranks = [some(same), some(begins), like(column, f" {text}")]
    whens = " ".join(f"WHEN {rank.sql} THEN {at}" for at, rank in enumerate(ranks))
    return Piece(f"CASE {whens} ELSE {len(ranks)} END", tuple(value for rank in ranks for value in rank.params))


def turned(name: str) -> list[str]:
    """Every way to begin the same words with another one: people are kept by their last name."""
    words = name.split()[:6]
    return [" ".join([*words[at:], *words[:at]]) for at in range(len(words))]


def leading(inquiry: Inquiry, ask: Ask, wanted: Sequence[Sought]) -> Iterator[tuple[Piece, int]]:
    """Rows that lead by one of these columns to one of the others that were found; and, typed more than one word, to
    one whose name holds some of it while the rest is in the row: "anna acme" is Anna who works at Acme."""
    if not ask.behind:
        return
    keys = inquiry.found.get(ask.leads_to, [])
    if keys:
        yield around("SELECT id FROM seen WHERE ", some(among(column, keys) for column in ask.behind), ""), MOST
    if len(wanted) < 2:
        return
    part = some(every([holding(each, "search_text"), in_name(each, "name_key")]) for each in wanted)
    held = around("SELECT id, search_text FROM others WHERE ", part, f" LIMIT {MOST_BEHIND}")
    rest = every(some([holding(each, "seen.search_text"), holding(each, "o.search_text")]) for each in wanted)
    for column in ask.behind:
        joined = around("SELECT seen.id FROM (", held, f") o JOIN seen ON seen.{column} = o.id WHERE ")
        yield Piece(joined.sql + rest.sql, joined.params + rest.params), MOST


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


def tagged(inquiry: Inquiry, model: Any) -> Iterator[Piece]:
    """Rows that wear such a tag, and hold in their text or wear what else was typed (16.3)."""
    uses = [use for use in tag_uses(inquiry) if use.kind == kind_of(model)]
    if not uses:
        return
    answer, wanted = [wearing(uses)], sought(inquiry.text)
    for each in wanted if len(wanted) > 1 else ():
        own = [use for use in uses if answers(use, each)]
        answer.append(some([holding(each, "search_text"), wearing(own)]))
    yield every(answer)


def answers(use: TagUse, wanted: Sought) -> bool:
    return f" {wanted.word}" in f" {plain(use.tag.key)}"


def wearing(uses: Iterable[TagUse]) -> Piece:
    use = among("use_id", [each.pk for each in uses])
    worn = f"id IN (SELECT record_id FROM {Tagging._meta.db_table} WHERE "  # noqa: S608
    return NEVER if use is NEVER else around(worn, use, ")")


def find_tags(inquiry: Inquiry) -> list[Hit]:
    """The tags that answer as a whole, each leading to the lists of what wears it."""
    wanted = sought(inquiry.text)
    whole = [use for use in tag_uses(inquiry) if all(answers(use, each) for each in wanted)]
    hits = [hit for use in whole if (hit := tagged_in(use.kind, use.tag.name, inquiry.user))]
    return hits[: inquiry.limit + 1]


def hint(*said: Any) -> str:
    """What tells a hit from others, without what is not known."""
    return " · ".join(str(each) for each in said if each)
