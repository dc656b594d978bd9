"""Charts as SVG from the server: axis, values as text, every bar a link with a label, and the same figures in a table.

Lengths are in SVG units; values may be int, Decimal or float and negative. Nothing to show is said, not drawn.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils import formats
from django.utils.safestring import SafeString

Number = int | float | Decimal

LEFT, TOP, WIDTH, HEIGHT = 52, 16, 640, 226  # of the plot in a 640 x 256 picture
STEPS = (1, 2, 2.5, 5, 10)
TALLEST = 34
ROW, BAR, LABELS, FIGURES = 40, 26, 132, 76  # of a horizontal chart, 440 wide


@dataclass(frozen=True)
class Bar:
    """One value. `url` leads to the rows behind it; `text` replaces the formatted number (money, per cent)."""

    label: Any
    value: Number
    url: str = ""
    text: str = ""


@dataclass(frozen=True)
class Mark:
    """A bar worked out: its corner and size, and where its figure stands (`middle` across, `at` down)."""

    bar: Bar
    figure: str
    x: float
    y: float
    width: float
    height: float
    at: float
    middle: float = 0.0


def grouped(value: Number) -> str:
    return formats.number_format(value, use_l10n=True, force_grouping=True)


def ticks(values: Sequence[Number], *, about: int = 4) -> list[float]:
    """Round steps from the lowest (or 0) to the highest value (or 0), never only one."""
    low, high = min([0.0, *map(float, values)]), max([0.0, *map(float, values)])
    if high == low:
        high = 1.0
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in STEPS if power * each >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * each for each in range(first, last + 1)]


def tidy(number: float) -> int | float:
    rounded = round(number, 10)
    return int(rounded) if rounded == int(rounded) else rounded


def bars(
    rows: Sequence[Bar],
    *,
    title: Any,
    label: Any = "",
    measure: Any = "",
    horizontal: bool = False,
    number: Callable[[Number], str] = grouped,
) -> SafeString:
    """A bar chart with its table. `label` and `measure` head the table's columns; `number` formats the figures."""
    if horizontal:
        return drawn("ui/charts/rows.html", rows, across(rows, number), title, label, measure, number)
    return drawn("ui/charts/columns.html", rows, upright(rows, number), title, label, measure, number)


def line(
    rows: Sequence[Bar], *, title: Any, label: Any = "", measure: Any = "", number: Callable[[Number], str] = grouped
) -> SafeString:
    """Values that follow each other in time, joined by a line."""
    return drawn("ui/charts/line.html", rows, upright(rows, number), title, label, measure, number)


def drawn(
    template: str, rows: Sequence[Bar], picture: dict[str, Any], title: Any, label: Any, measure: Any, number: Any
) -> SafeString:
    table = [(row, row.text or number(row.value)) for row in rows]
    return render_to_string(template, {**picture, "table": table, "title": title, "label": label, "measure": measure})


def upright(rows: Sequence[Bar], number: Callable[[Number], str]) -> dict[str, Any]:
    if not rows:
        return {"marks": []}
    steps = ticks([row.value for row in rows])
    span = steps[-1] - steps[0]

    def y(value: Number) -> float:
        return round(HEIGHT - (float(value) - steps[0]) / span * (HEIGHT - TOP), 1)

    slot = (WIDTH - LEFT) / len(rows)
    thick = min(TALLEST, slot * 0.64)
    marks = []
    for index, row in enumerate(rows):
        middle = LEFT + slot * (index + 0.5)
        top, foot = min(y(row.value), y(0)), max(y(row.value), y(0))
        figure = row.text or number(row.value)
        over = foot + 13 if row.value < 0 else top - 6
        corner, size = (round(middle - thick / 2, 1), top), (round(thick, 1), round(foot - top, 1))
        marks.append(Mark(row, figure, *corner, *size, round(over, 1), round(middle, 1)))
    grid = [(y(step), number(tidy(step)), step == 0) for step in steps]
    points = [(mark, y(mark.bar.value)) for mark in marks]
    path = " ".join(f"{mark.middle},{height}" for mark, height in points)
    return {"marks": marks, "grid": grid, "path": path, "points": points}


def across(rows: Sequence[Bar], number: Callable[[Number], str]) -> dict[str, Any]:
    if not rows:
        return {"marks": []}
    low = min([0.0, *(float(row.value) for row in rows)])
    high = max([0.0, *(float(row.value) for row in rows)])
    room = 440 - LABELS - FIGURES
    scale = room / ((high - low) or 1.0)
    zero = LABELS - low * scale
    marks = []
    for index, row in enumerate(rows):
        length = abs(float(row.value)) * scale
        start = zero - length if row.value < 0 else zero
        y = index * ROW
        marks.append(Mark(row, row.text or number(row.value), round(start, 1), y, round(length, 1), BAR, y + 18))
    return {"marks": marks, "height": len(rows) * ROW - ROW + BAR, "zero": round(zero, 1)}
