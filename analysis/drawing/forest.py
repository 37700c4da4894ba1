"""The forest plots: measures of two articles, or of each article against all others, as ratios with their intervals."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.drawing import pairs as data_of
from analysis.drawing.canvas import COLOURS, MARKERS, USUAL, figure
from analysis.drawing.intervals import Interval, Mark, draw_interval
from analysis.drawing.layout import BOX, POINTS, WIDE, height, inches, legend, wrap
from analysis.measures import out_of
from analysis.text.prose import p_value

LIMIT = 4.0  # of the axis, in log2: sixteen times as often
TICKS = {-4: "16×", -2: "4×", 0: "1", 2: "4×", 4: "16×"}
STUB = 0.35  # inches of the arrow of a zero cell: a direction, no size
NUMBERS = 6.0  # points
GAP = 0.1  # inches between columns of numbers
LEAST = 0.62  # inches of an axis on which intervals can be told apart
GREY = "#555555"
DIRECTION = (
    "Ratios of the rates, on a log scale (4× on the left: four times as often in the article named there). With three "
    "articles or more each is set against all others here. A dotted arrow is a zero cell, which has a direction "
    "but no ratio; 0, where neither side has any. An arrow at the edge: no limit, or one beyond the axis. "
)


RAW = Interval(("log2_ratio", "low", "high"), 0.0, GREY, "-", LIMIT, "95 % interval")
COUNTED = RAW._replace(lift=0.17)
WIDENED = Interval(
    ("log2_ratio", "low_adjusted", "high_adjusted"), -0.2, "#B8860B", "--", LIMIT, "with the detector's errors"
)


@figure(
    data_of.forest,
    "page",
    (
        "Measures of {articles}, with the 95 % interval from permuting sentences. " + DIRECTION + "Beside them: "
        "counts out of exposure, and p after Holm over the family declared in advance (other measures describe and "
        "have none). An interval that crosses the line: sentences shuffled between the texts differ as much. Grey "
        "bars: half of the pairs of news articles on one event differ by no more (BASIL; in their first 300 words, "
        "if an article here has fewer than 450); no bar: in half of them neither has any, or there is none to compare "
        "with. {scope}"
    ),
)
def contrasts(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the contrasts as a forest plot, zero cells as arrows, counts and p beside it."""
    notes = {"p (Holm)": ["–" if pd.isna(row.p_holm) else p_value(row.p_holm) for row in data.itertuples()]}
    _forest(data, canvas, [RAW], notes)


