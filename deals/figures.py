"""What deals come to: how many, their sum, their weighted sum (9.1), all in the account's currency.

A deal whose currency has no rate is counted and named, never added as if its rate were 1 (9.8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, QuerySet, Sum, Value, Window

from deals.querysets import CHANCE

CENT = Decimal("0.01")
MONEY = DecimalField(max_digits=24, decimal_places=2)
WEIGHTED = ExpressionWrapper(
    F("value_in_account_currency") * CHANCE / 100, DecimalField(max_digits=24, decimal_places=4)
)
UNPRICED = Q(value__isnull=False, value_in_account_currency=None)


def columns(which: Q | None = None) -> dict[str, Any]:
    """What is added up, of all deals or of those that are meant."""
    return {
        "count": Count("pk", filter=which),
        "total": Sum("value_in_account_currency", output_field=MONEY, filter=which),
        "weighted": Sum(WEIGHTED, filter=which),
        "priced": Count("value_in_account_currency", filter=which),
        "unpriced": Count("pk", filter=UNPRICED & which if which is not None else UNPRICED),
    }


COLUMNS = columns()


@dataclass
class Figures:
    """`priced` have a value in the account's currency, `unpriced` have a value without a rate."""

    count: int = 0
    total: Decimal = Decimal(0)
    weighted: Decimal = Decimal(0)
    priced: int = 0
    unpriced: int = 0

    def __post_init__(self) -> None:
        self.total = _rounded(self.total)
        self.weighted = _rounded(self.weighted)

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.count + other.count, self.total + other.total, self.weighted + other.weighted,
            self.priced + other.priced, self.unpriced + other.unpriced,
        )  # fmt: skip

    @property
    def mean(self) -> Decimal | None:
        """Of those that have a value here."""
        return _rounded(self.total / self.priced) if self.priced else None


def figures_of(*parts: QuerySet) -> Figures:
    """Of these deals, or of the parts they come in (lists.counting.halved), in one statement; also of the first few of
    them, cut off."""
    if len(parts) == 1:
        deals = parts[0] if parts[0].query.is_sliced else parts[0].order_by()
        return Figures(**deals.aggregate(**COLUMNS))
    rows: list[Any] = list(_of_all(parts, "stage", **COLUMNS))
    sums: dict[str, Any] = {name: sum(row[name] or 0 for row in rows) for name in COLUMNS}
    return Figures(**sums)


def _of_all(parts: Sequence[QuerySet], *groups: str, **columns: Any) -> QuerySet:
    """What each group of each part comes to."""
    first, *others = [deals.order_by().values(*groups).annotate(**columns) for deals in parts]
    return first.union(*others, all=True) if others else first


def as_one_row(deals: QuerySet) -> QuerySet:
    """The same as a query of one row, or none where there is no deal: its values in the order of Figures."""
    return deals.order_by().annotate(one=Value(1)).values("one").annotate(**COLUMNS).values_list(*COLUMNS)


def figured(deals: QuerySet, which: Q) -> QuerySet:
    """Each row with what all of those that are meant come to, so that a page of deals and their sum are one statement.
    `figures_in` reads it."""
    return deals.annotate(**{f"all_{name}": Window(column) for name, column in columns(which).items()})


def figures_in(deals: Sequence[Any]) -> Figures:
    """What `figured` rows say; nothing when there is no row."""
    return Figures(**{name: getattr(deals[0], f"all_{name}") for name in COLUMNS}) if deals else Figures()


def by(deals: QuerySet, field: str) -> QuerySet:
    """What `figures_by` reads: a row for each value of a column (a stage, an owner)."""
    return deals.order_by().values(field).annotate(**COLUMNS)


def figures_by(rows: Iterable[dict[str, Any]], field: str) -> dict[Any, Figures]:
    """For each value of the column, what `by` rows say."""
    return {row.pop(field): Figures(**row) for row in rows}


def by_chance(*parts: QuerySet) -> QuerySet:
    """What `figures_of_stages` adds up, of deals in parts that each have an index (lists.counting.halved): an index
    alone is read, because the chances are multiplied there, once for all deals of a stage that have the same."""
    columns = {name: column for name, column in COLUMNS.items() if name != "weighted"}
    return _of_all(parts, "stage", "win_likelihood", **columns)


def figures_of_stages(rows: Iterable[Mapping[str, Any]], stages: Mapping[int, Any]) -> dict[int, Figures]:
    """For each of these active stages, whose deals these are (`by_chance`), by key."""
    sums: dict[int, list[Any]] = defaultdict(lambda: [0, Decimal(0), Decimal(0), 0, 0])
    for row in rows:
        chance = stages[row["stage"]].likelihood if row["win_likelihood"] is None else row["win_likelihood"]
        total = Decimal(row["total"] or 0)
        found = (row["count"], total, total * chance / 100, row["priced"], row["unpriced"])
        sums[row["stage"]] = [known + more for known, more in zip(sums[row["stage"]], found, strict=True)]
    return {key: Figures(*numbers) for key, numbers in sums.items()}


def _rounded(amount: Decimal | None) -> Decimal:
    return Decimal(amount or 0).quantize(CENT, ROUND_HALF_UP)
