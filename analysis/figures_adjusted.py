"""The figure of the declared family with and without the errors of the detectors."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import adjust
from analysis import figure_data as data_of
from analysis.canvas import COLOURS, figure
from analysis.measures import FAMILY

BOUND = re.compile(r" \(at most \d+ %\)")
LIMIT = 5.0  # of the axis: 32 times as often
# The two intervals of a row: columns of their ends, place above the middle, mark, colour, line, and what they are.
RAW = (("low", "high"), 0.15, "o", "#555555", "-", "as counted")
ADJUSTED = (("low_adjusted", "high_adjusted"), -0.2, "s", COLOURS[1], "--", "with the detector's errors")
EDGES = (0, 0.3, 0.6)  # of the columns of numbers, of the width


def adjusted_forest(study: Any) -> pd.DataFrame:
    """One row a measure of the declared family, for the first two articles: counts, both intervals, accuracy."""
    rows = data_of.forest(study)
    rows = rows[rows["measure"].isin(FAMILY)].reset_index(drop=True)
    more = adjust.adjusted(rows, adjust.read_accuracy()).drop(columns=["log2_ratio", "low", "high"])
    return rows.drop(columns=["draws", "scope"]).merge(more, on=["measure", "a", "b"], validate="1:1")


@figure(
    adjusted_forest,
    "page",
    (
        "The declared family of measures of {pair}: log2 ratio of the rates. Grey: 95 % interval from permuting "
        "sentences, the counts taken as given. Orange, below it: widened by what the detector's errors may differ "
        "between two texts, from its measured precision (P) and recall (R); none where these have not been measured. "
        "An arrow at the edge: no limit, or one beyond the axis. A zero cell has no ratio: it says in how many "
        "sentences nothing was found. Accuracy was measured on other texts than these. {scope}"
    ),
)
def adjusted(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw each contrast with both intervals, one above the other, counts and accuracy beside them."""
    canvas.set_size_inches(canvas.get_figwidth(), 0.9 + 0.32 * len(data))
    axes, numbers = canvas.subplots(1, 2, sharey=True, width_ratios=(5, 3))
    a, b = data["a"].iloc[0], data["b"].iloc[0]
    for edge, head in zip(EDGES, (a, b, "P, R measured"), strict=True):
        numbers.text(edge, 0.95, head, va="center", weight="bold", fontsize=7)
    for index, row in enumerate(data.itertuples()):
        _draw_row(axes, row, -index)
        accuracy = "not measured" if pd.isna(row.precision) else f"{row.precision:.2f}, {row.recall:.2f}"
        shares = f"{row.count_a:.0f} of {row.exposure_a:.0f}", f"{row.count_b:.0f} of {row.exposure_b:.0f}"
        for edge, note in zip(EDGES, (*shares, accuracy), strict=True):
            numbers.text(edge, -index, note, va="center", fontsize=6.5)
    numbers.axis("off")
    axes.axvline(0, color="black", lw=0.6)
    axes.set_xlim(-LIMIT, LIMIT)
    axes.set_ylim(-len(data) + 0.4, 1.4)
    axes.set_yticks([-index for index in range(len(data))], data["measure"].str.replace("_", " "))
    axes.set_xlabel(f"log2 ratio of rates: more in {a}  ←   → more in {b}")
    handles = [
        axes.plot([], [], mark, color=colour, ms=4, ls=line, label=label)[0]
        for _, _, mark, colour, line, label in (RAW, ADJUSTED)
    ]
    canvas.legend(handles=handles, loc="outside upper center", ncols=2)


def _draw_row(axes: Axes, row: Any, level: float) -> None:
    """Both intervals of a measure, or its zero cell in words."""
    if pd.isna(row.log2_ratio):
        box = {"fc": "white", "ec": "none", "pad": 1}
        axes.text(0, level, BOUND.sub("", row.zero), ha="center", va="center", fontsize=6.5, bbox=box)
        return
    _interval(axes, row, level, RAW)
    if pd.notna(row.low_adjusted):
        _interval(axes, row, level, ADJUSTED)


def _interval(axes: Axes, row: Any, level: float, kind: tuple[tuple[str, str], float, str, str, str, str]) -> None:
    """The ratio and one interval, cut at the edge of the axis, where an arrow says so."""
    ends, above, marker, colour, line, _ = kind
    low, high = (getattr(row, end) for end in ends)
    axes.plot([max(low, -LIMIT), min(high, LIMIT)], [level + above] * 2, color=colour, ls=line, lw=1)
    axes.plot(min(max(row.log2_ratio, -LIMIT), LIMIT), level + above, marker, ms=3.5, color=colour)
    for beyond, edge, mark in ((low < -LIMIT, -LIMIT, "<"), (high > LIMIT, LIMIT, ">")):
        if beyond:
            axes.plot(edge, level + above, mark, color=colour, ms=3.5, clip_on=False)