@figure(
    data_of.adjusted_forest,
    "page",
    (
        "The declared family of measures of {articles}. Grey: 95 % interval from permuting sentences, the counts taken "
        "as given. Orange and dashed, below it: widened by what the detector's errors may differ between two texts, "
        "from its measured precision (P) and recall (R); none where these have not been measured. "
        + DIRECTION
        + "Accuracy was measured on other texts than these. {scope}"
    ),
)
def adjusted(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw each contrast with both intervals, one above the other, counts and accuracy beside them."""
    pairs = zip(data["precision"], data["recall"], strict=True)
    accuracy = ["–" if pd.isna(right) else f"{right:.2f}, {found:.2f}" for right, found in pairs]
    _forest(data, canvas, [COUNTED, WIDENED], {"P, R": accuracy})


def _forest(data: pd.DataFrame, canvas: Figure, intervals: list[Interval], notes: dict[str, list[str]]) -> None:
    """One forest with its numbers for two articles, else one for each article, with its counts."""
    width = canvas.get_figwidth()
    names = {name: wrap(name.replace("_", " "), 0.26 * width) for name in dict.fromkeys(data["measure"])}
    beside = max(inches(line) for name in names.values() for line in name.split("\n")) + 0.25
    pitch = max(0.17 + 0.09 * (len(intervals) - 1), max(height(name) for name in names.values()) + 0.03)
    sides = [rows for _, rows in data.groupby(["a", "b"], sort=False)]
    wide = width >= WIDE
    numbers = [_counts(rows, "a", wide=wide) if wide or len(sides) == 1 else {} for rows in sides]
    if len(sides) == 1:
        numbers[0] |= _counts(data, "b", wide=wide) | notes
    taken = max(sum(_widths(columns)) for columns in numbers)
    across = max(1, min(len(sides), int((width - beside) / (LEAST + taken + 0.1))))
    down = math.ceil(len(sides) / across)
    canvas.set_size_inches(width, 0.05 + down * (0.7 + pitch * len(names)))
    grid = canvas.subplots(down, across, sharey=True, squeeze=False)
    room = (width - beside) / across - taken - 0.1
    for axes, rows, columns in zip(grid.flat, sides, numbers, strict=False):
        _panel(axes, rows, intervals, names, room)
        _numbers(axes, columns)
        axes.set_xlabel(_direction(rows["a"].iloc[0], rows["b"].iloc[0], room + taken), fontsize=7)
    for axes in grid.flat[len(sides) :]:
        axes.axis("off")
    legend(canvas, _handles(data, intervals))


def _counts(rows: pd.DataFrame, side: str, *, wide: bool) -> dict[str, list[str]]:
    """The counts of one side out of its exposure, under its name: ``3 of 17``, or ``3/17`` where room is short."""
    cells = zip(rows[f"count_{side}"], rows["measure"], rows[f"exposure_{side}"], strict=True)
    joined = [(count, f" {out_of(name)} " if wide else "/", exposure) for count, name, exposure in cells]
    return {rows[side].iloc[0]: [f"{count:.0f}{between}{exposure:.0f}" for count, between, exposure in joined]}


def _widths(columns: dict[str, list[str]]) -> list[float]:
    """Inches of each column of numbers, with the gap before it."""
    return [
        GAP
        + max(
            *(inches(cell, NUMBERS) for cell in cells),
            *(min(1.05 * inches(word, NUMBERS, "bold"), 0.6) for word in head.split()),
        )
        for head, cells in columns.items()
    ]


def _numbers(axes: Axes, columns: dict[str, list[str]]) -> None:
    """The table to the right of a forest."""
    place = 0.0
    where: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
    for (head, cells), width in zip(columns.items(), _widths(columns), strict=True):
        left = POINTS * (place + GAP)
        title = wrap(head, width - GAP, NUMBERS, lines=2, weight="bold")
        axes.annotate(title, (1, 0.6), (left, 0), va="bottom", weight="bold", fontsize=NUMBERS, **where)
        for index, cell in enumerate(cells):
            axes.annotate(cell, (1, -index), (left, 0), va="center", fontsize=NUMBERS, **where)
        place += width


def _direction(a: str, b: str, width: float) -> str:
    """What the two sides of the axis mean, in one line where it fits."""
    one, other = f"← more in {a}", f"more in {b} →"
    if inches(f"{one}     {other}") <= width:
        return f"{one}     {other}"
    return f"{wrap(one, width, lines=2)}\n{wrap(other, width, lines=2)}"


def _panel(axes: Axes, rows: pd.DataFrame, intervals: list[Interval], names: dict[str, str], width: float) -> None:
    """The ratios of one pair of sides."""
    reach = rows["usual_ratio"].astype(float).clip(upper=LIMIT).fillna(0)
    axes.barh([-index for index in range(len(rows))], 2 * reach, 0.8, left=-reach, color=USUAL, zorder=0)
    axes.axvline(0, color="black", lw=0.6)
    for index, row in enumerate(rows.itertuples()):
        if pd.notna(row.log2_ratio):
            more_in_b = bool(row.log2_ratio > 0)
            mark = Mark(MARKERS[more_in_b], COLOURS[more_in_b], COLOURS[more_in_b], 4)
            for kind in intervals:
                draw_interval(axes, row, -index, kind, mark)
        elif pd.notna(row.more_in):
            side = 1 if row.more_in == row.b else -1
            arrow = {"arrowstyle": "->", "color": COLOURS[side > 0], "ls": ":", "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", (side * 2 * LIMIT * STUB / max(width, LEAST), -index), (0, -index), arrowprops=arrow)
        else:
            axes.text(0, -index, "0", ha="center", va="center", fontsize=NUMBERS, bbox=BOX)
    axes.set_xlim(-LIMIT, LIMIT)
    ticks = [tick for tick in TICKS if width >= 1.2 or tick % LIMIT == 0]
    axes.set_xticks(ticks, [TICKS[tick] for tick in ticks])
    axes.set_ylim(-len(rows) + 0.5, 0.6)
    axes.set_yticks([-index for index in range(len(rows))], [names[name] for name in rows["measure"]])


def _handles(data: pd.DataFrame, intervals: list[Interval]) -> list[Artist]:
    """The legend: of what is drawn only."""
    several = len(data[["a", "b"]].drop_duplicates()) > 1
    ends = ("the article", "the rest") if several else (data["a"].iloc[0], data["b"].iloc[0])
    handles: list[Artist] = [
        Line2D([], [], marker=marker, color=colour, ls="", ms=4, label=f"more in {name}")
        for name, marker, colour in zip(ends, MARKERS, COLOURS, strict=False)
    ]
    handles += [Line2D([], [], color=kind.colour, ls=kind.line, label=kind.label) for kind in intervals]
    if data["usual_ratio"].notna().any():
        handles.append(Patch(fc=USUAL, label="half of pairs in news"))
    if (data["log2_ratio"].isna() & data["more_in"].notna()).any():
        handles.append(Line2D([], [], color=GREY, ls=":", label="zero cell (an arrow)"))
    return handles
