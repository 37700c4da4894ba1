"""The figures that set two articles against each other: the alignment map and the contrasts."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import figure_data as data_of
from analysis.canvas import COLOURS, SHIFT, USUAL, figure

SIDES = (0.42, 0.58)  # where the two columns of claims end and begin, of the width
ALIGN = ("right", "left")
LONGEST = 72  # characters of a claim that fit a column
LINES = {"both": (COLOURS[0], "-"), "shift": (SHIFT, "--"), "near": ("#999999", ":")}
LIMIT = 4.0  # of the axis: sixteen times as often
STUB = 0.7  # length of the arrow of a zero cell: a direction, no size


@figure(
    data_of.alignment_map,
    "page",
    (
        "Claims of {pair} in reading order. A line joins claims that both tell: pink and dashed where the "
        "cue commits the journalist differently (endorse, acknowledge, distance), blue elsewhere, grey and "
        "dotted for a best match below the threshold. Grey text: no match found on the other side, which does "
        "not prove that there is none. Matched by machine on wording, numbers and names."
    ),
)
def alignment(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the claims of two articles as two columns, matched claims joined."""
    rows = int(data["row_a"].fillna(-1).max() + 1), int(data["row_b"].fillna(-1).max() + 1)
    canvas.set_size_inches(canvas.get_figwidth(), 0.4 + 0.19 * max(*rows, 3))
    axes = canvas.subplots()
    axes.axis("off")
    scale = [(max(rows) - 1) / max(count - 1, 1) for count in rows]
    for item in data.to_dict("records"):
        levels = [-item[f"row_{side}"] * scale[number] for number, side in enumerate("ab")]
        for side, level, edge, align in zip("ab", levels, SIDES, ALIGN, strict=True):
            if pd.notna(level):
                text = textwrap.shorten(item[f"text_{side}"], LONGEST, placeholder=" …")
                colour = "#767676" if item["status"] == "only" else "#222222"
                axes.text(edge, level, text, ha=align, va="center", fontsize=5.5, color=colour)
        if item["status"] != "only":
            colour, line = LINES["near" if item["status"] == "near" else "shift" if item["shift"] else "both"]
            axes.plot([SIDES[0] + 0.01, SIDES[1] - 0.01], levels, color=colour, ls=line, lw=0.9)
    for name, edge, align in zip(data.attrs["labels"], SIDES, ALIGN, strict=True):
        axes.text(edge, 1.2, name, ha=align, va="center", weight="bold")
    axes.set_xlim(0, 1)
    axes.set_ylim(-max(rows) + 0.3, 1.8)


@figure(
    data_of.forest,
    "page",
    (
        "Measures of {pair}: log2 ratio of the rates with its 95 % interval from permuting sentences; an arrow where "
        "the texts set no limit, a short dotted arrow for a zero cell, which has a direction but no ratio. "
        "Right: counts out of exposure, and p after Holm over "
        "the family declared in advance (other measures describe and have none). An "
        "interval that crosses the line: sentences shuffled between the two texts differ as much. Grey bars: half of "
        "the pairs of news articles on one event differ by no more (BASIL; in their first 300 words, if an article "
        "here has fewer than 450); no bar: in half of them neither has any, or there is none to compare with. {scope}"
    ),
)
def contrasts(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the contrasts as a forest plot, zero cells as arrows, counts and p beside it."""
    canvas.set_size_inches(canvas.get_figwidth(), 0.8 + 0.2 * len(data))
    axes, numbers = canvas.subplots(1, 2, sharey=True, width_ratios=(5, 3))
    a, b = data["a"].iloc[0], data["b"].iloc[0]
    _numbers(numbers, (a, b, "p (Holm)"), 0.95, weight="bold", fontsize=7)
    reach = data["usual_ratio"].clip(upper=LIMIT)
    axes.barh([-index for index in range(len(data))], 2 * reach, 0.8, left=-reach, color=USUAL, zorder=0)
    for index, row in enumerate(data.itertuples()):
        _interval(axes, row, -index)
        shares = f"{row.count_a:.0f} of {row.exposure_a:.0f}", f"{row.count_b:.0f} of {row.exposure_b:.0f}"
        _numbers(numbers, (*shares, "–" if pd.isna(row.p_holm) else f"{row.p_holm:.2f}"), -index, fontsize=6.5)
    numbers.axis("off")
    axes.axvline(0, color="black", lw=0.6)
    axes.set_xlim(-LIMIT, LIMIT)
    axes.set_ylim(-len(data) + 0.5, 1.4)
    axes.set_yticks([-index for index in range(len(data))], data["measure"].str.replace("_", " "))
    axes.set_xlabel(f"log2 ratio of rates: more in {a}  ←   → more in {b}")


def _numbers(axes: Axes, notes: tuple[str, ...], level: float, **style: Any) -> None:
    """One line of the table beside the forest."""
    for edge, note in zip((0, 0.38, 0.76), notes, strict=True):
        axes.text(edge, level, note, va="center", **style)


def _interval(axes: Axes, row: Any, level: float) -> None:
    """One contrast: a mark with its interval, or a dotted arrow towards the article that has any."""
    if pd.notna(row.log2_ratio):
        more_in_b = bool(row.log2_ratio > 0)
        axes.plot([max(row.low, -LIMIT), min(row.high, LIMIT)], [level, level], color="#555555")
        for beyond, edge, mark in ((row.low < -LIMIT, -LIMIT, "<"), (row.high > LIMIT, LIMIT, ">")):
            if beyond:
                axes.plot(edge, level, mark, color="#555555", ms=3.5, clip_on=False)
        axes.plot(row.log2_ratio, level, "s" if more_in_b else "o", ms=4, color=COLOURS[more_in_b])
    elif pd.notna(row.more_in):
        side = 1 if row.more_in == row.b else -1
        arrow = {"arrowstyle": "->", "color": COLOURS[side > 0], "ls": ":"}
        axes.annotate("", (side * STUB, level), (0, level), arrowprops=arrow)
